/** Runs matchers on the blocks that may concern them. */

import { everyFiled, scanBlock, toPhrases, withUnfiled } from "./candidates.js";
import type { Candidate, IndexedRules, Matcher, RuleIndex } from "./compile.js";
import type { Phrase } from "./compile-phrase.js";
import { failedBlock, failedPlace, isLocal } from "./conditions.js";
import { blockUnit, type Document, type Unit } from "./document.js";
import { type Found, findUnit, mayJudge } from "./find-unit.js";
import { matchTail } from "./match-tail.js";
import { findPhrase } from "./phrase.js";
import { searchedUnits } from "./target-unit.js";
import { findProse, type ProseRange } from "./zones.js";

/** A rule that matched in a unit of a block and whose conditions on the unit hold. */
export interface Hit extends Found {
  readonly matcher: Matcher;
  readonly block: number;
}

/** Whether a rule for blocks hit a sentence at the end of the prose (match-tail.ts). */
export const isTailSentence = ({ matcher, unit }: Hit): boolean =>
  matcher.target === "block" && unit.kind === "sentence";

/** A rule that matched in a block, but not under its conditions. */
export interface Miss {
  readonly matcher: Matcher;
  readonly block: number;
  readonly failed: string;
}

export interface MatchOptions {
  /** Off: every matcher looks at every block. The hits are the same. */
  readonly useIndex: boolean;
  /** Collects rules that came close. */
  readonly misses: Miss[] | null;
  /** Runs each rule on a block in its own way, such as with a clock, which the core has not. */
  readonly watch?: WatchRule | undefined;
}

/** Must call `run`, once. */
export type WatchRule = (rule: string, run: () => void) => void;

/** Rules for head and tail are asked about so many blocks from each end: no masthead is longer. */
const MAX_EDGE_BLOCKS = 250;

/** What was found in a document. */
export interface Matches {
  /** Hits of each block, in order of rule. */
  readonly blocks: readonly (readonly Hit[])[];
  readonly prose: ProseRange;
  /** The first site that the text mentions at its head or tail, by number. */
  readonly site: number | null;
}

/**
 * Every hit of the rules in the document; rules for head and tail are not asked about blocks within the prose.
 *
 * @param indexesOf the rules that a block is judged by: a text may hold blocks of another language
 */
export function matchRules(
  document: Document,
  indexesOf: (block: number) => readonly RuleIndex[],
  options: MatchOptions,
): Matches {
  const blocks: Hit[][] = document.blocks.map(() => []);
  const mentions = new Set<number>();
  blocks.forEach((hits, block) => {
    for (const { anywhere } of indexesOf(block)) matchCandidates(document, anywhere, block, options, hits);
  });
  const asked = new Set<number>();
  const askEdges = (block: number): readonly Hit[] => {
    const hits = blocks[block] as Hit[];
    const isFar = block >= MAX_EDGE_BLOCKS && block < blocks.length - MAX_EDGE_BLOCKS;
    if (isFar || asked.has(block)) return hits;
    asked.add(block);
    for (const { edges } of indexesOf(block))
      for (const site of matchCandidates(document, edges, block, options, hits)) mentions.add(site);
    return hits;
  };
  const prose = findProse(document, askEdges);
  // To explain a text, the other blocks are asked as well; what hits there fails for its place.
  if (options.misses !== null) {
    for (let block = 0; block < blocks.length; block++) {
      if (asked.has(block)) continue;
      const elsewhere: Hit[] = [];
      for (const { edges } of indexesOf(block)) matchCandidates(document, edges, block, options, elsewhere);
      options.misses.push(...elsewhere.map(({ matcher }) => ({ matcher, block, failed: "zone" })));
    }
  }
  if (prose.last >= 0) {
    const hits = blocks[prose.last] as Hit[];
    const indexes = indexesOf(prose.last).flatMap(({ anywhere, edges }) => [anywhere, edges]);
    const isHit = (sentence: Unit): boolean => hits.some(({ unit }) => unit.from === sentence.from);
    for (const hit of matchTail(document, indexes, prose.last, options.useIndex, isHit))
      hits.push({ ...hit, block: prose.last });
  }
  blocks.forEach((hits, block) => {
    if (!hits.some(({ matcher }) => matcher.action === "remove")) return;
    for (const { keeps } of indexesOf(block)) matchCandidates(document, keeps, block, options, hits);
  });
  return { blocks, prose, site: mentions.size === 0 ? null : Math.min(...mentions) };
}

