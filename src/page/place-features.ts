import type { Document } from "../match/document.js";
import type { BlockKind } from "../types.js";
import type { BlockFacts } from "./block-facts.js";
import { type AddColumn, at, log, type Sums } from "./column.js";
import type { Region } from "./dense-region.js";
import { headingOf, type Sections } from "./sections.js";

const NEIGHBOURS = [-2, -1, 1, 2] as const;

/** What the blocks before and behind are. */
export function addNeighbours(add: AddColumn, { blocks }: Document, facts: BlockFacts): void {
  const isKind = (kind: BlockKind | undefined, block: number): number => (blocks[block]?.kind === kind ? 1 : 0);
  for (const step of NEIGHBOURS) {
    const name = step < 0 ? `${-step}-before` : `${step}-behind`;
    add(`words-${name}`, (block) => log(at(facts.words, block + step)) / 5);
    add(`links-${name}`, (block) => at(facts.linkDensity, block + step));
    add(`terminal-${name}`, (block) => at(facts.terminal, block + step));
    add(`stop-words-${name}`, (block) => at(facts.stopWords, block + step));
    add(`prose-${name}`, (block) => at(facts.prose, block + step));
    add(`heading-${name}`, (block) => isKind("heading", block + step));
    add(`item-${name}`, (block) => isKind("list-item", block + step));
    add(`image-${name}`, (block) => isKind("image", block + step));
    add(`none-${name}`, (block) => isKind(undefined, block + step));
  }
}

/** Sums that tell what is in a stretch of blocks. */
export interface Totals {
  readonly words: Sums;
  readonly linkWords: Sums;
  readonly prose: Sums;
  readonly proseWords: Sums;
}

const share = (part: number, whole: number): number => part / Math.max(1, whole);

/** What the section of a block is, and where it stands in it. */
export function addSection(
  add: AddColumn,
  { blocks }: Document,
  facts: BlockFacts,
  sections: Sections,
  totals: Totals,
): void {
  const above = (block: number): number => sections.above[block] as number;
  const inSection = (of: Sums, block: number): number => of(Math.max(0, above(block)), sections.ends[block] as number);
  add("below-heading", (block) => (above(block) < 0 ? 0 : 1 / (1 + block - above(block))));
  add("far-from-heading", (block) => log(block - above(block)) / 5);
  add("before-first-heading", (block) => (above(block) < 0 ? 1 : 0));
  add("heading-level", (block) => (blocks[above(block)]?.level ?? 0) / 6);
  add("heading-links", (block) => at(facts.linkDensity, headingOf(sections, block)));
  add("heading-repeated", (block) => at(facts.repeated, headingOf(sections, block)));
  add("section-words", (block) => log(inSection(totals.words, block)) / 7);
  add("section-links", (block) => share(inSection(totals.linkWords, block), inSection(totals.words, block)));
  add("section-prose", (block) => share(inSection(totals.proseWords, block), inSection(totals.words, block)));
}

/** Where a block stands in regard to the title: the first heading of level 1. */
export function addTitle(add: AddColumn, { blocks }: Document): void {
  const title = blocks.findIndex(({ kind, level }) => kind === "heading" && level === 1);
  add("above-title", (block) => (title > block ? 1 : 0));
  add("near-below-title", (block) => (title >= 0 && block > title ? 1 / (block - title) : 0));
  add("far-above-title", (block) => (title > block ? log(title - block) / 5 : 0));
}

/** Where a block stands in regard to the dense region, and what it has in common with it. */
export function addRegion(
  add: AddColumn,
  { from, to }: Region,
  topic: Float64Array,
  { words }: Totals,
  total: number,
): void {
  const isIn = (block: number): boolean => block >= from && block < to;
  const size = share(words(from, to), total);
  add("in-dense-region", (block) => (isIn(block) ? 1 : 0));
  add("before-dense-region", (block) => (block < from ? log(from - block) / 5 : 0));
  add("behind-dense-region", (block) => (block >= to ? log(block - to + 1) / 5 : 0));
  add("dense-region-share", (block) => (isIn(block) ? size : 0));
  add("topic", (block) => at(topic, block));
  add("topic-outside", (block) => (isIn(block) ? 0 : at(topic, block)));
}
