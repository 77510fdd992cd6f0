/** Facts of blocks and their surroundings -> features with names, the evidence that a page is judged by. */
import type { Document } from "../match/document.js";
import type { Hit } from "../match/match.js";
import type { Block } from "../types.js";
import { type BlockFacts, countFacts } from "./block-facts.js";
import { type AddColumn, at, type Columns, createColumns, log, type Sums, sums } from "./column.js";
import { findDenseRegion } from "./dense-region.js";
import { addHits } from "./hit-features.js";
import { addOwn } from "./own-features.js";
import { addNeighbours, addRegion, addSection, addTitle, type Totals } from "./place-features.js";
import { findSections } from "./sections.js";
import { findTopic } from "./topic.js";
import { readVocabulary, type Vocabulary } from "./vocabulary.js";

/** Features of every block: column by column, so that the weights can go over them one at a time. */
export interface PageFeatures {
  readonly count: number;
  readonly columns: Columns;
  /** What the features of a second look are made from. */
  readonly facts: BlockFacts;
  readonly blocks: readonly Block[];
  readonly vocabulary: Vocabulary;
}

const WINDOWS = [1, 3, 8, 20] as const;

function totalsOf(facts: BlockFacts, count: number): Totals {
  const { words, linkDensity, prose } = facts;
  return {
    words: sums((block) => at(words, block), count),
    linkWords: sums((block) => at(words, block) * at(linkDensity, block), count),
    prose: sums((block) => at(prose, block), count),
    proseWords: sums((block) => at(prose, block) * at(words, block), count),
  };
}

/** Where on the page a block stands. */
function addPlace(add: AddColumn, { words, prose, proseWords }: Totals, count: number): void {
  const total = Math.max(1, words(0, count));
  const proseTotal = Math.max(1, proseWords(0, count));
  add("place", (block) => block / Math.max(1, count - 1));
  add("place-in-words", (block) => words(0, block) / total);
  add("from-top", (block) => log(block) / 6);
  add("from-bottom", (block) => log(count - 1 - block) / 6);
  add("prose-before", (block) => log(prose(0, block)) / 4);
  add("prose-behind", (block) => log(prose(block + 1, count)) / 4);
  add("prose-words-before", (block) => proseWords(0, block) / proseTotal);
  add("prose-words-behind", (block) => proseWords(block + 1, count) / proseTotal);
}

/** What is around a block, within some blocks each way, and before and behind it. */
function addWindows(add: AddColumn, document: Document, totals: Totals, facts: BlockFacts): void {
  const { words, linkWords, prose, proseWords } = totals;
  const count = document.blocks.length;
  const square = sums((block) => at(facts.words, block) ** 2, count);
  const cutShort = sums((block) => at(facts.cutShort, block), count);
  const repeated = sums((block) => at(facts.repeated, block), count);
  const inLink = sums((block) => document.inLink[block] as number, count);
  const terminal = sums((block) => at(facts.terminal, block) * at(facts.words, block), count);
  const headings = sums((block) => (document.blocks[block]?.kind === "heading" ? 1 : 0), count);
  const linkedHeadings = sums(
    (block) => (document.blocks[block]?.kind === "heading" ? at(facts.linkDensity, block) : 0),
    count,
  );
  for (const size of WINDOWS) {
    const near = (of: Sums, block: number): number => of(block - size, block + size + 1);
    const nearWords = (block: number): number => Math.max(1, near(words, block));
    add(`words-within-${size}`, (block) => log(near(words, block) / (2 * size + 1)) / 5);
    add(`links-within-${size}`, (block) => near(linkWords, block) / nearWords(block));
    add(`prose-within-${size}`, (block) => near(prose, block) / (2 * size + 1));
    add(`prose-words-within-${size}`, (block) => near(proseWords, block) / nearWords(block));
    add(`terminal-within-${size}`, (block) => near(terminal, block) / nearWords(block));
    add(`words-before-${size}`, (block) => log(words(block - size, block) / size) / 5);
    add(`words-behind-${size}`, (block) => log(words(block + 1, block + size + 1) / size) / 5);
    if (size === 1) continue;
    add(`links-before-${size}`, (block) => linkWords(block - size, block) / Math.max(1, words(block - size, block)));
    add(`links-behind-${size}`, (block) => {
      const [from, to] = [block + 1, block + size + 1];
      return linkWords(from, to) / Math.max(1, words(from, to));
    });
    add(`spread-within-${size}`, (block) => {
      const mean = near(words, block) / (2 * size + 1);
      return Math.sqrt(Math.max(0, near(square, block) / (2 * size + 1) - mean * mean)) / Math.max(1, mean);
    });
    add(`cut-short-within-${size}`, (block) => near(cutShort, block) / size);
    add(`wide-links-within-${size}`, (block) => near(inLink, block) / (2 * size + 1));
    add(`repeated-within-${size}`, (block) => near(repeated, block) / (2 * size + 1));
    add(`headings-within-${size}`, (block) => near(headings, block) / (2 * size + 1));
    add(`linked-headings-within-${size}`, (block) => near(linkedHeadings, block) / size);
  }
}

/**
 * Measures every block of a page.
 *
 * @param hitsOf hits in each block, also of rules that do not act where it stands
 * @param isWanted which features are asked for, by their names; the others are not worked out
 */
export function measurePage(
  document: Document,
  hitsOf: readonly (readonly Hit[])[],
  isWanted: (name: string) => boolean = () => true,
): PageFeatures {
  const count = document.blocks.length;
  const facts = countFacts(document);
  const { add, columns } = createColumns(count, isWanted);
  const totals = totalsOf(facts, count);
  const sections = findSections(document);
  const vocabulary = readVocabulary(document);
  const region = findDenseRegion(facts);
  addOwn(add, document, facts);
  addPlace(add, totals, count);
  addWindows(add, document, totals, facts);
  addNeighbours(add, document, facts);
  addSection(add, document, facts, sections, totals);
  addTitle(add, document);
  addRegion(add, region, findTopic(vocabulary, region), totals, totals.words(0, count));
  addHits(add, hitsOf, sections);
  return { count, columns, facts, blocks: document.blocks, vocabulary };
}
