/** The verdicts on a whole page: what the rules cut, and what the weights take for furniture. */
import type { BlockDecision, DecideOptions, Decision } from "../decide/decision.js";
import type { Document } from "../match/document.js";
import type { Hit } from "../match/match.js";
import type { PageModel, PageWeights, Reason } from "../types.js";
import { measurePage, type PageFeatures } from "./features.js";
import { readSequence, weighBlocks } from "./model.js";

/** As many reasons are told, the weightiest first. */
const MAX_REASONS = 12;
const CATEGORY = "page";

/** The weights that suit a document: with links and headings, or without. */
export const modelFor = <T>(
  { blocks, measures }: Document,
  { markdown, text }: Readonly<Record<"markdown" | "text", T>>,
): T => (blocks.some(({ kind }) => kind === "heading") || measures.some(({ hasLink }) => hasLink) ? markdown : text);

/** What the features of a block contribute, against its being text. */
function reasonsFor({ columns }: PageFeatures, { bias, features }: PageModel, block: number): readonly Reason[] {
  const parts = Object.entries(features).map(([name, weight]) => ({
    source: `page/${name}`,
    weight: -weight * (columns.get(name)?.[block] ?? 0),
  }));
  return [{ source: "page/bias", weight: -bias }, ...parts]
    .filter(({ weight }) => Math.abs(weight) >= 0.005)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, MAX_REASONS)
    .map(({ source, weight }) => ({ source, weight: Math.round(weight * 100) / 100 }));
}

/**
 * Adds the cuts of a page to those of the rules. What the rules leave stays with it in any case: front matter.
 *
 * @param firmness how many times the usual evidence a cut needs
 * @param explains whether blocks that stay are given reasons, too
 */
export function judgePage(
  document: Document,
  hitsOf: readonly (readonly Hit[])[],
  decision: Decision,
  weights: PageWeights,
  { level, allows }: DecideOptions,
  firmness: number,
  explains: boolean,
): Decision {
  if (!allows(CATEGORY)) return decision;
  const model = modelFor(document, weights);
  const features = measurePage(document, hitsOf);
  const threshold = weights.thresholds[level] - (firmness - 1);
  const scores = weighBlocks(features, model).map((score) => score - threshold);
  const states = readSequence(scores, features.facts.words, weights.change);
  const blocks = decision.blocks.map((own, block): BlockDecision => {
    const isFurniture = states[block] === 0 && document.blocks[block]?.kind !== "front-matter";
    if (own.cut || (!isFurniture && !explains)) return own;
    const reasons = [...own.evidence.reasons, ...reasonsFor(features, model, block)];
    const score = -(scores[block] as number);
    if (!isFurniture) return { ...own, evidence: { ...own.evidence, reasons } };
    return { ...own, evidence: { score, reasons, lead: null }, cut: true, guard: null, parts: [] };
  });
  return { ...decision, blocks };
}
