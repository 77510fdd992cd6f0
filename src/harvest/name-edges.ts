/** Where names begin and end in a line, and what joins them. */
import { byScript } from "../text/by-script.js";
import { SIGN } from "../text/letters.js";
import { isUnspaced, lookUp, type NameWords } from "./person-name.js";

/** Tatweel at the end of a conjunction: it is written onto the word behind it. */
const JOINER = "\u0640";
export const COMMA: RegExp = /\s*[,，،]\s*/;
const MARK = /[\s\p{P}\p{S}]/u;
/** Closing mark -> the one that opens. */
const PAIRS: Readonly<Record<string, string>> = {
  "»": "«",
  "”": "“",
  '"': '"',
  ")": "(",
  "」": "「",
  "』": "『",
  "》": "《",
};

const toPattern = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/ /g, "\\s+");

export interface Splitter {
  /** A word that joins two names, with the space around it. */
  readonly conjunction: (text: string) => RegExp;
  /** A word that introduces a person, at the start. */
  readonly lead: (text: string) => RegExp;
}

const splitters = new WeakMap<NameWords, Splitter>();

/** The expressions for the conjunctions and byline words of a language; made once. */
export function splitterOf(words: NameWords): Splitter {
  const known = splitters.get(words);
  if (known !== undefined) return known;
  const any = (list: readonly string[]): string => (list.length === 0 ? "(?!)" : list.map(toPattern).join("|"));
  const spaced = words.conjunctions.filter((word) => /\p{L}/u.test(word) && !isUnspaced(word));
  const unspaced = words.conjunctions.filter(isUnspaced);
  // Written onto the next word, which may be a name that merely begins so.
  const prefixes = words.conjunctions.filter((word) => word.endsWith(JOINER)).map((word) => word.slice(0, -1));
  const exempt = [...words.names].filter((name) => prefixes.some((prefix) => name.startsWith(prefix)));
  const splitter = {
    conjunction: byScript(
      `[,،]?\\s+(?:${any(spaced)})\\s+|[,،]?\\s+(?!(?:${any(exempt)})(?!\\p{L}))(?:${any(prefixes)})(?=\\p{L}{2})|(?<=[${SIGN}]{2}) ?(?:${any(unspaced)}) ?(?=[${SIGN}]{2})`,
      "i",
    ),
    lead: byScript(`^(?:${any(words.byline)})(?:\\s*[:：/／]\\s*|\\s+|(?<=[${SIGN}]{2})(?=[${SIGN}]))`, "i"),
  };
  splitters.set(words, splitter);
  return splitter;
}

/** `text` without the characters at its start that `mark` matches. */
export function trimFront(text: string, mark: RegExp): string {
  let start = 0;
  while (start < text.length && mark.test(text.charAt(start))) start++;
  return text.slice(start);
}

/** The same for its end; a regular expression would take quadratic time for this. */
export function trimBack(text: string, mark: RegExp): string {
  let end = text.length;
  while (end > 0 && mark.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** What stays of the punctuation behind `bare`: the partner of a mark inside, the full stop of an abbreviation. */
function keptEnd(bare: string, behind: string, words: NameWords): string {
  const next = behind.charAt(0);
  const opening = PAIRS[next];
  if (opening !== undefined && bare.includes(opening)) return next;
  const last = bare.slice(bare.lastIndexOf(" ") + 1);
  const short = /^\p{Lu}$|\p{L}\.\p{L}/u.test(last) || (last !== bare && words.abbreviations.has(lookUp(last)));
  return next === "." && short ? next : "";
}

/** Takes marks and punctuation off both ends; a full stop stays behind an initial or an abbreviation. */
export function trimEdges(text: string, words: NameWords): string {
  const rest = trimFront(text, MARK);
  const bare = trimBack(rest, MARK);
  return bare + keptEnd(bare, rest.slice(bare.length), words);
}

/** Takes the words that introduce a person off the front. */
export function stripByline(text: string, words: NameWords): string {
  const { lead } = splitterOf(words);
  let rest = trimFront(text, MARK);
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = trimFront(rest.replace(lead(rest), ""), MARK);
  }
  return rest;
}

/** Names once each, whatever their case, in order. */
export function uniqueTexts(texts: readonly string[]): readonly string[] {
  const seen = new Map<string, string>();
  for (const text of texts) if (!seen.has(text.toLowerCase())) seen.set(text.toLowerCase(), text);
  return [...seen.values()];
}
