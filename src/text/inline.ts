/** Bounded look-aheads for Markdown and HTML inside a block; each keeps folding linear. */
import type { Block } from "../types.js";
import { classOf, SPACE, WORD } from "./chars.js";

const MAX_TAG_UNITS = 300;
const MAX_ENTITY_UNITS = 7;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["#39", "'"],
  ["nbsp", " "],
  ["#160", " "],
]);

export const BANG = 0x21;
export const HASH = 0x23;
export const AMPERSAND = 0x26;
export const APOSTROPHE = 0x27;
export const PAREN = 0x28;
export const PAREN_END = 0x29;
export const LESS = 0x3c;
export const GREATER = 0x3e;
export const BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const BRACKET_END = 0x5d;
export const UNDERSCORE = 0x5f;

const isDigit = (unit: number | undefined): boolean => unit !== undefined && unit >= 0x30 && unit <= 0x39;

/** Offset behind the tag that opens at `at`; `at` itself when none does. */
export function tagEnd(source: Uint16Array, at: number, end: number): number {
  const next = (source[at + 1] as number) | 0x20;
  if (!((next >= 0x61 && next <= 0x7a) || next === 0x2f || next === 0x21 || next === 0x3f)) return at;
  const stop = Math.min(end, at + MAX_TAG_UNITS);
  for (let i = at + 1; i < stop; i++) {
    if (source[i] === GREATER) return i + 1;
    if (source[i] === LESS) return at;
  }
  return at;
}

/** True when what stands between angle brackets is an address, which is text, and no tag. */
export function isAddress(source: Uint16Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const unit = source[i];
    if (unit === 0x40 || (unit === 0x3a && source[i + 1] === 0x2f)) return true;
    if (classOf[unit as number] === SPACE) return false;
  }
  return false;
}

/** Offset behind the `)` that closes the link target opening at `at`, or -1. */
export function targetEnd(source: Uint16Array, at: number, end: number): number {
  let depth = 0;
  for (let i = at; i < end; i++) {
    const unit = source[i];
    if (unit === BACKSLASH) i++;
    else if (unit === PAREN) depth++;
    else if (unit === PAREN_END && --depth === 0) return i + 1;
  }
  return -1;
}

/** The character that an entity at `at` stands for, with the offset behind it; null when there is none. */
export function entityAt(source: Uint16Array, at: number, end: number): { unit: number; end: number } | null {
  const stop = Math.min(end, at + MAX_ENTITY_UNITS);
  let name = "";
  for (let i = at + 1; i < stop; i++) {
    const unit = source[i] as number;
    if (unit === 0x3b) {
      const char = ENTITIES.get(name);
      return char === undefined ? null : { unit: char.charCodeAt(0), end: i + 1 };
    }
    name += String.fromCharCode(unit);
  }
  return null;
}

/** Where the content of a block begins, behind its heading, list and quote marks. */
export function contentStart(source: Uint16Array, block: Block): number {
  if (block.kind !== "heading" && block.kind !== "list-item") return block.start;
  let i = block.start;
  while (i < block.end && (source[i] === GREATER || classOf[source[i] as number] === SPACE)) i++;
  const number = i;
  while (i < block.end && isDigit(source[i])) i++;
  if (i > number) return block.kind === "list-item" && i < block.end ? i + 1 : number;
  if (block.kind === "list-item") return i + 1;
  if (classOf[source[i + 1] as number] === SPACE && source[i] !== HASH && classOf[source[i] as number] !== WORD) i++;
  while (i < block.end && (source[i] === HASH || classOf[source[i] as number] === SPACE)) i++;
  return i;
}
