/** Which rules may match in a block: those whose anchors stand in it, and those that have none. */
import type { Measures } from "../text/measure.js";
import type { Block } from "../types.js";
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
  /** Rules without anchors that were asked about the block where it stood. */
  unfiled: Candidate[];
}

/** Stand for lists that most blocks never need. */
const NONE: Candidate[] = [];
const NO_MENTIONS: readonly Mention[] = [];

/** The phrases of a candidate, compiled. */
export const toPhrases = ({ matcher, phrases }: Candidate): readonly Phrase[] => phrases.map(matcher.phrase);

/** Items of the index as candidates. An item stands behind those of the matchers before its own. */
function toCandidates(index: IndexedRules, items: readonly number[]): Candidates {
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
  return { matchers: found, mentions, unfiled: NONE };
}

/** What the anchors in a block say, asked once a block. */
export function scanBlock(document: Document, index: IndexedRules, block: number): Candidates {
  const scans = document.candidates.get(index) ?? [];
  const known = scans[block];
  if (known !== undefined) return known;
  document.candidates.set(index, scans);
  const { firstToken, lastToken } = document.block(block);
  const found = scanRange(document, index, { from: firstToken, to: lastToken }, blockWords(document, block));
  scans[block] = found;
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
  if (items.length === 0) return { matchers: NONE, mentions: NO_MENTIONS, unfiled: NONE };
  return toCandidates(
    index,
    items.sort((a, b) => a - b),
  );
}

/** Without the index every filed rule is a candidate everywhere. */
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

/** The same with the rules that have no anchors, in the order of the rules: those stand by place, which may change. */
export function withUnfiled(
  filed: Candidates,
  document: Document,
  index: IndexedRules,
  block: number,
): readonly Candidate[] {
  const { matchers } = filed;
  if ((document.measures[block] as Measures).units > MAX_UNFILED_UNITS) return matchers;
  let all: Candidate[] | null = null;
  let next = 0;
  for (const candidate of shapedRules(document, index, block)) {
    const { matcher } = candidate;
    if (!isInPlace(document, block, matcher)) continue;
    all ??= [];
    for (; (matchers[next]?.matcher.number ?? Infinity) < matcher.number; next++) all.push(matchers[next] as Candidate);
    all.push(unfiledCandidate(filed, candidate));
  }
  if (all === null) return matchers;
  for (; next < matchers.length; next++) all.push(matchers[next] as Candidate);
  return all;
}

/** The same candidate for the same block, which keeps what it has found. */
function unfiledCandidate(filed: Candidates, { matcher, phrases }: Candidate): Candidate {
  const known = filed.unfiled.find((own) => own.matcher === matcher);
  if (known !== undefined) return known;
  const candidate = { matcher, phrases, found: null };
  if (filed.unfiled === NONE) filed.unfiled = [];
  filed.unfiled.push(candidate);
  return candidate;
}

/** The rules without anchors that may concern a block of its kind, as short as it is, with links or without. */
function shapedRules(document: Document, index: IndexedRules, block: number): readonly Candidate[] {
  const { words, hasLink } = document.measures[block] as Measures;
  const { kind } = document.blocks[block] as Block;
  const ofKind = index.byShape.get(kind) ?? new Map<number, readonly Candidate[]>();
  const shape = 2 * words + (hasLink ? 1 : 0);
  const known = ofKind.get(shape);
  if (known !== undefined) return known;
  const fitting: Candidate[] = [];
  for (const number of index.unfiled) {
    if (words > (index.maxWords[number] as number)) continue;
    const matcher = index.matcher(number);
    if (!matcher.kinds.has(kind) || (matcher.conditions.wantsLink && !hasLink)) continue;
    fitting.push({ matcher, phrases: [...Array(matcher.phraseCount).keys()], found: null });
  }
  index.byShape.set(kind, ofKind.set(shape, fitting));
  return fitting;
}

/** Whether a block and its neighbours stand where a rule wants them, as far as that can be told without folding them. */
function isInPlace(document: Document, block: number, { conditions }: Matcher): boolean {
  const { before, after } = conditions;
  if (before !== null && !fitsNeighbour(before, document, block, -1)) return false;
  if (after !== null && !fitsNeighbour(after, document, block, 1)) return false;
  return failedPlace(conditions, document, block) === null;
}
