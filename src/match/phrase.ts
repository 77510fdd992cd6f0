/** Runs phrases over tokens. Matching one costs at most `MAX_STEPS` however the text looks. */
import { foldedOf } from "../text/chars.js";
import { plainText } from "../text/folded-text.js";
import { type Folded, TOKEN_CJK, TOKEN_HARD, TOKEN_NUMBER, TOKEN_SOFT, TOKEN_WORD } from "../text/folding-state.js";
import type { LiteralToken } from "../text/literal.js";
import { waysWith } from "./choices.js";
import { type Choice, type Phrase, STEM_HEAD_CHARS, type Step, wayOf, waysOf } from "./compile-phrase.js";
import { type Bits, bitsOf, hasBit, isAny, overlap, union } from "./token-bits.js";

const MAX_STEPS = 512;

function equals(folded: Folded, token: number, text: string): boolean {
  const start = folded.tokenStart[token] as number;
  if ((folded.tokenEnd[token] as number) - start !== text.length) return false;
  return startsWith(folded, start, text);
}

function startsWith(folded: Folded, start: number, text: string): boolean {
  for (let i = 0; i < text.length; i++)
    if (foldedOf(folded.units[start + i] as number) !== text.charCodeAt(i)) return false;
  return true;
}

const isToken = (folded: Folded, at: number, token: LiteralToken): boolean =>
  folded.tokenHash[at] === token.hash && equals(folded, at, token.folded);

function isOneOf(folded: Folded, at: number, tokens: readonly LiteralToken[] | undefined): boolean {
  if (tokens === undefined) return false;
  for (let i = 0; i < tokens.length; i++) if (isToken(folded, at, tokens[i] as LiteralToken)) return true;
  return false;
}

function matchesStem(folded: Folded, at: number, step: Step & { op: "stem" }): boolean {
  const start = folded.tokenStart[at] as number;
  const end = folded.tokenEnd[at] as number;
  if (folded.tokenType[at] !== TOKEN_WORD || end - start < STEM_HEAD_CHARS || !startsWith(folded, start, step.head))
    return false;
  let word = "";
  for (const unit of folded.units.subarray(start, end)) word += String.fromCharCode(foldedOf(unit));
  return step.stemOf(word) === step.stem;
}

/** Longer runs of light punctuation part two words: skipping them from many places would take too long. */
const MAX_LIGHT_TOKENS = 16;

let steps = 0;
/** Only matches count that end here or later: no word may stand behind them. */
let leastEnd = 0;

/** Token behind the phrase when `step` and what follows it match at token `at`, otherwise -1. */
function run(folded: Folded, step: Step | null, from: number, end: number): number {
  if (step === null) return from < leastEnd ? -1 : from;
  if (++steps > MAX_STEPS) return -1;
  if (step.op === "choice") return runChoice(folded, step, from, end);
  if (step.op === "gap") return runGap(folded, step, from, end);
  const wantsSoft = step.op === "token" && step.token.soft;
  const stop = Math.min(end, from + MAX_LIGHT_TOKENS);
  let at = from;
  while (at < stop && folded.tokenType[at] === TOKEN_SOFT && !(wantsSoft && isToken(folded, at, step.token))) at++;
  if (at >= end) return -1;
  switch (step.op) {
    case "token":
      return isToken(folded, at, step.token) ? run(folded, step.next, at + 1, end) : -1;
    case "words":
      return isOneOf(folded, at, step.words.get(folded.tokenHash[at] as number))
        ? run(folded, step.next, at + 1, end)
        : -1;
    case "number":
      return folded.tokenType[at] === TOKEN_NUMBER ? run(folded, step.next, at + 1, end) : -1;
    case "prefix": {
      const start = folded.tokenStart[at] as number;
      const long = (folded.tokenEnd[at] as number) - start >= step.folded.length;
      return long && startsWith(folded, start, step.folded) ? run(folded, step.next, at + 1, end) : -1;
    }
    case "stem":
      return matchesStem(folded, at, step) ? run(folded, step.next, at + 1, end) : -1;
    default:
      return step satisfies never;
  }
}

