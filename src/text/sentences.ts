import type { Span } from "../types.js";
import { isCaseless, isCloser, isDigit, isLetter, isLower, isTerminal, isUpper, isWhite, isWide } from "./letters.js";

const STOP = 0x2e;
const ELLIPSIS = 0x2026;
const MAX_CLOSERS = 8;
const MAX_OPENERS = 6;
const MAX_TOKEN_UNITS = 24;
const MAX_ORDINAL_DIGITS = 3;
/** In a list of abbreviations: numbers with a full stop, as "4. Mai", are ordinals in this language. */
const ORDINAL = "#";
/** Stops that need no space behind them. */
const WIDE_STOPS: ReadonlySet<string> = new Set("。！？｡");
const OPENERS: ReadonlySet<string> = new Set("\"'“‘«„‚»›([{（「『【《〈¿¡-–—*_·•");

const QUOTES: ReadonlySet<string> = new Set('"“„«「『');

const ACCENT = /\p{M}/u;

/** Offset behind the stops at `at`, such as `?!` or `...`. */
function afterStops(text: string, at: number): number {
  let i = at;
  while (i < text.length && isTerminal(text.charCodeAt(i))) i++;
  return i;
}

/** Offset behind the quotes, brackets and note numbers (`[3]`) that belong to the sentence ending before `at`. */
function afterClosers(text: string, at: number): number {
  let i = at;
  for (let steps = 0; steps < MAX_CLOSERS && i < text.length; steps++) {
    const char = text.charAt(i);
    if (isCloser(text.charCodeAt(i)) && !(char === "“" && isLetter(text.charCodeAt(i + 1)))) i++;
    else if (char === "[" && /^\[\d{1,3}\]/.test(text.slice(i, i + 5))) i = text.indexOf("]", i) + 1;
    else if (isWhite(text.charCodeAt(i)) && text.charAt(i + 1) === "»" && !isLetter(text.charCodeAt(i + 2))) i += 2;
    else break;
  }
  return i;
}

const skipWhite = (text: string, at: number): number => {
  let i = at;
  while (i < text.length && isWhite(text.charCodeAt(i))) i++;
  return i;
};

/** First unit of the next sentence that is no quote, bracket or dash; 0 at the end. */
function firstUnit(text: string, at: number): number {
  let i = at;
  for (let steps = 0; steps < MAX_OPENERS; steps++) {
    const unit = text.charCodeAt(i);
    if (!OPENERS.has(text.charAt(i)) && !isWhite(unit)) break;
    i++;
  }
  return i < text.length ? text.charCodeAt(i) : 0;
}

/** A mark above or below a letter, which makes no word of its own. */
const isAccent = (unit: number): boolean => unit >= 0x300 && ACCENT.test(String.fromCharCode(unit));

/** The letters, digits and inner full stops right before the full stop at `at`: "Dr", "p.m", "4". */
function tokenBefore(text: string, at: number): string {
  let i = at;
  while (i > 0 && at - i < MAX_TOKEN_UNITS) {
    const unit = text.charCodeAt(i - 1);
    if (unit !== STOP && !isLetter(unit) && !isDigit(unit) && !isAccent(unit)) break;
    i--;
  }
  return text.slice(i, at);
}

const isInitial = (token: string): boolean => {
  const unit = token.charCodeAt(token.length - 1);
  const isAlone =
    token.length === 1 || (token.length === 2 && token.charCodeAt(0) >= 0xd800 && token.charCodeAt(0) < 0xdc00);
  return isAlone && isLetter(unit) && !isWide(unit);
};

/** "U.S", "z.B", "J.R": single letters with full stops between. */
const isLettered = (token: string): boolean => token.includes(".") && token.split(".").every(isInitial);

function isOrdinal(token: string, isAtStart: boolean, abbreviations: ReadonlySet<string>): boolean {
  if (token.length > MAX_ORDINAL_DIGITS) return false;
  for (let i = 0; i < token.length; i++) if (!isDigit(token.charCodeAt(i))) return false;
  return token !== "" && (isAtStart || abbreviations.has(ORDINAL));
}

