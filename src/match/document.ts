/** A text on its way through the stages, with what is found out lazily and kept. */
import { hashStep } from "../text/chars.js";
import type { BlockText, Folding } from "../text/fold.js";
import { foldedText, plainText } from "../text/folded-text.js";
import { type Folded, TOKEN_HARD, TOKEN_SOFT } from "../text/folding-state.js";
import { type Measures, measure } from "../text/measure.js";
import { splitSentences } from "../text/sentences.js";
import { findWideLinks } from "../text/wide-links.js";
import type { Block, Language } from "../types.js";
import type { Candidates } from "./candidates.js";
import type { IndexedRules } from "./compile.js";
import type { Neighbours } from "./neighbours.js";

/** A stretch of a block that a rule judges: the block itself, one of its sentences, or what a rule matched. */
export interface Unit {
  readonly kind: "block" | "sentence" | "span";
  /** Tokens, half-open. */
  readonly from: number;
  readonly to: number;
  /** Plain offsets, half-open. */
  readonly start: number;
  readonly end: number;
  /** Number of the sentence in its block; -1 for other units. */
  readonly sentence: number;
  /** Its text, once a pattern has asked for it. */
  folded: string | null;
  plain: string | null;
  /** Its words, once they were counted. */
  words: number | null;
}

/** A unit of which nothing else is known yet. */
export const makeUnit = (
  kind: Unit["kind"],
  { from, to }: { readonly from: number; readonly to: number },
  { start, end }: { readonly start: number; readonly end: number },
  sentence = -1,
): Unit => ({ kind, from, to, start, end, sentence, folded: null, plain: null, words: null });

/** A folding text with the language it is judged by. What else is known is found out when a rule asks, and kept. */
export interface Document extends Folding {
  readonly language: Language;
  /** Address of the text; null when not known. */
  readonly address: string | null;
  readonly abbreviations: ReadonlySet<string>;
  readonly measures: readonly Measures[];
  /** 1 for each block that is inside a link around several blocks. */
  readonly inLink: readonly number[];
  /** Blocks and their sentences as units. */
  readonly wholes: (Unit | undefined)[];
  readonly sentences: (readonly Unit[] | undefined)[];
  /** Flat pairs of tokens, the quotation marks of a block. */
  readonly quotes: (readonly number[] | undefined)[];
  /** Tag of the language that a block is in. */
  readonly languages: (string | undefined)[];
  /** What the index found in each block, for each set of rules that was asked. */
  readonly candidates: Map<IndexedRules, (Candidates | undefined)[]>;
  /** How often the text of a block occurs, by its hash. */
  repeats: ReadonlyMap<number, number> | null;
  /** How many blocks there are of a kind and level. */
  kinds: ReadonlyMap<string, number> | null;
  /** Numbers of the headings of level 1. */
  titles: readonly number[] | null;
  /** Hashes of the longer words of the paragraphs, with the paragraph, or -1 where there are several. */
  proseWords: ReadonlyMap<number, number> | null;
  /** The neighbours of each block. */
  neighbours: Neighbours | null;
}

/** What is known of the blocks together as long as nobody has asked. */
const UNASKED = { repeats: null, kinds: null, titles: null, proseWords: null, neighbours: null } as const;

/** Measures the blocks of a text; nothing is folded yet. */
export function createDocument(folding: Folding, language: Language, address: string | null = null): Document {
  const measures = folding.blocks.map(({ start, end }) => measure(folding.source, start, end));
  const abbreviations = new Set(language.abbreviations);
  return {
    ...folding,
    language,
    address,
    abbreviations,
    measures,
    inLink: [...findWideLinks(folding.source, folding.blocks)],
    wholes: [],
    sentences: [],
    quotes: [],
    languages: [],
    candidates: new Map(),
    ...UNASKED,
  };
}

