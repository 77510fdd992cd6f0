/** natural's measure of how alike two texts are, imported by subpath as in stem.ts. */
import dice from "natural/lib/natural/distance/dice_coefficient.js";

/** How alike two texts are by their pairs of letters, from 0 to 1; case and white space do not count. */
export const likeness = (first: string, second: string): number =>
  first.length === 0 || second.length === 0 ? Number(first === second) : dice(first, second);
