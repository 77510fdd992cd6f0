/** Cuts that reach over several blocks: what belongs to a label, the rest of a document, headings left without text. */
import { linkDensity } from "../match/conditions.js";
import { blockWords, type Document } from "../match/document.js";
import type { Hit } from "../match/match.js";
import { isProse } from "../match/zones.js";
import type { Zone } from "../types.js";
import type { BlockDecision, DecideOptions } from "./decision.js";
import type { Evidence } from "./evidence.js";

const MAX_BLOCKS = 30;
const MAX_WORDS = 40;
const LIST_LINK_DENSITY = 0.5;
/** The rest of a document is cut only when it is the smaller part. */
const MAX_REST_SHARE = 0.5;
const ANY_HEADING = 7;
/** A note to the text stands where a section of links may end as well. */
const FOOTNOTE = "[^";

/**
 * Whether a block belongs to the section that a label opens. Among the prose only links and bare marks do, unless the
 * rule says how long its members are: what else stands below "Read more about ..." is text of the article.
 */
function isMember(document: Document, block: number, zone: Zone, maxWords: number | undefined): boolean {
  if (document.text.startsWith(FOOTNOTE, document.blocks[block]?.start)) return false;
  if (linkDensity(document, block) >= LIST_LINK_DENSITY) return true;
  const words = blockWords(document, block);
  if (maxWords !== undefined) return words <= maxWords;
  return zone === "body" ? words === 0 : words <= MAX_WORDS && !isProse(document, block);
}

/** Last block, half-open, of the section that a label at `at` opens. */
function sectionEnd(document: Document, blocks: readonly BlockDecision[], at: number, hit: Hit): number {
  const { maxBlocks = MAX_BLOCKS, maxWords } = hit.matcher.rule.section ?? {};
  const label = document.blocks[at];
  const ownLevel = label?.kind === "heading" ? label.level : ANY_HEADING;
  let end = at + 1;
  for (; end < document.blocks.length && end - at <= maxBlocks; end++) {
    const block = document.blocks[end];
    if (block === undefined || block.kind === "code" || block.kind === "table" || block.kind === "front-matter") break;
    if (block.kind === "heading") {
      if (ownLevel === ANY_HEADING || block.level <= ownLevel || blocks[end]?.zone === "body") break;
    } else if (blocks[end]?.cut !== true && !isMember(document, end, blocks[end]?.zone ?? "body", maxWords)) break;
  }
  return end;
}

/** Words from each block to the end of the document. */
function wordsBelow(document: Document): readonly number[] {
  const below: number[] = [];
  let sum = 0;
  for (let i = document.blocks.length - 1; i >= 0; i--) {
    sum += blockWords(document, i);
    below[i] = sum;
  }
  return below;
}

/** End of the document, when what stands below `at` is the smaller part of it. */
const restEnd = (below: readonly number[], at: number): number =>
  (below[at] ?? 0) <= MAX_REST_SHARE * (below[0] ?? 0) ? below.length : at + 1;

/** Extends cut labels to what belongs to them. */
export function addSections(
  document: Document,
  blocks: readonly BlockDecision[],
  hits: readonly (readonly Hit[])[],
): readonly BlockDecision[] {
  const result = [...blocks];
  let below: readonly number[] | null = null;
  for (let at = 0; at < result.length; at++) {
    const decision = blocks[at];
    if (decision?.cut !== true) continue;
    const hit = hits[at]?.find(
      ({ matcher }) => matcher.action === "remove" && (matcher.target === "section" || matcher.target === "rest"),
    );
    if (hit === undefined) continue;
    if (hit.matcher.target === "rest") below ??= wordsBelow(document);
    const end =
      below !== null && hit.matcher.target === "rest" ? restEnd(below, at) : sectionEnd(document, blocks, at, hit);
    if (end === at + 1 && isHeadingOfText(document, blocks, at))
      result[at] = { ...decision, cut: false, guard: "section" };
    const evidence = follow(decision.evidence, hit);
    for (let i = at + 1; i < end; i++) {
      const member = result[i];
      if (member !== undefined && !member.cut) result[i] = { ...member, evidence, cut: true, parts: [] };
    }
  }
  return result;
}

/** A heading among the prose with text below it that stays. */
const isHeadingOfText = (document: Document, blocks: readonly BlockDecision[], at: number): boolean =>
  document.blocks[at]?.kind === "heading" &&
  blocks[at]?.zone === "body" &&
  blocks[at + 1]?.cut === false &&
  document.blocks[at + 1]?.kind !== "heading";

const follow = ({ score }: Evidence, hit: Hit): Evidence => ({
  score,
  reasons: [{ source: `${hit.matcher.rule.fullId} (${hit.matcher.target})`, weight: score }],
  lead: hit,
});

/** Cuts a heading when everything below it, up to the next one of its rank, is cut. */
export function addEmptyHeadings(
  document: Document,
  blocks: readonly BlockDecision[],
  { allows }: DecideOptions,
): readonly BlockDecision[] {
  const result = [...blocks];
  for (let at = result.length - 1; at >= 0; at--) {
    const heading = document.blocks[at];
    const decision = result[at];
    if (heading?.kind !== "heading" || decision === undefined || decision.cut) continue;
    let strongest: BlockDecision | null = null;
    let i = at + 1;
    for (; i < result.length; i++) {
      const below = document.blocks[i];
      const verdict = result[i];
      if (below === undefined || verdict === undefined || (below.kind === "heading" && below.level <= heading.level))
        break;
      if (!verdict.cut) {
        strongest = null;
        break;
      }
      // Below a heading that stood over a picture only, nothing was said that is gone now.
      const isText = blockWords(document, i) > 0;
      if (isText && (strongest === null || verdict.evidence.score > strongest.evidence.score)) strongest = verdict;
    }
    const lead = strongest?.evidence.lead;
    if (strongest === null || lead === null || lead === undefined || !allows(lead.matcher.rule.category)) continue;
    const evidence = {
      score: strongest.evidence.score,
      reasons: [{ source: "heading without text", weight: strongest.evidence.score }],
      lead,
    };
    result[at] = { ...decision, evidence, cut: true, parts: [] };
  }
  return result;
}
