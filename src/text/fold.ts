/**
 * Makes a text comparable, in one pass and without strings: white space collapsed; width, quotes and dashes made equal;
 * Markdown marks, link targets, images and tags left out. What remains is the *plain* text, with a map back to the
 * input. Its tokens hash the *folded* form, which has no case and no accents either.
 */
import type { Block } from "../types.js";
import { CJK, classOf, DROP, HASH_START, hashStep, infoOf, MARK, plainOf, SOFT, SPACE, WORD } from "./chars.js";
import { isElision } from "./elision.js";
import { closeBracket, foldMark } from "./fold-marks.js";
import {
  type Folded,
  type State,
  stateFor,
  TOKEN_CJK,
  TOKEN_HARD,
  TOKEN_NUMBER,
  TOKEN_SOFT,
  TOKEN_WORD,
  writeSign,
} from "./folding-state.js";
import { APOSTROPHE, BRACKET_END, contentStart, GREATER, UNDERSCORE } from "./inline.js";
import { toUnits } from "./units.js";

/** What folding found out about one block; `start` and `end` are plain offsets, the tokens half-open. */
export interface BlockText {
  readonly start: number;
  readonly end: number;
  readonly firstToken: number;
  readonly lastToken: number;
  /** Two CJK characters count as one word. */
  readonly words: number;
  /** Plain units that are link text. */
  readonly linkUnits: number;
  readonly linkCount: number;
  /** A stop stands before the last word: there may be several sentences. */
  readonly innerStop: boolean;
}

/** A text whose blocks are folded when somebody looks at them. */
export interface Folding extends Folded {
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The text in code units; the array may be longer. */
  readonly source: Uint16Array;
  readonly block: (index: number) => BlockText;
}

/** Code units below this are their own plain form where they are part of a word. */
const LATIN_END = 0x2000;

/** Reads what is no letter, digit or white space. Gives the offset behind it. */
function foldSign(s: State, at: number, end: number, kind: number): number {
  const unit = s.source[at] as number;
  if (kind === MARK) return foldMark(s, at, end);
  if (unit === BRACKET_END) return closeBracket(s, at, end);
  if (unit === GREATER && at === s.addressEnd) return at + 1;
  writeSign(s, unit, at, kind === CJK ? TOKEN_CJK : kind === SOFT ? TOKEN_SOFT : TOKEN_HARD);
  if (kind === CJK) {
    s.cjk++;
    if (s.stops > 0) s.innerStop = true;
  }
  return at + 1;
}

/** Does a word go on at `at` with an apostrophe or underscore between letters, or with something invisible? */
function continuesWord(source: Uint16Array, from: number, at: number, end: number, kind: number): boolean {
  if (kind === DROP) return true;
  const unit = source[at] as number;
  const inner = kind === MARK && (unit === UNDERSCORE || plainOf(unit) === APOSTROPHE);
  return inner && at + 1 < end && classOf[source[at + 1] as number] === WORD && !isElision(source, from, at, end);
}

/** Makes the word that was read, with the apostrophe that ends it at `at`, a light token. Gives the offset behind it. */
function elide(s: State, token: number, plain: number, at: number): number {
  s.units[plain] = APOSTROPHE;
  s.map[plain] = at;
  s.tokenEnd[token] = plain + 1;
  s.tokenHash[token] = hashStep(s.tokenHash[token] as number, APOSTROPHE);
  s.tokenType[token] = TOKEN_SOFT;
  return plain + 1;
}

/**
 * The hot loop. What it needs on every character are locals (the tables, too: V8 would look imports up each time); the
 * state is written back before anything else is called.
 */
function foldSpan(s: State, from: number, end: number, isQuote: boolean): void {
  const { source, units, map, tokenStart, tokenEnd, tokenHash, tokenType } = s;
  const info = infoOf;
  let lineStart = isQuote;
  let plain = s.plain;
  for (let i = from; i < end; ) {
    let unit = source[i] as number;
    let entry = info[unit] as number;
    let kind = entry & 0xff;
    if (kind === SPACE) {
      s.space = true;
      if (isQuote && (unit === 0x0a || unit === 0x0d)) lineStart = true;
      i++;
      continue;
    }
    if (kind === WORD) {
      if (s.space) {
        s.space = false;
        if (plain > s.blockStart) {
          units[plain] = 0x20;
          map[plain++] = i - 1;
        }
      }
      const token = s.tokens++;
      tokenStart[token] = plain;
      const first = i;
      let hash = HASH_START;
      let highest = 0;
      do {
        if (kind !== DROP) {
          const folded = unit + (entry >> 8);
          if (folded > highest) highest = folded;
          hash = Math.imul(hash ^ folded, 0x01000193);
          units[plain] = unit < LATIN_END ? unit : plainOf(unit);
          map[plain++] = i;
        }
        if (++i >= end) break;
        unit = source[i] as number;
        entry = info[unit] as number;
        kind = entry & 0xff;
      } while (kind === WORD || (kind !== SPACE && continuesWord(source, first, i, end, kind)));
      tokenEnd[token] = plain;
      tokenHash[token] = hash;
      if (i < end && kind === MARK && isElision(source, first, i, end)) {
        plain = elide(s, token, plain, i++);
        continue;
      }
      tokenType[token] = highest <= 0x39 ? TOKEN_NUMBER : TOKEN_WORD;
      s.words++;
      if (s.stops > 0) s.innerStop = true;
    } else if (kind === DROP || (lineStart && unit === GREATER)) {
      i++;
      continue;
    } else {
      s.plain = plain;
      i = foldSign(s, i, end, kind);
      plain = s.plain;
    }
    lineStart = false;
  }
  s.plain = plain;
}

function foldBlock(s: State, block: Block): BlockText {
  const firstToken = s.tokens;
  s.blockStart = s.plain;
  s.space = s.innerStop = s.noTargets = false;
  s.words = s.cjk = s.stops = s.linkUnits = s.linkCount = s.open = 0;
  s.addressEnd = -1;
  foldSpan(s, contentStart(s.source, block), block.end, block.kind === "quote");
  const { plain, tokens, linkUnits, linkCount, innerStop } = s;
  const words = s.words + Math.ceil(s.cjk / 2);
  // A line feed keeps the plain text of blocks apart.
  s.units[plain] = 0x0a;
  s.map[s.plain++] = block.end;
  return { start: s.blockStart, end: plain, firstToken, lastToken: tokens, words, linkUnits, linkCount, innerStop };
}

/**
 * Makes a text ready for folding, block by block, in any order.
 *
 * @param text the whole text
 * @param blocks its blocks, in order
 * @returns a view on arrays that the next call reuses
 */
export function startFolding(text: string, blocks: readonly Block[]): Folding {
  const s = stateFor(text.length + blocks.length + 1);
  s.source = toUnits(text);
  s.plain = 0;
  s.tokens = 0;
  const done: (BlockText | undefined)[] = [];
  const { source, units, map, tokenStart, tokenEnd, tokenHash, tokenType } = s;
  const block = (index: number): BlockText => {
    const known = done[index];
    if (known !== undefined) return known;
    const folded = foldBlock(s, blocks[index] as Block);
    done[index] = folded;
    return folded;
  };
  return { text, blocks, source, units, map, tokenStart, tokenEnd, tokenHash, tokenType, block };
}
