/** Where the running prose of a document begins and ends. */

import type { Zone } from "../types.js";
import { linkDensity } from "./conditions.js";
import { blockWords, countWords, type Document, isWholeBlock } from "./document.js";
import type { Hit } from "./match.js";

const MIN_PROSE_WORDS = 10;
const MAX_PROSE_LINK_DENSITY = 0.4;
/** Units at the end of a block among which its last stop is looked for: marks, quotes and brackets may follow it. */
const TAIL_UNITS = 8;
const STOP = /[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4]/;

/** Sentences that run on: long enough, ended by a stop, not made of links. Folds nothing but blocks with links. */
export function isProse(document: Document, block: number): boolean {
  const own = document.blocks[block];
  if (own?.kind !== "paragraph" && own?.kind !== "quote" && own?.kind !== "list-item") return false;
  const measures = document.measures[block];
  if (measures === undefined || measures.words < MIN_PROSE_WORDS) return false;
  if ((measures.hasLink || document.inLink[block] === 1) && linkDensity(document, block) > MAX_PROSE_LINK_DENSITY)
    return false;
  return STOP.test(document.text.slice(Math.max(own.start, own.end - TAIL_UNITS), own.end));
}

/** A block is no sure prose when remove rules, wherever they act, hold this much evidence against it. */
const MIN_SUSPICION = 0.6;
/** The share of its words that they must hit, when none hits the whole. */
const MIN_SUSPECT_SHARE = 0.6;

/** Whether a hit concerns the whole of its block. */
export const isWhole = (document: Document, { unit, block }: Hit): boolean => isWholeBlock(document, block, unit);

/** Whether remove rules, whatever the surroundings, speak for cutting most of a block. */
export function isSuspected(document: Document, block: number, hits: readonly Hit[]): boolean {
  let whole = 0;
  let words = 0;
  const sentences = new Set<number>();
  for (const hit of hits) {
    if (hit.matcher.action !== "remove" || hit.matcher.rule.status === "trial") continue;
    if (isWhole(document, hit)) whole += hit.matcher.weight;
    else if (hit.matcher.weight >= MIN_SUSPICION && !sentences.has(hit.unit.from)) {
      sentences.add(hit.unit.from);
      words += countWords(document, hit.unit.from, hit.unit.to);
    }
  }
  return whole >= MIN_SUSPICION || (words > 0 && words >= MIN_SUSPECT_SHARE * blockWords(document, block));
}

/** The first and the last block of prose that no rule suspects; -1 when there is none. */
export interface ProseRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Finds where the prose begins and ends.
 *
 * @param hitsOf everything that hits a block; asked from the top and the bottom inwards, for as far as need be
 */
export function findProse(document: Document, hitsOf: (block: number) => readonly Hit[]): ProseRange {
  const isBody = (_: unknown, block: number): boolean => {
    const hits = hitsOf(block);
    return isProse(document, block) && !isSuspected(document, block, hits);
  };
  const first = document.blocks.findIndex(isBody);
  return { first, last: first < 0 ? -1 : document.blocks.findLastIndex(isBody) };
}

/** The zone of a block. A document without prose is all body, for nothing tells its furniture from its text. */
export function zoneOf({ first, last }: ProseRange, block: number): Zone {
  return first < 0 ? "body" : block < first ? "head" : block > last ? "tail" : "body";
}