/** The full stop at `at` belongs to an abbreviation, initial or ordinal, after which the sentence goes on. */
function isInner(text: string, start: number, at: number, abbreviations: ReadonlySet<string>): boolean {
  const token = tokenBefore(text, at);
  if (token === "") return false;
  const isAtStart = at - token.length <= start;
  if (isInitial(token) || isLettered(token) || isOrdinal(token, isAtStart, abbreviations)) return true;
  const folded = token.toLowerCase();
  return abbreviations.has(folded) || abbreviations.has(folded.slice(folded.lastIndexOf(".") + 1));
}

/** Offset at which the next sentence begins, when one ends with the stop at `at`, else -1. `start` is that of this one. */
function sentenceBreak(text: string, start: number, at: number, abbreviations: ReadonlySet<string>): number {
  const stops = afterStops(text, at);
  const last = text.charAt(stops - 1);
  const end = afterClosers(text, stops);
  const next = skipWhite(text, end);
  if (next >= text.length) return -1;
  const first = firstUnit(text, next);
  if (WIDE_STOPS.has(last)) {
    // A quotation that ends with a stop may stand in the middle of a sentence; Japanese goes on in hiragana.
    const isHiragana = first >= 0x3041 && first <= 0x309f;
    return end > stops && isHiragana ? -1 : next;
  }
  if (next === end || isLower(first)) return -1;
  const isSingle = stops - at === 1 && text.charCodeAt(at) === STOP;
  if (isSingle && end === stops && isInner(text, start, at, abbreviations)) return -1;
  const opens = isUpper(first) || isCaseless(first) || isDigit(first) || !isClause(first);
  return opens ? next : -1;
}

const BRACKETS: ReadonlyMap<string, string> = new Map(
  ["()", "[]", "（）", "［］", "【】", "〔〕"].map(([a = "", b = ""]) => [a, b]),
);
const MAX_BRACKET_UNITS = 200;
/** What is shorter is a number, an agency or the like, and belongs to what follows. */
const MIN_BRACKET_UNITS = 12;
const MIN_WIDE_BRACKET_UNITS = 6;

/**
 * Offset behind a remark in brackets with which a sentence begins, where another sentence follows without a stop
 * between, as in "[Sign up here] It rained."; -1 when there is none.
 */
function afterRemark(text: string, start: number): number {
  const close = BRACKETS.get(text.charAt(start));
  if (close === undefined) return -1;
  const end = text.slice(start, start + MAX_BRACKET_UNITS).indexOf(close) + start + 1;
  const next = skipWhite(text, end);
  if (end <= start || next >= text.length) return -1;
  const first = text.charCodeAt(next);
  if (end - start < (isWide(text.charCodeAt(start + 1)) ? MIN_WIDE_BRACKET_UNITS : MIN_BRACKET_UNITS)) return -1;
  const opens = QUOTES.has(text.charAt(next)) || isUpper(first) || isCaseless(first);
  return opens && (next > end || isWide(first) || isWide(text.charCodeAt(end - 1))) ? next : -1;
}

/** Punctuation that carries on with a sentence. */
const isClause = (unit: number): boolean => ",;:)]}".includes(String.fromCharCode(unit)) || unit === ELLIPSIS;

/**
 * Cuts `text`, the plain text of one block, into sentences that follow one another without gap; the space behind a
 * sentence belongs to it. `abbreviations` are folded to lower case and have no full stop at the end; `#` among them says
 * that numbers with a full stop are ordinals. One pass.
 */
export function splitSentences(text: string, abbreviations: ReadonlySet<string>): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const behind = i === start ? afterRemark(text, start) : -1;
    if (behind > 0) {
      spans.push({ start, end: behind });
      start = behind;
      i = behind - 1;
      continue;
    }
    if (!isTerminal(text.charCodeAt(i))) continue;
    const next = sentenceBreak(text, start, i, abbreviations);
    i = afterStops(text, i) - 1;
    if (next < 0) continue;
    spans.push({ start, end: next });
    start = next;
    i = next - 1;
  }
  if (start < text.length) spans.push({ start, end: text.length });
  return spans;
}
