/** Evidence of blocks -> what a look at a page finds: its text, its furniture, and what that makes of the page. */
import { findCutoff } from "./cutoff.js";
import type { PageFeatures } from "./features.js";
import { readSequence } from "./sequence.js";

/** What a look at a page finds. */
export interface Look {
  readonly page: PageFeatures;
  /** Evidence of each block for its being text, and what chance that makes. */
  readonly evidence: Float64Array;
  readonly chances: Float64Array;
  /** Words of each block that are text, as is to be expected, and of all blocks, at least 1. */
  readonly textWords: Float64Array;
  readonly allTextWords: number;
  /** The evidence that the page asks for, and what each block has above it. */
  readonly cutoff: number;
  readonly scores: Float64Array;
  /** 1 for text, 0 for furniture. */
  readonly states: Uint8Array;
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** The mean of a column over the words of the text. */
export const meanOfText = (
  column: Float64Array,
  { textWords, allTextWords }: Pick<Look, "textWords" | "allTextWords">,
): number => sumOf(textWords.map((words, block) => words * (column[block] as number))) / allTextWords;

/**
 * Tells the text of a page from its furniture.
 *
 * @param evidence of each block for its being text
 * @param change what it costs to go over from text to furniture, or back, the more of the text is running prose
 * @param threshold added to the evidence that the page itself asks for
 */
export function lookAt(page: PageFeatures, evidence: Float64Array, change: number, threshold: number): Look {
  const { words, prose } = page.facts;
  const chances = evidence.map((score) => 1 / (1 + Math.exp(-score)));
  const textWords = chances.map((chance, block) => chance * (words[block] as number));
  const text = { textWords, allTextWords: Math.max(1, sumOf(textWords)) };
  const cutoff = findCutoff(evidence, words) + threshold;
  const scores = evidence.map((score) => score - cutoff);
  const states = readSequence(scores, words, change * meanOfText(prose, text));
  return { page, evidence, chances, ...text, cutoff, scores, states };
}
