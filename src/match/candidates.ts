/** Which rules may match in a block: those whose anchors stand in it, and those that have none. */
import type { Measures } from "../text/measure.js";
import { scanTokens } from "./anchor-index.js";
import { type Candidate, type Filing, type IndexedRules, type Matcher, type Mention, NO_LIMIT } from "./compile.js";
import type { Phrase } from "./compile-phrase.js";
import { failedPlace, fitsNeighbour } from "./conditions.js";
import { blockWords, type Document } from "./document.js";
import type { TokenSpan } from "./phrase.js";

/** Visible characters up to which a rule without anchors looks at a block, lest it look at all of a text. */
const MAX_UNFILED_UNITS = 160;

/** What may match in a block, in the order of the rules. */
export interface Candidates {
  readonly matchers: readonly Candidate[];
  readonly mentions: readonly Mention[];
}

const NO_CANDIDATES: Candidates = { matchers: [], mentions: [] };

/** The phrases of a candidate, compiled. */
export const toPhrases = ({ matcher, phrases }: Candidate): readonly Phrase[] => phrases.map(matcher.phrase);

/** Items of the index as candidates. An item stands behind those of the matchers before its own. */
function toCandidates({ filings }: IndexedRules, items: readonly number[]): Candidates {
  if (items.length === 0) return NO_CANDIDATES;
  const found: Candidate[] = [];
  const mentions: Mention[] = [];
  let matcher: Matcher | null = null;
  let phrases: number[] = [];
  for (const item of items) {
    const filing = filings[item] as Filing;
    if ("mention" in filing) {
      mentions.push(filing.mention);
      continue;
    }
    if (filing.matcher !== matcher) {
      ({ matcher } = filing);
      phrases = [];
      found.push({ matcher, phrases, found: null });
    }
    if (filing.phrase >= 0) phrases.push(filing.phrase);
  }
  return { matchers: found, mentions };
}

/** Candidates by anchors, which do not depend on the surroundings, and by place, which does. */
export function findCandidates(document: Document, index: IndexedRules, block: number): Candidates {
  return withUnfiled(scanBlock(document, index, block), document, index, block);
}

function scanBlock(document: Document, index: IndexedRules, block: number): Candidates {
  const scans = document.candidates[block] ?? new Map<IndexedRules, Candidates>();
  document.candidates[block] = scans;
  const known = scans.get(index);
  if (known !== undefined) return known;
  const { firstToken, lastToken } = document.block(block);
  const found = scanRange(document, index, { from: firstToken, to: lastToken }, blockWords(document, block));
  scans.set(index, found);
  return found;
}

/**
 * Candidates in some tokens, by their anchors alone.
 *
 * @param words rules for blocks of fewer words are left out
 */
export function scanRange(document: Document, index: IndexedRules, { from, to }: TokenSpan, words: number): Candidates {
  const { limits } = index;
  const items: number[] = [];
  scanTokens(index.anchors, index.hasHeads, document, from, to, (item) => {
    const limit = limits[item] as number;
    if (words <= limit || limit === NO_LIMIT) items.push(item);
  });
  return toCandidates(
    index,
    items.sort((a, b) => a - b),
  );
}

/** Without the index every filed rule is a candidate everywhere. */
export function everyCandidate(document: Document, index: IndexedRules, block: number): Candidates {
  return withUnfiled(everyFiled(index), document, index, block);
}

/** Every filed rule. */
export const everyFiled = (index: IndexedRules): Candidates => toCandidates(index, [...index.filings.keys()]);

function withUnfiled(filed: Candidates, document: Document, { unfiled }: IndexedRules, block: number): Candidates {
  const { units } = document.measures[block] as Measures;
  const more = units > MAX_UNFILED_UNITS ? [] : unfiled.filter(({ matcher }) => mayConcern(document, block, matcher));
  if (more.length === 0) return filed;
  return { ...filed, matchers: [...filed.matchers, ...more].sort((a, b) => a.matcher.number - b.matcher.number) };
}

/** A rule without anchors looks at short blocks of its kind and place only, so that few are folded for it. */
function mayConcern(document: Document, block: number, { kinds, where, maxWords }: Matcher): boolean {
  const own = document.blocks[block];
  const { words, hasLink } = document.measures[block] as Measures;
  if (own === undefined || words > maxWords || !kinds.has(own.kind)) return false;
  if (!hasLink && ((where.links?.min ?? 0) > 0 || (where.linkDensity?.min ?? 0) > 0)) return false;
  if (where.before !== undefined && !fitsNeighbour(where.before, document, block, -1)) return false;
  if (where.after !== undefined && !fitsNeighbour(where.after, document, block, 1)) return false;
  return failedPlace(where, document, block) === null;
}
