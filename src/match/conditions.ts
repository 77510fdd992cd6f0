/** Conditions of rules: which one fails, by name, so that a verdict can say what was missing. */
import { foldedOf } from "../text/chars.js";
import { TOKEN_NUMBER, TOKEN_WORD } from "../text/folding-state.js";
import type { BlockKind, Features, MatchPlace, Neighbour, Range, Where } from "../types.js";
import {
  blockUnit,
  blockWords,
  countWords,
  type Document,
  echoOf,
  hasLinkTo,
  isOnly,
  isRepeated,
  isTerminal,
  isWholeBlock,
  sentencesOf,
  titlesOf,
  type Unit,
} from "./document.js";
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

type Measure = (document: Document, block: number, unit: Unit) => number;
type RangeName = { [K in keyof Features]-?: Required<Features>[K] extends Range ? K : never }[keyof Features];

/** Properties of a unit or its block that are numbers. Cheap ones first: they are tested in this order. */
const MEASURES: readonly (readonly [RangeName, Measure])[] = [
  [
    "words",
    (document, block, unit) =>
      unit.kind === "block" ? blockWords(document, block) : countWords(document, unit.from, unit.to),
  ],
  ["chars", (_, __, unit) => unit.end - unit.start],
  ["links", (document, block) => document.block(block).linkCount],
  ["linkDensity", (document, block) => linkDensity(document, block)],
  ["digits", (document, _, unit) => shareOfWords(document, unit, (t) => document.tokenType[t] === TOKEN_NUMBER)],
  ["capitals", (document, _, unit) => capitals(document, unit)],
  ["sentences", (document, block) => sentencesOf(document, block).length],
  ["echo", (document, _, unit) => echoOf(document, unit)],
];

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

/** Where a block stands and what it is, told without folding it. */
const PLACES: readonly (readonly [RangeName, (document: Document, block: number) => number])[] = [
  ["position", (_, block) => block + 1],
  ["fromEnd", (document, block) => document.blocks.length - block],
  ["level", (document, block) => document.blocks[block]?.level ?? 0],
  ["belowTitle", belowTitle],
];

/** Name of the first condition on place or level that does not hold, or null. */
export function failedPlace(features: Features, document: Document, block: number): string | null {
  for (const [name, measure] of PLACES) {
    const range = features[name];
    if (range !== undefined && !isIn(range, measure(document, block))) return name;
  }
  return null;
}

/** What a condition of that name measures on a block; null for names that measure nothing. */
export function measureFeature(name: string, document: Document, block: number): number | null {
  const place = PLACES.find(([own]) => own === name)?.[1];
  if (place !== undefined) return place(document, block);
  return MEASURES.find(([own]) => own === name)?.[1](document, block, blockUnit(document, block)) ?? null;
}

/** Name of the first feature that does not hold, or null. */
export function failedFeature(features: Features, document: Document, block: number, unit: Unit): string | null {
  const place = failedPlace(features, document, block);
  if (place !== null) return place;
  for (const [name, measure] of MEASURES) {
    const range = features[name];
    if (range !== undefined && !isIn(range, measure(document, block, unit))) return name;
  }
  if (features.linkTo !== undefined && !hasLinkTo(document, block, features.linkTo)) return "linkTo";
  if (features.whole !== undefined && isWholeBlock(document, block, unit) !== features.whole) return "whole";
  if (features.terminal !== undefined && isTerminal(document, unit) !== features.terminal) return "terminal";
  if (features.repeated !== undefined && isRepeated(document, block) !== features.repeated) return "repeated";
  if (features.only !== undefined && isOnly(document, block) !== features.only) return "only";
  return null;
}

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
