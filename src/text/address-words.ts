/** The words of an address, which is often made of the title, as titles are compared by: folded, cut to their first letters. */
import { SIGN } from "./letters.js";
import { foldString } from "./literal.js";

const WORD = new RegExp(String.raw`[${SIGN}]|[\p{L}\p{N}\p{M}]+`, "gu");
/** Endings do not matter. */
const STEM_UNITS = 5;
/** Words of an address: fewer are a label. */
const MIN_SLUG = 3;

/** The stems of a folded text; each sign of a script without spaces is one. */
export const stemsOf = (folded: string): readonly string[] =>
  (folded.match(WORD) ?? []).map((word) => word.slice(0, STEM_UNITS));

/** Shorter stems are what an apostrophe left. */
const MIN_KEY = 3;

/** The stems that an address keeps of a title: no numbers, no function words. */
export const keyStems = (stems: readonly string[], stopWords: ReadonlySet<string>): readonly string[] =>
  stems.filter((stem) => {
    const isFunctionWord = stem.length < STEM_UNITS && stopWords.has(stem);
    return stem.length >= MIN_KEY && /\p{L}/u.test(stem) && !isFunctionWord;
  });

/** The longest part of an address between slashes. */
export interface Slug {
  readonly stems: readonly string[];
  readonly isLong: boolean;
}

/** Reads the words of an address; null when there are none. */
export function readSlug(url: string | null): Slug | null {
  if (url === null) return null;
  let path: string;
  try {
    path = decodeURIComponent(new URL(url).pathname);
  } catch {
    return null;
  }
  const parts = path.split("/").map((part) => {
    const stems = stemsOf(foldString(part.replace(/\.[a-z]\w{1,4}$/i, "")));
    return stems.filter((stem) => /\p{L}/u.test(stem));
  });
  const stems = parts.reduce((longest, part) => (part.length >= longest.length ? part : longest), []);
  return stems.length === 0 ? null : { stems, isLong: stems.length >= MIN_SLUG };
}
