/** Adds up what speaks for and against cutting one unit. */
import { type Conditions, compileConditions, failedFeature, fitsNeighbour } from "../match/conditions.js";
import type { Document, Unit } from "../match/document.js";
import type { Hit } from "../match/match.js";
import { neighbourOf } from "../match/neighbours.js";
import { tokenText } from "../match/phrase.js";
import type { Features, Neighbour, Reason, Weights, Zone } from "../types.js";
import type { ZoneOfUnit } from "./prose-edges.js";

/** Evidence on one unit. */
export interface Evidence {
  readonly score: number;
  readonly reasons: readonly Reason[];
  /** The hit that weighs most for cutting; null when nothing does. */
  readonly lead: Hit | null;
}

/** What a cut is put down to where no rule asked for it: the weights for whole pages. */
const PAGE_CAUSE = { rule: "any/page-weights", category: "page" } as const;

/** The rule and the category of a cut. */
export const causeOf = ({ lead }: Evidence): { readonly rule: string; readonly category: string } =>
  lead === null ? PAGE_CAUSE : { rule: lead.matcher.rule.fullId, category: lead.matcher.rule.category };

export const NO_EVIDENCE: Evidence = { score: 0, reasons: [], lead: null };

const LEVELS = { light: 0, normal: 1, strict: 2 } as const;
export const levelRank = (level: keyof typeof LEVELS): number => LEVELS[level];

/** What the surroundings of a block are, for rules that ask. */
export interface Surroundings {
  readonly zoneOf: ZoneOfUnit;
  /** Categories of the remove rules that hit a block. */
  readonly categories: (block: number) => ReadonlySet<string>;
}

function fits(
  wanted: Neighbour | null,
  document: Document,
  block: number,
  step: 1 | -1,
  around: Surroundings,
): boolean {
  if (wanted === null) return true;
  if (!fitsNeighbour(wanted, document, block, step)) return false;
  const neighbour = neighbourOf(document, block, step);
  return (
    wanted.categories === undefined || wanted.categories.some((category) => around.categories(neighbour).has(category))
  );
}

/** Name of the condition on zone or neighbours that fails for a hit, or null. */
export function failedSurroundings(
  { matcher, block, unit }: Hit,
  document: Document,
  around: Surroundings,
): string | null {
  const { zone, before, after } = matcher.conditions;
  if (zone !== null && !zone.includes(around.zoneOf(block, unit))) return "zone";
  if (!fits(before, document, block, -1, around)) return "before";
  if (!fits(after, document, block, 1, around)) return "after";
  return null;
}

/** Input span of a hit's match. */
function matchSpan(document: Document, hit: Hit): { start: number; end: number } | null {
  const { map, tokenStart, tokenEnd } = document;
  if (hit.match.to <= hit.match.from) return null;
  return {
    start: map[tokenStart[hit.match.from] as number] as number,
    end: (map[(tokenEnd[hit.match.to - 1] as number) - 1] as number) + 1,
  };
}

/** A hit as evidence, with its place in the text of the pass. */
export function toReason(document: Document, hit: Hit): Reason {
  const weight = hit.matcher.action === "keep" ? -hit.matcher.weight : hit.matcher.weight;
  const span = matchSpan(document, hit);
  const source = hit.matcher.rule.fullId;
  return span === null ? { source, weight } : { source, weight, span, text: tokenText(document, hit.match) };
}

/** Where a unit stands. */
export interface Place {
  readonly zone: Zone;
  /** The unit is its block, or rules accuse most of the rest of it as well. */
  readonly standsAlone: boolean;
}

/** Whether the category of a hit says little of what is cut. */
export const isVague = ({ matcher }: Hit, { vague = [] }: Weights): boolean => vague.includes(matcher.rule.category);

/** Whether a hit says better than another what is cut: by a category that means something, then by weight. */
function leads(hit: Hit, other: Hit, weights: Weights): boolean {
  return isVague(hit, weights) === isVague(other, weights)
    ? hit.matcher.weight > other.matcher.weight
    : !isVague(hit, weights);
}

const knownMeasures = new WeakMap<Features, Conditions>();

/** What a feature measures on a unit; whether it is the whole of its block is told by its place. */
function measuresOf(when: Features): Conditions {
  const known = knownMeasures.get(when);
  if (known !== undefined) return known;
  const { whole: _, ...others } = when;
  const measures = compileConditions(others);
  knownMeasures.set(when, measures);
  return measures;
}

/** Sums the weights of the rules, each once, and of the features; features never speak alone. */
export function weigh(document: Document, hits: readonly Hit[], unit: Unit, place: Place, weights: Weights): Evidence {
  const reasons: Reason[] = [];
  const seen = new Set<string>();
  let lead: Hit | null = null;
  let score = 0;
  for (const hit of hits) {
    const { fullId } = hit.matcher.rule;
    if (seen.has(fullId) || hit.matcher.action === "extract") continue;
    seen.add(fullId);
    reasons.push(toReason(document, hit));
    score += hit.matcher.action === "keep" ? -hit.matcher.weight : hit.matcher.weight;
    if (hit.matcher.action === "remove" && (lead === null || leads(hit, lead, weights))) lead = hit;
  }
  if (lead === null) return { score, reasons, lead };
  for (const feature of weights.features) {
    const { whole, zone: zones } = feature.when;
    if (whole !== undefined && whole !== place.standsAlone) continue;
    if (zones !== undefined && !zones.includes(place.zone)) continue;
    if (failedFeature(measuresOf(feature.when), document, lead.block, unit) !== null) continue;
    reasons.push({ source: feature.name, weight: feature.weight });
    score += feature.weight;
  }
  return { score, reasons, lead };
}
