/** Words as titles are compared by: folded, and cut to their first letters, so that endings do not matter. */
import { blockUnit, blockWords, type Document, unitFolded } from "../match/document.js";
import { foldString } from "../text/literal.js";
import { SIGN } from "./person-name.js";

const WORD = new RegExp(String.raw`[${SIGN}]|[\p{L}\p{N}\p{M}]+`, "gu");
const UNSPACED = new RegExp(`^[${SIGN}]$`, "u");
const STEM_UNITS = 5;
/** Shorter words are mostly function words. */
const MIN_UNITS = 4;
/** Words of an address: fewer are a label. */
const MIN_SLUG = 3;

/** The stems of a folded text; each sign of a script without spaces is one. */
export const stemsOf = (folded: string): readonly string[] =>
  (folded.match(WORD) ?? []).map((word) => word.slice(0, STEM_UNITS));

/** Whether a stem belongs to a word that says what a text is about. */
export const isTelling = (stem: string): boolean => stem.length >= MIN_UNITS || UNSPACED.test(stem);

/** Shorter stems are what an apostrophe left. */
const MIN_KEY = 3;

/** The stems that an address keeps of a title: no numbers, no function words. */
export const keyStems = (stems: readonly string[], stopWords: ReadonlySet<string>): readonly string[] =>
  stems.filter((stem) => {
    const isFunctionWord = stem.length < STEM_UNITS && stopWords.has(stem);
    return stem.length >= MIN_KEY && /\p{L}/u.test(stem) && !isFunctionWord;
  });

/** Share of the telling stems that stand in `others`. */
export function shareIn(stems: readonly string[], others: ReadonlySet<string>): number {
  const telling = stems.filter(isTelling);
  return telling.length === 0 ? 0 : telling.filter((stem) => others.has(stem)).length / telling.length;
}

/** The stems of some blocks together. */
export const stemsOfBlocks = (document: Document, blocks: readonly number[]): ReadonlySet<string> =>
  new Set(blocks.flatMap((block) => stemsOf(unitFolded(document, blockUnit(document, block)))));

/** The words of an address, which is often made of the title: its longest part between slashes. */
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

/** Folded text of a block of a few words; empty for longer ones. */
export const shortText = (document: Document, block: number, maxWords: number): string =>
  block >= 0 && block < document.blocks.length && blockWords(document, block) <= maxWords
    ? unitFolded(document, blockUnit(document, block)).trim()
    : "";

/** Share of the telling words of an address that a title has; 1 where the address says too little. */
export function shareOfAddress(title: string, url: string): number {
  const slug = readSlug(url);
  return slug === null || !slug.isLong ? 1 : shareIn(slug.stems, new Set(stemsOf(foldString(title))));
}
