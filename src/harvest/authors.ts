/** Bylines -> the authors whom they name. */
import type { Language } from "../types.js";
import { readDate } from "./dates.js";
import { stripByline, trimEdges, uniqueTexts } from "./name-edges.js";
import { readNames } from "./names.js";
import { lookUp, nameWords } from "./person-name.js";

/** What is known of a byline. */
export interface Byline {
  /** Its words, without Markdown. */
  readonly text: string;
  /** The texts of its links. */
  readonly links: readonly string[];
  readonly language: Language;
  /** A label with a colon stands before it. */
  readonly isLabelled: boolean;
  /** Whether pen names, desks and firms are taken as they stand. */
  readonly anyName: boolean;
}

/** What parts the author from those who only read the text, between two links. */
const PARTED = /[|•·–—\n\d]|\.\s/;
const MAX_ANY_WORDS = 4;
const MAX_ANY_UNITS = 40;
/** What ends a name that is taken as it stands. */
const ANY_END = /\s[|｜/·•–—-]+\s|[|｜•·\n,;(]|\.(?=\s)/;

/** Links as far as nothing but commas and conjunctions stands between them. */
function joinedLinks(text: string, links: readonly string[]): readonly string[] {
  let end = 0;
  const parted = links.findIndex((link, i) => {
    const at = text.indexOf(link, end);
    const between = at < 0 ? "" : text.slice(end, at);
    end = Math.max(end, at + link.length);
    return i > 0 && PARTED.test(between);
  });
  return parted < 0 ? links : links.slice(0, parted);
}

/** A name that persons are given, where it is all that a byline says. */
function readGivenName(text: string, language: Language): readonly string[] {
  const words = nameWords(language);
  const name = trimEdges(stripByline(text, words), words);
  return /^\p{Lu}\p{L}+$/u.test(name) && words.given.has(lookUp(name)) ? [name] : [];
}

/** What stands where a name must stand, up to the first mark or date. */
function readAnyName(text: string, language: Language): readonly string[] {
  const words = nameWords(language);
  const date = readDate(text, language);
  const whole = stripByline(date === null ? text : text.slice(0, date.span.start), words);
  const name = trimEdges(whole.split(ANY_END, 1)[0] ?? "", words).replace(/\s+/g, " ");
  const [first = "", ...rest] = name.split(" ");
  const isName = rest.every((word) => !/^\p{Ll}/u.test(word) || words.conjunctions.includes(word));
  const isShort = rest.length < MAX_ANY_WORDS && name.length <= MAX_ANY_UNITS;
  return isName && isShort && /\p{L}{2}|\p{L}.*\d/u.test(first + rest.join("")) ? [name] : [];
}

/**
 * The authors whom a byline names; empty where none is sure.
 */
export function readAuthors({ text, links, language, isLabelled, anyName }: Byline): readonly string[] {
  const joined = joinedLinks(text, links);
  const linked = joined.map((link) => readNames(link, language));
  const isPart = linked.length > 0 && linked.length < links.length;
  const isComplete = (linked.length > 1 || isPart) && linked.every((names) => names.length > 0);
  if (isComplete || text === "") return uniqueTexts(linked.flat());
  const names = readNames(text, language, { isLabelled });
  if (names.length > 0) return names;
  const given = readGivenName(text, language);
  if (given.length > 0 || !anyName) return given;
  return readAnyName(text, language);
}
