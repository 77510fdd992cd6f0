/** Conditions of rules: which one fails, by name, so that a verdict can say what was missing. */
import { foldedOf } from "../text/chars.js";
import { TOKEN_NUMBER, TOKEN_WORD } from "../text/folding-state.js";
import type { BlockKind, Features, MatchPlace, Neighbour, Range, Where, Zone } from "../types.js";
import { isAltText } from "./alt-text.js";
import { isCopy } from "./copies.js";
import {
  blockUnit,
  blockWords,
  countWords,
  type Document,
  hasLinkTo,
  isOnly,
  isRepeated,
  isTerminal,
  isWholeBlock,
  makeUnit,
  sentencesOf,
  titlesOf,
  type Unit,
  unitWords,
} from "./document.js";
import { echoOf } from "./echo.js";
import { neighbourOf } from "./neighbours.js";
import { shareOfAddress } from "./of-address.js";
import { isWordToken, type TokenSpan } from "./phrase.js";

/** Kinds that rules act on without naming them; the others are immune. */
export const DEFAULT_KINDS: readonly BlockKind[] = ["paragraph", "list-item", "html", "image"];

const isIn = (range: Range, value: number): boolean =>
  value >= (range.min ?? -Infinity) && value <= (range.max ?? Infinity);

/** Share of the words of a unit for which `test` holds. */
function shareOfWords(document: Document, unit: Unit, test: (token: number) => boolean): number {
  let words = 0;
  let hits = 0;
  for (let t = unit.from; t < unit.to; t++) {
    if (!isWordToken(document.tokenType[t] as number)) continue;
    words++;
    if (test(t)) hits++;
  }
  return words === 0 ? 0 : hits / words;
}

function capitals(document: Document, unit: Unit): number {
  return shareOfWords(document, unit, (t) => {
    const first = document.units[document.tokenStart[t] as number] as number;
    return (
      document.tokenType[t] === TOKEN_WORD &&
      foldedOf(first) !== first &&
      String.fromCharCode(first).toLowerCase() !== String.fromCharCode(first)
    );
  });
}

/** Share of the plain text of a block that is link text. */
export function linkDensity(document: Document, block: number): number {
  if (document.inLink[block] === 1) return 1;
  const { linkUnits, start, end } = document.block(block);
  return end > start ? linkUnits / (end - start) : 0;
}

/** Mostly there is one, and no need to find it. */
const countSentences = (document: Document, block: number): number =>
  document.block(block).innerStop ? sentencesOf(document, block).length : 1;

/** Blocks from the nearest heading of level 1 to a block; infinite where there is no heading. */
function belowTitle(document: Document, block: number): number {
  let nearest = Infinity;
  for (const title of titlesOf(document)) {
    if (Math.abs(block - title) < Math.abs(nearest)) nearest = block - title;
  }
  return nearest;
}

/**
 * What a condition looks at: where the block stands, told without folding it; the block, whatever part of it is judged;
 * that part, the unit; or the rest of the text, which costs most.
 */
type Scope = "place" | "block" | "unit" | "text";
type Measure = (document: Document, block: number, unit: Unit) => number;
type RangeName = { [K in keyof Features]-?: Required<Features>[K] extends Range ? K : never }[keyof Features];

/** Properties that are numbers. Cheap ones first: they are tested in this order. */
const MEASURES: readonly (readonly [RangeName, Scope, Measure])[] = [
  ["position", "place", (_, block) => block + 1],
  ["fromEnd", "place", (document, block) => document.blocks.length - block],
  ["belowTitle", "place", belowTitle],
  ["level", "block", (document, block) => document.blocks[block]?.level ?? 0],
  ["links", "block", (document, block) => document.block(block).linkCount],
  ["linkDensity", "block", linkDensity],
  ["sentences", "block", countSentences],
  ["words", "unit", unitWords],
  ["chars", "unit", (_, __, unit) => unit.end - unit.start],
  [
    "digits",
    "unit",
    (document, _, unit) => shareOfWords(document, unit, (t) => document.tokenType[t] === TOKEN_NUMBER),
  ],
  ["capitals", "unit", (document, _, unit) => capitals(document, unit)],
  ["ofAddress", "unit", (document, _, unit) => shareOfAddress(document, unit)],
  ["echo", "text", echoOf],
];

/** What a condition of that name measures on a block; null for names that measure nothing. */
export function measureFeature(name: string, document: Document, block: number): number | null {
  const measure = MEASURES.find(([own]) => own === name)?.[2];
  return measure?.(document, block, blockUnit(document, block)) ?? null;
}

interface Condition {
  readonly name: string;
  readonly scope: Scope;
  readonly holds: (document: Document, block: number, unit: Unit) => boolean;
}

/** What a rule asks of the place where it acts, ready to be tested: all have the same members, which makes them quick to read. */
export interface Conditions extends Readonly<Record<Scope, readonly Condition[]>> {
  readonly at: MatchPlace | null;
  readonly coverage: Range | null;
  readonly zone: readonly Zone[] | null;
  readonly before: Neighbour | null;
  readonly after: Neighbour | null;
  /** No block without a link will do. */
  readonly wantsLink: boolean;
}

