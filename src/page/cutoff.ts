/** Where pages are unclear, more is kept. */

/** The lowest share of a page's text that is reckoned with, so that the cutoff stays finite. */
const MIN_F1 = 0.04;

/** F1 to be expected of the best choice of blocks: the likeliest first, as long as one more makes it better. */
function expectedF1(evidence: Float64Array, words: Float64Array): number {
  const chances = evidence.map((score) => 1 / (1 + Math.exp(-score)));
  const order = Array.from(chances.keys()).sort((a, b) => (chances[b] as number) - (chances[a] as number));
  const text = chances.reduce((sum, chance, block) => sum + chance * (words[block] as number), 0);
  let kept = 0;
  let found = 0;
  let best = 0;
  for (const block of order) {
    kept += words[block] as number;
    found += (chances[block] as number) * (words[block] as number);
    best = Math.max(best, (2 * found) / Math.max(1, kept + text));
  }
  return best;
}

/**
 * The evidence from which a block of a page is better kept than cut. Of all that can be left of a text, the choice with
 * the best expected F1 keeps what is text with a chance of at least half that F1: little where much is in doubt.
 */
export function findCutoff(evidence: Float64Array, words: Float64Array): number {
  const chance = Math.max(MIN_F1, expectedF1(evidence, words)) / 2;
  return Math.log(chance / (1 - chance));
}
