/** Conditions of rules: which one fails, by name, so that a verdict can say what was missing. */
import { foldedOf } from "../text/chars.js";
import { TOKEN_NUMBER, TOKEN_WORD } from "../text/folding-state.js";
import type { BlockKind, Features, MatchPlace, Neighbour, Range, Where } from "../types.js";
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
  sentencesOf,
  titlesOf,
  type Unit,
  unitWords,
} from "./document.js";
import { echoOf } from "./echo.js";
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
  const { linkUnits, start, end } = document.block(block);
  return end > start ? linkUnits / (end - start) : 0;
}

/** Blocks from the nearest heading of level 1 to a block; infinite where there is no heading. */
function belowTitle(document: Document, block: number): number {
  const distances = titlesOf(document).map((title) => block - title);
  return distances.reduce((best, own) => (Math.abs(own) < Math.abs(best) ? own : best), Infinity);
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
  ["sentences", "block", (document, block) => sentencesOf(document, block).length],
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

type Conditions = Readonly<Record<Scope, readonly Condition[]>>;

interface Condition {
  readonly name: string;
  readonly scope: Scope;
  readonly holds: (document: Document, block: number, unit: Unit) => boolean;
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

function compileConditions(features: Features): Conditions {
  const ranges = MEASURES.flatMap(([name, scope, measure]): readonly Condition[] => {
    const range = features[name];
    return range === undefined ? [] : [{ name, scope, holds: (...asked) => isIn(range, measure(...asked)) }];
  });
  const all = [...flagsOf(features), ...ranges];
  const of = (scope: Scope): readonly Condition[] => all.filter((condition) => condition.scope === scope);
  return { place: of("place"), block: of("block"), unit: of("unit"), text: of("text") };
}

const known = new WeakMap<Features, Conditions>();

function conditionsOf(features: Features): Conditions {
  const compiled = known.get(features) ?? compileConditions(features);
  known.set(features, compiled);
  return compiled;
}

function firstFailed(conditions: readonly Condition[], document: Document, block: number, unit: Unit): string | null {
  for (const { name, holds } of conditions) if (!holds(document, block, unit)) return name;
  return null;
}

/** Conditions on places do not look at the unit. */
const NO_UNIT: Unit = { kind: "block", from: 0, to: 0, start: 0, end: 0, sentence: -1 };

/** Whether all conditions are on the block itself, wherever it stands and whatever stands around it. */
export function isLocal(features: Features): boolean {
  const { place, text } = conditionsOf(features);
  return place.length === 0 && text.length === 0;
}

/** Name of the first condition on a place that does not hold, or null. */
export const failedPlace = (features: Features, document: Document, block: number): string | null =>
  firstFailed(conditionsOf(features).place, document, block, NO_UNIT);

/** Name of the first condition that does not hold of a block whatever part of it is judged, or null. */
export function failedBlock(features: Features, document: Document, block: number): string | null {
  const { place, block: ofBlock } = conditionsOf(features);
  return firstFailed(place, document, block, NO_UNIT) ?? firstFailed(ofBlock, document, block, NO_UNIT);
}

/** Name of the first condition on a unit itself that does not hold, or null. */
export const failedUnit = (features: Features, document: Document, block: number, unit: Unit): string | null =>
  firstFailed(conditionsOf(features).unit, document, block, unit);

/** Name of the first feature that does not hold, or null. */
export const failedFeature = (features: Features, document: Document, block: number, unit: Unit): string | null =>
  failedBlock(features, document, block) ??
  failedUnit(features, document, block, unit) ??
  firstFailed(conditionsOf(features).text, document, block, unit);

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
  where: Where,
  document: Document,
  block: number,
  unit: Unit,
  match: TokenSpan,
  judged: Unit = unit,
): string | null {
  if (where.at !== undefined && !isAt(where.at, document, unit, match)) return "at";
  if (where.coverage !== undefined && !isIn(where.coverage, coverage(document, unit, match))) return "coverage";
  return failedFeature(where, document, block, judged);
}

/** The next block on that side that is no divider; -1 when there is none. */
export function neighbourOf(document: Document, block: number, step: 1 | -1): number {
  let i = block + step;
  while (document.blocks[i]?.kind === "divider") i += step;
  return i < document.blocks.length ? i : -1;
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
