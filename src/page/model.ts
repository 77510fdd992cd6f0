/** Weights and features -> which blocks of a page are its text. */
import type { PageModel } from "../types.js";
import { findCutoff } from "./cutoff.js";
import type { PageFeatures } from "./features.js";

/** Evidence of a block counts the more the longer it is, up to so many words. */
const MAX_COUNTED_WORDS = 60;
const WORD_SHARE = 0.4;

export type FeatureSteps = PageModel["features"][string];

/** What a feature of a value says: its last step that is not above the value. */
export function evidenceAt(steps: FeatureSteps, value: number): number {
  let evidence = 0;
  for (const [least, height] of steps) {
    if (value < least) break;
    evidence = height;
  }
  return evidence;
}

/** For every block the evidence that it is text (above zero) or furniture. */
export function weighBlocks({ count, columns }: PageFeatures, { bias, features }: PageModel): Float64Array {
  const scores = new Float64Array(count).fill(bias);
  for (const [name, steps] of Object.entries(features)) {
    const column = columns.get(name);
    for (let block = 0; block < count; block++) {
      scores[block] = (scores[block] as number) + evidenceAt(steps, column?.[block] ?? 0);
    }
  }
  return scores;
}

/** How much the evidence of a block of so many words counts in the sequence. */
const countOf = (words: number): number => Math.sqrt(1 + WORD_SHARE * Math.min(words, MAX_COUNTED_WORDS));

/**
 * The likeliest sequence of text and furniture: Viterbi with two states.
 *
 * @param scores evidence of each block
 * @param words its words
 * @param change what it costs to go over from one state to the other
 * @returns 1 for text, 0 for furniture
 */
function readSequence(scores: Float64Array, words: Float64Array, change: number): Uint8Array {
  const count = scores.length;
  const fromText = new Uint8Array(count);
  const fromOther = new Uint8Array(count);
  let text = 0;
  let other = 0;
  for (let block = 0; block < count; block++) {
    const evidence = (scores[block] as number) * countOf(words[block] as number);
    fromText[block] = text >= other - change ? 1 : 0;
    fromOther[block] = text - change > other ? 1 : 0;
    const nextText = Math.max(text, other - change) + evidence / 2;
    const nextOther = Math.max(other, text - change) - evidence / 2;
    text = nextText;
    other = nextOther;
  }
  const states = new Uint8Array(count);
  let state = text >= other ? 1 : 0;
  for (let block = count - 1; block >= 0; block--) {
    states[block] = state;
    state = (state === 1 ? fromText : fromOther)[block] as number;
  }
  return states;
}

/** Evidence above the cutoff of the page for every block, and 1 for text or 0 for furniture. */
export interface PageRead {
  readonly scores: Float64Array;
  readonly cutoff: number;
  readonly states: Uint8Array;
}

/**
 * Tells the text of a page from its furniture.
 *
 * @param threshold added to the evidence that the page itself asks for
 */
export function readPage(features: PageFeatures, model: PageModel, threshold: number): PageRead {
  const { words } = features.facts;
  const evidence = weighBlocks(features, model);
  const cutoff = findCutoff(evidence, words) + threshold;
  const scores = evidence.map((score) => score - cutoff);
  return { scores, cutoff, states: readSequence(scores, words, model.change) };
}
