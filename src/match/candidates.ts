/** Which rules may match in a block: those whose anchors stand in it, and those that have none. */
import type { Measures } from "../text/measure.js";
import { scanTokens } from "./anchor-index.js";
import type { Candidate, IndexedRules, Matcher, Mention } from "./compile.js";
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
function toCandidates(index: IndexedRules, items: readonly number[]): Candidates {
  if (items.length === 0) return NO_CANDIDATES;
  const found: Candidate[] = [];
  const mentions: Mention[] = [];
  let last = -1;
  let phrases: number[] = [];
  for (const item of items) {
    const owner = index.owners[item] as number;
    if (owner < 0) {
      const mention = index.mentions[-1 - owner];
      if (mention !== undefined) mentions.push(mention);
      continue;
    }
    if (owner !== last) {
      phrases = [];
      found.push({ matcher: index.matcher(owner), phrases, found: null });
    }
    last = owner;
    const phrase = index.phrases[item] as number;
    if (phrase >= 0) phrases.push(phrase);
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
  const items: number[] = [];
  scanTokens(index.anchors, index.hasHeads, document, from, to, (item) => {
    if (concerns(index, item, words)) items.push(item);
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
export const everyFiled = (index: IndexedRules): Candidates => {
  const items = [...index.owners.keys()];
  return toCandidates(
    index,
    items.filter((item) => concerns(index, item, 0)),
  );
};

/** Whether a block of so many words may be the business of an item. */
function concerns({ owners, maxWords }: IndexedRules, item: number, words: number): boolean {
  const owner = owners[item] as number;
  return owner < 0 || words <= (maxWords[owner] as number);
}

function withUnfiled(filed: Candidates, document: Document, index: IndexedRules, block: number): Candidates {
  const { words, units } = document.measures[block] as Measures;
  if (units > MAX_UNFILED_UNITS) return filed;
  const more: Candidate[] = [];
  for (const number of index.unfiled) {
    if (words > (index.maxWords[number] as number)) continue;
    const matcher = index.matcher(number);
    if (mayConcern(document, block, matcher)) more.push({ matcher, phrases: [...Array(matcher.phraseCount).keys()] });
  }
  if (more.length === 0) return filed;
  return { ...filed, matchers: [...filed.matchers, ...more].sort((a, b) => a.matcher.number - b.matcher.number) };
}

/** A rule without anchors looks at short blocks of its kind and place only, so that few are folded for it. */
function mayConcern(document: Document, block: number, { kinds, conditions }: Matcher): boolean {
  const { before, after, wantsLink } = conditions;
  const own = document.blocks[block];
  const { hasLink } = document.measures[block] as Measures;
  if (own === undefined || !kinds.has(own.kind)) return false;
  if (!hasLink && wantsLink) return false;
  if (before !== null && !fitsNeighbour(before, document, block, -1)) return false;
  if (after !== null && !fitsNeighbour(after, document, block, 1)) return false;
  return failedPlace(conditions, document, block) === null;
}
