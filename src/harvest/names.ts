import { byScript } from "../text/by-script.js";
import type { Language } from "../types.js";
import { readDate } from "./dates.js";
import { COMMA, splitterOf, stripByline, trimEdges, uniqueTexts } from "./name-edges.js";
import { countNameWords, isPersonName, isUnspaced, lookUp, type NameWords, nameWords } from "./person-name.js";
import { stripInline } from "./strip-inline.js";

export { isPersonName } from "./person-name.js";

export interface NameOptions {
  /** How few words make a name; 1 also takes pen names such as "Odile". */
  readonly minWords?: number;
  /** A label with a colon stands before the names: two that only a comma parts are both names then. */
  readonly isLabelled?: boolean;
}

const MAX_UNITS = 600;
/** A list of this many names may do without a conjunction; "A, B" alone may as well be a name and a place. */
const MIN_LIST = 3;

const ASIDE = /\([^()]*\)|\[[^[\]]*\]|（[^（）]*）|<[^<>]*>|【[^【】]*】/g;
const ADDRESS = /[^\s,;]{1,64}@[^\s,;]+|(?:^|(?<=\s))@\w+|\b(?:https?:\/\/|www\.)\S+/g;
/** What follows one of these says what the person is, or where. */
const TAIL = /\s[–—-]+\s|[|｜]/;
const STRONG = /\s*(?:[;；&＆、•\n]|\s[/·]\s)\s*/;
/** "M.D.", "Ph.D.", "Jr.": stays with the name it follows. */
const CREDENTIAL = /^(?:\p{L}{1,3}\.){1,4}$/u;

/** A year to which the next word is stuck. */
const gluedYear = byScript(String.raw`(?<!\d)(?:19|20)\d\d(?=\p{Lu}\p{Ll})`, "g");
/** Two capitalised words without a space, as pages have them whose lines were put together. */
const glued = byScript(String.raw`\p{Lu}\p{Ll}+\p{Lu}\p{Ll}+(?!\p{L})`, "g");

/** "MBA": says nothing about what stands behind it, and goes. */
const DEGREE = /^[\p{Lu}.®™]{2,6}$/u;

/** The date of a byline, and all that follows it, is no name; a date in front makes room for what follows. */
function dropDate(text: string, language: Language): string {
  const date = readDate(text, language);
  if (date === null) return text;
  const before = text.slice(0, date.span.start).replace(/[\s,|–—-]+$/, "");
  return /\p{L}{2}/u.test(before) ? before : text.slice(date.span.end);
}

/** The name at the front of `part`; null when what follows it is neither a stop word nor a role nor a number. */
function frontName(part: string, words: NameWords): string | null {
  const tokens = part.split(/\s+/);
  const count = countNameWords(tokens, words);
  const next = tokens[count];
  if (count === 0) return null;
  const plain = lookUp((next ?? "").replace(/[:,]$/, ""));
  if (next !== undefined && !words.stop.has(plain) && !words.roles.has(plain) && !/\d/.test(next)) return null;
  return tokens.slice(0, count).join(" ");
}

/** Names in a script without spaces: a space may stand inside a name, or between two, as the language says. */
function unspacedNames(text: string, language: Language): readonly string[] {
  const { roles } = nameWords(language);
  const parts = text.split(/\s+/).filter((part) => !roles.has(part));
  return language.spacePartsNames === true ? parts : [parts.join(" ")];
}

/** "Ada Lund Ada Lund": the text beside a picture and the name below it. */
function dropEcho(text: string): string {
  const tokens = text.split(" ");
  const half = tokens.length / 2;
  const first = tokens.slice(0, half).join(" ");
  return half >= 1 && first === tokens.slice(half).join(" ") ? first : text;
}

/** Parts a capitalised word that is no part of a name from the name that it is stuck to: "Ada LundPublished". */
const partGlued = (text: string, words: NameWords): string =>
  text.replace(gluedYear(text), "$& ").replace(glued(text), (part) => {
    const at = part.search(/\p{Lu}\p{Ll}+$/u);
    const next = lookUp(part.slice(at));
    return words.stop.has(next) || words.roles.has(next) ? `${part.slice(0, at)} ${part.slice(at)}` : part;
  });

