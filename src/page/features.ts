/** Facts of blocks and their surroundings -> features with names, the evidence that a page is judged by. */

import type { RuleIndex } from "../match/compile.js";
import type { Document } from "../match/document.js";
import { type Hit, type Matches, matchEverywhere } from "../match/match.js";
import type { BlockKind } from "../types.js";
import { type BlockFacts, countFacts } from "./block-facts.js";
import { findDenseRegion } from "./dense-region.js";

/** Features of every block: column by column, so that the weights can go over them one at a time. */
export interface PageFeatures {
  readonly count: number;
  readonly facts: BlockFacts;
  readonly columns: ReadonlyMap<string, Float64Array>;
}

type Column = (block: number) => number;

const LENGTHS = [0, 1, 3, 6, 10, 16, 26, 45] as const;
const KINDS: readonly BlockKind[] = ["paragraph", "list-item", "quote", "code", "table", "image", "html", "divider"];
const WINDOWS = [1, 3, 8, 20] as const;
const NEIGHBOURS = [-2, -1, 1, 2] as const;
/** Evidence of the rules of one family beyond this says nothing more. */
const MAX_HIT = 2;

const log = (value: number): number => Math.log1p(Math.max(0, value));

/** Sums of a column up to each block, so that any stretch costs two look-ups. */
function sums(column: Column, count: number): (from: number, to: number) => number {
  const upTo = new Float64Array(count + 1);
  for (let block = 0; block < count; block++) upTo[block + 1] = (upTo[block] as number) + column(block);
  return (from, to) => {
    const [low, high] = [Math.max(0, from), Math.min(count, to)];
    return high > low ? (upTo[high] as number) - (upTo[low] as number) : 0;
  };
}

/** All hits in each block, also of rules that do not act where it stands. */
export function hitsOnPage(
  document: Document,
  { blocks }: Matches,
  indexesOf: (block: number) => readonly RuleIndex[],
): readonly (readonly Hit[])[] {
  const elsewhere = matchEverywhere(document, indexesOf);
  return blocks.map((hits, block) => [...hits, ...(elsewhere[block] ?? [])]);
}

/** Where the sections of a document begin: for each block the heading above it, -1 for none. */
function headingsAbove(document: Document): Int32Array {
  const above = new Int32Array(document.blocks.length);
  let last = -1;
  document.blocks.forEach(({ kind }, block) => {
    if (kind === "heading") last = block;
    above[block] = last;
  });
  return above;
}

/** The first block of the next section, for each block. */
function sectionEnds(above: Int32Array): Int32Array {
  const ends = new Int32Array(above.length);
  let end = above.length;
  for (let block = above.length - 1; block >= 0; block--) {
    ends[block] = end;
    if (above[block] === block) end = block;
  }
  return ends;
}

/** Evidence of the remove rules of each family against each block. */
function hitColumns(hitsOf: readonly (readonly Hit[])[]): ReadonlyMap<string, Float64Array> {
  const columns = new Map<string, Float64Array>();
  hitsOf.forEach((hits, block) => {
    for (const matcher of new Set(hits.map((hit) => hit.matcher))) {
      if (matcher.action === "extract" || matcher.rule.status === "trial") continue;
      const name = matcher.action === "keep" ? "hit-keep" : `hit-${matcher.rule.category}`;
      const column = columns.get(name) ?? new Float64Array(hitsOf.length);
      columns.set(name, column);
      column[block] = Math.min(MAX_HIT, (column[block] as number) + Math.max(0, matcher.weight));
    }
  });
  return columns;
}

/**
 * Measures every block of a page.
 *
 * @param hitsOf hits in each block, also of rules that do not act where it stands
 */
