/** Hits -> one verdict for every block, with reasons. */
import {
  blockUnit,
  blockWords,
  countWords,
  type Document,
  isTerminal,
  sentencesOf,
  type Unit,
} from "../match/document.js";
import { type Hit, isTailSentence, type Matches, type Miss } from "../match/match.js";
import { isWhole } from "../match/zones.js";
import type { Action } from "../types.js";
import type { BlockDecision, DecideOptions, Decision, PartDecision } from "./decision.js";
import { type Evidence, failedSurroundings, levelRank, NO_EVIDENCE, type Surroundings, weigh } from "./evidence.js";
import { isRemark, MAX_GAP_WORDS, type ZoneOfUnit, zoneOfUnits } from "./prose-edges.js";
import { addEmptyHeadings, addSections } from "./sections.js";

/** A block goes as a whole when this share of its words is cut and hardly a sentence would stay. */
const MAJORITY = 0.6;
const MAX_REST_WORDS = 15;
/** A first sentence of so many words that nothing speaks against is text, whatever follows it. */
const MIN_TEXT_WORDS = 7;

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

/** Sentences and spans of a block that are cut by themselves. */
function decideParts(
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
    .filter(({ evidence }) => isCut(evidence, options));
}

/** A short sentence behind the text of its block that nothing speaks for goes with its neighbours when both go. */
function pullSentences(
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

const isCut = (evidence: Evidence, { threshold, allows }: DecideOptions): boolean =>
  evidence.lead !== null && evidence.score >= threshold && allows(evidence.lead.matcher.rule.category);

function decideBlock(
  document: Document,
  block: number,
  hits: readonly Hit[],
  zoneOf: ZoneOfUnit,
  options: DecideOptions,
): BlockDecision {
  const zone = zoneOf(block, blockUnit(document, block));
  if (hits.length === 0) return { zone, evidence: NO_EVIDENCE, cut: false, guard: null, parts: [] };
  const parts = pullSentences(document, block, hits, decideParts(document, block, hits, zoneOf, options), zoneOf);
  const whole = weigh(
    document,
    hits.filter((hit) => isWhole(document, hit)),
    blockUnit(document, block),
    { zone, standsAlone: true },
    options.weights,
  );
  if (isCut(whole, options)) return { zone, evidence: whole, cut: true, guard: null, parts: [] };
  const guard = whole.lead !== null && whole.score >= options.threshold ? "category" : null;
  const strongest = parts.reduce<PartDecision | null>(
    (best, part) => (best === null || part.evidence.score > best.evidence.score ? part : best),
    null,
  );
  if (strongest !== null && isMajority(document, block, parts)) {
    return { zone, evidence: strongest.evidence, cut: true, guard: null, parts: [] };
  }
  return { zone, evidence: whole, cut: false, guard, parts };
}

function isMajority(document: Document, block: number, parts: readonly PartDecision[]): boolean {
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

/** Blocks between blocks that are cut on their own account need less evidence. */
function pullNeighbours(blocks: readonly BlockDecision[], options: DecideOptions): readonly BlockDecision[] {
  return blocks.map((block, i) => {
    if (block.cut || block.evidence.lead === null || block.evidence.score <= 0) return block;
    const sides = [blocks[i - 1], blocks[i + 1]].filter((side) => side?.cut === true).length;
    if (sides === 0) return block;
    const weight = sides * options.weights.neighbour;
    const evidence = {
      ...block.evidence,
      score: block.evidence.score + weight,
      reasons: [...block.evidence.reasons, { source: "neighbours", weight }],
    };
    return isCut(evidence, options) ? { ...block, evidence, cut: true, parts: [] } : { ...block, evidence };
  });
}

const isOnTrial = ({ matcher }: Hit): boolean => matcher.rule.status === "trial";

/**
 * Gives every block its verdict.
 *
 * @param misses collects hits that fail by zone or neighbours, for explanations
 */
export function decide(
  document: Document,
  { blocks, prose }: Matches,
  options: DecideOptions,
  misses: Miss[] | null,
): Decision {
  const isLoud = ({ matcher }: Hit): boolean => levelRank(matcher.minLevel) <= levelRank(options.level);
  const loud = blocks.map((hits) => (hits.length === 0 ? hits : hits.filter(isLoud)));
  const active = loud.map((hits) => (hits.length === 0 ? hits : hits.filter((hit) => !isOnTrial(hit))));
  const zoneOfUnit = zoneOfUnits(document, prose, active);
  const surroundings = (...actions: readonly Action[]): Surroundings => ({
    zoneOf: zoneOfUnit,
    categories: (block) =>
      new Set(
        (active[block] ?? [])
          .filter(({ matcher }) => actions.includes(matcher.action))
          .map(({ matcher }) => matcher.rule.category),
      ),
  });
  const around = surroundings("remove");
  // Rules that only read may lean on what others read.
  const aroundReading = surroundings("remove", "extract");
  const isPlaced = (hit: Hit): boolean => {
    // A rule for blocks knows sentences behind the text only.
    const isStray = isTailSentence(hit) && zoneOfUnit(hit.block, hit.unit) !== "tail";
    const own = hit.matcher.action === "extract" ? aroundReading : around;
    const failed = isStray ? "zone" : failedSurroundings(hit, document, own);
    if (failed !== null) misses?.push({ matcher: hit.matcher, block: hit.block, failed });
    return failed === null;
  };
  const placed = active.map((hits) => hits.filter(isPlaced));
  const trials = loud.flatMap((hits) => hits.filter((hit) => isOnTrial(hit) && isPlaced(hit)));
  const own = placed.map((hits, block) => decideBlock(document, block, hits, zoneOfUnit, options));
  const pulled = pullNeighbours(own, options);
  const decided = addEmptyHeadings(document, addSections(document, pulled, placed), options);
  return { blocks: decided, hits: placed.flat(), trials };
}