/** Tries only the ways that can begin with the next token, or with the light punctuation before it. */
function runChoice(folded: Folded, choice: Choice, from: number, end: number): number {
  const ways = waysOf(choice);
  if (from < end && folded.tokenType[from] !== TOKEN_SOFT) {
    const fitting = waysWith(ways.firsts, folded.tokenHash[from] as number, firstChar(folded, from));
    for (let i = 0; i < fitting.length; i++) {
      const found = run(folded, wayOf(choice, ways, fitting[i] as number), from, end);
      if (found >= 0) return found;
    }
    return -1;
  }
  const next = nextBits(folded, from, end);
  for (let way = 0; way < ways.firsts.bits.length; way++) {
    const first = ways.firsts.bits[way] as Bits;
    if (!overlap(first, next) && !isAny(first)) continue;
    const found = run(folded, wayOf(choice, ways, way), from, end);
    if (found >= 0) return found;
  }
  return -1;
}

const firstChar = ({ units, tokenStart }: Folded, token: number): number =>
  foldedOf(units[tokenStart[token] as number] as number);

/** Bits of the light punctuation at a token, and of the token behind it. */
function nextBits(folded: Folded, from: number, end: number): Bits {
  const bits: Bits[] = [];
  const stop = Math.min(end, from + MAX_LIGHT_TOKENS + 1);
  for (let at = from; at < stop; at++) {
    bits.push(bitsOf(folded.tokenHash[at] as number, firstChar(folded, at)));
    if (folded.tokenType[at] !== TOKEN_SOFT) break;
  }
  return union(bits);
}

/** Shortest gap first; a gap ends at sentence punctuation. */
function runGap(folded: Folded, step: Step & { op: "gap" }, from: number, end: number): number {
  let at = from;
  let left = step.max;
  while (true) {
    const found = run(folded, step.next, at, end);
    if (found >= 0 || steps > MAX_STEPS) return found;
    const stop = Math.min(end, at + MAX_LIGHT_TOKENS);
    while (at < stop && folded.tokenType[at] === TOKEN_SOFT) at++;
    if (at >= end || left-- === 0 || folded.tokenType[at] === TOKEN_HARD) return -1;
    at++;
  }
}

/** Token behind the phrase when it matches with its first token at `at`, otherwise -1. */
export function matchPhrase(folded: Folded, phrase: Phrase, at: number, end: number): number {
  const { low, high, charLow, charHigh } = phrase.first;
  if (!hasBit(low, high, folded.tokenHash[at] as number) || !hasBit(charLow, charHigh, firstChar(folded, at)))
    return -1;
  steps = 0;
  return run(folded, phrase.start, at, end);
}

/** A stretch of tokens, half-open. */
export interface TokenSpan {
  readonly from: number;
  readonly to: number;
}

/** Where a match may begin and must end. */
export interface SearchLimits {
  /** The match begins before this token. */
  readonly before?: number;
  /** No word stands between the match and the end. */
  readonly toEnd?: boolean;
}

/** First match of any of the phrases that begins at or behind `from` and ends by `end`. */
export function findPhrase(
  folded: Folded,
  phrases: readonly Phrase[],
  from: number,
  end: number,
  limits: SearchLimits = {},
): TokenSpan | null {
  const { before = end, toEnd = false } = limits;
  leastEnd = toEnd ? behindLastWord(folded, from, end) : 0;
  for (let at = from; at < before; at++) {
    const isSoft = folded.tokenType[at] === TOKEN_SOFT;
    for (const phrase of phrases) {
      // A phrase that begins by skipping light punctuation is found again where it really begins.
      if (isSoft && !phrase.light().has(folded.tokenHash[at] as number)) continue;
      const to = matchPhrase(folded, phrase, at, end);
      if (to > at) return { from: at, to };
    }
  }
  return null;
}

function behindLastWord(folded: Folded, from: number, end: number): number {
  let at = end;
  while (at > from && !isWordToken(folded.tokenType[at - 1] as number)) at--;
  return at;
}

/** True for tokens that hold letters or digits. */
export const isWordToken = (type: number): boolean => type <= TOKEN_CJK;

/** The plain text of some tokens, for explanations. */
export const tokenText = (folded: Folded, span: TokenSpan): string =>
  span.to > span.from
    ? plainText(folded, folded.tokenStart[span.from] as number, folded.tokenEnd[span.to - 1] as number)
    : "";
