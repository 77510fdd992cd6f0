import { byScript } from "../text/by-script.js";
import type { Language } from "../types.js";
import LOCALES from "./date-readers.cjs";
import { readNamedMonth } from "./month-names.js";
import { type FoundDate, formatDate, readNumericDate } from "./numeric-date.js";

export type { FoundDate } from "./numeric-date.js";

/** What a date asks of its language. */
export type DateLanguage = Pick<Language, "language" | "months" | "monthFirst">;

type Reader = ReturnType<(typeof LOCALES)[string]>["casual"];
type Parsed = ReturnType<Reader["parse"]>[number];

const MAX_UNITS = 200;
const MAX_REMEMBERED = 500;
// Relative dates are read from here, and so fall out of the years that count.
const REFERENCE = { instant: new Date(Date.UTC(1000, 0, 15, 12)), timezone: 0 };
/** Code points of the digit zero: Arabic-Indic, Extended Arabic-Indic, full width. */
const ZEROS: readonly number[] = [0x660, 0x6f0, 0xff10];
/** The locale to try after that of a language, unless it is English: Japanese lacks year and month, which Chinese has. */
const NEXT_LOCALE: ReadonlyMap<string, string> = new Map([["ja", "zh"]]);

/** ASCII without a digit holds no year. */
const PLAIN = /^[\0-/:-\x7f]*$/;

/** Names of chrono's parsers for hours, days of the week, "yesterday" and "in 3 weeks". */
const RELATIVE = /Time|Casual|Relati|Weekday|Deadline|EndOf/;

/** The first of a month, as a number and as an ordinal. */
const FIRST_DAYS: readonly string[] = ["1", "1."];

const readers = new Map<string, Reader>();
const remembered = new Map<string, FoundDate | null>();
const numbered = new WeakMap<DateLanguage, number>();
let lastNumber = 0;

/** Tells apart what two rule sets say of a language. */
function numberOf(language: DateLanguage): number {
  const known = numbered.get(language);
  if (known !== undefined) return known;
  numbered.set(language, ++lastNumber);
  return lastNumber;
}

/**
 * The reader of a locale without its refiners, which merge times of day in and check them in the time zone of the
 * machine, and without the parsers of relative dates, which are slow and never certain. Should a minifier have renamed
 * these, they only cost.
 */
function getReader(locale: string): Reader | null {
  const known = readers.get(locale);
  if (known !== undefined) return known;
  const load = Object.hasOwn(LOCALES, locale) ? LOCALES[locale] : undefined;
  if (load === undefined) return null;
  const { Chrono, casual } = load();
  const parsers = casual.parsers.filter((parser) => !RELATIVE.test(parser.constructor.name));
  const reader = new Chrono({ parsers, refiners: [] });
  readers.set(locale, reader);
  return reader;
}

const dotted = byScript(String.raw`(?<=\d)\.(?=\p{L}{3,9}\.\d{4})|(?<=\d\.\p{L}{3,9})\.(?=\d{4})`, "g");
const aside = byScript(String.raw`(?<=\p{L})/\p{L}+|(?<![T\d:+-])\d{1,2}:\d\d(?::\d\d)?`, "g");

/** Same length: plain digits, and a space for any white space and for the stops of "16.jul.2023". */
const plainDigits = (text: string): string =>
  text
    .replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) => {
      const code = digit.charCodeAt(0);
      return String(code - (ZEROS.findLast((zero) => zero <= code) ?? code));
    })
    .replace(/\s/g, " ")
    .replace(dotted(text), " ");

/** Same length: times of day and the second name of a month blanked. */
const blankAsides = (text: string): string => text.replace(aside(text), (part) => " ".repeat(part.length));

/** A month that follows the number of a day it does not have, or a year and a comma, is no date. */
const isLooseMonth = (before: string, text: string): boolean => /\d\.? *$/.test(before) || /^\d{4} *,/.test(text);

