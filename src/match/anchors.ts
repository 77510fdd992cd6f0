/**
 * The index. Every matcher is filed under the rarest tokens it cannot do without (its anchors): a word, two words in a
 * row, or the beginning of a word. A scan hashes each token of a text, asks one bit, and only on a hit looks further.
 */
import type { PhraseNode } from "../rules/phrase-syntax.js";
import { foldedOf, HASH_START, hashStep } from "../text/chars.js";
import { type Folded, TOKEN_HARD, TOKEN_SOFT, TOKEN_WORD } from "../text/fold.js";
import { type LiteralToken, literalTokens } from "../text/literal.js";
import { buildSieve, isSievable, isSymbol, type Sieve } from "./sieve.js";

/** One thing a text must hold. */
export interface Anchor {
  /** Hash that the tokens of a text are looked up by. */
  readonly key: number;
  /** Its characters, with a space where a word begins or ends; null for signs and unspaced scripts. */
  readonly text: string | null;
  /** The key is that of the beginning of a word. */
  readonly isHead: boolean;
}

/** Of these one must be present. */
export interface Anchors {
  readonly anchors: readonly Anchor[];
  /** Rough share of tokens that hit, times 10,000. */
  readonly cost: number;
}

/** Beginnings of this many units are indexed. */
export const HEAD_CHARS = 4;
const PAIR = 0x5bd1e995;
const HEAD = 0x1b873593;

const pairKey = (first: number, second: number): number => Math.imul(first, PAIR) ^ Math.imul(second, HEAD);
const headKey = (hash: number): number => Math.imul(hash ^ HEAD, PAIR);

function headHash(folded: string): number {
  let hash = HASH_START;
  for (let i = 0; i < HEAD_CHARS; i++) hash = hashStep(hash, folded.charCodeAt(i));
  return hash;
}

// Rough frequencies by kind and length: enough to prefer "newsletter" to "our".
const COMMON_WORD = 200;
const COST_BY_LENGTH = [0, 100, 60, 40, 12, 10, 5, 4, 2] as const;

/** Infinite for what the index cannot find. */
function tokenCost(token: LiteralToken, common: ReadonlySet<string>): number {
  if (token.kind === "cjk") return 40;
  if (token.kind === "sign") return isSymbol(token.folded.charCodeAt(0)) ? 5 : Number.POSITIVE_INFINITY;
  if (common.has(token.folded)) return COMMON_WORD;
  return COST_BY_LENGTH[Math.min(token.folded.length, COST_BY_LENGTH.length - 1)] ?? 1;
}

/** Characters of some words in a row for the sieve; null when it does not look for them. */
const anchorText = (tokens: readonly LiteralToken[]): string | null =>
  tokens.every(({ kind }) => kind === "word") ? ` ${tokens.map(({ folded }) => folded).join(" ")} ` : null;

function toAnchors(tokens: readonly LiteralToken[], key: number, cost: number): Anchors | null {
  const text = anchorText(tokens);
  if (!Number.isFinite(cost) || (text !== null && !isSievable(text))) return null;
  return { anchors: [{ key, text, isHead: false }], cost };
}

const cheaper = (a: Anchors | null, b: Anchors | null): Anchors | null => (a === null || (b !== null && b.cost < a.cost) ? b : a);

/** Anchors of what matches when one of several parts does: null as soon as one part has none. */
export function unionAnchors(parts: readonly (Anchors | null)[]): Anchors | null {
  const known = parts.filter((part) => part !== null);
  if (known.length === 0 || known.length < parts.length) return null;
  return { anchors: known.flatMap((part) => part.anchors), cost: known.reduce((sum, part) => sum + part.cost, 0) };
}

/** Anchors of the words of one run that stand side by side in every match. */
function runAnchors(tokens: readonly LiteralToken[], common: ReadonlySet<string>): Anchors | null {
  let best: Anchors | null = null;
  tokens.forEach((token, i) => {
    const cost = tokenCost(token, common);
    best = cheaper(best, toAnchors([token], token.hash, cost));
    const next = tokens[i + 1];
    if (next === undefined || token.kind === "sign" || next.kind === "sign") return;
    best = cheaper(best, toAnchors([token, next], pairKey(token.hash, next.hash), 0.3 * Math.min(cost, tokenCost(next, common))));
  });
  return best;
}

/** What every match of the phrase holds; null when nothing is certain. Words compared by stem count by their beginning. */
export function phraseAnchors(node: PhraseNode, common: ReadonlySet<string>, stems: boolean): Anchors | null {
  switch (node.kind) {
    case "word":
    case "punctuation":
      return stems ? headAnchors(node.text, common) : runAnchors(literalTokens(node.text), common);
    case "prefix":
      return headAnchors(node.text, common);
    case "number":
    case "gap":
      return null;
    case "choice":
      return unionAnchors(node.nodes.map((child) => phraseAnchors(child, common, stems)));
    case "sequence":
      return sequenceAnchors(node.nodes, common, stems);
    default:
      return node satisfies never;
  }
}