/** Properties that hold or do not. */
function* flagsOf({ linkTo, whole, terminal, repeated, altText, copy, only }: Features): Generator<Condition> {
  if (only !== undefined)
    yield { name: "only", scope: "place", holds: (document, block) => isOnly(document, block) === only };
  if (copy !== undefined)
    yield { name: "copy", scope: "place", holds: (document, block) => isCopy(document, block) === copy };
  if (linkTo !== undefined)
    yield { name: "linkTo", scope: "block", holds: (document, block) => hasLinkTo(document, block, linkTo) };
  if (repeated !== undefined)
    yield { name: "repeated", scope: "text", holds: (document, block) => isRepeated(document, block) === repeated };
  if (altText !== undefined)
    yield { name: "altText", scope: "text", holds: (document, block) => isAltText(document, block) === altText };
  if (terminal !== undefined)
    yield { name: "terminal", scope: "unit", holds: (document, _, unit) => isTerminal(document, unit) === terminal };
  if (whole !== undefined)
    yield { name: "whole", scope: "unit", holds: (...asked) => isWholeBlock(...asked) === whole };
}

/** Makes conditions ready to be tested. */
export function compileConditions(where: Where): Conditions {
  const { at = null, coverage = null, zone = null, before = null, after = null } = where;
  const ranges = MEASURES.flatMap(([name, scope, measure]): readonly Condition[] => {
    const range = where[name];
    if (range === undefined) return [];
    const { min = -Infinity, max = Infinity } = range;
    const holds: Condition["holds"] = (document, block, unit) => {
      const value = measure(document, block, unit);
      return value >= min && value <= max;
    };
    return [{ name, scope, holds }];
  });
  const all = [...flagsOf(where), ...ranges];
  const of = (scope: Scope): readonly Condition[] => all.filter((condition) => condition.scope === scope);
  const { links, linkDensity, linkTo } = where;
  const wantsLink = (links?.min ?? 0) > 0 || (linkDensity?.min ?? 0) > 0 || linkTo !== undefined;
  const byScope = { place: of("place"), block: of("block"), unit: of("unit"), text: of("text") };
  return { ...byScope, at, coverage, zone, before, after, wantsLink };
}

function firstFailed(conditions: readonly Condition[], document: Document, block: number, unit: Unit): string | null {
  for (const { name, holds } of conditions) if (!holds(document, block, unit)) return name;
  return null;
}

/** Conditions on places do not look at the unit. */
const NO_UNIT = makeUnit("block", { from: 0, to: 0 }, { start: 0, end: 0 });

/** Whether all conditions but those on the place are on the block itself, whatever stands around it. */
export const isLocal = ({ text }: Conditions): boolean => text.length === 0;

/** Name of the first condition on a place that does not hold, or null. */
export const failedPlace = ({ place }: Conditions, document: Document, block: number): string | null =>
  firstFailed(place, document, block, NO_UNIT);

/** Name of the first condition that does not hold of a block whatever part of it is judged, or null. */
export const failedBlock = (conditions: Conditions, document: Document, block: number): string | null =>
  firstFailed(conditions.place, document, block, NO_UNIT) ?? firstFailed(conditions.block, document, block, NO_UNIT);

/** Name of the first condition on a unit itself that does not hold, or null. */
export const failedUnit = (conditions: Conditions, document: Document, block: number, unit: Unit): string | null =>
  firstFailed(conditions.unit, document, block, unit);

/** Name of the first feature that does not hold, or null. */
export const failedFeature = (conditions: Conditions, document: Document, block: number, unit: Unit): string | null =>
  failedBlock(conditions, document, block) ??
  failedUnit(conditions, document, block, unit) ??
  firstFailed(conditions.text, document, block, unit);

/** Does the match lie at that place of the unit? Punctuation beside it does not count. */
function isAt(place: MatchPlace, document: Document, unit: Unit, match: TokenSpan): boolean {
  const bare = (from: number, to: number): boolean => {
    for (let t = from; t < to; t++) if (isWordToken(document.tokenType[t] as number)) return false;
    return true;
  };
  const first = place === "start" || place === "whole";
  const last = place === "end" || place === "whole";
  return (!first || bare(unit.from, match.from)) && (!last || bare(match.to, unit.to));
}

/** Share of the words of the unit that the match covers. */
export function coverage(document: Document, unit: Unit, match: TokenSpan): number {
  const words = countWords(document, unit.from, unit.to);
  return words === 0 ? 0 : countWords(document, match.from, match.to) / words;
}

/**
 * Name of the first condition on the unit itself that fails, or null; zone and neighbours are judged later.
 *
 * @param unit what was searched: the match stands in a place of it
 * @param judged what the rule condemns, when that is only a part of it: its measures count
 */
export function failedCondition(
  conditions: Conditions,
  document: Document,
  block: number,
  unit: Unit,
  match: TokenSpan,
  judged: Unit = unit,
): string | null {
  const { at, coverage: covered } = conditions;
  if (at !== null && !isAt(at, document, unit, match)) return "at";
  if (covered !== null && !isIn(covered, coverage(document, unit, match))) return "coverage";
  return failedFeature(conditions, document, block, judged);
}

/** Whether the neighbour on that side is of the kind and length wanted; what rules say of it is judged later. */
export function fitsNeighbour(wanted: Neighbour, document: Document, block: number, step: 1 | -1): boolean {
  const neighbour = neighbourOf(document, block, step);
  if (neighbour < 0) return wanted.none === true;
  if (wanted.none === true) return false;
  const kind = document.blocks[neighbour]?.kind;
  if (wanted.kinds !== undefined && (kind === undefined || !wanted.kinds.includes(kind))) return false;
  return wanted.words === undefined || isIn(wanted.words, blockWords(document, neighbour));
}