/** Hits of the rules for head and tail in every block, wherever it stands: on a whole page they are signs of furniture. */
export function matchEverywhere(
  document: Document,
  indexesOf: (block: number) => readonly RuleIndex[],
): readonly (readonly Hit[])[] {
  return document.blocks.map((_, block) => {
    const hits: Hit[] = [];
    for (const { edges } of indexesOf(block)) {
      matchCandidates(document, edges, block, { useIndex: true, misses: null }, hits);
    }
    return hits;
  });
}

/** Runs the matchers that may match in a block, in order. Gives the sites that the block mentions. */
function matchCandidates(
  document: Document,
  index: IndexedRules,
  block: number,
  options: MatchOptions,
  hits: Hit[],
): readonly number[] {
  const filed = options.useIndex ? scanBlock(document, index, block) : everyFiled(index);
  for (const candidate of withUnfiled(filed, document, index, block)) {
    if (options.watch === undefined) matchBlock(document, block, candidate, hits, options.misses);
    else
      options.watch(candidate.matcher.rule.fullId, () => matchBlock(document, block, candidate, hits, options.misses));
  }
  const { mentions } = filed;
  if (mentions.length === 0) return [];
  const { firstToken, lastToken } = document.block(block);
  return mentions
    .filter(({ phrase }) => findPhrase(document, [phrase()], firstToken, lastToken) !== null)
    .map(({ site }) => site);
}

function matchBlock(document: Document, block: number, candidate: Candidate, hits: Hit[], misses: Miss[] | null): void {
  const { matcher } = candidate;
  const found =
    misses === null ? findKept(document, block, candidate) : findInBlock(document, block, candidate, misses);
  for (const own of found) hits.push({ matcher, block, ...own });
}

/** What a candidate finds in a block, which need not be searched again in what is left of the text. */
function findKept(document: Document, block: number, candidate: Candidate): readonly Found[] {
  const { conditions } = candidate.matcher;
  if (failedPlace(conditions, document, block) !== null) return NOTHING;
  if (candidate.found !== null) return candidate.found;
  const found = findInBlock(document, block, candidate, null);
  if (isLocal(conditions)) candidate.found = found;
  return found;
}

const NOTHING: readonly Found[] = [];

function findInBlock(document: Document, block: number, candidate: Candidate, misses: Miss[] | null): readonly Found[] {
  const { matcher } = candidate;
  const kind = document.blocks[block]?.kind;
  if (kind === undefined || !matcher.kinds.has(kind)) {
    if (
      misses !== null &&
      candidate.phrases.length > 0 &&
      findUnit(document, block, matcher, toPhrases(candidate), blockUnit(document, block), true) !== null
    ) {
      misses.push({ matcher, block, failed: "kinds" });
    }
    return NOTHING;
  }
  if (misses === null && failedBlock(matcher.conditions, document, block) !== null) return NOTHING;
  let phrases: readonly Phrase[] | null = null;
  let all: Found[] | null = null;
  for (const unit of searchedUnits(document, block, matcher)) {
    // To explain, matches that fail are looked for as well: they are near misses.
    if (misses === null && !mayJudge(document, block, matcher, unit)) continue;
    phrases ??= toPhrases(candidate);
    const found = findUnit(document, block, matcher, phrases, unit, misses !== null);
    if (typeof found === "string") misses?.push({ matcher, block, failed: found });
    else if (found !== null) {
      all ??= [];
      all.push(found);
    }
  }
  return all ?? NOTHING;
}
