/** Sets of characters as sorted, disjoint, inclusive ranges of code points, flat: `[low, high, low, high, ...]`. */
import type { AST } from "@eslint-community/regexpp";
import { mapClasses } from "../text/chars.js";

export type CharSet = readonly number[];

const LAST = 0x10ffff;
export const NO_CHARS: CharSet = [];
export const ANY_CHAR: CharSet = [0, LAST];

const DIGITS: CharSet = [0x30, 0x39];
const ASCII_WORDS: CharSet = [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a];
const SPACES: CharSet = [
  0x09, 0x0d, 0x20, 0x20, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f, 0x205f,
  0x3000, 0x3000, 0xfeff, 0xfeff,
];

export const union = (...sets: readonly CharSet[]): CharSet => sets.reduce(unionOfTwo, NO_CHARS);

// Letters alone are some 600 ranges, and the same two sets meet again and again in a pattern.
const knownUnions = new WeakMap<CharSet, WeakMap<CharSet, CharSet>>();

function unionOfTwo(a: CharSet, b: CharSet): CharSet {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const unions = knownUnions.get(a) ?? new WeakMap<CharSet, CharSet>();
  knownUnions.set(a, unions);
  const known = unions.get(b) ?? merge(a, b);
  unions.set(b, known);
  return known;
}

function merge(a: CharSet, b: CharSet): CharSet {
  const merged: number[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const isA = (a[i] ?? LAST + 1) <= (b[j] ?? LAST + 1);
    const low = (isA ? a[i] : b[j]) ?? 0;
    const high = (isA ? a[i + 1] : b[j + 1]) ?? 0;
    if (isA) i += 2;
    else j += 2;
    const end = merged.at(-1);
    if (end !== undefined && low <= end + 1) merged[merged.length - 1] = Math.max(end, high);
    else merged.push(low, high);
  }
  return merged;
}

export function complement(set: CharSet): CharSet {
  const rest: number[] = [];
  let next = 0;
  for (const [low, high] of pairs(set)) {
    if (low > next) rest.push(next, low - 1);
    next = high + 1;
  }
  if (next <= LAST) rest.push(next, LAST);
  return rest;
}

export function overlaps(a: CharSet, b: CharSet): boolean {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if ((a[i + 1] ?? 0) < (b[j] ?? 0)) i += 2;
    else if ((b[j + 1] ?? 0) < (a[i] ?? 0)) j += 2;
    else return true;
  }
  return false;
}

export const includes = (set: CharSet, part: CharSet): boolean => !overlaps(part, complement(set));

/** The members, when there are at most `limit`. */
export function members(set: CharSet, limit: number): readonly string[] | null {
  const found: string[] = [];
  for (const [low, high] of pairs(set)) {
    if (found.length + high - low >= limit) return null;
    for (let code = low; code <= high; code++) found.push(String.fromCodePoint(code));
  }
  return found;
}

const MAX_KNOWN = 1000;
const known = new Map<string, CharSet>();

/** What one character of a pattern matches; the same set for the same notation. */
export function charSetOf(node: AST.Character | AST.CharacterSet | AST.CharacterClass): CharSet {
  const set = known.get(node.raw) ?? makeSet(node);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(node.raw, set);
  return set;
}

function makeSet(node: AST.Character | AST.CharacterSet | AST.CharacterClass | AST.CharacterClassRange): CharSet {
  switch (node.type) {
    case "Character":
      return [node.value, node.value];
    case "CharacterClassRange":
      return [node.min.value, node.max.value];
    case "CharacterClass": {
      const set = union(...node.elements.map((element) => (isSimple(element) ? makeSet(element) : ANY_CHAR)));
      return node.negate ? complement(set) : set;
    }
    case "CharacterSet":
      return namedSet(node);
    default:
      return node satisfies never;
  }
}

function isSimple(
  element: AST.CharacterClassElement,
): element is
  | AST.Character
  | AST.CharacterClassRange
  | AST.EscapeCharacterSet
  | AST.CharacterUnicodePropertyCharacterSet {
  return element.type === "Character" || element.type === "CharacterClassRange" || element.type === "CharacterSet";
}

function namedSet(node: AST.CharacterSet): CharSet {
  if (node.kind === "any") return ANY_CHAR;
  if (node.kind === "property") return propertySet(node.raw);
  const set = node.kind === "digit" ? DIGITS : node.kind === "space" ? SPACES : ASCII_WORDS;
  return node.negate ? complement(set) : set;
}

/** What a word consists of, for the folder and so for `\b`. */
export const wordChars: () => CharSet = once(() => {
  const isInWord = mapClasses([1, 1]);
  const ranges: number[] = [];
  for (let low = isInWord.indexOf(1); low >= 0; ) {
    const next = isInWord.indexOf(0, low);
    const end = next < 0 ? isInWord.length : next;
    ranges.push(low, end - 1);
    low = isInWord.indexOf(1, end);
  }
  return union(ranges, [0x5f, 0x5f]);
});

const ASTRAL = 0x10000;
const SURROGATES = 0x800;
const knownProperties = new Map<string, CharSet>();

/** Asks the engine itself about every code point; some 20 ms for each property, once. */
function propertySet(raw: string): CharSet {
  const found = knownProperties.get(raw);
  if (found !== undefined) return found;
  const set: number[] = [];
  for (const { 0: run, index } of everyChar().matchAll(new RegExp(`${raw}+`, "gu"))) {
    set.push(codeOfIndex(index), codeOfIndex(index + run.length - 1));
  }
  knownProperties.set(raw, set);
  return set;
}

const everyChar: () => string = once(() => {
  const chunks: string[] = [];
  for (let start = 0; start <= LAST; start += SURROGATES) {
    if (start === 0xd800) continue;
    chunks.push(String.fromCodePoint(...Array.from({ length: SURROGATES }, (_, index) => start + index)));
  }
  return chunks.join("");
});

/** The code point that the unit at `index` of `everyChar` belongs to. */
function codeOfIndex(index: number): number {
  if (index < 0xd800) return index;
  const code = index + SURROGATES;
  return code < ASTRAL ? code : ASTRAL + ((code - ASTRAL) >> 1);
}

function pairs(set: CharSet): readonly (readonly [number, number])[] {
  return Array.from({ length: set.length / 2 }, (_, index) => [set[index * 2] ?? 0, set[index * 2 + 1] ?? 0] as const);
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
