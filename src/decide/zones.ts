/** Where the running prose of a document begins and ends. */
import { linkDensity } from "../match/conditions.js";
import type { Document } from "../match/document.js";
import { HAS_LINK } from "../match/sieve.js";
import type { Zone } from "../types.js";

const MIN_PROSE_WORDS = 10;
const MAX_PROSE_LINK_DENSITY = 0.4;
/** Units at the end of a block among which its last stop is looked for: marks, quotes and brackets may follow it. */
const TAIL_UNITS = 8;
const STOP = /[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4]/;

/** Sentences that run on: long enough, ended by a stop, not made of links. Folds nothing but blocks with links. */
export function isProse(document: Document, block: number): boolean {
  const own = document.blocks[block];
  if (own?.kind !== "paragraph" && own?.kind !== "quote" && own?.kind !== "list-item") return false;
  const sifted = document.sifted[block];
  if (sifted === undefined || sifted.words < MIN_PROSE_WORDS) return false;
  if ((sifted.flags & HAS_LINK) !== 0 && linkDensity(document, block) > MAX_PROSE_LINK_DENSITY) return false;
  return STOP.test(document.text.slice(Math.max(own.start, own.end - TAIL_UNITS), own.end));
}

/**
 * The zone of every block: `head` before the first block of prose that no rule suspects, `tail` after the last one.
 * A document without such a block is all body, for nothing tells its furniture from its text.
 */
export function findZones(document: Document, suspected: (block: number) => boolean): readonly Zone[] {
  const isBody = (_: unknown, block: number): boolean => !suspected(block) && isProse(document, block);
  const first = document.blocks.findIndex(isBody);
  const last = document.blocks.findLastIndex(isBody);
  return document.blocks.map((_, block) => (first < 0 ? "body" : block < first ? "head" : block > last ? "tail" : "body"));
}
