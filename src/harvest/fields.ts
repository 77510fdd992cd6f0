import type { Language, MetadataField } from "../types.js";
import { readContacts } from "./contacts.js";
import { readDate } from "./dates.js";
import { readHolders } from "./holders.js";
import { stripByline, trimBack, trimEdges, trimFront, uniqueTexts } from "./name-edges.js";
import { readNames } from "./names.js";
import { lookUp, nameWords } from "./person-name.js";
import { stripInline } from "./strip-inline.js";

export type FieldValue = string | number | readonly string[];

/** The typed value of a metadata field. */
export interface FieldReading {
  readonly value: FieldValue;
  /** Present when the text can be read in more than one way. */
  readonly ambiguous?: true;
}

/** What a reader gets: the matched text without Markdown, the texts of the links in it, and its language. */
interface Source {
  readonly text: string;
  readonly links: readonly string[];
  readonly language: Language;
  /** A label with a colon stands before it. */
  readonly isLabelled: boolean;
}

type Reader = (source: Source) => FieldReading | null;

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

/** A name that persons are given, where it is all that a byline says. */
function readGivenName(text: string, language: Language): readonly string[] {
  const words = nameWords(language);
  const name = trimEdges(stripByline(text, words), words);
  return /^\p{Lu}\p{L}+$/u.test(name) && words.given.has(lookUp(name)) ? [name] : [];
}

const readAuthors: Reader = ({ text, links, language, isLabelled }) => {
  const linked = links.map((link) => readNames(link, language));
  const complete = linked.length > 1 && linked.every((names) => names.length > 0);
  if (complete || text === "") return list(uniqueTexts(linked.flat()));
  const names = readNames(text, language, { isLabelled });
  return list(names.length > 0 ? names : readGivenName(text, language));
};

const readDay: Reader = ({ text, language }) => {
  const found = readDate(text, language.language, language.months);
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
  author: readAuthors,
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
 * @param isLabelled whether a label with a colon stands before it
 * @returns the typed value, or null when the text holds none that is sure
 */
export function readField(
  field: MetadataField,
  text: string,
  links: readonly string[],
  language: Language,
  isLabelled = false,
): FieldReading | null {
  return READERS[field]({ text: stripInline(text), links: links.map(stripInline), language, isLabelled });
}
