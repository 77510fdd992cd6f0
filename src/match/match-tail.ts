/**
 * Rules for whole blocks, on the last sentences of the prose: extractors put furniture on the line of the text, where
 * sentences are what blocks are elsewhere. What is found counts only behind the text (decide/prose-edges.ts).
 */
import type { Where } from "../types.js";
import { everyFiled, scanRange, toPhrases } from "./candidates.js";
import type { IndexedRules, Matcher } from "./compile.js";
import { type Document, sentencesOf, type Unit } from "./document.js";
import { type Found, findUnit, mayJudge } from "./find-unit.js";

/** Shorter blocks are judged as they are. */
const MIN_SENTENCES = 4;
/** Asked from the end on; no furniture is longer. */
const MAX_SENTENCES = 40;
/** So many sentences in a row that nothing hits are text. */
const MAX_IDLE = 2;

/** A rule for blocks that matched in a sentence. */
export type TailHit = Found & { readonly matcher: Matcher };

/** Conditions that ask something of blocks which sentences do not have. */
const OF_BLOCKS = [
  ...["before", "after", "links", "linkDensity", "level", "repeated", "altText"],
  ...["copy", "only", "linkTo", "echo", "sentences", "belowTitle"],
] as readonly (keyof Where)[];

/** Whether a rule may be asked about a sentence as if it were a block: what it wants to know of blocks aside. */
const isForSentences = ({ target, kinds, where, action }: Matcher): boolean =>
  target === "block" &&
  action !== "keep" &&
  kinds.has("paragraph") &&
  OF_BLOCKS.every((name) => where[name] === undefined);

function matchSentence(
  document: Document,
  index: IndexedRules,
  block: number,
  sentence: Unit,
  useIndex: boolean,
): readonly TailHit[] {
  const hits: TailHit[] = [];
  const { matchers } = useIndex ? scanRange(document, index, sentence, 0) : everyFiled(index);
  for (const candidate of matchers) {
    const { matcher } = candidate;
    if (!isForSentences(matcher) || !mayJudge(document, block, matcher, sentence)) continue;
    const found = findUnit(document, block, matcher, toPhrases(candidate), sentence, false);
    if (found !== null && typeof found !== "string") hits.push({ matcher, ...found });
  }
  return hits;
}

/**
 * Asks about the sentences of a block from the last one on, until nothing hits them.
 *
 * @param isHit whether a sentence is hit already
 */
export function matchTail(
  document: Document,
  indexes: readonly IndexedRules[],
  block: number,
  useIndex: boolean,
  isHit: (sentence: Unit) => boolean,
): readonly TailHit[] {
  const sentences = document.blocks[block]?.kind === "paragraph" ? sentencesOf(document, block) : [];
  if (sentences.length < MIN_SENTENCES) return [];
  const all: TailHit[] = [];
  let idle = 0;
  for (const sentence of sentences.slice(-MAX_SENTENCES).reverse()) {
    const hits = indexes.flatMap((index) => matchSentence(document, index, block, sentence, useIndex));
    all.push(...hits);
    idle = hits.length > 0 || isHit(sentence) ? 0 : idle + 1;
    if (idle === MAX_IDLE) break;
  }
  return all;
}