function sequenceAnchors(nodes: readonly PhraseNode[], common: ReadonlySet<string>, stems: boolean): Anchors | null {
  let best: Anchors | null = null;
  let run: LiteralToken[] = [];
  for (const node of nodes) {
    if (!stems && (node.kind === "word" || node.kind === "punctuation")) {
      run.push(...literalTokens(node.text));
      best = cheaper(best, runAnchors(run, common));
    } else {
      run = [];
      best = cheaper(best, phraseAnchors(node, common, stems));
    }
  }
  return best;
}

/** Anchors of words of which only the beginning is certain. */
function headAnchors(text: string, common: ReadonlySet<string>): Anchors | null {
  return literalTokens(text).reduce<Anchors | null>((best, token) => {
    const cost = tokenCost(token, common);
    if (token.kind !== "word") return cheaper(best, toAnchors([token], token.hash, cost));
    if (token.folded.length < HEAD_CHARS) return best;
    const anchor = { key: headKey(headHash(token.folded)), text: ` ${token.folded.slice(0, HEAD_CHARS)}`, isHead: true };
    return cheaper(best, { anchors: [anchor], cost: 3 * cost });
  }, null);
}

/** Anchors of words of which at least one must be present. */
export function wordAnchors(words: readonly string[], common: ReadonlySet<string>): Anchors | null {
  return unionAnchors(words.map((word) => runAnchors(literalTokens(word), common)));
}

/** Entries filed under keys, behind a bitmap that answers "no" for almost every token. */
export interface AnchorIndex {
  readonly bits: Uint32Array;
  readonly shift: number;
  readonly entries: ReadonlyMap<number, readonly number[]>;
  readonly hasHeads: boolean;
  /** Some anchors are signs such as ©. */
  readonly hasSigns: boolean;
  readonly sieve: Sieve;
}

const GOLDEN = 0x9e3779b1;
const BITS_PER_KEY = 24;

/** Builds the index of some entries. */
export function buildIndex(filed: readonly { readonly anchors: Anchors; readonly entry: number }[], rarity: Float64Array): AnchorIndex {
  const entries = new Map<number, number[]>();
  const texts = new Set<string>();
  let hasHeads = false;
  let hasSigns = false;
  for (const { anchors, entry } of filed) {
    for (const { key, text, isHead } of anchors.anchors) {
      const list = entries.get(key);
      if (list === undefined) entries.set(key, [entry]);
      else if (list.at(-1) !== entry) list.push(entry);
      if (text === null) hasSigns = true;
      else texts.add(text);
      hasHeads ||= isHead;
    }
  }
  const log = Math.max(10, Math.ceil(Math.log2(entries.size * BITS_PER_KEY + 1)));
  const bits = new Uint32Array(2 ** (log - 5));
  const shift = 32 - log;
  for (const key of entries.keys()) {
    const bit = Math.imul(key, GOLDEN) >>> shift;
    bits[bit >>> 5] = (bits[bit >>> 5] as number) | (1 << (bit & 31));
  }
  return { bits, shift, entries, hasHeads, hasSigns, sieve: buildSieve(texts, rarity) };
}

/** Calls `found` for every entry whose key stands in the tokens `[from, to)`; an entry may come several times. */
export function scanTokens(index: AnchorIndex, folded: Folded, from: number, to: number, found: (entry: number, token: number) => void): void {
  const { bits, shift, entries, hasHeads } = index;
  const { tokenHash, tokenType, tokenStart, tokenEnd, units } = folded;
  const report = (key: number, token: number): void => {
    for (const entry of entries.get(key) ?? []) found(entry, token);
  };
  let previous = 0;
  let adjacent = false;
  for (let t = from; t < to; t++) {
    const hash = tokenHash[t] as number;
    const type = tokenType[t] as number;
    let bit = Math.imul(hash, GOLDEN) >>> shift;
    if (((bits[bit >>> 5] as number) >>> (bit & 31)) & 1) report(hash, t);
    if (type >= TOKEN_SOFT) {
      if (type === TOKEN_HARD) adjacent = false;
      continue;
    }
    if (adjacent) {
      const key = pairKey(previous, hash);
      bit = Math.imul(key, GOLDEN) >>> shift;
      if (((bits[bit >>> 5] as number) >>> (bit & 31)) & 1) report(key, t);
    }
    previous = hash;
    adjacent = true;
    const start = tokenStart[t] as number;
    if (hasHeads && type === TOKEN_WORD && (tokenEnd[t] as number) - start >= HEAD_CHARS) {
      let head = HASH_START;
      for (let i = start; i < start + HEAD_CHARS; i++) head = Math.imul(head ^ (foldedOf[units[i] as number] as number), 0x01000193);
      const key = headKey(head);
      bit = Math.imul(key, GOLDEN) >>> shift;
      if (((bits[bit >>> 5] as number) >>> (bit & 31)) & 1) report(key, t);
    }
  }
}
