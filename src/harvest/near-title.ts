/** How far from the title a reading stands says how sure it is. */
import type { Document } from "../match/document.js";
import type { MetadataField } from "../types.js";
import type { FoundTitle } from "./find-title.js";
import type { Finding } from "./harvest.js";
import { shareOfAddress } from "./title-words.js";

/** What stands beside the title of a page; other pages that it links to have their own. */
const BESIDE: ReadonlySet<MetadataField> = new Set<MetadataField>(["author", "datePublished", "dateModified"]);
const ABOVE = 5;
const BELOW = 14;
/** What is left of the doubt beside the title, and of the confidence away from it. */
const DOUBT = 0.7;
const TRUST = 0.8;

/** The block that holds an offset of the text; blocks are in order. */
function blockAt({ blocks }: Document, offset: number): number {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((blocks[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Makes readings of author and date beside the title of a page surer, and others less sure. */
export const weighByTitle = (document: Document, findings: readonly Finding[], title: FoundTitle): readonly Finding[] =>
  findings.map((finding) => {
    if (!BESIDE.has(finding.field)) return finding;
    const block = blockAt(document, finding.span.start);
    const isBeside = [title.block, ...title.places].some((place) => block >= place - ABOVE && block <= place + BELOW);
    const confidence = isBeside ? 1 - (1 - finding.confidence) * DOUBT : finding.confidence * TRUST;
    return { ...finding, confidence };
  });

/** A title shares so many words with the address, or is less likely one. */
const MIN_SHARED = 0.7;

/** Makes titles that rules read, but of which the address does not speak, less sure. */
export const weighByAddress = (findings: readonly Finding[], url: string): readonly Finding[] =>
  findings.map((finding) => {
    const isForeign = finding.field === "title" && shareOfAddress(String(finding.value), url) < MIN_SHARED;
    return isForeign ? { ...finding, confidence: finding.confidence * TRUST } : finding;
  });
