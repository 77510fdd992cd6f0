/** Runs matchers on the blocks that may concern them. */

import { everyCandidate, findCandidates, toPhrases } from "./candidates.js";
import type { IndexedRules, Matcher, RuleIndex } from "./compile.js";
import type { Phrase } from "./compile-phrase.js";
import { failedCondition } from "./conditions.js";
import type { Document, Unit } from "./document.js";
import { blockUnit, isQuoted, unitFolded, unitPlain } from "./document.js";
import { findPhrase, isWordToken, type TokenSpan } from "./phrase.js";
import { judgedUnit, MAX_PATTERN_UNITS, searchedUnits } from "./target-unit.js";
import { findProse, type ProseRange } from "./zones.js";

/** A rule that matched in a unit of a block and whose conditions on the unit hold. */
export interface Hit {
  readonly matcher: Matcher;
  readonly block: number;
  readonly unit: Unit;
  readonly match: TokenSpan;
  /** Groups of the pattern as plain offsets. */
  readonly groups: Readonly<Record<string, readonly [number, number]>>;
}

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

const NO_GROUPS = {};
/** Rules for head and tail are asked about so many blocks from each end: no masthead is longer. */
const MAX_EDGE_BLOCKS = 250;
/** Places of one unit that a rule tries, so that a unit full of its words stays cheap. */
const MAX_TRIES = 16;

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
  const { matchers, mentions } = options.useIndex
    ? findCandidates(document, index, block)
    : everyCandidate(document, index, block);
  for (const number of [...matchers.keys()].sort((a, b) => a - b)) {
    const matcher = index.matchers[number] as Matcher;
    const phrases = toPhrases(matcher, matchers.get(number) as ReadonlySet<number>);
    if (options.watch === undefined) matchBlock(document, block, matcher, phrases, hits, options.misses);
    else options.watch(matcher.rule.fullId, () => matchBlock(document, block, matcher, phrases, hits, options.misses));
  }
  if (mentions.size === 0) return [];
  const { firstToken, lastToken } = document.block(block);
  return [...mentions]
    .filter(({ phrase }) => findPhrase(document, [phrase()], firstToken, lastToken) !== null)
    .map(({ site }) => site);
}

function matchBlock(
  document: Document,
  block: number,
  matcher: Matcher,
  phrases: readonly Phrase[],
  hits: Hit[],
  misses: Miss[] | null,
): void {
  const kind = document.blocks[block]?.kind;
  if (kind === undefined || !matcher.kinds.has(kind)) {
    if (
      misses !== null &&
      phrases.length > 0 &&
      findUnit(document, block, matcher, phrases, blockUnit(document, block), true) !== null
    ) {
      misses.push({ matcher, block, failed: "kinds" });
    }
    return;
  }
  for (const unit of searchedUnits(document, block, matcher)) {
    const found = findUnit(document, block, matcher, phrases, unit, misses !== null);
    if (typeof found === "string") misses?.push({ matcher, block, failed: found });
    else if (found !== null) hits.push({ matcher, block, ...found });
  }
}

type Found = Pick<Hit, "unit" | "match" | "groups">;

