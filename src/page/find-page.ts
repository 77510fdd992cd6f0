/** Whether a text is a whole page: menus, teasers and footers stand around its running text. */
import type { Document } from "../match/document.js";
import type { ProseRange } from "../match/zones.js";
import type { PageWeights } from "../types.js";
import type { PageRead } from "./model.js";

const SHORT_WORDS = 6;
/** With this share of the signs of a page a text may be one: then its blocks are looked at closely. */
const DOUBTFUL_SHARE = 0.25;
/** Evidence from which a block is surely furniture. */
const SURE = -2;
/** Where all signs are there, this share of the furniture will do. */
const SIGNED_SHARE = 0.75;

/** How much of the signs of a page a text has: 1 or more where all are there, 0.5 where half of each is. */
function signsOf(document: Document, { first, last }: ProseRange, { page }: PageWeights): number {
  const { blocks } = document;
  const before = first < 0 ? blocks.length : first;
  const behind = first < 0 ? 0 : blocks.length - 1 - last;
  return Math.min(before / page.before, (before + behind) / page.around, countShort(document) / page.short);
}

/** Whether a text has blocks enough to be a whole page, of which some will do where the caller says that it is one. */
export function hasBlocksOfPage(document: Document, { page }: PageWeights, said: boolean): boolean {
  const share = said ? DOUBTFUL_SHARE : 1;
  return document.blocks.length >= page.around * share && countShort(document) >= page.short * share;
}

const countShort = ({ blocks, measures }: Document): number =>
  measures.filter(({ words }, block) => words <= SHORT_WORDS && blocks[block]?.kind !== "heading").length;

/** Whether a text may be a whole page; cheap, so that articles cost nothing. */
export const mayBePage = (document: Document, prose: ProseRange, weights: PageWeights): boolean =>
  signsOf(document, prose, weights) >= DOUBTFUL_SHARE;

/**
 * Whether a text that may be a page is one: a caller says so, or the weights find as much furniture as pages have: blocks
 * that are surely nothing else, and where signs are missing some of them at the top.
 */
export function isPage(
  document: Document,
  prose: ProseRange,
  weights: PageWeights,
  { scores, states }: PageRead,
  said: boolean,
): boolean {
  if (said) return true;
  const sure = scores.filter((score) => score < SURE).length;
  if (signsOf(document, prose, weights) >= 1) return sure >= weights.page.around * SIGNED_SHARE;
  return states.indexOf(1) >= weights.page.before && sure >= weights.page.around;
}
