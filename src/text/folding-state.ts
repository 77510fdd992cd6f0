/** Where folding stands, and the arrays it writes to. */
import { foldedOf, HASH_START, hashStep, plainOf } from "./chars.js";

export const TOKEN_WORD = 0;
export const TOKEN_NUMBER = 1;
export const TOKEN_CJK = 2;
/** Punctuation and signs that a phrase may skip. */
export const TOKEN_SOFT = 3;
/** Punctuation and signs that it may not. */
export const TOKEN_HARD = 4;

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

export const MAX_OPEN_LINKS = 8;

/** The arrays of the result, and where folding stands. */
export interface State {
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
export function stateFor(units: number): State {
  if (units > SHARED_UNITS) return allocate(units);
  if (shared === null || shared.units.length < units)
    shared = allocate(2 ** Math.ceil(Math.log2(Math.max(units, 1 << 14))));
  return shared;
}

export function writeSpace(s: State, at: number): void {
  if (s.plain > s.blockStart) {
    s.units[s.plain] = 0x20;
    s.map[s.plain++] = at;
  }
  s.space = false;
}

/** Writes a token of one unit. */
export function writeSign(s: State, unit: number, at: number, type: number): void {
  if (s.space) writeSpace(s, at - 1);
  s.tokenStart[s.tokens] = s.plain;
  s.units[s.plain] = plainOf(unit);
  s.map[s.plain++] = at;
  s.tokenEnd[s.tokens] = s.plain;
  s.tokenHash[s.tokens] = hashStep(HASH_START, foldedOf(unit));
  s.tokenType[s.tokens++] = type;
  if (type === TOKEN_HARD) s.stops++;
}
