/** Phrases as small programs over tokens. Matching one costs at most `MAX_STEPS` however the text looks. */
import { type Lists, type PhraseNode, parsePhrase } from "../rules/phrase-syntax.js";
import { foldedOf } from "../text/chars.js";
import { plainText } from "../text/folded-text.js";
import { type Folded, TOKEN_CJK, TOKEN_HARD, TOKEN_NUMBER, TOKEN_SOFT, TOKEN_WORD } from "../text/folding-state.js";
import { type LiteralToken, literalTokens } from "../text/literal.js";

type Stem = (word: string) => string;

/** One instruction; `next` is what must match behind it, null at the end of the phrase. */
export type Step =
  | { readonly op: "token"; readonly token: LiteralToken; readonly next: Step | null }
  | { readonly op: "words"; readonly words: ReadonlyMap<number, readonly LiteralToken[]>; readonly next: Step | null }
  | { readonly op: "prefix"; readonly folded: string; readonly next: Step | null }
  | {
      readonly op: "stem";
      readonly stem: string;
      readonly head: string;
      readonly stemOf: Stem;
      readonly next: Step | null;
    }
  | { readonly op: "number"; readonly next: Step | null }
  | { readonly op: "gap"; readonly max: number; readonly next: Step | null }
  | Choice;

/** Most choices are never reached, and most ways on of others not taken: both are compiled when they are. */
interface Choice {
  readonly op: "choice";
  readonly nodes: readonly PhraseNode[];
  readonly next: Step | null;
  readonly stemOf: Stem | null;
  ways: Ways | null;
}

/** The ways on from a choice, by the number of the node. */
interface Ways {
  /** The tokens that each can begin with: every bit is set when with anything. */
  readonly firsts: readonly Bits[];
  /** Undefined until it is taken. */
  readonly steps: (Step | null | undefined)[];
}

/** Bits `hash & 63` of some tokens, as two words. */
interface Bits {
  readonly low: number;
  readonly high: number;
}

export interface Phrase {
  readonly source: string;
  readonly start: Step | null;
  readonly first: Bits;
}

const MAX_STEPS = 512;
/** Stems count as equal only where the words begin alike: an index over beginnings then finds every match. */
export const STEM_HEAD_CHARS = 4;

/** Rules say the same words over and over: they share their tokens. */
const MAX_SHARED_WORDS = 65_536;
const sharedTokens = new Map<string, readonly LiteralToken[]>();

function tokensOf(text: string): readonly LiteralToken[] {
  const known = sharedTokens.get(text);
  if (known !== undefined) return known;
  const tokens = literalTokens(text);
  if (sharedTokens.size >= MAX_SHARED_WORDS) sharedTokens.clear();
  sharedTokens.set(text, tokens);
  return tokens;
}

function wordSteps(text: string, next: Step | null, stemOf: Stem | null): Step | null {
  return tokensOf(text).reduceRight<Step | null>((then, token) => {
    if (stemOf !== null && token.kind === "word" && token.folded.length >= STEM_HEAD_CHARS) {
      return {
        op: "stem",
        stem: stemOf(token.folded),
        head: token.folded.slice(0, STEM_HEAD_CHARS),
        stemOf,
        next: then,
      };
    }
    return { op: "token", token, next: then };
  }, next);
}

type Words = ReadonlyMap<number, readonly LiteralToken[]>;

/** The trees of lists are shared between phrases, and so are their words. */
const plainChoices = new WeakMap<PhraseNode, { readonly words: Words | null }>();

/** The single tokens of a choice between plain words, or null when it is not that simple. */
function plainChoice(node: PhraseNode & { kind: "choice" }): Words | null {
  const known = plainChoices.get(node) ?? { words: readPlainChoice(node) };
  plainChoices.set(node, known);
  return known.words;
}

function readPlainChoice(node: PhraseNode & { kind: "choice" }): Words | null {
  const words = new Map<number, readonly LiteralToken[]>();
  for (const branch of node.nodes) {
    if (branch.kind !== "word") return null;
    const tokens = tokensOf(branch.text);
    const [token] = tokens;
    if (token === undefined || tokens.length > 1) return null;
    const others = words.get(token.hash);
    words.set(token.hash, others === undefined ? tokens : [...others, token]);
  }
  return words;
}

function compileNode(node: PhraseNode, next: Step | null, stemOf: Stem | null): Step | null {
  switch (node.kind) {
    case "word":
    case "punctuation":
      return wordSteps(node.text, next, stemOf);
    case "prefix":
      return { op: "prefix", folded: tokensOf(node.text)[0]?.folded ?? "", next };
    case "number":
      return { op: "number", next };
    case "gap":
      return { op: "gap", max: node.max, next };
    case "sequence":
      return node.nodes.reduceRight((then, child) => compileNode(child, then, stemOf), next);
    case "choice": {
      const words = stemOf === null ? plainChoice(node) : null;
      if (words !== null) return { op: "words", words, next };
      return { op: "choice", nodes: node.nodes, next, stemOf, ways: null };
    }
    default:
      return node satisfies never;
  }
}