export function measurePage(document: Document, hitsOf: readonly (readonly Hit[])[]): PageFeatures {
  const count = document.blocks.length;
  const facts = countFacts(document);
  const { words, linkDensity, terminal, prose, stopWords } = facts;
  const columns = new Map<string, Float64Array>(hitColumns(hitsOf));
  const add = (name: string, column: Column): void => {
    columns.set(
      name,
      Float64Array.from({ length: count }, (_, block) => column(block)),
    );
  };
  const at = (column: Float64Array, block: number): number => column[block] ?? 0;
  const kindAt = (block: number): BlockKind | undefined => document.blocks[block]?.kind;

  addOwn(add, document, facts);
  const wordsIn = sums((block) => at(words, block), count);
  const linkWordsIn = sums((block) => at(words, block) * at(linkDensity, block), count);
  const proseIn = sums((block) => at(prose, block), count);
  const proseWordsIn = sums((block) => at(prose, block) * at(words, block), count);
  const total = Math.max(1, wordsIn(0, count));
  const proseTotal = Math.max(1, proseWordsIn(0, count));

  add("page-blocks", () => log(count) / 6);
  add("page-prose", () => proseTotal / total);
  add("place", (block) => block / Math.max(1, count - 1));
  add("place-in-words", (block) => wordsIn(0, block) / total);
  add("from-top", (block) => log(block) / 6);
  add("from-bottom", (block) => log(count - 1 - block) / 6);
  add("prose-before", (block) => log(proseIn(0, block)) / 4);
  add("prose-behind", (block) => log(proseIn(block + 1, count)) / 4);
  add("no-prose-before", (block) => (proseIn(0, block) === 0 ? 1 : 0));
  add("no-prose-behind", (block) => (proseIn(block + 1, count) === 0 ? 1 : 0));
  add("prose-words-behind", (block) => proseWordsIn(block + 1, count) / proseTotal);
  for (const size of WINDOWS) {
    const near = (of: (from: number, to: number) => number, block: number): number =>
      of(block - size, block + size + 1);
    add(`words-within-${size}`, (block) => log(near(wordsIn, block) / (2 * size + 1)) / 5);
    add(`links-within-${size}`, (block) => near(linkWordsIn, block) / Math.max(1, near(wordsIn, block)));
    add(`prose-within-${size}`, (block) => near(proseIn, block) / (2 * size + 1));
    add(`prose-words-within-${size}`, (block) => near(proseWordsIn, block) / Math.max(1, near(wordsIn, block)));
  }
  for (const step of NEIGHBOURS) {
    const name = step < 0 ? `${-step}-before` : `${step}-behind`;
    add(`words-${name}`, (block) => log(at(words, block + step)) / 5);
    add(`links-${name}`, (block) => at(linkDensity, block + step));
    add(`terminal-${name}`, (block) => at(terminal, block + step));
    add(`stop-words-${name}`, (block) => at(stopWords, block + step));
    add(`prose-${name}`, (block) => at(prose, block + step));
    add(`heading-${name}`, (block) => (kindAt(block + step) === "heading" ? 1 : 0));
    add(`item-${name}`, (block) => (kindAt(block + step) === "list-item" ? 1 : 0));
    add(`none-${name}`, (block) => (kindAt(block + step) === undefined ? 1 : 0));
  }

  const above = headingsAbove(document);
  const ends = sectionEnds(above);
  const section = (of: (from: number, to: number) => number, block: number): number =>
    of(Math.max(0, at2(above, block)), at2(ends, block));
  add("below-heading", (block) => (at2(above, block) < 0 ? 0 : 1 / (1 + block - at2(above, block))));
  add("far-from-heading", (block) => log(block - at2(above, block)) / 5);
  add("before-first-heading", (block) => (at2(above, block) < 0 ? 1 : 0));
  add("heading-level", (block) => (document.blocks[at2(above, block)]?.level ?? 0) / 6);
  add("section-words", (block) => log(section(wordsIn, block)) / 7);
  add("section-links", (block) => section(linkWordsIn, block) / Math.max(1, section(wordsIn, block)));
  add("section-prose", (block) => section(proseWordsIn, block) / Math.max(1, section(wordsIn, block)));

  const titles = document.blocks.flatMap(({ kind, level }, block) =>
    kind === "heading" && level === 1 ? [block] : [],
  );
  const firstTitle = titles[0] ?? -1;
  add("above-title", (block) => (firstTitle > block ? 1 : 0));
  add("near-below-title", (block) => (firstTitle >= 0 && block > firstTitle ? 1 / (block - firstTitle) : 0));
  add("far-above-title", (block) => (firstTitle > block ? log(firstTitle - block) / 5 : 0));

  const region = findDenseRegion(facts);
  const distance = (block: number): number =>
    block < region.from ? region.from - block : block >= region.to ? block - region.to + 1 : 0;
  add("in-dense-region", (block) => (distance(block) === 0 ? 1 : 0));
  add("before-dense-region", (block) => (block < region.from ? log(distance(block)) / 5 : 0));
  add("behind-dense-region", (block) => (block >= region.to ? log(distance(block)) / 5 : 0));
  add("dense-region-share", (block) => (distance(block) === 0 ? wordsIn(region.from, region.to) / total : 0));

  addHitsAround(columns, add, above, count);
  return { count, facts, columns };
}

