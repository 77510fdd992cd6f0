/** The verdicts on a whole page: what the rules cut, and what the weights take for furniture. */
import type { BlockDecision, Decision } from "../decide/decision.js";
import type { Document } from "../match/document.js";
import type { Hit, Matches } from "../match/match.js";
import type { Level, PageModel, PageWeights, Reason } from "../types.js";
import { measurePage } from "./features.js";
import { isPage } from "./find-page.js";
import { evidenceAt, lookAgain, lookFirst, type PageRead } from "./model.js";

/** As many reasons are told, the weightiest first. */
const MAX_REASONS = 12;
/** The category of what is cut of a page without a rule. */
export const PAGE_CATEGORY = "page";

/** The weights that suit a document: with links and headings, or without. */
export const modelFor = <T>(
  { blocks, measures }: Document,
  { markdown, text }: Readonly<Record<"markdown" | "text", T>>,
): T => (blocks.some(({ kind }) => kind === "heading") || measures.some(({ hasLink }) => hasLink) ? markdown : text);

/** What the features of a block contribute, against its being text. */
function reasonsFor({ columns, cutoff }: PageRead, model: PageModel, block: number): readonly Reason[] {
  const { bias, features, second } = model;
  const parts = Object.entries({ ...features, ...second.features }).map(([name, steps]) => ({
    source: `page/${name}`,
    weight: -evidenceAt(steps, columns.get(name)?.[block] ?? 0),
  }));
  return [{ source: "page/bias", weight: -bias - second.bias }, { source: "page/cutoff", weight: cutoff }, ...parts]
    .filter(({ weight }) => Math.abs(weight) >= 0.005)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, MAX_REASONS)
    .map(({ source, weight }) => ({ source, weight: Math.round(weight * 100) / 100 }));
}

/** How pages are judged. */
export interface PageSettings {
  readonly weights: PageWeights;
  readonly level: Level;
  /** How many times the usual evidence a cut needs. */
  readonly firmness: number;
  /** Whether a caller says that the text is a page. */
  readonly said: boolean;
  /** Whether blocks that stay are given reasons, too. */
  readonly explains: boolean;
}

/**
 * Adds the cuts of a page to those of the rules. What the rules leave stays with it in any case: front matter.
 *
 * @returns null when a close look shows that the text is no page
 */
export function judgePage(
  document: Document,
  { prose }: Matches,
  hitsOf: readonly (readonly Hit[])[],
  decision: Decision,
  { weights, level, firmness, said, explains }: PageSettings,
): Decision | null {
  const model = modelFor(document, weights);
  const features = measurePage(document, hitsOf, (name) => Object.hasOwn(model.features, name));
  const first = lookFirst(features, model);
  if (!isPage(document, prose, weights, first, said)) return null;
  const read = lookAgain(first, model, weights.thresholds[level] - (firmness - 1));
  const { scores, states } = read;
  const blocks = decision.blocks.map((own, block): BlockDecision => {
    const isFurniture = states[block] === 0 && document.blocks[block]?.kind !== "front-matter";
    if (own.cut || (!isFurniture && !explains)) return own;
    const reasons = explains ? [...own.evidence.reasons, ...reasonsFor(read, model, block)] : [];
    const score = -(scores[block] as number);
    if (!isFurniture) return { ...own, evidence: { ...own.evidence, reasons } };
    return { ...own, evidence: { score, reasons, lead: null }, cut: true, guard: null, parts: [] };
  });
  return { ...decision, blocks };
}
