/** Runs matchers on the blocks that may concern them. */
import type { Document, Unit } from "./document.js";
import { blockUnit, isQuoted, sentencesOf, unitFolded, unitPlain } from "./document.js";
import { scanTokens } from "./anchors.js";
import type { Matcher, Mention, RuleIndex } from "./compile.js";
import { failedCondition, failedPlace } from "./conditions.js";
import { findPhrase, type TokenSpan } from "./phrase.js";
import { HAS_SYMBOL, HAS_WINDOW, IS_OPAQUE } from "./sieve.js";

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
}

/** Longer stretches are no husk, and a pattern stays cheap on shorter ones. */
const MAX_PATTERN_UNITS = 2000;
const NO_GROUPS = {};
/** Rules without anchors look at no longer blocks: nothing could keep them from looking at all of a text. */
const MAX_UNFILED_UNITS = 400;
/** Places of one unit that a rule tries, so that a unit full of its words stays cheap. */
const MAX_TRIES = 16;

/** What was found in a document. */
export interface Matches {
  /** In order of block and of rule. */
  readonly hits: readonly Hit[];
  /** The first site that the text mentions, by number. */
  readonly site: number | null;
}

/** Every hit of the rules in the document. */
export function matchRules(document: Document, index: RuleIndex, options: MatchOptions): Matches {
  const hits: Hit[] = [];
  const sites: number[] = [];
  const stamps = new Int32Array(index.matchers.length + index.mentions.length);
  document.blocks.forEach((_, block) => {
    for (const entry of findCandidates(document, index, block, options, stamps)) {
      const matcher = index.matchers[entry];
      if (matcher !== undefined) matchBlock(document, block, matcher, hits, options.misses);
      else sites.push(...findMention(document, block, index.mentions[entry - index.matchers.length]));
    }
  });
  return { hits, site: sites.length === 0 ? null : Math.min(...sites) };
}

function findMention(document: Document, block: number, mention: Mention | undefined): readonly number[] {
  const { firstToken, lastToken } = document.block(block);
  return mention !== undefined && findPhrase(document, [mention.phrase], firstToken, lastToken) !== null ? [mention.site] : [];
}

/** Numbers of the entries that may match in a block, in order. */
function findCandidates(document: Document, index: RuleIndex, block: number, { useIndex }: MatchOptions, stamps: Int32Array): readonly number[] {
  const found = index.unfiled.filter((entry) => mayConcern(document, block, index.matchers[entry] as Matcher));
  if (!useIndex) return everyEntry(index, new Set(found));
  if (!mayHoldAnchor(document, index, block)) return found;
  const { firstToken, lastToken } = document.block(block);
  scanTokens(index.anchors, document, firstToken, lastToken, (entry) => {
    if (stamps[entry] === block + 1) return;
    stamps[entry] = block + 1;
    found.push(entry);
  });
  return found.sort((a, b) => a - b);
}

const everyEntry = ({ matchers, mentions }: RuleIndex, unfiled: ReadonlySet<number>): readonly number[] =>
  Array.from({ length: matchers.length + mentions.length }, (_, entry) => entry).filter((entry) => {
    const matcher = matchers[entry];
    return matcher === undefined || matcher.anchors !== null || unfiled.has(entry);
  });

/** What the sieve says: only a block with one of these may hold an anchor. */
function mayHoldAnchor(document: Document, { anchors }: RuleIndex, block: number): boolean {
  const flags = document.sifted[block]?.flags ?? 0;
  return (flags & (IS_OPAQUE | HAS_WINDOW)) !== 0 || (anchors.hasSigns && (flags & HAS_SYMBOL) !== 0);
}

/** A rule without anchors looks at short blocks of its kind and place only. */
function mayConcern(document: Document, block: number, { kinds, where }: Matcher): boolean {
  const own = document.blocks[block];
  if (own === undefined || own.end - own.start > MAX_UNFILED_UNITS || !kinds.has(own.kind)) return false;
  return failedPlace(where, document, block) === null;
}

