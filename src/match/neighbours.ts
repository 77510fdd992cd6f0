/** Which blocks are beside a block. */
import type { Document } from "./document.js";

/** For each block the number of the next one that is no divider, above and below it; -1 where there is none. */
export interface Neighbours {
  readonly above: Int32Array;
  readonly below: Int32Array;
}

function findNeighbours({ blocks }: Document): Neighbours {
  const above = new Int32Array(blocks.length);
  const below = new Int32Array(blocks.length);
  const isDivider = (block: number): boolean => blocks[block]?.kind === "divider";
  for (let i = 0, last = -1; i < blocks.length; i++) {
    above[i] = last;
    if (!isDivider(i)) last = i;
  }
  for (let i = blocks.length - 1, last = -1; i >= 0; i--) {
    below[i] = last;
    if (!isDivider(i)) last = i;
  }
  return { above, below };
}

/** The next block on that side that is no divider; -1 when there is none. */
export function neighbourOf(document: Document, block: number, step: 1 | -1): number {
  document.neighbours ??= findNeighbours(document);
  return document.neighbours[step < 0 ? "above" : "below"][block] ?? -1;
}
