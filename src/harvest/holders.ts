import type { Language } from "../types.js";
import { COMMA, splitterOf, stripByline, trimEdges, uniqueTexts } from "./name-edges.js";
import { isPersonName, lookUp, type NameWords, nameWords } from "./person-name.js";

const MAX_UNITS = 400;
const MAX_HOLDER_UNITS = 100;
const SIGNS = /[©®℗™]|\(\s?[cCpP]\s?\)/g;
/** In Chinese and Japanese a sign follows the number. */
const YEARS = /(?<!\d)\d{4}(?!\d)(?:\s*[-–—/,]\s*\d{2,4}(?!\d))*(?:\s?\p{Script=Han}(?=[\s,，]|$))?/gu;
const STRONG = /\s*(?:[;；、|｜•\n]|\s[/·]\s)\s*/;
const SENTENCE_END = /[.!?](?=\s+\p{L})|[。！？]/gu;

/** Text up to the end of its first sentence; "Ltd." may end one, "St." does not. */
function firstSentence(text: string, words: NameWords): string {
  for (const { index } of text.matchAll(SENTENCE_END)) {
    const last = lookUp(text.slice(text.lastIndexOf(" ", index) + 1, index));
    const next = lookUp(/^.\s+(\S+)/u.exec(text.slice(index))?.[1] ?? "");
    const goesOn = last.length === 1 || last.includes(".") || words.abbreviations.has(last);
    const company = words.organisation.has(last) && !words.organisation.has(next);
    if (!goesOn || company) return text.slice(0, index);
  }
  return text;
}

const isOrganisation = (text: string, words: NameWords): boolean =>
  text.split(" ").length > 1 && text.split(" ").some((word) => words.organisation.has(lookUp(word)));

/** "Ltd." and "S.C." after a comma belong to the company before it. */
const isLegalForm = (part: string, words: NameWords): boolean =>
  part.split(" ").every((word) => words.organisation.has(lookUp(word)) || /^(?:\p{L}{1,2}\.){2,}$/u.test(word));

function splitAtCommas(text: string, words: NameWords): readonly string[] {
  const parts: string[] = [];
  for (const part of text.split(COMMA)) {
    const before = parts.at(-1);
    if (before !== undefined && part !== "" && isLegalForm(part, words)) parts[parts.length - 1] = `${before}, ${part}`;
    else if (before === undefined || !/^\p{Ll}/u.test(part)) parts.push(part);
  }
  return parts;
}

/** "Vale & Moorland Gazette" is one holder: a part stands alone only when it is a person or an organisation itself. */
function splitAtConjunctions(text: string, language: Language): readonly string[] {
  const words = nameWords(language);
  const parts = text.split(splitterOf(words).conjunction(text)).flatMap((part) => part.split(/\s+[&＆]\s+/));
  const alone = parts.every((part) => isPersonName(part, language) || isOrganisation(part, words));
  return alone ? parts : [text];
}

/**
 * The persons and organisations a copyright line names, without signs and years.
 *
 * @param text plain text from the copyright sign on; what follows its first sentence is not read
 */
export function readHolders(text: string, language: Language): readonly string[] {
  const words = nameWords(language);
  const bare = text
    .slice(0, MAX_UNITS)
    .replace(SIGNS, " ")
    .replace(YEARS, " ")
    .replace(/[^\S\n]+/g, " ");
  const named = stripByline(firstSentence(bare.trim(), words), words);
  const parts = named.split(STRONG).flatMap((part) => splitAtCommas(part, words));
  const holders = parts.flatMap((part) => splitAtConjunctions(trimEdges(part, words), language));
  return uniqueTexts(holders.filter((holder) => holder.length <= MAX_HOLDER_UNITS && /\p{L}{2}/u.test(holder)));
}