const at2 = (column: Int32Array, block: number): number => column[block] as number;

function addOwn(add: (name: string, column: Column) => void, document: Document, facts: BlockFacts): void {
  const { words } = facts;
  const value = (column: Float64Array, block: number): number => column[block] as number;
  add("words", (block) => log(value(words, block)) / 5);
  LENGTHS.forEach((least, i) => {
    const most = LENGTHS[i + 1] ?? Infinity;
    add(`words-from-${least}`, (block) => (value(words, block) >= least && value(words, block) < most ? 1 : 0));
  });
  add("links", (block) => value(facts.linkDensity, block));
  add("all-links", (block) => (value(facts.linkDensity, block) > 0.8 ? 1 : 0));
  add("no-links", (block) => (value(facts.linkDensity, block) === 0 ? 1 : 0));
  add("link-count", (block) => log(value(facts.links, block)) / 3);
  add("stop-words", (block) => value(facts.stopWords, block));
  add("no-stop-words", (block) => (value(facts.stopWords, block) === 0 ? 1 : 0));
  add("capitals", (block) => value(facts.capitals, block));
  add("numbers", (block) => value(facts.numbers, block));
  add("marks", (block) => Math.min(1, value(facts.marks, block)));
  add("terminal", (block) => value(facts.terminal, block));
  add("repeated", (block) => value(facts.repeated, block));
  add("prose", (block) => value(facts.prose, block));
  add("long-prose", (block) => (facts.prose[block] === 1 ? log(value(words, block)) / 5 : 0));
  add("short-and-terminal", (block) => (value(words, block) < 12 && facts.terminal[block] === 1 ? 1 : 0));
  for (const kind of KINDS) add(`kind-${kind}`, (block) => (document.blocks[block]?.kind === kind ? 1 : 0));
  for (const level of [1, 2, 3, 4]) {
    add(`heading-${level}`, (block) => {
      const own = document.blocks[block];
      return own?.kind === "heading" && Math.min(4, own.level) === level ? 1 : 0;
    });
  }
  add("nested-item", (block) => {
    const own = document.blocks[block];
    return own?.kind === "list-item" && own.level > 1 ? 1 : 0;
  });
}

/** Rules that hit the heading of a section or the blocks around speak for their surroundings, too. */
function addHitsAround(
  columns: Map<string, Float64Array>,
  add: (name: string, column: Column) => void,
  above: Int32Array,
  count: number,
): void {
  const hits = [...columns].filter(([name]) => name.startsWith("hit-") && name !== "hit-keep" && name !== "hit-title");
  const any = new Float64Array(count);
  for (const [, column] of hits)
    for (let block = 0; block < count; block++)
      any[block] = Math.min(MAX_HIT, (any[block] as number) + (column[block] as number));
  const anyIn = sums((block) => ((any[block] as number) > 0 ? 1 : 0), count);
  add("hit", (block) => any[block] as number);
  add("hit-before", (block) => any[block - 1] ?? 0);
  add("hit-behind", (block) => any[block + 1] ?? 0);
  add("hits-within-5", (block) => anyIn(block - 5, block + 6) / 11);
  add("hit-heading", (block) =>
    at2(above, block) < 0 || at2(above, block) === block ? 0 : (any[at2(above, block)] as number),
  );
  for (const [name, column] of hits) {
    add(`${name}-heading`, (block) =>
      at2(above, block) < 0 || at2(above, block) === block ? 0 : (column[at2(above, block)] as number),
    );
  }
}
