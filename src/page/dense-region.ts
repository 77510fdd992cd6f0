import type { BlockFacts } from "./block-facts.js";

/** Blocks, half-open. */
export interface Region {
  readonly from: number;
  readonly to: number;
}

/** What a block costs that adds no running text: so many of them part two regions. */
const COST = 6;
const MAX_GAIN = 60;

/** The stretch of blocks in which running text outweighs everything else most: Kadane's maximal sum. */
export function findDenseRegion({ words, linkDensity, prose }: BlockFacts): Region {
  let best: Region = { from: 0, to: 0 };
  let most = 0;
  let sum = 0;
  let from = 0;
  for (let block = 0; block < words.length; block++) {
    const text = (words[block] as number) * (1 - (linkDensity[block] as number));
    sum += (prose[block] === 1 ? Math.min(text, MAX_GAIN) : Math.min(text, COST)) - COST;
    if (sum <= 0) {
      sum = 0;
      from = block + 1;
    } else if (sum > most) {
      most = sum;
      best = { from, to: block + 1 };
    }
  }
  return best;
}
