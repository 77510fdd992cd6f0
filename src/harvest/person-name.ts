import { byScript } from "../text/by-script.js";
import { SIGN } from "../text/letters.js";
import type { Language } from "../types.js";

const MAX_UNITS = 60;
const MAX_WORDS = 6;
const MAX_PARTICLE_UNITS = 4;
/** Longest part of a name between dots or spaces, in scripts that write words without spaces. */
const MAX_SIGNS = 6;
const MAX_KANA = 10;

const signs = byScript(`^(?=.*[${SIGN}])[${SIGN}\\u00b7\\u30fb\\u2027 ]+$`);
const capitalised = byScript(String.raw`^(?:\p{L}{1,3}['’-])?\p{Lu}[\p{L}\p{M}.'’-]*$`);
const caseless = byScript(String.raw`^[\p{Lo}\p{M}\p{Lm}\u200c]+$`);
const initials = byScript(String.raw`^(?:\p{Lu}\p{M}*\.?-?)+\.$|^\p{Lu}$`);

/** The data of one language as sets, folded; made once per language object. */
export interface NameWords {
  readonly conjunctions: readonly string[];
  readonly byline: readonly string[];
  readonly organisation: ReadonlySet<string>;
  /** No part of a name: words for what people do, from the list `role`, and others, from `notName`. */
  readonly roles: ReadonlySet<string>;
  readonly stop: ReadonlySet<string>;
  readonly abbreviations: ReadonlySet<string>;
  /** Words inside names, from the list `particle`; null when the language lists none. */
  readonly particles: ReadonlySet<string> | null;
  /** Names that persons are given, from the list `givenName`. */
  readonly given: ReadonlySet<string>;
  /** Degrees that stay with the name they follow, from the list `credential`. */
  readonly credentials: ReadonlySet<string>;
  /** Stop words that are names, too, from the list `name`. */
  readonly names: ReadonlySet<string>;
  /** Words for organisations and roles in scripts without spaces. */
  readonly unspaced: readonly string[];
}

/** True for text in a script that writes no spaces between words. */
export const isUnspaced = (text: string): boolean => signs(text).test(text);

const prepared = new WeakMap<Language, NameWords>();

/** Lower case without full stops, to look a word up. */
export const lookUp = (word: string): string => word.toLowerCase().replace(/[.’']+$/, "");

const toSet = (words: readonly string[] = []): ReadonlySet<string> => new Set(words.map(lookUp));
const longestFirst = (words: readonly string[]): readonly string[] =>
  words.map((word) => word.toLowerCase()).sort((a, b) => b.length - a.length);

/** What a language says about names, ready to be looked up. */
export function nameWords(language: Language): NameWords {
  const known = prepared.get(language);
  if (known !== undefined) return known;
  const particles = language.lists?.["particle"];
  const roles = [...(language.lists?.["role"] ?? []), ...(language.lists?.["notName"] ?? [])];
  let given: ReadonlySet<string> | null = null;
  const words: NameWords = {
    conjunctions: longestFirst(language.conjunctions),
    byline: longestFirst(language.bylineWords),
    organisation: toSet(language.organisationWords),
    roles: toSet(roles),
    stop: toSet([...language.stopWords, ...language.conjunctions, ...language.bylineWords]),
    abbreviations: toSet(language.abbreviations),
    particles: particles === undefined ? null : toSet(particles),
    // Thousands, of which few bylines need one.
    get given() {
      given ??= toSet(language.lists?.["givenName"]);
      return given;
    },
    credentials: toSet(language.lists?.["credential"]),
    names: toSet(language.lists?.["name"]),
    unspaced: [...language.organisationWords, ...roles].filter(isUnspaced),
  };
  prepared.set(language, words);
  return words;
}

const isParticle = (word: string, words: NameWords): boolean =>
  words.particles?.has(lookUp(word)) ??
  (word.length <= MAX_PARTICLE_UNITS && /^\p{Ll}+$/u.test(word) && !words.stop.has(word));

const isInitials = (word: string): boolean => initials(word).test(word);

function isNameWord(word: string, words: NameWords): boolean {
  const plain = lookUp(word);
  if (words.organisation.has(plain) || words.roles.has(plain)) return false;
  if (caseless(word).test(word)) return !words.stop.has(plain);
  if (!capitalised(word).test(word)) return false;
  return isInitials(word) || !words.stop.has(plain) || words.names.has(plain) || (words.particles?.has(plain) ?? false);
}

/** How many of the first words make a name: it begins and ends with a name word, with particles in between. */
export function countNameWords(tokens: readonly string[], words: NameWords): number {
  let count = 0;
  let whole = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? "";
    if (isNameWord(token, words)) {
      count = i + 1;
      if (!isInitials(token)) whole++;
    } else if (count === 0 || !isParticle(token, words)) break;
  }
  return whole === 0 ? 0 : count;
}

function isUnspacedName(text: string, words: NameWords): boolean {
  const parts = text.split(/[\u00b7\u30fb\u2027 ]/);
  return (
    text.replace(/[\u00b7\u30fb\u2027 ]/g, "").length >= 2 &&
    parts.every((part) => part.length > 0 && part.length <= (/^\p{Script=Han}+$/u.test(part) ? MAX_SIGNS : MAX_KANA)) &&
    !words.unspaced.some((word) => text.includes(word)) &&
    !words.stop.has(text)
  );
}

/**
 * Whether `text`, all of it, looks like the name of one person.
 *
 * @param text without marks and punctuation around it
 * @param minWords how few words make a name in scripts with capitals; elsewhere one will do
 */
export function isPersonName(text: string, language: Language, minWords = 2): boolean {
  if (text.length > MAX_UNITS || /\p{N}/u.test(text)) return false;
  const words = nameWords(language);
  if (isUnspaced(text)) return isUnspacedName(text, words);
  const tokens = text.split(" ");
  if (tokens.length > MAX_WORDS || countNameWords(tokens, words) < tokens.length) return false;
  const isCaseless = tokens.every((token) => caseless(token).test(token));
  return tokens.length >= (isCaseless ? 1 : minWords) && text.length >= 2;
}
