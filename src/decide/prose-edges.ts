/**
 * Where the text begins within its first block of prose and ends within its last one. Extractors put furniture and text
 * on one line, and sentences there stand before or behind the text as blocks do elsewhere.
 */
import { countWords, type Document, sentencesOf, type Unit } from "../match/document.js";
import type { Hit } from "../match/match.js";
import { type ProseRange, zoneOf } from "../match/zones.js";
import type { Zone } from "../types.js";

/** Sentences hit by less than this are not accused. */
const MIN_ACCUSED = 0.4;
/** A rule that acts anywhere and weighs as much is evidence for the sentences beside it. */
const SURE = 1;
/** So many sentences in a row, one of them for sure, are furniture and no chance hits. */
const MIN_RUN = 2;
/** A sentence of so few words that nothing is known of may stand between others that are accused. */
export const MAX_GAP_WORDS = 12;

/** Tokens: sentences that end by `head` stand before the text, those that begin at `tail` or later behind it. */
interface Edges {
  readonly head: number;
  readonly tail: number;
}

/** The zone of a part of a block. */
export type ZoneOfUnit = (block: number, unit: Unit) => Zone;

/** What speaks for and against cutting a sentence, and whether a rule says so that asks for no place. */
function accuse(hits: readonly Hit[], sentence: Unit): { readonly isAccused: boolean; readonly isSure: boolean } {
  let score = 0;
  let isSure = false;
  for (const { unit, matcher } of hits) {
    if (unit.from > sentence.from || unit.to < sentence.to || matcher.action === "extract") continue;
    score += matcher.action === "keep" ? -matcher.weight : matcher.weight;
    if (matcher.action === "remove" && matcher.weight >= SURE && matcher.conditions.zone === null) isSure = true;
  }
  return { isAccused: score >= MIN_ACCUSED, isSure: isSure && score >= SURE };
}

/** How many of the sentences, from the first on, are furniture in a row. */
function runLength(document: Document, sentences: readonly Unit[], hits: readonly Hit[]): number {
  let length = 0;
  let accused = 0;
  let isSure = false;
  for (const [i, sentence] of sentences.entries()) {
    const own = accuse(hits, sentence);
    if (own.isAccused) {
      length = i + 1;
      accused++;
      isSure ||= own.isSure;
    } else if (length === 0 || i > length || countWords(document, sentence.from, sentence.to) > MAX_GAP_WORDS) break;
  }
  return isSure && accused >= MIN_RUN && length < sentences.length ? length : 0;
}

function findEdges(document: Document, block: number, hits: readonly Hit[]): Edges {
  const sentences = sentencesOf(document, block);
  const head = runLength(document, sentences, hits);
  const tail = runLength(document, sentences.toReversed(), hits);
  return {
    head: head === 0 ? -1 : (sentences[head - 1]?.to ?? -1),
    tail: tail === 0 ? Infinity : (sentences[sentences.length - tail]?.from ?? Infinity),
  };
}

/**
 * Tells the zone of sentences and other parts of blocks.
 *
 * @param hits what hits each block
 */
export function zoneOfUnits(document: Document, prose: ProseRange, hits: readonly (readonly Hit[])[]): ZoneOfUnit {
  const known = new Map<number, Edges>();
  return (block, unit) => {
    const zone = zoneOf(prose, block);
    if (unit.kind === "block" || (block !== prose.first && block !== prose.last)) return zone;
    const edges = known.get(block) ?? findEdges(document, block, hits[block] ?? []);
    known.set(block, edges);
    const { firstToken, lastToken } = document.block(block);
    // A part of a sentence stands outside of the text as well when the text does not go on on its other side.
    const isLead = unit.to <= edges.head || (unit.kind === "span" && unit.from === firstToken);
    if (block === prose.first && isLead) return "head";
    const isTrail = unit.from >= edges.tail || (unit.kind === "span" && unit.to >= Math.min(edges.tail, lastToken));
    return block === prose.last && isTrail ? "tail" : zone;
  };
}

const BRACKETS: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["\u3010", "\u3011"],
  ["\u3014", "\u3015"],
]);

/** Whether a part of a block is a remark in brackets, which stands alone wherever it stands. */
export function isRemark({ units, tokenStart }: Document, { from, to }: Unit): boolean {
  const charAt = (token: number): string => String.fromCharCode(units[tokenStart[token] as number] as number);
  return to - from > 2 && BRACKETS.get(charAt(from)) === charAt(to - 1);
}