function matchBlock(document: Document, block: number, matcher: Matcher, hits: Hit[], misses: Miss[] | null): void {
  const kind = document.blocks[block]?.kind;
  if (kind === undefined || !matcher.kinds.has(kind)) {
    if (misses !== null && matcher.phrases.length > 0 && findUnit(document, block, matcher, blockUnit(document, block)) !== null) {
      misses.push({ matcher, block, failed: "kinds" });
    }
    return;
  }
  const units = matcher.target === "sentence" ? sentencesOf(document, block) : [blockUnit(document, block)];
  for (const unit of units) {
    const found = findUnit(document, block, matcher, unit);
    if (typeof found === "string") misses?.push({ matcher, block, failed: found });
    else if (found !== null) hits.push({ matcher, block, unit: matcher.target === "span" ? spanUnit(document, found.match) : unit, ...found });
  }
}

type Found = Pick<Hit, "match" | "groups">;

/** The match of a rule in a unit; the name of the condition that failed; null when nothing matched at all. */
function findUnit(document: Document, block: number, matcher: Matcher, unit: Unit): Found | string | null {
  const { where, rule } = matcher;
  let match: TokenSpan | null = { from: unit.from, to: unit.to };
  let failed: string | null = null;
  if (matcher.phrases.length > 0) {
    ({ match, failed } = placePhrase(document, block, matcher, unit));
    if (match === null) return null;
  } else if (rule.match.pattern === undefined) failed = failedCondition(where, document, block, unit, match);
  let groups: Hit["groups"] = NO_GROUPS;
  if (matcher.pattern !== null) {
    const found = runPattern(document, matcher, unit);
    if (found === null) return matcher.phrases.length > 0 ? "pattern" : null;
    groups = found.groups;
    if (matcher.phrases.length === 0) {
      match = found.match;
      if (rule.quoted !== true && isQuoted(document, block, match.from, match.to)) return "quoted";
      failed = failedCondition(where, document, block, unit, match);
    }
  }
  if (failed !== null) return matcher.phrases.length + (matcher.pattern === null ? 0 : 1) > 0 ? failed : null;
  if (matcher.also.length > 0 && findPhrase(document, matcher.also, unit.from, unit.to) === null) return "with";
  if (matcher.unless.length > 0 && findPhrase(document, matcher.unless, unit.from, unit.to) !== null) return "unless";
  if (matcher.unlessPattern !== null && matcher.unlessPattern().test(patternText(document, matcher, unit).slice(0, MAX_PATTERN_UNITS))) return "unless";
  return { match, groups };
}

/** The first place where a phrase matches and the conditions hold; otherwise the first match with what failed there. */
function placePhrase(document: Document, block: number, matcher: Matcher, unit: Unit): { match: TokenSpan | null; failed: string | null } {
  const quoted = matcher.rule.quoted === true;
  const toEnd = matcher.where.at === "whole" || matcher.where.at === "end";
  let first: TokenSpan | null = null;
  let failed: string | null = null;
  for (let from = unit.from, tries = 0; from < unit.to && tries < MAX_TRIES; tries++) {
    const match = findPhrase(document, matcher.phrases, from, unit.to, toEnd);
    if (match === null) break;
    const reason =
      !quoted && isQuoted(document, block, match.from, match.to) ? "quoted" : failedCondition(matcher.where, document, block, unit, match);
    if (reason === null) return { match, failed: null };
    first ??= match;
    failed ??= reason;
    from = match.from + 1;
    // Only the first match can lie at the start.
    if (reason === "at" && (matcher.where.at === "start" || matcher.where.at === "whole")) break;
  }
  return { match: first, failed };
}

const patternText = (document: Document, matcher: Matcher, unit: Unit): string =>
  matcher.rule.match.caseSensitive === true ? unitPlain(document, unit) : unitFolded(document, unit);

function runPattern(document: Document, matcher: Matcher, unit: Unit): Found | null {
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

function spanUnit(document: Document, match: TokenSpan): Unit {
  const { tokenStart, tokenEnd } = document;
  const start = tokenStart[match.from] ?? 0;
  return { kind: "span", from: match.from, to: match.to, start, end: match.to > match.from ? (tokenEnd[match.to - 1] as number) : start, sentence: -1 };
}
