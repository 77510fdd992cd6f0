/** Dates with the names that a language file gives the months. */
import { foldString } from "../text/literal.js";
import { type FoundDate, formatDate } from "./numeric-date.js";

/** For each month from January on, its names. */
export type MonthNames = readonly (readonly string[])[];

interface MonthReader {
  readonly pattern: RegExp;
  /** Folded name -> number of the month. */
  readonly numbers: ReadonlyMap<string, number>;
}

const readers = new WeakMap<MonthNames, MonthReader>();

const toPattern = (name: string): string => name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/ /g, " {1,2}");

function readerOf(months: MonthNames): MonthReader {
  const known = readers.get(months);
  if (known !== undefined) return known;
  const numbers = new Map(months.flatMap((names, i) => names.map((name) => [foldString(name), i + 1] as const)));
  const any = [...numbers.keys()]
    .sort((a, b) => b.length - a.length)
    .map(toPattern)
    .join("|");
  // "3 A", "3 A/B", "3 A (B)", "A 3,", then the year; a second name stands for the same month in another system.
  const second = String.raw`(?: ?[/(-] ?(?:${any}) ?\)?)?`;
  const pattern = new RegExp(
    String.raw`(?<![\p{L}\p{N}\p{M}/.:-])(?:(?<day>\d{1,2})(?:\.? |-))?(?<month>${any})(?![\p{L}\p{M}])\.?${second}(?: (?<late>\d{1,2}))?(?:, ?| |-)(?<year>\d{4})(?![\d.,/-]*\d)`,
    "gu",
  );
  const reader = { pattern, numbers };
  readers.set(months, reader);
  return reader;
}

/**
 * The first date that states its month by one of these names and its year in four digits, in the order of day, month,
 * year or of month, day, year.
 *
 * @param text a short text; digits must be ASCII, and white space plain
 */
export function readNamedMonth(text: string, months: MonthNames): FoundDate | null {
  const { pattern, numbers } = readerOf(months);
  pattern.lastIndex = 0;
  const folded = foldString(text);
  for (let match = pattern.exec(folded); match !== null; match = pattern.exec(folded)) {
    const { day, month: name = "", late, year } = match.groups ?? {};
    if (day !== undefined && late !== undefined) continue;
    const month = numbers.get(name.replace(/ +/g, " "));
    const stated = day ?? late;
    const parts = { year: Number(year), month: month ?? 0 };
    const date = formatDate(stated === undefined ? parts : { ...parts, day: Number(stated) });
    const span = { start: match.index, end: match.index + match[0].length };
    if (date !== null) return { date, span, ambiguous: false };
  }
  return null;
}
