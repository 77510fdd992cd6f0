/**
 * The sieve: finds the blocks that may hold an anchor, on the raw characters, before anything is folded.
 *
 * Every character becomes a code of five bits; runs of separators collapse to one, link targets and tags are passed
 * over. Six codes in a row fill a word of 30 bits: the window. Each anchor lends the sieve its rarest window, and a block
 * is looked at more closely only when one of its windows is in the sieve's bitmap. Words are counted on the way.
 */
import { CJK, classOf, DROP, foldedOf, WORD } from "../text/chars.js";
import { AMPERSAND, BACKSLASH, BANG, BRACKET, BRACKET_END, entityAt, isAddress, LESS, PAREN, tagEnd, targetEnd } from "../text/inline.js";

const WINDOW_CODES = 6;
const CODE_BITS = 5;
const WINDOW_MASK = 2 ** (WINDOW_CODES * CODE_BITS) - 1;
const CODES = 32;
const GOLDEN = 0x9e3779b1;
const BITS_PER_WINDOW = 24;
/** A shorter anchor is filed under every window it can stand in, if it lacks no more codes than this. */
const MAX_UNKNOWN_CODES = 2;

// Codes above 31 are no codes but events for the slow path.
const DROPPED = 32;
const UNSPACED = 33;
const SYMBOL = 34;
const SYNTAX = 35;

/** The block holds a sign such as © or an arrow. */
export const HAS_SYMBOL = 1;
/** The block holds a link. */
export const HAS_LINK = 2;
/** The windows do not tell: the block has unspaced script or an image inside. */
export const IS_OPAQUE = 4;
/** A window of the block is in the bitmap. */
export const HAS_WINDOW = 8;

const codeOf: Uint8Array = new Uint8Array(65_536);

/** Signs that anchors may name; others are too frequent. */
export const isSymbol = (unit: number): boolean => unit === 0x40 || unit === 0xa9 || unit === 0xae || (unit >= 0x2100 && unit < 0x2c00);

function buildCodes(): void {
  for (let unit = 0; unit < codeOf.length; unit++) {
    const kind = classOf[unit];
    const folded = foldedOf[unit] as number;
    if (kind === WORD) codeOf[unit] = folded >= 0x61 && folded <= 0x7a ? folded - 0x60 : 27 + (folded % 5);
    else if (kind === DROP) codeOf[unit] = DROPPED;
    else if (kind === CJK) codeOf[unit] = UNSPACED;
    else if (isSymbol(unit)) codeOf[unit] = SYMBOL;
  }
  for (const unit of [BRACKET_END, LESS, AMPERSAND, BANG, BACKSLASH]) codeOf[unit] = SYNTAX;
}
buildCodes();

export interface Sieve {
  readonly bits: Uint32Array;
  readonly shift: number;
}

/** What the sieve saw in one block. */
export interface Sifted {
  readonly flags: number;
  readonly words: number;
}

/** Codes of an anchor: separators are 0. */
function toCodes(text: string): readonly number[] {
  const codes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = codeOf[text.charCodeAt(i)] as number;
    if (code < CODES && !(code === 0 && codes.at(-1) === 0)) codes.push(code);
  }
  return codes;
}

/** All windows that an anchor shorter than a window can stand in. */
function completeWindow(codes: readonly number[]): readonly number[] {
  let windows = [codes.reduce((window, code) => (window << CODE_BITS) | code, 0)];
  for (let i = codes.length; i < WINDOW_CODES; i++) {
    windows = windows.flatMap((window) => Array.from({ length: CODES }, (_, code) => (window << CODE_BITS) | code));
  }
  return windows;
}

/** True when the sieve can find the anchor. */
export const isSievable = (anchor: string): boolean => toCodes(anchor).length >= WINDOW_CODES - MAX_UNKNOWN_CODES;

/** The rarest windows of an anchor such as ` follow us `; `rarity` estimates how often a code occurs. */
function chooseWindows(anchor: string, rarity: Float64Array): readonly number[] {
  const codes = toCodes(anchor);
  if (codes.length < WINDOW_CODES) return completeWindow(codes);
  let best: readonly number[] = [];
  let lowest = Number.POSITIVE_INFINITY;
  for (let i = 0; i + WINDOW_CODES <= codes.length; i++) {
    const window = codes.slice(i, i + WINDOW_CODES);
    const cost = window.reduce((product, code) => product * (rarity[code] as number), 1);
    if (cost < lowest) {
      lowest = cost;
      best = window;
    }
  }
  return completeWindow(best);
}

