import type { Document } from "../match/document.js";

/** The stretches between headings. */
export interface Sections {
  /** For each block the heading above it, itself where it is one; -1 for none. */
  readonly above: Int32Array;
  /** For each block the first one of the next section. */
  readonly ends: Int32Array;
}

/** Where the sections of a document begin and end. */
export function findSections({ blocks }: Document): Sections {
  const above = new Int32Array(blocks.length);
  const ends = new Int32Array(blocks.length);
  let last = -1;
  blocks.forEach(({ kind }, block) => {
    if (kind === "heading") last = block;
    above[block] = last;
  });
  let end = blocks.length;
  for (let block = blocks.length - 1; block >= 0; block--) {
    ends[block] = end;
    if (above[block] === block) end = block;
  }
  return { above, ends };
}

/** The heading of the section that a block is in; -1 for none and for headings. */
export const headingOf = ({ above }: Sections, block: number): number => {
  const heading = above[block] as number;
  return heading === block ? -1 : heading;
};
