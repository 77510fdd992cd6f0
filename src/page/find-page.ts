/** Whether a text is a whole page: menus, teasers and footers stand around its running text. */
import type { Document } from "../match/document.js";
import type { ProseRange } from "../match/zones.js";
import type { PageWeights } from "../types.js";
import type { Look } from "./look.js";

const SHORT_WORDS = 6;

/** How much of the signs of a page a text has: 1 or more where all are there, 0.5 where half of each is. */
function signsOf(document: Document, { first, last }: ProseRange, page: PageWeights["page"]): number {
  const { blocks } = document;
  const before = first < 0 ? blocks.length : first;
  const behind = first < 0 ? 0 : blocks.length - 1 - last;
  return Math.min(before / page.before, (before + behind) / page.around, countShort(document) / page.short);
}

/** Whether a text has blocks enough to be a whole page, of which some will do where the caller says that it is one. */
export function hasBlocksOfPage(document: Document, { page }: PageWeights, said: boolean): boolean {
  const share = said ? page.doubtful : 1;
  return document.blocks.length >= page.around * share && countShort(document) >= page.short * share;
}

const countShort = ({ blocks, measures }: Document): number =>
  measures.filter(({ words }, block) => words <= SHORT_WORDS && blocks[block]?.kind !== "heading").length;

/** Whether a text may be a whole page; cheap, so that articles cost nothing. */
export const mayBePage = (document: Document, prose: ProseRange, weights: PageWeights): boolean =>
  signsOf(document, prose, weights.page) >= weights.page.doubtful;

/**
 * Whether a text that may be a page is one: a caller says so, or a first look finds as much furniture as pages have: blocks
 * that are surely nothing else, and where signs are missing some of them at the top.
 */
export function isPage(
  document: Document,
  prose: ProseRange,
  { page }: PageWeights,
  { scores, states }: Look,
  said: boolean,
): boolean {
  if (said) return true;
  const sure = scores.filter((score) => score < page.sure).length;
  if (signsOf(document, prose, page) >= 1) return sure >= page.around * page.enough;
  return states.indexOf(1) >= page.before && sure >= page.around;
}
