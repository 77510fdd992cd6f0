import type { Document } from "../match/document.js";
import type { ProseRange } from "../match/zones.js";
import type { PageWeights } from "../types.js";

const SHORT_WORDS = 6;
/** The share of the signs that will do where the caller says that a text is a page. */
const SAID = 0.5;

/** Whether a text has blocks enough to be a whole page. */
export const mayBePage = ({ blocks }: Document, { page }: PageWeights, said: boolean): boolean =>
  blocks.length >= page.around * (said ? SAID : 1);

/**
 * Whether a text is a whole page: menus, teasers and footers stand around its running text. A caller who says that it
 * is one is believed where half of the signs are there.
 */
export function isPage(
  { blocks, measures }: Document,
  { first, last }: ProseRange,
  { page }: PageWeights,
  said: boolean,
): boolean {
  const share = said ? SAID : 1;
  const before = first < 0 ? blocks.length : first;
  const behind = first < 0 ? 0 : blocks.length - 1 - last;
  if (before < page.before * share || before + behind < page.around * share) return false;
  const short = measures.filter(({ words }, block) => words <= SHORT_WORDS && blocks[block]?.kind !== "heading");
  return short.length >= page.short * share;
}