/** The document that is left when only some of its blocks stay: what was found out about them stays with it. */
export function keepBlocks(document: Document, kept: readonly number[]): Document {
  const pick = <T>(values: readonly T[]): T[] => kept.map((block) => values[block] as T);
  return {
    ...document,
    blocks: pick(document.blocks),
    measures: pick(document.measures),
    inLink: pick(document.inLink),
    wholes: pick(document.wholes),
    sentences: pick(document.sentences),
    quotes: pick(document.quotes),
    languages: pick(document.languages),
    candidates: new Map([...document.candidates].map(([index, own]) => [index, pick(own)])),
    block: (index) => document.block(kept[index] as number),
    ...UNASKED,
  };
}

/** Words of a block, without folding it. */
export const blockWords = (document: Document, block: number): number => document.measures[block]?.words ?? 0;

/** A block as a unit. */
export function blockUnit(document: Document, block: number): Unit {
  const known = document.wholes[block];
  if (known !== undefined) return known;
  const whole = document.block(block);
  const unit = makeUnit("block", { from: whole.firstToken, to: whole.lastToken }, whole);
  document.wholes[block] = unit;
  return unit;
}

/** Whether a unit is all of its block. */
export function isWholeBlock(document: Document, block: number, { kind, from, to }: Unit): boolean {
  const { firstToken, lastToken } = document.block(block);
  return kind === "block" || (kind === "sentence" && from === firstToken && to === lastToken);
}

/** The sentences of a block; found at the first call. A block of one sentence has one, the same as the block. */
export function sentencesOf(document: Document, block: number): readonly Unit[] {
  const known = document.sentences[block];
  if (known !== undefined) return known;
  const whole = document.block(block);
  const found = whole.innerStop
    ? findSentences(document, whole)
    : [{ ...blockUnit(document, block), kind: "sentence" as const, sentence: 0 }];
  document.sentences[block] = found;
  return found;
}

function findSentences(document: Document, whole: BlockText): readonly Unit[] {
  const { abbreviations } = document;
  const units: Unit[] = [];
  let token = whole.firstToken;
  for (const span of splitSentences(plainText(document, whole.start, whole.end), abbreviations)) {
    const end = whole.start + span.end;
    const from = token;
    while (token < whole.lastToken && (document.tokenStart[token] as number) < end) token++;
    units.push(makeUnit("sentence", { from, to: token }, { start: whole.start + span.start, end }, units.length));
  }
  return units;
}

/** Folded text of a unit, without the space that ends a sentence. */
export function unitFolded(document: Document, unit: Unit): string {
  unit.folded ??= foldedText(document, unit.start, textEnd(document, unit));
  return unit.folded;
}

/** Plain text of a unit, without the space that ends a sentence. */
export function unitPlain(document: Document, unit: Unit): string {
  unit.plain ??= plainText(document, unit.start, textEnd(document, unit));
  return unit.plain;
}

function textEnd(document: Document, unit: Unit): number {
  let end = unit.end;
  while (end > unit.start && document.units[end - 1] === 0x20) end--;
  return end;
}

/** Number of words in some tokens; two CJK characters count as one. */
export function countWords(folded: Folded, from: number, to: number): number {
  let words = 0;
  for (let t = from; t < to; t++) {
    const type = folded.tokenType[t] as number;
    if (type < 2) words += 2;
    else if (type === 2) words += 1;
  }
  return Math.ceil(words / 2);
}

/** Words of a unit of a block. */
export function unitWords(document: Document, block: number, unit: Unit): number {
  unit.words ??= unit.kind === "block" ? blockWords(document, block) : countWords(document, unit.from, unit.to);
  return unit.words;
}

/** Closing quotation mark for each opening one; those that fold to the straight one close themselves. */
const QUOTES: ReadonlyMap<number, number> = new Map([
  [0x22, 0x22],
  [0x300c, 0x300d],
  [0x300e, 0x300f],
  [0x300a, 0x300b],
]);

/** True when tokens `[from, to)` of a block lie between quotation marks. */
export function isQuoted(document: Document, block: number, from: number, to: number): boolean {
  const quotes = quotesOf(document, block);
  let low = 0;
  let high = quotes.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((quotes[2 * middle + 1] as number) < to) low = middle + 1;
    else high = middle;
  }
  return 2 * low < quotes.length && (quotes[2 * low] as number) < from;
}

