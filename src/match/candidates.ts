/** Which rules may match in a block: those whose anchors stand in it, and those that have none. */
import type { Measures } from "../text/measure.js";
import { scanTokens } from "./anchor-index.js";
import type { IndexedRules, Matcher, Mention } from "./compile.js";
import type { Phrase } from "./compile-phrase.js";
import { failedPlace, fitsNeighbour } from "./conditions.js";
import type { Document } from "./document.js";

/** Visible characters up to which a rule without anchors looks at a block, lest it look at all of a text. */
const MAX_UNFILED_UNITS = 160;

/** Phrases that may match, in the order of the rule; only those whose anchors were found. */
export const toPhrases = (matcher: Matcher, numbers: ReadonlySet<number>): readonly Phrase[] =>
  [...numbers]
    .filter((number) => number >= 0)
    .sort((a, b) => a - b)
    .map(matcher.phrase);

/** Matchers that may match in a block, with the phrases that may, and mentions. */
export interface Candidates {
  readonly matchers: Map<number, ReadonlySet<number>>;
  readonly mentions: Set<Mention>;
}

function unfiledCandidates(document: Document, index: IndexedRules, block: number): Map<number, ReadonlySet<number>> {
  const found = new Map<number, ReadonlySet<number>>();
  const { words, units } = document.measures[block] as Measures;
  if (units > MAX_UNFILED_UNITS) return found;
  for (const number of index.unfiled) {
    if (words > (index.maxWords[number] as number)) continue;
    const matcher = index.matcher(number);
    if (mayConcern(document, block, matcher)) found.set(number, matcher.everyPhrase);
  }
  return found;
}

function addCandidate({ matchers, mentions }: Candidates, index: IndexedRules, item: number, words: number): void {
  const owner = index.owners[item] as number;
  if (owner < 0) {
    const mention = index.mentions[-1 - owner];
    if (mention !== undefined) mentions.add(mention);
  } else if (words <= (index.maxWords[owner] as number)) {
    const phrase = index.phrases[item] as number;
    const phrases = matchers.get(owner);
    matchers.set(owner, phrases === undefined ? new Set([phrase]) : new Set([...phrases, phrase]));
  }
}

/** Candidates by anchors, which do not depend on the surroundings, and by place, which does. */
export function findCandidates(document: Document, index: IndexedRules, block: number): Candidates {
  const { matchers, mentions } = scanBlock(document, index, block);
  const unfiled = unfiledCandidates(document, index, block);
  if (unfiled.size === 0) return { matchers, mentions };
  for (const [number, phrases] of matchers) unfiled.set(number, phrases);
  return { matchers: unfiled, mentions };
}

function scanBlock(document: Document, index: IndexedRules, block: number): Candidates {
  const scans = document.candidates[block] ?? new Map<object, unknown>();
  document.candidates[block] = scans;
  const known = scans.get(index) as Candidates | undefined;
  if (known !== undefined) return known;
  const found = { matchers: new Map(), mentions: new Set<Mention>() };
  scans.set(index, found);
  const { words } = document.measures[block] as Measures;
  const { firstToken, lastToken } = document.block(block);
  scanTokens(index.anchors, index.hasHeads, document, firstToken, lastToken, (item) =>
    addCandidate(found, index, item, words),
  );
  return found;
}

/** The matchers that may match in some tokens of a block, by their anchors alone, with the phrases that may. */
export function scanRange(
  document: Document,
  index: IndexedRules,
  { from, to }: { readonly from: number; readonly to: number },
  useIndex: boolean,
): ReadonlyMap<number, ReadonlySet<number>> {
  const found = { matchers: new Map<number, ReadonlySet<number>>(), mentions: new Set<Mention>() };
  if (useIndex) {
    scanTokens(index.anchors, index.hasHeads, document, from, to, (item) => addCandidate(found, index, item, 0));
  } else for (const item of index.owners.keys()) addCandidate(found, index, item, 0);
  return found.matchers;
}

/** Without the index every filed rule is a candidate everywhere. */
export function everyCandidate(document: Document, index: IndexedRules, block: number): Candidates {
  const found = { matchers: unfiledCandidates(document, index, block), mentions: new Set<Mention>() };
  for (const item of index.owners.keys()) addCandidate(found, index, item, 0);
  return found;
}

/** A rule without anchors looks at short blocks of its kind and place only, so that few are folded for it. */
function mayConcern(document: Document, block: number, { kinds, where }: Matcher): boolean {
  const own = document.blocks[block];
  const { hasLink } = document.measures[block] as Measures;
  if (own === undefined || !kinds.has(own.kind)) return false;
  if (!hasLink && ((where.links?.min ?? 0) > 0 || (where.linkDensity?.min ?? 0) > 0)) return false;
  if (where.before !== undefined && !fitsNeighbour(where.before, document, block, -1)) return false;
  if (where.after !== undefined && !fitsNeighbour(where.after, document, block, 1)) return false;
  return failedPlace(where, document, block) === null;
}
