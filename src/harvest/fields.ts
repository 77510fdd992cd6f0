import type { Language, MetadataField } from "../types.js";
import { type Byline, readAuthors } from "./authors.js";
import { readContacts } from "./contacts.js";
import { readDate } from "./dates.js";
import { readHolders } from "./holders.js";
import { trimBack, trimEdges, trimFront, uniqueTexts } from "./name-edges.js";
import { nameWords } from "./person-name.js";
import { stripInline } from "./strip-inline.js";

export type FieldValue = string | number | readonly string[];

/** The typed value of a metadata field. */
export interface FieldReading {
  readonly value: FieldValue;
  /** Present when the text can be read in more than one way. */
  readonly ambiguous?: true;
}

type Reader = (source: Byline) => FieldReading | null;

/** The end of a link that another one touches: two things beside each other on a page. */
const TOUCHING = /\)(?=\[)/g;
const MAX_ITEM_UNITS = 80;
/** Punctuation that a value does not begin with, or end on; a list item does not end on a full stop either. */
const NOISE_FRONT = /[\s:;,.|•·–—*_/\\>-]/;
const NOISE_BACK = /[\s:;,|•·–—*_/\\-]/;
const ITEM_BACK = /[\s:;,.|•·–—*_/\\-]/;
const SEPARATOR = /[,،、，;；|｜•\n]|\s[·/]\s|\s(?=#)/;
/** Years joined to a range or a list. */
const YEARS = /(?<!\d)(?:1[5-9]|2[01])\d\d(?:\s*[-–—/,]\s*(?:1[5-9]|2[01])\d\d)*(?!\d)/;
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g;

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
const list = (values: readonly string[]): FieldReading | null => (values.length === 0 ? null : { value: values });
const string = (value: string): FieldReading | null => (value === "" ? null : { value });

const readBylines: Reader = (source) => list(readAuthors(source));

const readDay: Reader = ({ text, language }) => {
  const found = readDate(text, language);
  if (found === null) return null;
  return found.ambiguous ? { value: found.date, ambiguous: true } : { value: found.date };
};

const readYear: Reader = ({ text }) => {
  // The value of a digit is in the low bits of its code point in each of these scripts.
  const plain = text.replace(DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf));
  const years = YEARS.exec(plain)?.[0].match(/\d{4}/g);
  const last = years?.at(-1);
  return last === undefined ? null : { value: Number(last) };
};

const readItem = (item: string): string => {
  const line = oneLine(item).replace(/^#/, "");
  return trimBack(trimFront(line, NOISE_FRONT), ITEM_BACK);
};

const readItems: Reader = ({ text, links }) => {
  const items = (links.length > 0 ? links : text.split(SEPARATOR)).map(readItem);
  return list(uniqueTexts(items.filter((item) => item !== "" && item.length <= MAX_ITEM_UNITS)));
};

/** Text whose full stop belongs to it. */
const readProse: Reader = ({ text }) => string(trimFront(oneLine(text), NOISE_FRONT));

/** A heading or a sentence: keeps question marks, quotes and full stops. */
const readLine: Reader = ({ text }) => string(trimBack(trimFront(oneLine(text), NOISE_FRONT), NOISE_BACK));

/** A name or a label: loses its full stop, unless it ends on an abbreviation. */
const readLabel: Reader = ({ text, language }) => {
  const line = trimBack(trimFront(oneLine(text), NOISE_FRONT), NOISE_BACK);
  const isKept = line.endsWith(".") && trimEdges(line, nameWords(language)).endsWith(".");
  return string(isKept ? line : trimBack(line, ITEM_BACK));
};

const readNothing: Reader = () => null;

const READERS: Readonly<Record<MetadataField, Reader>> = {
  title: readLine,
  author: readBylines,
  datePublished: readDay,
  dateModified: readDay,
  publisher: readLabel,
  inLanguage: readLabel,
  isBasedOn: readLabel,
  isPartOf: readItems,
  about: readItems,
  keywords: readItems,
  spatialCoverage: readItems,
  articleSection: readLabel,
  authorDescription: readProse,
  creditText: readLabel,
  copyrightHolder: ({ text, language }) => list(readHolders(text, language)),
  copyrightYear: readYear,
  copyrightNotice: readProse,
  license: readLabel,
  usageInfo: readProse,
  contactPoint: ({ text, links }) => list(readContacts([text, ...links].join("\n"))),
  url: readLabel,
  // Measured on the body, never read.
  wordCount: readNothing,
  timeRequired: readNothing,
};

/**
 * Turns the text that a rule matched into the value of a metadata field.
 *
 * @param field name of the field, which decides how the text is read
 * @param text what stands where the rule says, Markdown or plain
 * @param links texts of the links in it, in order
 * @param known whether a label with a colon stands before it, and whether any name will do for an author
 * @returns the typed value, or null when the text holds none that is sure
 */
export function readField(
  field: MetadataField,
  text: string,
  links: readonly string[],
  language: Language,
  { isLabelled = false, anyName = false }: Partial<Pick<Byline, "isLabelled" | "anyName">> = {},
): FieldReading | null {
  const plain = stripInline(text.replace(TOUCHING, "$& "));
  return READERS[field]({ text: plain, links: links.map(stripInline), language, isLabelled, anyName });
}