const ANY: Bits = { low: -1, high: -1 };

/** One for each of the 64 bits. */
const SINGLE: readonly Bits[] = Array.from({ length: 64 }, (_, bit) =>
  bit < 32 ? { low: 1 << bit, high: 0 } : { low: 0, high: 1 << (bit & 31) },
);

const bitsOf = (hash: number): Bits => SINGLE[hash & 63] as Bits;

const union = (parts: readonly Bits[]): Bits =>
  parts.reduce((all, { low, high }) => ({ low: all.low | low, high: all.high | high }), { low: 0, high: 0 });

/** The tokens that a program can begin with. */
function firstBits(step: Step | null): Bits {
  if (step?.op === "token") return bitsOf(step.token.hash);
  if (step?.op === "words") return union([...step.words.keys()].map(bitsOf));
  if (step?.op === "choice") return union(waysOf(step).firsts);
  return ANY;
}

/** By the nodes of a choice; null where it takes more than the node to know. */
const knownFirsts = new WeakMap<readonly PhraseNode[], readonly (Bits | null)[]>();

function firstsOf(nodes: readonly PhraseNode[]): readonly (Bits | null)[] {
  const known = knownFirsts.get(nodes);
  if (known !== undefined) return known;
  const firsts = nodes.map((node) => {
    const token = firstToken(node);
    return token === undefined ? null : bitsOf(token.hash);
  });
  knownFirsts.set(nodes, firsts);
  return firsts;
}

function waysOf(choice: Choice): Ways {
  if (choice.ways !== null) return choice.ways;
  const { nodes, stemOf } = choice;
  const steps: Ways["steps"] = new Array(nodes.length);
  const known = firstsOf(nodes);
  const isKnown = stemOf === null && !known.includes(null);
  const compile = (i: number): Bits => {
    const step = compileWay(choice, i);
    steps[i] = step;
    return firstBits(step);
  };
  const firsts = nodes.map((_, i) => (stemOf === null ? known[i] : null) ?? compile(i));
  choice.ways = { firsts: isKnown ? (known as readonly Bits[]) : firsts, steps };
  return choice.ways;
}

const compileWay = ({ nodes, next, stemOf }: Choice, i: number): Step | null =>
  compileNode(nodes[i] as PhraseNode, next, stemOf);

/** The token that what `node` says begins with, where that is the same for sure. */
function firstToken(node: PhraseNode): LiteralToken | undefined {
  if (node.kind === "word" || node.kind === "punctuation") return tokensOf(node.text)[0];
  const [child] = node.kind === "sequence" ? node.nodes : [];
  return child === undefined ? undefined : firstToken(child);
}

/** Compiles one phrase; `stemOf` compares words by stem. Throws `PhraseError` on wrong notation. */
export function compilePhrase(source: string, lists: Lists, stemOf: Stem | null = null): Phrase {
  const start = compileNode(parsePhrase(source, lists), null, stemOf);
  return { source, start, first: firstBits(start) };
}

function equals(folded: Folded, token: number, text: string): boolean {
  const start = folded.tokenStart[token] as number;
  if ((folded.tokenEnd[token] as number) - start !== text.length) return false;
  return startsWith(folded, start, text);
}

function startsWith(folded: Folded, start: number, text: string): boolean {
  for (let i = 0; i < text.length; i++)
    if (foldedOf[folded.units[start + i] as number] !== text.charCodeAt(i)) return false;
  return true;
}

const isToken = (folded: Folded, at: number, token: LiteralToken): boolean =>
  folded.tokenHash[at] === token.hash && equals(folded, at, token.folded);

function matchesStem(folded: Folded, at: number, step: Step & { op: "stem" }): boolean {
  const start = folded.tokenStart[at] as number;
  const end = folded.tokenEnd[at] as number;
  if (folded.tokenType[at] !== TOKEN_WORD || end - start < STEM_HEAD_CHARS || !startsWith(folded, start, step.head))
    return false;
  let word = "";
  for (const unit of folded.units.subarray(start, end)) word += String.fromCharCode(foldedOf[unit] as number);
  return step.stemOf(word) === step.stem;
}

/** Longer runs of light punctuation part two words: skipping them from many places would take too long. */
const MAX_LIGHT_TOKENS = 16;

let steps = 0;
/** Only matches count that end here or later: no word may stand behind them. */
let leastEnd = 0;

