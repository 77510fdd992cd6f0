import type { Span } from "../types.js";
import { endsSentence, isCaseless, isDigit, isLetter, isLower, isTerminal, isWhite, isWide } from "./letters.js";
import type { Line } from "./line.js";

/** Hard-wrapped text is about this wide, in columns; a Han or kana character takes two. */
const MIN_WRAP_COLUMNS = 50;
const MAX_WRAP_COLUMNS = 120;
/** A line that ends so near to the margin counts as full: widths in justified or mended text vary a little. */
const SLACK_COLUMNS = 4;
const MAX_HEAD_UNITS = 60;
const OPENERS: ReadonlySet<string> = new Set("*_\"'“‘«„([");

const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const HYPHEN = 0x2d;
const SOFT_HYPHEN = 0xad;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;
const MAX_LABEL_UNITS = 100;

/** The break between a line and the next. */
interface Break {
  readonly columns: number;
  /** The line ends as sentences do. */
  readonly isEnded: boolean;
  /** The next line begins with a small letter. */
  readonly isLower: boolean;
  /** The next line begins with a letter that has no case. */
  readonly isCaseless: boolean;
  /** Columns of the first word of the next line. */
  readonly head: number;
  /** The line ends within a word or within the text of a link. */
  readonly isTorn: boolean;
  /** The line ends on a comma. */
  readonly isOpen: boolean;
  /** The line ends on a semicolon, as items of a list do. */
  readonly isListed: boolean;
  /** The next line ends as sentences do, or is long enough to be prose. */
  readonly isNextProse: boolean;
}

/** Columns of a line; three samples tell whether its script is wide. */
function columnsOf(text: string, line: Line): number {
  const length = line.end - line.start;
  let wide = 0;
  for (const at of [line.start, line.start + (length >> 1), line.end - 2]) if (isWide(text.charCodeAt(at))) wide++;
  return wide >= 2 ? 2 * length : length;
}

function headColumns(text: string, line: Line): number {
  if (isWide(text.charCodeAt(line.start))) return 2;
  const stop = Math.min(line.end, line.start + MAX_HEAD_UNITS);
  let i = line.start;
  while (i < stop && !isWhite(text.charCodeAt(i))) i++;
  return i - line.start;
}

/** True when an address stands at `at`; its small letter does not tell that a sentence goes on. */
export const isAddress = (text: string, at: number): boolean =>
  text.startsWith("http", at) || text.startsWith("www.", at);

/** First unit of a line behind Markdown marks and opening quotes; 0 when the line opens with an address. */
function firstUnit(text: string, line: Line): number {
  let i = line.start;
  while (i < line.end - 1 && OPENERS.has(text.charAt(i))) i++;
  return isAddress(text, i) ? 0 : text.charCodeAt(i);
}

/** The line ends on a hyphen within a word that goes on in the next one. */
function isHyphenated(text: string, line: Line, isNextLower: boolean): boolean {
  const last = text.charCodeAt(line.end - 1);
  return isNextLower && (last === HYPHEN || last === SOFT_HYPHEN) && isLetter(text.charCodeAt(line.end - 2));
}

/** A link text that begins on the line and ends on the next. */
function isInLink(text: string, line: Line, next: Line): boolean {
  let i = line.end - 1;
  const stop = Math.max(line.start, line.end - MAX_LABEL_UNITS);
  while (i >= stop && text.charCodeAt(i) !== BRACKET && text.charCodeAt(i) !== BRACKET_END) i--;
  if (i < stop || text.charCodeAt(i) !== BRACKET) return false;
  const rest = text.slice(next.start, Math.min(next.end, next.start + MAX_LABEL_UNITS));
  const closed = rest.indexOf("](");
  return closed >= 0 && !rest.slice(0, closed).includes("[");
}

function readBreak(text: string, line: Line, next: Line, hasLinks: boolean): Break {
  const first = firstUnit(text, next);
  const last = text.charCodeAt(line.end - 1);
  const lower = isLower(first);
  return {
    columns: columnsOf(text, line),
    isEnded: endsSentence(text, line.start, line.end) || last === 0x3a || last === 0xff1a,
    isLower: lower,
    isCaseless: isCaseless(first),
    head: headColumns(text, next),
    isTorn: isHyphenated(text, line, lower) || (hasLinks && isInLink(text, line, next)),
    isOpen: last === COMMA,
    isListed: last === SEMICOLON,
    isNextProse: columnsOf(text, next) >= MIN_WRAP_COLUMNS || endsSentence(text, next.start, next.end),
  };
}

