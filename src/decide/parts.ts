/** The sentences and spans of a block that are cut by themselves, and when the rest of the block goes with them. */
import { blockWords, countWords, type Document, isTerminal, sentencesOf, type Unit } from "../match/document.js";
import type { Hit } from "../match/match.js";
import { isWhole } from "../match/zones.js";
import type { DecideOptions, PartDecision } from "./decision.js";
import { type Evidence, weigh } from "./evidence.js";
import { isRemark, MAX_GAP_WORDS, type ZoneOfUnit } from "./prose-edges.js";

/** A block goes as a whole when this share of its words is cut and hardly a sentence would stay. */
const MAJORITY = 0.6;
const MAX_REST_WORDS = 15;
/** A first sentence of so many words that nothing speaks against is text, whatever follows it. */
const MIN_TEXT_WORDS = 7;

/** Whether the evidence is enough. */
export const isCondemned = ({ lead, score }: Evidence, { threshold }: DecideOptions): boolean =>
  lead !== null && score >= threshold;

/** A sentence or span of a block with what hits it. */
interface AccusedUnit {
  readonly unit: Unit;
  readonly hits: Hit[];
}

/** Sentences and spans of a block that are hit by themselves; of those that begin together the longest comes first. */
function groupUnits(document: Document, hits: readonly Hit[]): readonly AccusedUnit[] {
  const units = new Map<string, AccusedUnit>();
  for (const hit of hits) {
    if (isWhole(document, hit)) continue;
    const key = `${hit.unit.kind} ${hit.unit.from} ${hit.unit.to}`;
    const group = units.get(key);
    if (group === undefined) units.set(key, { unit: hit.unit, hits: [hit] });
    else group.hits.push(hit);
  }
  return [...units.values()].sort((a, b) => a.unit.from - b.unit.from || b.unit.to - a.unit.to);
}

/** Words of units in order of their start; a word in two of them counts once. */
function countUnitWords(document: Document, units: readonly { readonly unit: Unit }[]): number {
  let words = 0;
  let end = 0;
  for (const { unit } of units) {
    if (unit.to > end) words += countWords(document, Math.max(unit.from, end), unit.to);
    end = Math.max(end, unit.to);
  }
  return words;
}

/** Sentences and spans of a block that the evidence is enough to cut by themselves. */
export function condemnParts(
  document: Document,
  block: number,
  hits: readonly Hit[],
  zoneOf: ZoneOfUnit,
  options: DecideOptions,
): readonly PartDecision[] {
  const units = groupUnits(document, hits);
  const accused = units.filter((group) => group.hits.some(({ matcher }) => matcher.action === "remove"));
  const standsAlone = countUnitWords(document, accused) >= MAJORITY * blockWords(document, block);
  return units
    .map(({ unit, hits: own }) => ({
      unit,
      evidence: weigh(
        document,
        own,
        unit,
        { zone: zoneOf(block, unit), standsAlone: standsAlone || isRemark(document, unit) },
        options.weights,
      ),
    }))
    .filter(({ evidence }) => isCondemned(evidence, options));
}

/** A short sentence behind the text of its block that nothing speaks for goes with its neighbours when both go. */
export function pullSentences(
  document: Document,
  block: number,
  hits: readonly Hit[],
  parts: readonly PartDecision[],
  zoneOf: ZoneOfUnit,
): readonly PartDecision[] {
  if (parts.length < 2) return parts;
  return parts.flatMap((part, i) => {
    const next = parts[i + 1];
    if (next === undefined || zoneOf(block, part.unit) !== "tail") return [part];
    const between = sentencesOf(document, block).filter(({ from, to }) => from >= part.unit.to && to <= next.unit.from);
    const [unit] = between;
    if (unit === undefined || between.length > 1 || countWords(document, unit.from, unit.to) > MAX_GAP_WORDS) {
      return [part];
    }
    const isKept = hits.some(({ matcher, unit: own }) => matcher.action === "keep" && own.from === unit.from);
    return isKept ? [part] : [part, { unit, evidence: part.evidence }];
  });
}

/** The part that most speaks against. */
export const strongest = (parts: readonly PartDecision[]): PartDecision | null =>
  parts.reduce<PartDecision | null>(
    (best, part) => (best === null || part.evidence.score > best.evidence.score ? part : best),
    null,
  );

/** Whether so much of a block is cut that all of it goes. */
export function isMajority(document: Document, block: number, parts: readonly PartDecision[]): boolean {
  const { words } = document.block(block);
  const cut = countUnitWords(document, parts);
  if (cut >= words) return true;
  if (cut >= MAJORITY * words && words - cut < MAX_REST_WORDS && !opensWithText(document, block, parts)) return true;
  return parts.filter(({ unit }) => unit.kind === "sentence").length === sentencesOf(document, block).length;
}

/** Whether the first sentence of a block is none of those that are cut, and long enough to be more than a call. */
function opensWithText(document: Document, block: number, parts: readonly PartDecision[]): boolean {
  const [first] = sentencesOf(document, block);
  if (first === undefined || parts.some(({ unit }) => unit.from < first.to)) return false;
  return isTerminal(document, first) && countWords(document, first.from, first.to) >= MIN_TEXT_WORDS;
}