/** Share of each code in the words of a sample, such as the most frequent words of a language. */
export function measureRarity(words: Iterable<string>): Float64Array {
  const counts = new Float64Array(CODES).fill(1);
  let total = CODES;
  for (const word of words) {
    for (const code of toCodes(` ${word}`)) {
      counts[code] = (counts[code] as number) + 1;
      total++;
    }
  }
  return counts.map((count) => count / total);
}

/** Builds the sieve of some anchors, each with a space where a word begins or ends. */
export function buildSieve(anchors: Iterable<string>, rarity: Float64Array): Sieve {
  const windows = new Set<number>();
  for (const anchor of anchors) for (const window of chooseWindows(anchor, rarity)) windows.add(window);
  const log = Math.min(22, Math.max(12, Math.ceil(Math.log2(windows.size * BITS_PER_WINDOW + 1))));
  const bits = new Uint32Array(2 ** (log - 5));
  const shift = 32 - log;
  for (const window of windows) {
    const bit = Math.imul(window, GOLDEN) >>> shift;
    bits[bit >>> 5] = (bits[bit >>> 5] as number) | (1 << (bit & 31));
  }
  return { bits, shift };
}

/** What stands at an event: where reading goes on, and what it means. */
interface Event {
  next: number;
  flags: number;
  /** A separator stands there; otherwise nothing. */
  separates: boolean;
}

const event: Event = { next: 0, flags: 0, separates: true };

function readEvent(source: Uint16Array, at: number, end: number, code: number): void {
  const unit = source[at] as number;
  event.next = at + 1;
  event.flags = 0;
  event.separates = code !== DROPPED;
  if (code === UNSPACED) event.flags = IS_OPAQUE;
  else if (code === SYMBOL) event.flags = HAS_SYMBOL;
  else if (unit === BRACKET_END && source[at + 1] === PAREN && at + 1 < end) {
    const after = targetEnd(source, at + 1, end);
    event.flags = HAS_LINK;
    // Without an end every further target would be searched in vain: leave it to the folder.
    if (after < 0) event.flags |= IS_OPAQUE;
    else event.next = after;
  } else if (unit === BANG && source[at + 1] === BRACKET) event.flags = IS_OPAQUE;
  else if (unit === LESS) {
    const after = tagEnd(source, at, end);
    if (after > at && !isAddress(source, at + 1, after - 1)) event.next = after;
  } else if (unit === AMPERSAND) event.next = entityAt(source, at, end)?.end ?? at + 1;
}

/** Reads the characters `[from, end)` of a block. */
export function sift(sieve: Sieve, source: Uint16Array, from: number, end: number): Sifted {
  const { bits, shift } = sieve;
  const codes = codeOf;
  let window = 0;
  let words = 0;
  let flags = 0;
  let unspaced = 0;
  let found = 0;
  for (let i = from; i < end; ) {
    let code = codes[source[i] as number] as number;
    if (code >= CODES) {
      if (code === UNSPACED) unspaced++;
      if ((flags & IS_OPAQUE) !== 0 && code !== UNSPACED) {
        i++;
      } else {
        readEvent(source, i, end, code);
        flags |= event.flags;
        i = event.next;
      }
      if (code === DROPPED) continue;
      code = 0;
    } else i++;
    if ((code | (window & (CODES - 1))) === 0) continue;
    words += (code - 1) >>> 31;
    window = ((window << CODE_BITS) | code) & WINDOW_MASK;
    const bit = Math.imul(window, GOLDEN) >>> shift;
    found |= (bits[bit >>> 5] as number) >>> (bit & 31);
  }
  // Behind the last word stand separators, up to a full window.
  if ((window & (CODES - 1)) !== 0) words++;
  for (let tail = 0; tail < MAX_UNKNOWN_CODES + 1; tail++) {
    window = (window << CODE_BITS) & WINDOW_MASK;
    const bit = Math.imul(window, GOLDEN) >>> shift;
    found |= (bits[bit >>> 5] as number) >>> (bit & 31);
  }
  return { flags: flags | ((found & 1) * HAS_WINDOW), words: words + Math.ceil(unspaced / 2) };
}