function personsIn(part: string, language: Language, minWords: number): readonly string[] {
  const words = nameWords(language);
  const text = dropEcho(trimEdges(stripByline(part, words), words).replace(/\s+/g, " "));
  const names = isUnspaced(text) ? unspacedNames(text, language) : [frontName(text, words) ?? ""];
  return names.filter((name) => isPersonName(name, language, minWords));
}

/** "M.D." by its shape, "MD" and "RDN" because the language lists them. */
const isCredential = (part: string, words: NameWords): boolean =>
  CREDENTIAL.test(part) || part.split(" ").every((word) => words.credentials.has(lookUp(word.replace(/[®™]/g, ""))));

/** Puts "M.D." and its like back to the name before it. */
function joinCredentials(parts: readonly string[], words: NameWords): readonly string[] {
  const joined: string[] = [];
  for (const part of parts) {
    if (joined.length > 0 && isCredential(part, words)) joined.push(`${joined.pop()}, ${part}`);
    else joined.push(part);
  }
  return joined;
}

/** A name, and the credentials that follow it with their comma. */
function splitCredentials(part: string): readonly [string, string] {
  const comma = part.indexOf(", ");
  return comma < 0 ? [part, ""] : [part.slice(0, comma), part.slice(comma)];
}

const beginsWithGivenName = (part: string, words: NameWords): boolean =>
  words.given.has(lookUp(part.split(" ")[0] ?? ""));

interface Stretch {
  readonly names: readonly string[];
  /** A role or a place follows the first name, and goes on behind the next conjunction. */
  readonly hasRole: boolean;
}

/** Names set off by commas: those after the first must be a long enough list, and all of them whole names. */
function readStretch(stretch: string, language: Language, minWords: number, isListed: boolean): Stretch {
  const words = nameWords(language);
  const [head = "", ...rest] = joinCredentials(
    stretch.split(COMMA).filter((part) => part !== ""),
    words,
  );
  const [name = "", credentials] = splitCredentials(head);
  const first = personsIn(name, language, minWords).map((person) => person + credentials);
  const others = rest.filter((part) => !DEGREE.test(part)).map((part) => trimEdges(part, words));
  const hasRole = !others.every((part) => isPersonName(splitCredentials(part)[0], language, minWords));
  const isSure = isListed || others.length + 1 >= MIN_LIST || others.every((part) => beginsWithGivenName(part, words));
  const isList = first.length > 0 && !hasRole && isSure;
  return { names: isList ? [...first, ...others] : first, hasRole };
}

/** Names joined by conjunctions, up to the first role. */
function namesOfGroup(group: string, language: Language, minWords: number, isLabelled: boolean): readonly string[] {
  const names: string[] = [];
  const stretches = group.split(splitterOf(nameWords(language)).conjunction(group));
  for (const [i, text] of stretches.entries()) {
    const stretch = readStretch(text, language, minWords, isLabelled || i < stretches.length - 1);
    names.push(...stretch.names);
    if (stretch.hasRole) break;
  }
  return names;
}

/**
 * The persons a byline names. Roles, places, dates, addresses and organisations are left out; where nothing is sure, the
 * result is empty: a wrong author is worse than none.
 *
 * @param text Markdown or plain text of a byline, with or without the words that introduce it
 * @param language whose words say what joins names and what is no person; its lists `role` and `particle` help
 */
export function readNames(
  text: string,
  language: Language,
  { minWords = 2, isLabelled = false }: NameOptions = {},
): readonly string[] {
  const plain = stripInline(text.slice(0, MAX_UNITS)).replace(ASIDE, " ").replace(ADDRESS, " ");
  for (const piece of dropDate(partGlued(plain, nameWords(language)), language).split(TAIL)) {
    const names = piece.split(STRONG).flatMap((group) => namesOfGroup(group, language, minWords, isLabelled));
    if (names.length > 0) return uniqueTexts(names);
  }
  return [];
}
