import { byScript } from "../text/by-script.js";
import type { Span } from "../types.js";

/** A calendar date as the text states it; `month` and `day` count from 1, `day` is absent when the text has none. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day?: number;
}

export interface FoundDate {
  /** ISO 8601: `YYYY-MM-DD`, or `YYYY-MM` when the text says no day. */
  readonly date: string;
  readonly span: Span;
  /** The text can be read as another date, too. */
  readonly ambiguous: boolean;
}

const FIRST_YEAR = 1500;
const LAST_YEAR = 2200;

// Not inside a version, a price, a range or a longer number.
const BEFORE = String.raw`(?<![\p{L}\p{N}\p{Sc}][.,/:-]?|[/.-]|\p{Sc}\s)`;
const AFTER = String.raw`(?![./-]?\d|\p{L})`;
const YEAR_FIRST = String.raw`(?<y1>\d{4})(?<s1>[-/.])(?<m1>\d{1,2})\k<s1>(?<d1>\d{1,2})(?:T[\d:.,+Z-]*)?`;
const YEAR_LAST = String.raw`(?<a>\d{1,2})(?:(?<s2>[-/])|\. ?)(?<b>\d{1,2})(?:\k<s2>|\. ?)(?<y2>\d{4})`;
/** 2023年5月4日 and its like: each number is followed by one character of a script without case. */
const COUNTED = String.raw`(?<y3>\d{4}) ?\p{Lo} ?(?<m3>\d{1,2}) ?\p{Lo} ?(?<d3>\d{1,2}) ?\p{Lo}`;
const numeric = byScript(`${BEFORE}(?:(?:${YEAR_FIRST}|${YEAR_LAST})${AFTER}|${COUNTED})`, "g");
const ALONE = /^\s*(\d{4})(?:-(\d\d)|(\d\d)(\d\d)(?:T[\d:.,+Z-]*)?)\s*$/;

const pad = (value: number): string => String(value).padStart(2, "0");

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** ISO 8601 form of a date, or null when there is no such day or its year is out of any publisher's reach. */
export function formatDate({ year, month, day }: CalendarDate): string | null {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return null;
  if (day === undefined) return `${year}-${pad(month)}`;
  return day >= 1 && day <= daysIn(year, month) ? `${year}-${pad(month)}-${pad(day)}` : null;
}

/** Orders `a` and `b` of `a/b/year`. Dots are European: the day stands first. */
function readParts(
  a: number,
  b: number,
  dots: boolean,
  monthFirst: boolean,
): { month: number; day: number; ambiguous: boolean } {
  const isMonthFirst = b > 12 || (monthFirst && !dots && a <= 12);
  const ambiguous = a <= 12 && b <= 12 && a !== b && (monthFirst || !dots);
  return isMonthFirst ? { month: a, day: b, ambiguous } : { month: b, day: a, ambiguous };
}

function readMatch(match: RegExpExecArray, monthFirst: boolean): FoundDate | null {
  const groups = match.groups ?? {};
  const number = (...names: readonly string[]): number => Number(names.map((name) => groups[name]).find(Boolean));
  const year = number("y1", "y2", "y3");
  const parts =
    groups["a"] === undefined
      ? { month: number("m1", "m3"), day: number("d1", "d3"), ambiguous: false }
      : readParts(number("a"), number("b"), groups["s2"] === undefined, monthFirst);
  const date = formatDate({ year, month: parts.month, day: parts.day });
  const span = { start: match.index, end: match.index + match[0].length };
  return date === null ? null : { date, span, ambiguous: parts.ambiguous };
}

/** `2023-05` and `20230504` are dates only where nothing else stands; 2010-11 may still be a range of years. */
function readAlone(text: string): FoundDate | null {
  const match = ALONE.exec(text);
  if (match === null) return null;
  const [, year, month, compactMonth, day] = match;
  const stated = { year: Number(year), month: Number(month ?? compactMonth) };
  const date = formatDate(day === undefined ? stated : { ...stated, day: Number(day) });
  const start = text.search(/\d/);
  const ambiguous = day === undefined && stated.month > stated.year % 100;
  return date === null ? null : { date, span: { start, end: text.trimEnd().length }, ambiguous };
}

/**
 * The first date written in numbers alone.
 *
 * @param text a short text; digits must be ASCII
 * @param monthFirst whether 03/05/2023 is in March
 */
export function readNumericDate(text: string, monthFirst: boolean): FoundDate | null {
  const alone = readAlone(text);
  if (alone !== null) return alone;
  for (const match of text.matchAll(numeric(text))) {
    const found = readMatch(match, monthFirst);
    if (found !== null) return found;
  }
  return null;
}
