/** Evidence of a block counts the more the longer it is, up to so many words. */
const MAX_COUNTED_WORDS = 60;
const WORD_SHARE = 0.4;

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
export function readSequence(scores: Float64Array, words: Float64Array, change: number): Uint8Array {
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