/** What a reader found in `whole`, when it states its year and month outright. */
function certainDate({ index, text, start }: Parsed, whole: string): FoundDate | null {
  if (!start.isCertain("year") || !start.isCertain("month")) return null;
  const year = start.get("year") ?? 0;
  const stated = text.includes(String(year)) || /\p{Script=Han}/u.test(text);
  const hasDay = start.isCertain("day");
  if (!stated || /^[\d./-]+$/.test(text) || (!hasDay && isLooseMonth(whole.slice(0, index), text))) return null;
  const month = start.get("month") ?? 0;
  const date = formatDate(hasDay ? { year, month, day: start.get("day") ?? 0 } : { year, month });
  return date === null ? null : { date, span: { start: index, end: index + text.trimEnd().length }, ambiguous: false };
}

/** Whether it is a day that stands alone: then the readers of locales, slow and many to load, find the same one. */
const isPlain = ({ date, span: { start, end } }: FoundDate, text: string): boolean =>
  date.length === "YYYY-MM-DD".length && !/\d/.test(text.slice(0, start)) && !/^\w/.test(text.slice(end));

const earlier = (a: FoundDate, b: FoundDate): number =>
  a.span.start - b.span.start || b.date.length - a.date.length || b.span.end - a.span.end;

function readWith(locale: string, text: string): FoundDate | null {
  const parsed = getReader(locale)?.parse(text, REFERENCE) ?? [];
  const found = parsed.map((result) => certainDate(result, text));
  return found.filter((date) => date !== null).sort(earlier)[0] ?? null;
}

/** Month and year, for the readers that want a day: one is put in front for them. */
function readMonth(locales: Iterable<string>, text: string): FoundDate | null {
  const match = /(?<![\p{L}\p{N}\p{M}])(\p{L}[\p{L}\p{M}]*)\.? (?:\p{L}{2} )?\d{4}(?![\d.,/-]*\d)/u.exec(text);
  if (match === null || isLooseMonth(text.slice(0, match.index), match[0])) return null;
  const end = match.index + match[0].length;
  for (const [locale, day] of [...locales].flatMap((locale) => FIRST_DAYS.map((day) => [locale, day] as const))) {
    const found = readWith(locale, `${day} ${match[0]}`);
    if (found?.span.start === 0 && found.date.endsWith("-01")) {
      return { date: found.date.slice(0, -3), span: { start: match.index, end }, ambiguous: false };
    }
  }
  return null;
}

function readNamedDate(text: string, language: string): FoundDate | null {
  if (!/\d{4}|\p{Script=Han}/u.test(text)) return null;
  const primary = language.toLowerCase().split("-")[0] ?? "";
  const locales = new Set([primary, NEXT_LOCALE.get(primary) ?? "en", "en"]);
  for (const locale of locales) {
    const found = readWith(locale, text);
    if (found !== null) return found;
  }
  return readMonth(locales, text);
}

function findDate(text: string, { language, months, monthFirst }: DateLanguage): FoundDate | null {
  const plain = plainDigits(text.slice(0, MAX_UNITS));
  const simple = blankAsides(plain);
  const numeric = readNumericDate(simple, monthFirst === true);
  const end = numeric?.span.start ?? plain.length;
  const own = months === undefined ? null : readNamedMonth(plain.slice(0, end), months);
  if (own !== null && isPlain(own, plain)) return own;
  const named = readNamedDate(simple.slice(0, end), language);
  const first = named !== null && (own === null || named.span.start < own.span.end) ? named : own;
  const found = first ?? numeric;
  // A date that touches the cut may go on behind it.
  return found?.span.end === MAX_UNITS && text.length > MAX_UNITS ? null : found;
}

/**
 * The first calendar date of a text that states at least year (four digits) and month. Reads no clock and no time zone.
 *
 * @param text only its first 200 UTF-16 code units are read
 * @param language whose names of months count (English ones always do), and which part of 03/05/2023 is the month
 * @returns the date in ISO 8601, its span in `text`, and whether it could be read otherwise; null when there is none
 */
export function readDate(text: string, language: DateLanguage): FoundDate | null {
  if (PLAIN.test(text)) return null;
  const key = `${numberOf(language)}\n${text.slice(0, MAX_UNITS + 1)}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const found = findDate(text, language);
  const [oldest] = remembered.keys();
  if (remembered.size >= MAX_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  remembered.set(key, found);
  return found;
}
