/** Hits -> one verdict for every block, with reasons. */
import { blockUnit, type Document } from "../match/document.js";
import { type Hit, isTailSentence, type Matches, type Miss } from "../match/match.js";
import { isWhole } from "../match/zones.js";
import type { Action } from "../types.js";
import type { BlockDecision, DecideOptions, Decision, PartDecision } from "./decision.js";
import {
  type Evidence,
  failedSurroundings,
  isVague,
  levelRank,
  NO_EVIDENCE,
  type Surroundings,
  weigh,
} from "./evidence.js";
import { condemnParts, isCondemned, isMajority, pullSentences, strongest } from "./parts.js";
import { type ZoneOfUnit, zoneOfUnits } from "./prose-edges.js";
import { addEmptyHeadings, addSections } from "./sections.js";

const isAllowed = ({ lead }: Evidence, { allows }: DecideOptions): boolean =>
  lead !== null && allows(lead.matcher.rule.category);

const isCut = (evidence: Evidence, options: DecideOptions): boolean =>
  isCondemned(evidence, options) && isAllowed(evidence, options);

function decideBlock(
  document: Document,
  block: number,
  hits: readonly Hit[],
  zoneOf: ZoneOfUnit,
  options: DecideOptions,
): BlockDecision {
  const zone = zoneOf(block, blockUnit(document, block));
  if (hits.length === 0) return { zone, evidence: NO_EVIDENCE, cut: false, guard: null, parts: [] };
  const condemned = condemnParts(document, block, hits, zoneOf, options);
  const allowed = condemned.filter(({ evidence }) => isAllowed(evidence, options));
  const parts = pullSentences(document, block, hits, allowed, zoneOf);
  const whole = weigh(
    document,
    hits.filter((hit) => isWhole(document, hit)),
    blockUnit(document, block),
    { zone, standsAlone: true },
    options.weights,
  );
  const isWholeCondemned = isCondemned(whole, options);
  const evidence = isWholeCondemned ? nameCut(whole, condemned, options) : whole;
  if (isCut(evidence, options)) return { zone, evidence, cut: true, guard: null, parts: [] };
  const best = strongest(parts);
  if (best !== null && isMajority(document, block, parts)) {
    return { zone, evidence: best.evidence, cut: true, guard: null, parts: [] };
  }
  return { zone, evidence, cut: false, guard: isWholeCondemned ? "category" : null, parts };
}

/** The evidence that says what is cut: where a vague rule condemns the whole, a telling one may condemn a part. */
function nameCut(whole: Evidence, condemned: readonly PartDecision[], { weights }: DecideOptions): Evidence {
  if (whole.lead === null || !isVague(whole.lead, weights)) return whole;
  const telling = condemned.filter(({ evidence: { lead } }) => lead !== null && !isVague(lead, weights));
  return strongest(telling)?.evidence ?? whole;
}

/** Blocks between blocks that are cut on their own account need less evidence. */
function pullNeighbours(blocks: readonly BlockDecision[], options: DecideOptions): readonly BlockDecision[] {
  const { neighbour, openers = [] } = options.weights;
  const opens = ({ evidence: { lead } }: BlockDecision): boolean =>
    lead !== null && openers.includes(lead.matcher.rule.category);
  return blocks.map((block, i) => {
    if (block.cut || block.evidence.lead === null || block.evidence.score <= 0) return block;
    const [above, below] = [blocks[i - 1], blocks[i + 1]];
    const sides = (above?.cut === true && !opens(above) ? 1 : 0) + (below?.cut === true ? 1 : 0);
    if (sides === 0) return block;
    const weight = sides * neighbour;
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
  const surroundings = (...actions: readonly Action[]): Surroundings => {
    const known: (ReadonlySet<string> | undefined)[] = [];
    const categoriesOf = (block: number): ReadonlySet<string> => {
      const acting = (active[block] ?? []).filter(({ matcher }) => actions.includes(matcher.action));
      return new Set(acting.map(({ matcher }) => matcher.rule.category));
    };
    return {
      zoneOf: zoneOfUnit,
      categories: (block) => {
        known[block] ??= categoriesOf(block);
        return known[block];
      },
    };
  };
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