/** The match of a rule in a unit; the name of the condition that failed; null when nothing matched at all. */
function findUnit(
  document: Document,
  block: number,
  matcher: Matcher,
  phrases: readonly Phrase[],
  unit: Unit,
  explains: boolean,
): Found | string | null {
  const { rule, pattern, phraseCount, isByPattern } = matcher;
  let match: TokenSpan | null = { from: unit.from, to: unit.to };
  let failed: string | null = null;
  if (phraseCount > 0 && isByPattern) {
    if (findPhrase(document, phrases, unit.from, unit.to) === null) return null;
  } else if (phraseCount > 0) {
    ({ match, failed } = placePhrase(document, block, matcher, phrases, unit, explains));
    if (match === null) return null;
  } else if (pattern === null) failed = failedAt(document, block, matcher, unit, match);
  let groups: Hit["groups"] = NO_GROUPS;
  if (pattern !== null) {
    const found = runPattern(document, matcher, unit);
    if (found === null) return phraseCount > 0 ? "pattern" : null;
    groups = found.groups;
    if (isByPattern) {
      match = found.match;
      if (rule.quoted !== true && isQuoted(document, block, match.from, match.to)) return "quoted";
      failed = failedAt(document, block, matcher, unit, match);
    }
  }
  if (failed !== null) return matcher.phraseCount + (matcher.pattern === null ? 0 : 1) > 0 ? failed : null;
  if (rule.match.with !== undefined && findPhrase(document, matcher.also(), unit.from, unit.to) === null) return "with";
  if (rule.unless?.phrases !== undefined && findPhrase(document, matcher.unless(), unit.from, unit.to) !== null)
    return "unless";
  if (matcher.unlessPattern?.().test(patternText(document, matcher, unit).slice(0, MAX_PATTERN_UNITS)) === true) {
    return "unless";
  }
  const judged = judgedUnit(document, matcher, unit, match);
  return judged === null ? "target" : { unit: judged, match, groups };
}

/** What fails of a match, or null: it does not part from the text around it, or a condition does not hold. */
function failedAt(document: Document, block: number, matcher: Matcher, unit: Unit, match: TokenSpan): string | null {
  const judged = judgedUnit(document, matcher, unit, match);
  return judged === null ? "target" : failedCondition(matcher.where, document, block, unit, match, judged);
}

/** Number of the first token of a unit that is a word; its end when none is. */
function firstWord(document: Document, unit: Unit): number {
  let token = unit.from;
  while (token < unit.to && !isWordToken(document.tokenType[token] as number)) token++;
  return token;
}

/** The first place where a phrase matches and the conditions hold; otherwise the first match with what failed there. */
function placePhrase(
  document: Document,
  block: number,
  matcher: Matcher,
  phrases: readonly Phrase[],
  unit: Unit,
  explains: boolean,
): { match: TokenSpan | null; failed: string | null } {
  const quoted = matcher.rule.quoted === true;
  const { at } = matcher.where;
  const toEnd = at === "whole" || at === "end";
  // To explain, matches elsewhere are looked for as well: they are near misses.
  const before = !explains && (at === "whole" || at === "start") ? firstWord(document, unit) + 1 : unit.to;
  let first: TokenSpan | null = null;
  let failed: string | null = null;
  for (let from = unit.from, tries = 0; from < before && tries < MAX_TRIES; tries++) {
    const match = findPhrase(document, phrases, from, unit.to, { before, toEnd });
    if (match === null) break;
    const reason =
      !quoted && isQuoted(document, block, match.from, match.to)
        ? "quoted"
        : failedAt(document, block, matcher, unit, match);
    if (reason === null) return { match, failed: null };
    first ??= match;
    failed ??= reason;
    from = match.from + 1;
  }
  return { match: first, failed };
}

const patternText = (document: Document, matcher: Matcher, unit: Unit): string =>
  matcher.rule.match.caseSensitive === true ? unitPlain(document, unit) : unitFolded(document, unit);

function runPattern(document: Document, matcher: Matcher, unit: Unit): Pick<Found, "match" | "groups"> | null {
  if (unit.end - unit.start > MAX_PATTERN_UNITS) return null;
  const found = matcher.pattern?.().exec(patternText(document, matcher, unit));
  if (found === null || found === undefined) return null;
  const [start, end] = found.indices?.[0] ?? [0, 0];
  const groups: Record<string, readonly [number, number]> = {};
  for (const [name, span] of Object.entries(found.indices?.groups ?? {})) {
    if (span !== undefined) groups[name] = [unit.start + span[0], unit.start + span[1]];
  }
  return { match: tokensBetween(document, unit, unit.start + start, unit.start + end), groups };
}

function tokensBetween(document: Document, unit: Unit, start: number, end: number): TokenSpan {
  const { tokenStart, tokenEnd } = document;
  let from = unit.from;
  while (from < unit.to && (tokenEnd[from] as number) <= start) from++;
  let to = from;
  while (to < unit.to && (tokenStart[to] as number) < end) to++;
  return { from, to };
}
