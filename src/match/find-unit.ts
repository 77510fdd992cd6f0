/** Runs one rule on one unit: where it matches, and which condition fails. */

import type { Target } from "../types.js";
import type { Matcher } from "./compile.js";
import type { Phrase } from "./compile-phrase.js";
import { failedCondition, failedUnit } from "./conditions.js";
import { type Document, isQuoted, type Unit, unitFolded, unitPlain } from "./document.js";
import { findPhrase, isWordToken, type TokenSpan } from "./phrase.js";
import { judgedUnit, MAX_PATTERN_UNITS } from "./target-unit.js";

/** Groups of a pattern as plain offsets, by name. */
export type Groups = Readonly<Record<string, readonly [number, number]>>;

const NO_GROUPS: Groups = {};
/** Places of one unit that a rule tries, so that a unit full of its words stays cheap. */
const MAX_TRIES = 16;

/** Targets for which the match says what part of the unit is judged. */
const PARTS: ReadonlySet<Target> = new Set(["span", "upto", "onward"]);

/** What a rule condemns, and what of it matched. */
export interface Found {
  readonly unit: Unit;
  readonly match: TokenSpan;
  readonly groups: Groups;
}

/** Whether a rule may judge a unit, whatever matches in it. */
export const mayJudge = (document: Document, block: number, { target, conditions }: Matcher, unit: Unit): boolean =>
  PARTS.has(target) || failedUnit(conditions, document, block, unit) === null;

/** The match of a rule in a unit; the name of the condition that failed; null when nothing matched at all. */
export function findUnit(
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
  let groups: Groups = NO_GROUPS;
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
  if (hasUnlessPattern(document, matcher, unit)) return "unless";
  const judged = judgedUnit(document, matcher, unit, match);
  return judged === null ? "target" : { unit: judged, match, groups };
}

/** What fails of a match, or null: it does not part from the text around it, or a condition does not hold. */
function failedAt(document: Document, block: number, matcher: Matcher, unit: Unit, match: TokenSpan): string | null {
  const judged = judgedUnit(document, matcher, unit, match);
  return judged === null ? "target" : failedCondition(matcher.conditions, document, block, unit, match, judged);
}

/** Number of the first token of a unit that is a word; its end when none is. */
function firstWord(document: Document, unit: Unit): number {
  let token = unit.from;
  while (token < unit.to && !isWordToken(document.tokenType[token] as number)) token++;
  return token;
}

/** Conditions on where in its unit a match lies. */
const OF_PLACE: ReadonlySet<string> = new Set(["quoted", "at", "coverage"]);

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
  const { at } = matcher.conditions;
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
    // What fails of the whole unit fails wherever in it the match lies.
    if (!PARTS.has(matcher.target) && !OF_PLACE.has(reason)) break;
    from = match.from + 1;
  }
  return { match: first, failed };
}

const patternText = (document: Document, matcher: Matcher, unit: Unit): string =>
  matcher.rule.match.caseSensitive === true ? unitPlain(document, unit) : unitFolded(document, unit);

function hasUnlessPattern(document: Document, matcher: Matcher, unit: Unit): boolean {
  if (matcher.unlessPattern === null) return false;
  const text = patternText(document, matcher, unit).slice(0, MAX_PATTERN_UNITS);
  return matcher.unlessPattern(text).test(text);
}

function runPattern(document: Document, matcher: Matcher, unit: Unit): Pick<Found, "match" | "groups"> | null {
  if (matcher.pattern === null || unit.end - unit.start > MAX_PATTERN_UNITS) return null;
  const text = patternText(document, matcher, unit);
  const found = matcher.pattern(text).exec(text);
  if (found === null) return null;
  const [start, end] = found.indices?.[0] ?? [0, 0];
  const groups: Record<string, readonly [number, number]> = {};
  for (const [name, span] of Object.entries(found.indices?.groups ?? {})) {
    if (span !== undefined) groups[name] = [unit.start + span[0], unit.start + span[1]];
  }
  const [from, to] = groups["cut"] ?? [unit.start + start, unit.start + end];
  return { match: tokensBetween(document, unit, from, to), groups };
}

function tokensBetween(document: Document, unit: Unit, start: number, end: number): TokenSpan {
  const { tokenStart, tokenEnd } = document;
  let from = unit.from;
  while (from < unit.to && (tokenEnd[from] as number) <= start) from++;
  let to = from;
  while (to < unit.to && (tokenStart[to] as number) < end) to++;
  return { from, to };
}