/** Token behind the phrase when `step` and what follows it match at token `at`, otherwise -1. */
function run(folded: Folded, step: Step | null, from: number, end: number): number {
  if (step === null) return from < leastEnd ? -1 : from;
  if (++steps > MAX_STEPS) return -1;
  if (step.op === "choice") return runChoice(folded, step, from, end);
  if (step.op === "gap") return runGap(folded, step, from, end);
  const wantsSoft = step.op === "token" && step.token.soft;
  const stop = Math.min(end, from + MAX_LIGHT_TOKENS);
  let at = from;
  while (at < stop && folded.tokenType[at] === TOKEN_SOFT && !(wantsSoft && isToken(folded, at, step.token))) at++;
  if (at >= end) return -1;
  switch (step.op) {
    case "token":
      return isToken(folded, at, step.token) ? run(folded, step.next, at + 1, end) : -1;
    case "words":
      return step.words.get(folded.tokenHash[at] as number)?.some((token) => isToken(folded, at, token)) === true
        ? run(folded, step.next, at + 1, end)
        : -1;
    case "number":
      return folded.tokenType[at] === TOKEN_NUMBER ? run(folded, step.next, at + 1, end) : -1;
    case "prefix": {
      const start = folded.tokenStart[at] as number;
      const long = (folded.tokenEnd[at] as number) - start >= step.folded.length;
      return long && startsWith(folded, start, step.folded) ? run(folded, step.next, at + 1, end) : -1;
    }
    case "stem":
      return matchesStem(folded, at, step) ? run(folded, step.next, at + 1, end) : -1;
    default:
      return step satisfies never;
  }
}

/** Tries only the ways that can begin with the next token, or with the light punctuation before it. */
function runChoice(folded: Folded, choice: Choice, from: number, end: number): number {
  let low = 0;
  let high = 0;
  const stop = Math.min(end, from + MAX_LIGHT_TOKENS + 1);
  for (let at = from; at < stop; at++) {
    const hash = folded.tokenHash[at] as number;
    if ((hash & 32) === 0) low |= 1 << (hash & 31);
    else high |= 1 << (hash & 31);
    if (folded.tokenType[at] !== TOKEN_SOFT) break;
  }
  const { firsts, steps: ways } = waysOf(choice);
  for (let i = 0; i < firsts.length; i++) {
    const first = firsts[i] as Bits;
    if ((first.low & low) === 0 && (first.high & high) === 0 && (first.low & first.high) !== -1) continue;
    let way = ways[i];
    if (way === undefined) {
      way = compileWay(choice, i);
      ways[i] = way;
    }
    const found = run(folded, way, from, end);
    if (found >= 0) return found;
  }
  return -1;
}

/** Shortest gap first; a gap ends at sentence punctuation. */
function runGap(folded: Folded, step: Step & { op: "gap" }, from: number, end: number): number {
  let at = from;
  let left = step.max;
  while (true) {
    const found = run(folded, step.next, at, end);
    if (found >= 0 || steps > MAX_STEPS) return found;
    const stop = Math.min(end, at + MAX_LIGHT_TOKENS);
    while (at < stop && folded.tokenType[at] === TOKEN_SOFT) at++;
    if (at >= end || left-- === 0 || folded.tokenType[at] === TOKEN_HARD) return -1;
    at++;
  }
}

/** Token behind the phrase when it matches with its first token at `at`, otherwise -1. */
export function matchPhrase(folded: Folded, phrase: Phrase, at: number, end: number): number {
  const hash = folded.tokenHash[at] as number;
  const bits = (hash & 32) === 0 ? phrase.first.low : phrase.first.high;
  if (((bits >>> (hash & 31)) & 1) === 0) return -1;
  steps = 0;
  return run(folded, phrase.start, at, end);
}

/** A stretch of tokens, half-open. */
export interface TokenSpan {
  readonly from: number;
  readonly to: number;
}

/** Where a match may begin and must end. */
export interface SearchLimits {
  /** The match begins before this token. */
  readonly before?: number;
  /** No word stands between the match and the end. */
  readonly toEnd?: boolean;
}

/** First match of any of the phrases that begins at or behind `from` and ends by `end`. */
export function findPhrase(
  folded: Folded,
  phrases: readonly Phrase[],
  from: number,
  end: number,
  limits: SearchLimits = {},
): TokenSpan | null {
  const { before = end, toEnd = false } = limits;
  leastEnd = toEnd ? behindLastWord(folded, from, end) : 0;
  for (let at = from; at < before; at++) {
    const isSoft = folded.tokenType[at] === TOKEN_SOFT;
    for (const phrase of phrases) {
      // A phrase that begins by skipping light punctuation is found again where it really begins.
      if (isSoft && !isSoftStart(folded, phrase, at)) continue;
      const to = matchPhrase(folded, phrase, at, end);
      if (to > at) return { from: at, to };
    }
  }
  return null;
}

function behindLastWord(folded: Folded, from: number, end: number): number {
  let at = end;
  while (at > from && !isWordToken(folded.tokenType[at - 1] as number)) at--;
  return at;
}

const isSoftStart = (folded: Folded, phrase: Phrase, at: number): boolean =>
  phrase.start?.op === "token" && isToken(folded, at, phrase.start.token);

/** True for tokens that hold letters or digits. */
export const isWordToken = (type: number): boolean => type <= TOKEN_CJK;

/** The plain text of some tokens, for explanations. */
export const tokenText = (folded: Folded, span: TokenSpan): string =>
  span.to > span.from
    ? plainText(folded, folded.tokenStart[span.from] as number, folded.tokenEnd[span.to - 1] as number)
    : "";
