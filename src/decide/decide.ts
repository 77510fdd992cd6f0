/** Hits -> one verdict for every block, with reasons. */
import { blockWords, blockUnit, countWords, type Document, sentencesOf, type Unit } from "../match/document.js";
import type { Hit, Miss } from "../match/match.js";
import type { Zone } from "../types.js";
import type { BlockDecision, DecideOptions, Decision, PartDecision } from "./decision.js";
import { type Evidence, failedSurroundings, levelRank, NO_EVIDENCE, type Surroundings, weigh } from "./evidence.js";
import { addEmptyHeadings, addSections } from "./sections.js";
import { findZones } from "./zones.js";

/** A block goes as a whole when this share of its words is cut and hardly a sentence would stay. */
const MAJORITY = 0.6;
const MAX_REST_WORDS = 15;
/** A block with this share of a threshold as possible evidence is no sure prose. */
const SUSPICION = 0.6;

const isWhole = (document: Document, hit: Hit): boolean => {
  const { firstToken, lastToken } = document.block(hit.block);
  return hit.unit.kind === "block" || (hit.unit.kind === "sentence" && hit.unit.from === firstToken && hit.unit.to === lastToken);
};

function groupByBlock(document: Document, hits: readonly Hit[]): readonly (readonly Hit[])[] {
  const groups: Hit[][] = document.blocks.map(() => []);
  for (const hit of hits) groups[hit.block]?.push(hit);
  return groups;
}

/** Whether remove rules, whatever the surroundings, speak for cutting most of a block. */
function isSuspected(document: Document, block: number, hits: readonly Hit[], threshold: number): boolean {
  let whole = 0;
  let words = 0;
  const sentences = new Set<number>();
  for (const hit of hits) {
    if (hit.matcher.action !== "remove") continue;
    if (isWhole(document, hit)) whole += hit.matcher.weight;
    else if (hit.matcher.weight >= SUSPICION * threshold && !sentences.has(hit.unit.from)) {
      sentences.add(hit.unit.from);
      words += countWords(document, hit.unit.from, hit.unit.to);
    }
  }
  return whole >= SUSPICION * threshold || words >= MAJORITY * blockWords(document, block);
}

function findSurroundings(document: Document, groups: readonly (readonly Hit[])[], threshold: number): Surroundings {
  const zones = findZones(document, (block) => isSuspected(document, block, groups[block] ?? [], threshold));
  const categories = (block: number): ReadonlySet<string> =>
    new Set((groups[block] ?? []).filter((hit) => hit.matcher.action === "remove").map((hit) => hit.matcher.rule.category));
  return { zones, categories };
}

/** Sentences and spans of a block that are cut by themselves. */
function decideParts(document: Document, hits: readonly Hit[], zone: Zone, options: DecideOptions): readonly PartDecision[] {
  const units = new Map<number, { unit: Unit; hits: Hit[] }>();
  for (const hit of hits) {
    if (isWhole(document, hit)) continue;
    const key = hit.unit.from * 2 + (hit.unit.kind === "span" ? 1 : 0);
    const group = units.get(key);
    if (group === undefined) units.set(key, { unit: hit.unit, hits: [hit] });
    else group.hits.push(hit);
  }
  return [...units.values()]
    .map(({ unit, hits: own }) => ({ unit, evidence: weigh(document, own, unit, zone, options.weights) }))
    .filter(({ evidence }) => isCut(evidence, options))
    .sort((a, b) => a.unit.from - b.unit.from);
}

const isCut = (evidence: Evidence, { threshold, allows }: DecideOptions): boolean =>
  evidence.lead !== null && evidence.score >= threshold && allows(evidence.lead.matcher.rule.category);

function decideBlock(document: Document, block: number, hits: readonly Hit[], zone: Zone, options: DecideOptions): BlockDecision {
  if (hits.length === 0) return { zone, evidence: NO_EVIDENCE, cut: false, guard: null, parts: [] };
  const parts = decideParts(document, hits, zone, options);
  const whole = weigh(document, hits.filter((hit) => isWhole(document, hit)), blockUnit(document, block), zone, options.weights);
  if (isCut(whole, options)) return { zone, evidence: whole, cut: true, guard: null, parts: [] };
  const guard = whole.lead !== null && whole.score >= options.threshold ? "category" : null;
  const strongest = parts.reduce<PartDecision | null>((best, part) => (best === null || part.evidence.score > best.evidence.score ? part : best), null);
  if (strongest !== null && isMajority(document, block, parts)) {
    return { zone, evidence: strongest.evidence, cut: true, guard: null, parts: [] };
  }
  return { zone, evidence: whole, cut: false, guard, parts };
}

function isMajority(document: Document, block: number, parts: readonly PartDecision[]): boolean {
  const { words } = document.block(block);
  const cut = parts.reduce((sum, { unit }) => sum + countWords(document, unit.from, unit.to), 0);
  return cut >= words || (cut >= MAJORITY * words && words - cut < MAX_REST_WORDS) || parts.length === sentencesOf(document, block).length;
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

/**
 * Gives every block its verdict.
 *
 * @param hits every hit of the active rules, in order
 * @param misses collects hits that fail by zone or neighbours, for explanations
 */
export function decide(document: Document, hits: readonly Hit[], options: DecideOptions, misses: Miss[] | null): Decision {
  const active = hits.filter(
    ({ matcher }) => matcher.rule.status !== "trial" && levelRank(matcher.minLevel) <= levelRank(options.level),
  );
  const around = findSurroundings(document, groupByBlock(document, active), options.threshold);
  const placed = active.filter((hit) => {
    const failed = failedSurroundings(hit.matcher.where, document, hit.block, around);
    if (failed !== null) misses?.push({ matcher: hit.matcher, block: hit.block, failed });
    return failed === null;
  });
  const groups = groupByBlock(document, placed);
  const own = document.blocks.map((_, i) => decideBlock(document, i, groups[i] ?? [], around.zones[i] ?? "body", options));
  const pulled = pullNeighbours(own, options);
  return { blocks: addEmptyHeadings(document, addSections(document, pulled, groups), options), hits: placed };
}
