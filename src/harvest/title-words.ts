/** Words as titles are compared by. */
import { blockUnit, blockWords, type Document, unitFolded } from "../match/document.js";
import { readSlug, stemsOf } from "../text/address-words.js";
import { SIGN } from "../text/letters.js";
import { foldString } from "../text/literal.js";

const UNSPACED = new RegExp(`^[${SIGN}]$`, "u");
/** Shorter words are mostly function words. */
const MIN_UNITS = 4;

/** Whether a stem belongs to a word that says what a text is about. */
export const isTelling = (stem: string): boolean => stem.length >= MIN_UNITS || UNSPACED.test(stem);

/** Share of the telling stems that stand in `others`. */
export function shareIn(stems: readonly string[], others: ReadonlySet<string>): number {
  const telling = stems.filter(isTelling);
  return telling.length === 0 ? 0 : telling.filter((stem) => others.has(stem)).length / telling.length;
}

/** The stems of some blocks together. */
export const stemsOfBlocks = (document: Document, blocks: readonly number[]): ReadonlySet<string> =>
  new Set(blocks.flatMap((block) => stemsOf(unitFolded(document, blockUnit(document, block)))));

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
