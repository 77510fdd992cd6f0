/** Labelled documents for fitting: texts with the text that ought to be left of them. */
import type { RuleIndex } from "../match/compile.js";
import { createDocument, type Document } from "../match/document.js";
import { matchRules } from "../match/match.js";
import { createRulebook, type Rulebook } from "../match/rulebook.js";
import { measurePage, type PageFeatures } from "../page/features.js";
import { hitsOnPage } from "../page/hit-features.js";
import { toPlainText } from "../render/plain-text.js";
import { startFolding } from "../text/fold.js";
import { plainText } from "../text/folded-text.js";
import { findLanguage } from "../text/language.js";
import { segment } from "../text/segment.js";
import type { RuleSet } from "../types.js";

/** A line of the file of labelled texts. */
export interface Labelled {
  readonly input: string;
  readonly gold: string;
  /** Documents of one host are never on both sides of the cross-validation. */
  readonly host: string;
  /** Its gold is doubtful: nothing is fitted to it. */
  readonly isSuspect: boolean;
}

/** A labelled document, measured. Nothing in it points into the arrays that the next document reuses. */
export interface Example {
  readonly host: string;
  readonly isSuspect: boolean;
  readonly isMarkdown: boolean;
  /** Made from Markdown to fit to; nothing is judged by it where there is other plain text. */
  readonly isDerived: boolean;
  readonly features: PageFeatures;
  /** Block -> 1 when it is text of the page. */
  readonly labels: Uint8Array;
  /** Words of each block, lower case. */
  readonly words: readonly (readonly string[])[];
  readonly gold: readonly string[];
}

const WORD = /[\p{L}\p{N}_]+/gu;
/** A block is text when this share of its words stands in the gold, in the same order. */
const MIN_SHARE = 0.5;
const SHINGLE = 3;

export const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(WORD) ?? [];

const shingle = (words: readonly string[], at: number): string => words.slice(at, at + SHINGLE).join(" ");

function labelBlock(words: readonly string[], shingles: ReadonlySet<string>, gold: string): 0 | 1 {
  if (words.length === 0) return 0;
  if (words.length < SHINGLE) return gold.includes(` ${words.join(" ")} `) ? 1 : 0;
  const covered = new Uint8Array(words.length);
  for (let at = 0; at + SHINGLE <= words.length; at++)
    if (shingles.has(shingle(words, at))) covered.fill(1, at, at + SHINGLE);
  return covered.reduce((sum, one) => sum + one, 0) >= MIN_SHARE * words.length ? 1 : 0;
}

const blockWords = (document: Document, block: number): readonly string[] => {
  const { start, end } = document.block(block);
  return wordsOf(plainText(document, start, end));
};

/**
 * Returns a function that measures and labels documents one by one.
 *
 * @param derivesText whether Markdown is read twice: once as the plain text that converters without links and headings make
 * of it, for text that has lists and blank lines but nothing more
 */
export function createReader(ruleSet: RuleSet, derivesText: boolean): (labelled: Labelled) => readonly Example[] {
  const rulebook = createRulebook(ruleSet);
  return (labelled) => {
    const example = readExample(labelled, rulebook);
    if (!example.isMarkdown || !derivesText) return [example];
    const plain = readExample({ ...labelled, input: toPlainText(labelled.input) }, rulebook);
    return [example, { ...plain, isMarkdown: false, isDerived: true }];
  };
}

function readExample({ input, gold, host, isSuspect }: Labelled, rulebook: Rulebook): Example {
  const blocks = segment(input, "auto");
  const folding = startFolding(input, blocks);
  const tag = findLanguage(rulebook.languageIndex, folding);
  const document = createDocument(folding, rulebook.language(tag));
  const index = rulebook.general(tag, "place");
  const indexesOf = (): readonly RuleIndex[] => [index];
  const matches = matchRules(document, indexesOf, { useIndex: true, misses: null });
  const features = measurePage(document, hitsOnPage(document, matches, indexesOf));
  const words = blocks.map((_, block) => blockWords(document, block));
  const goldWords = wordsOf(gold);
  const shingles = new Set(goldWords.map((_, at) => shingle(goldWords, at)));
  const goldText = ` ${goldWords.join(" ")} `;
  return {
    host,
    isSuspect,
    isDerived: false,
    isMarkdown: blocks.some(({ kind }) => kind === "heading") || document.measures.some(({ hasLink }) => hasLink),
    features,
    labels: Uint8Array.from(words, (own) => labelBlock(own, shingles, goldText)),
    words,
    gold: goldWords,
  };
}

/** F1 of two bags of words; 1 when both are empty. */
export function scoreWords(found: readonly string[], gold: readonly string[]): number {
  if (found.length === 0 || gold.length === 0) return found.length === gold.length ? 1 : 0;
  const left = new Map<string, number>();
  for (const word of gold) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of found) {
    const count = left.get(word) ?? 0;
    if (count > 0) common++;
    left.set(word, count - 1);
  }
  return common === 0 ? 0 : (2 * common) / (found.length + gold.length);
}