/** The right margin: the widest line but one, so that a single line out of bounds does not move it. */
function marginOf(breaks: readonly Break[], lastColumns: number): number {
  let widest = 0;
  let second = 0;
  for (let i = 0; i <= breaks.length; i++) {
    const columns = breaks[i]?.columns ?? lastColumns;
    if (columns > MAX_WRAP_COLUMNS) continue;
    second = Math.max(second, Math.min(widest, columns));
    widest = Math.max(widest, columns);
  }
  return breaks.length >= 2 ? second : widest;
}

const isFull = (it: Break, margin: number): boolean => it.columns + 1 + it.head > margin - SLACK_COLUMNS;

/** A break in mid-sentence. A single one proves nothing unless prose follows: the second line may be a label. */
const isFlowing = (it: Break, isOnly: boolean): boolean =>
  (it.isLower || it.isOpen || (it.isCaseless && !it.isEnded)) && (!isOnly || it.isNextProse);

/**
 * True for text broken at a margin: nearly all lines are full or end a sentence, and the lines behind full ones often
 * begin in mid-sentence, which lines of a list, of a poem or of one-line paragraphs do not.
 */
function isWrapped(breaks: readonly Break[], margin: number): boolean {
  if (margin < MIN_WRAP_COLUMNS) return false;
  let full = 0;
  let flowing = 0;
  let odd = 0;
  let long = 0;
  for (const it of breaks) {
    if (it.columns > MAX_WRAP_COLUMNS) long++;
    if (it.isListed) odd++;
    else if (isFull(it, margin)) {
      full++;
      if (isFlowing(it, breaks.length === 1)) flowing++;
    } else if (!it.isEnded && !it.isLower) odd++;
  }
  return flowing > 0 && 3 * flowing >= full && 3 * odd <= breaks.length && 3 * long <= breaks.length;
}

/** A sentence that goes on in the next line with a small letter, on lines long enough to be prose. */
const goesOn = (it: Break, widest: number): boolean =>
  !it.isEnded && it.isLower && widest >= MIN_WRAP_COLUMNS && 2 * it.columns >= Math.min(widest, MAX_WRAP_COLUMNS);

/** As `goesOn`, where lines are not broken at a margin: neither labels nor the items of a list are taken for a sentence. */
const strays = (it: Break, widest: number, isList: boolean): boolean =>
  goesOn(it, widest) && it.isNextProse && !it.isListed && !isList;

/** True when a sentence that `line` leaves open goes on in `next`, although that has no mark of its own. */
export function isLazyContinuation(text: string, line: Line, next: Line): boolean {
  const it = readBreak(text, line, next, true);
  return it.isTorn || strays(it, Math.max(it.columns, columnsOf(text, next)), false);
}

/** A line of digits, with signs around them at most: no part of a sentence. */
export function isNumberLine(text: string, start: number, end: number): boolean {
  let digits = 0;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (isLetter(unit) || isTerminal(unit)) return false;
    if (isDigit(unit)) digits++;
  }
  return digits > 0;
}

/** For each break of a run, whether the paragraph goes on over it. */
function joinsOf(text: string, lines: readonly Line[]): readonly boolean[] {
  const [first, last] = [lines[0] as Line, lines[lines.length - 1] as Line];
  const hasLinks = text.slice(first.start, last.end).includes("](");
  const breaks = lines.slice(1).map((next, i) => readBreak(text, lines[i] as Line, next, hasLinks));
  const lastColumns = columnsOf(text, last);
  const margin = marginOf(breaks, lastColumns);
  const widest = breaks.reduce((most, it) => Math.max(most, it.columns), lastColumns);
  const wrapped = isWrapped(breaks, margin);
  let isList = isLower(firstUnit(text, first));
  return breaks.map((it, i) => {
    const next = lines[i + 1] as Line;
    const flows = wrapped ? isFull(it, margin) || goesOn(it, widest) : strays(it, widest, isList);
    const joins = (it.isTorn || flows) && !isNumberLine(text, next.start, next.end);
    if (!joins) isList = it.isLower;
    return joins;
  });
}

/** Splits consecutive plain lines, one or more, into the spans of their paragraphs. */
export function splitParagraphs(text: string, lines: readonly Line[]): readonly Span[] {
  const joins = lines.length > 1 ? joinsOf(text, lines) : [];
  const spans: Span[] = [];
  let { start } = lines[0] as Line;
  lines.forEach((line, i) => {
    if (joins[i] === true) return;
    spans.push({ start, end: line.end });
    start = lines[i + 1]?.start ?? line.end;
  });
  return spans;
}
