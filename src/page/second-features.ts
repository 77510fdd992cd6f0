/**
 * Features of the second look: what a block has in common with what the first look took for the text of the page, and
 * how it stands to it. A block is measured against the others, never against itself.
 */
import { type AddColumn, at, log, type Sums, sums } from "./column.js";
import { addLikeness } from "./likeness-features.js";
import { type Look, meanOfText } from "./look.js";
import { findStretches } from "./stretches.js";
import { addWordsOfText } from "./vocabulary-features.js";

/** Where nothing is known. */
const UNKNOWN = 0.5;
/** Shorter paragraphs of the text say nothing of its usual ones. */
const TYPICAL_WORDS = 8;
const TYPICAL_DEFAULT = 20;

const share = (part: number, whole: number): number => (whole > 0 ? part / whole : UNKNOWN);

function typicalWords({ states, page }: Look): number {
  const { words } = page.facts;
  const own = words.filter((count, block) => states[block] === 1 && count >= TYPICAL_WORDS).sort();
  return own[own.length >> 1] ?? TYPICAL_DEFAULT;
}

/** What the text of the page is like, and how a block differs from it. */
function addPage(add: AddColumn, look: Look): void {
  const { facts } = look.page;
  const total = facts.words.reduce((sum, one) => sum + one, 1);
  const [prose, links, stops, capitals] = [facts.prose, facts.linkDensity, facts.stopWords, facts.capitals].map(
    (column) => meanOfText(column, look),
  ) as [number, number, number, number];
  const typical = typicalWords(look);
  add("page-doubt", () => -look.cutoff);
  add("page-text-share", () => look.allTextWords / total);
  add("page-text-prose", () => prose);
  add("page-text-links", () => links);
  add("page-text-length", () => log(typical));
  add("longer-than-text", (block) => Math.log((at(facts.words, block) + 1) / (typical + 1)));
  add("more-links-than-text", (block) => at(facts.linkDensity, block) - links);
  add("more-stop-words-than-text", (block) => at(facts.stopWords, block) - stops);
  add("more-capitals-than-text", (block) => at(facts.capitals, block) - capitals);
}

/** How much of what is around a block is text. */
function addAround(add: AddColumn, { chances, textWords, allTextWords }: Look): void {
  const count = chances.length;
  const text = sums((block) => at(chances, block), count);
  const inText = sums((block) => at(textWords, block), count);
  for (const size of [3, 20]) {
    const blocks = 2 * size;
    add(`text-within-${size}`, (block) => (text(block - size, block + size + 1) - at(chances, block)) / blocks);
    add(`text-words-within-${size}`, (block) =>
      log((inText(block - size, block + size + 1) - at(textWords, block)) / blocks),
    );
  }
  add("text-before", (block) => inText(0, block) / allTextWords);
}

/** The stretch of text or furniture that a block is in. */
function addStretches(add: AddColumn, { states, textWords, allTextWords }: Look, words: Sums): void {
  const { from, to } = findStretches(states.length, (a, b) => states[a] === states[b]);
  const inText = sums((block) => at(textWords, block), states.length);
  const sumOf = (of: Sums, block: number): number => of(at(from, block), at(to, block));
  const sign = (block: number): number => (states[block] === 1 ? 1 : -1);
  add("stretch-share", (block) => sumOf(inText, block) / allTextWords);
  add("stretch-words", (block) => sign(block) * log(sumOf(words, block)));
  add("stretch-blocks", (block) => sign(block) * Math.log(at(to, block) - at(from, block)));
}

const without = (all: number, own: number): number => Math.max(0, all - own);

/** How much of the list, the table or the paragraphs around a block is text. */
function addKinds(add: AddColumn, { page, textWords }: Look, words: Sums): void {
  const { blocks } = page;
  const { from, to } = findStretches(blocks.length, (a, b) => blocks[a]?.kind === blocks[b]?.kind);
  const inText = sums((block) => at(textWords, block), blocks.length);
  const othersIn = (of: Sums, block: number): number =>
    without(of(at(from, block), at(to, block)), of(block, block + 1));
  add("text-of-its-kind", (block) => share(othersIn(inText, block), othersIn(words, block)));
  add("blocks-of-its-kind", (block) => Math.log(at(to, block) - at(from, block)));
}

/** Adds all features of the second look. */
export function addSecond(add: AddColumn, look: Look): void {
  const words = sums((block) => at(look.page.facts.words, block), look.chances.length);
  addPage(add, look);
  addAround(add, look);
  addStretches(add, look, words);
  addKinds(add, look, words);
  addLikeness(add, look);
  addWordsOfText(add, look);
}
