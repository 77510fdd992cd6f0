/**
 * Makes a text comparable, in one pass and without strings: white space collapsed; width, quotes and dashes made equal;
 * Markdown marks, link targets, images and tags left out. What remains is the *plain* text, with a map back to the
 * input. Its tokens hash the *folded* form, which has no case and no accents either.
 */
import type { Block } from "../types.js";
import {
  CJK,
  classOf,
  DROP,
  foldedOf,
  HARD,
  HASH_START,
  hashStep,
  infoOf,
  MARK,
  plainOf,
  SOFT,
  SPACE,
  WORD,
} from "./chars.js";
import {
  AMPERSAND,
  APOSTROPHE,
  BACKSLASH,
  BANG,
  BRACKET,
  BRACKET_END,
  contentStart,
  entityAt,
  GREATER,
  isAddress,
  LESS,
  PAREN,
  tagEnd,
  targetEnd,
  UNDERSCORE,
} from "./inline.js";
import { toUnits } from "./units.js";

export const TOKEN_WORD = 0;
export const TOKEN_NUMBER = 1;
export const TOKEN_CJK = 2;
/** Punctuation and signs that a phrase may skip. */
export const TOKEN_SOFT = 3;
/** Punctuation and signs that it may not. */
export const TOKEN_HARD = 4;

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

/** Plain text and tokens of the blocks folded so far. The arrays are longer than what they hold. */
export interface Folded {
  readonly units: Uint16Array;
  /** Plain offset -> offset in the input. */
  readonly map: Uint32Array;
  readonly tokenStart: Uint32Array;
  readonly tokenEnd: Uint32Array;
  readonly tokenHash: Int32Array;
  readonly tokenType: Uint8Array;
}

/** A text whose blocks are folded when somebody looks at them. */
export interface Folding extends Folded {
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The text in code units; the array may be longer. */
  readonly source: Uint16Array;
  readonly block: (index: number) => BlockText;
}

const MAX_OPEN_LINKS = 8;
/** Code units below this are their own plain form where they are part of a word. */
const LATIN_END = 0x2000;

/** The arrays of the result, and where folding stands. */
interface State {
  source: Uint16Array;
  units: Uint16Array;
  map: Uint32Array;
  tokenStart: Uint32Array;
  tokenEnd: Uint32Array;
  tokenHash: Int32Array;
  tokenType: Uint8Array;
  plain: number;
  tokens: number;
  blockStart: number;
  /** White space was read and not written yet. */
  space: boolean;
  words: number;
  cjk: number;
  stops: number;
  innerStop: boolean;
  linkUnits: number;
  linkCount: number;
  /** Open brackets: plain offset and token number of each, and whether it opens an image. */
  open: number;
  readonly openPlain: Int32Array;
  readonly openToken: Int32Array;
  readonly openImage: Uint8Array;
  /** No `)` follows in this block any more: keeps the search for one linear. */
  noTargets: boolean;
  /** Where the bracket stands that closes an address. */
  addressEnd: number;
}

const SHARED_UNITS = 1 << 20;
let shared: State | null = null;

const allocate = (size: number): State => ({
  source: new Uint16Array(0),
  units: new Uint16Array(size),
  map: new Uint32Array(size),
  tokenStart: new Uint32Array(size),
  tokenEnd: new Uint32Array(size),
  tokenHash: new Int32Array(size),
  tokenType: new Uint8Array(size),
  plain: 0,
  tokens: 0,
  blockStart: 0,
  space: false,
  words: 0,
  cjk: 0,
  stops: 0,
  innerStop: false,
  linkUnits: 0,
  linkCount: 0,
  open: 0,
  openPlain: new Int32Array(MAX_OPEN_LINKS),
  openToken: new Int32Array(MAX_OPEN_LINKS),
  openImage: new Uint8Array(MAX_OPEN_LINKS),
  noTargets: false,
  addressEnd: -1,
});

/** One text at a time uses the shared arrays: cleaning is synchronous, and its result holds nothing of them. */
function stateFor(units: number): State {
  if (units > SHARED_UNITS) return allocate(units);
  if (shared === null || shared.units.length < units)
    shared = allocate(2 ** Math.ceil(Math.log2(Math.max(units, 1 << 14))));
  return shared;
}

function writeSpace(s: State, at: number): void {
  if (s.plain > s.blockStart) {
    s.units[s.plain] = 0x20;
    s.map[s.plain++] = at;
  }
  s.space = false;
}

/** Writes a token of one unit. */
function writeSign(s: State, unit: number, at: number, type: number): void {
  if (s.space) writeSpace(s, at - 1);
  s.tokenStart[s.tokens] = s.plain;
  s.units[s.plain] = plainOf[unit] as number;
  s.map[s.plain++] = at;
  s.tokenEnd[s.tokens] = s.plain;
  s.tokenHash[s.tokens] = hashStep(HASH_START, foldedOf[unit] as number);
  s.tokenType[s.tokens++] = type;
  if (type === TOKEN_HARD) s.stops++;
}

function openBracket(s: State, at: number): void {
  const image = s.plain > s.blockStart && !s.space && s.units[s.plain - 1] === BANG;
  if (image) {
    s.plain--;
    s.tokens--;
  }
  if (s.space) writeSpace(s, at - 1);
  if (s.open < MAX_OPEN_LINKS) {
    s.openPlain[s.open] = s.plain;
    s.openToken[s.open] = s.tokens;
    s.openImage[s.open++] = image ? 1 : 0;
  }
  writeSign(s, BRACKET, at, TOKEN_SOFT);
}