function quotesOf(document: Document, block: number): readonly number[] {
  const known = document.quotes[block];
  if (known !== undefined) return known;
  const { firstToken, lastToken } = document.block(block);
  const pairs: number[] = [];
  let opened = -1;
  let closing = 0;
  for (let t = firstToken; t < lastToken; t++) {
    if ((document.tokenType[t] as number) < TOKEN_SOFT) continue;
    const unit = document.units[document.tokenStart[t] as number] as number;
    if (opened >= 0 && unit === closing) {
      pairs.push(opened, t);
      opened = -1;
    } else if (opened < 0 && QUOTES.has(unit)) {
      opened = t;
      closing = QUOTES.get(unit) ?? 0;
    }
  }
  document.quotes[block] = pairs;
  return pairs;
}

/** FNV-1a of the tokens of a block, for telling repetitions. */
function blockHash(document: Document, block: number): number {
  const { firstToken, lastToken } = document.block(block);
  let hash = lastToken - firstToken;
  for (let t = firstToken; t < lastToken; t++) hash = hashStep(hash, document.tokenHash[t] as number);
  return hash;
}

/** True when another block has the same text. */
export function isRepeated(document: Document, block: number): boolean {
  document.repeats ??= tally(document.blocks.map((_, i) => blockHash(document, i)));
  return (document.repeats.get(blockHash(document, block)) ?? 0) > 1;
}

const kindOf = (block: Block | undefined): string => `${block?.kind} ${block?.level}`;

/** True when no other block has its kind and level. */
export function isOnly(document: Document, block: number): boolean {
  document.kinds ??= tally(document.blocks.map(kindOf));
  return document.kinds.get(kindOf(document.blocks[block])) === 1;
}

/** More headings than this of one level are no titles. */
const MAX_TITLES = 20;

/** Numbers of the headings of level 1, the first ones where there are many. */
export function titlesOf(document: Document): readonly number[] {
  document.titles ??= document.blocks
    .flatMap(({ kind, level }, block) => (kind === "heading" && level === 1 ? [block] : []))
    .slice(0, MAX_TITLES);
  return document.titles;
}

/** Takes more blocks for titles. */
export function addTitles(document: Document, blocks: readonly number[]): void {
  document.titles = [...new Set([...titlesOf(document), ...blocks])].sort((a, b) => a - b);
}

const LINK_TARGET = /\]\(<?([^)\s]{1,400})/g;

/** Whether a link of a block goes to an address that holds one of `parts`. */
export function hasLinkTo(document: Document, block: number, parts: readonly string[]): boolean {
  if (document.measures[block]?.hasLink !== true) return false;
  const { start, end } = document.blocks[block] as Block;
  const targets = [...document.text.slice(start, end).matchAll(LINK_TARGET)].map(([, target = ""]) => target);
  return targets.some((target) => parts.some((part) => target.includes(part)));
}

function tally<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const CLOSERS = new Set("\"')]}\u300d\u300f\u300b\u3011".split("").map((char) => char.charCodeAt(0)));
// A stop, an exclamation or question mark or an ellipsis ends a sentence; colons and semicolons, © and @ do not.
const TERMINALS = new Set(".!?\u2026\u3002\uff61\uff01\uff1f\u061f\u06d4".split("").map((char) => char.charCodeAt(0)));

/** True when the last sign of the unit, closing quotes and brackets aside, ends a sentence. */
export function isTerminal(document: Document, unit: Unit): boolean {
  let token = unit.to - 1;
  while (token > unit.from && CLOSERS.has(document.units[document.tokenStart[token] as number] as number)) token--;
  return (
    token >= unit.from &&
    document.tokenType[token] === TOKEN_HARD &&
    TERMINALS.has(document.units[document.tokenStart[token] as number] as number)
  );
}