/** Takes an image out of the plain text: its alternative text is none of the article's. */
function dropImage(s: State, plain: number, token: number): void {
  for (let t = token; t < s.tokens; t++) if ((s.tokenType[t] as number) <= TOKEN_NUMBER) s.words--;
  s.plain = plain;
  s.tokens = token;
  s.space = plain > s.blockStart && s.units[plain - 1] !== 0x20;
}

/** Takes the opening bracket of a link out of the plain text, so that its text stands alone. */
function unwrapLink(s: State, plain: number, token: number): void {
  s.units.copyWithin(plain, plain + 1, s.plain);
  s.map.copyWithin(plain, plain + 1, s.plain);
  s.plain--;
  s.tokens--;
  for (let t = token; t < s.tokens; t++) {
    s.tokenStart[t] = (s.tokenStart[t + 1] as number) - 1;
    s.tokenEnd[t] = (s.tokenEnd[t + 1] as number) - 1;
    s.tokenHash[t] = s.tokenHash[t + 1] as number;
    s.tokenType[t] = s.tokenType[t + 1] as number;
  }
  if (s.plain > plain) {
    s.linkUnits += s.plain - plain;
    s.linkCount++;
  }
}

/** Reads `]`. Gives the offset behind the link target when there is one, otherwise behind the bracket. */
function closeBracket(s: State, at: number, end: number): number {
  if (s.open > 0) {
    s.open--;
    const target = s.source[at + 1] === PAREN && at + 1 < end;
    const after = target && !s.noTargets ? targetEnd(s.source, at + 1, end) : -1;
    if (target && after < 0) s.noTargets = true;
    if (after > 0) {
      const plain = s.openPlain[s.open] as number;
      const token = s.openToken[s.open] as number;
      if (s.openImage[s.open] === 1) dropImage(s, plain, token);
      else unwrapLink(s, plain, token);
      return after;
    }
  }
  writeSign(s, BRACKET_END, at, TOKEN_SOFT);
  return at + 1;
}

/** Reads a character that may be Markdown or HTML. Gives the offset behind what was read. */
function foldMark(s: State, at: number, end: number): number {
  const unit = s.source[at] as number;
  if (unit === BRACKET) openBracket(s, at);
  else if (unit === BACKSLASH) {
    const next = s.source[at + 1] as number;
    if (at + 1 < end && next < 0x80 && classOf[next] !== WORD && classOf[next] !== SPACE) {
      writeSign(s, next, at + 1, classOf[next] === HARD ? TOKEN_HARD : TOKEN_SOFT);
      return at + 2;
    }
    writeSign(s, unit, at, TOKEN_SOFT);
  } else if (unit === LESS) {
    const after = tagEnd(s.source, at, end);
    if (after === at) writeSign(s, unit, at, TOKEN_SOFT);
    else if (!isAddress(s.source, at + 1, after - 1)) return after;
    else s.addressEnd = after - 1;
  } else if (unit === AMPERSAND) {
    const entity = entityAt(s.source, at, end);
    if (entity !== null) {
      if (entity.unit === 0x20) s.space = true;
      else writeSign(s, entity.unit, at, TOKEN_SOFT);
      return entity.end;
    }
    writeSign(s, unit, at, TOKEN_SOFT);
  } else if (plainOf[unit] === APOSTROPHE) writeSign(s, unit, at, TOKEN_SOFT);
  // What is left is emphasis and inline code, which a reader does not see.
  return at + 1;
}

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
function continuesWord(source: Uint16Array, at: number, end: number, kind: number): boolean {
  if (kind === DROP) return true;
  const unit = source[at] as number;
  const inner = kind === MARK && (unit === UNDERSCORE || plainOf[unit] === APOSTROPHE);
  return inner && at + 1 < end && classOf[source[at + 1] as number] === WORD;
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
      let hash = HASH_START;
      let highest = 0;
      do {
        if (kind !== DROP) {
          const folded = entry >>> 8;
          if (folded > highest) highest = folded;
          hash = Math.imul(hash ^ folded, 0x01000193);
          units[plain] = unit < LATIN_END ? unit : (plainOf[unit] as number);
          map[plain++] = i;
        }
        if (++i >= end) break;
        unit = source[i] as number;
        entry = info[unit] as number;
        kind = entry & 0xff;
      } while (kind === WORD || (kind !== SPACE && continuesWord(source, i, end, kind)));
      tokenEnd[token] = plain;
      tokenHash[token] = hash;
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

const CHUNK = 8192;

/** A stretch of an array of code units as a string. */
export function unitsToString(units: Uint16Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end; i += CHUNK)
    text += String.fromCharCode.apply(null, units.subarray(i, Math.min(end, i + CHUNK)) as unknown as number[]);
  return text;
}

/** Plain text between two plain offsets: capitals and accents kept. */
export const plainText = (folded: Folded, start: number, end: number): string =>
  unitsToString(folded.units, start, end);

/** The same without capitals and accents; offsets are the same. */
export function foldedText(folded: Folded, start: number, end: number): string {
  const units = new Uint16Array(end - start);
  for (let i = start; i < end; i++) units[i - start] = foldedOf[folded.units[i] as number] as number;
  return unitsToString(units, 0, units.length);
}

/** What the input says there, with its own quotes and dashes, white space collapsed. */
export function originalText(folded: Folded, text: string, start: number, end: number): string {
  let out = "";
  for (let i = start; i < end; i++) out += folded.units[i] === 0x20 ? " " : text.charAt(folded.map[i] as number);
  return out;
}
