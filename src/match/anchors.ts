/**
 * Chooses the anchors of a rule: the rarest words, or pairs of words, of which every match holds at least one. An anchor
 * is written `newsletter`, `follow us`, `subs*` for words that begin so, `^read` for a word behind a stop, or `more^` for one before.
 */
import type { PhraseNode } from "../rules/phrase-syntax.js";
import { type LiteralToken, literalTokens } from "../text/literal.js";

/** Of these one must be present. */
export interface Anchors {
  readonly anchors: readonly string[];
  /** Rough number of hits among 10,000 words. */
  readonly cost: number;
}

/** How often a word, or two words in a row, occur among 10,000. */
export type Frequency = (words: string) => number | undefined;

/** As many letters of the beginning of a word are indexed. */
export const HEAD_CHARS = 4;
/** More pairs than this are no help. */
const MAX_PAIRS = 100;

export const isHead = (anchor: string): boolean => anchor.endsWith("*");
/** A word behind a stop, or at the start of a block. */
export const isStart = (anchor: string): boolean => anchor.startsWith("^");
/** A word before a stop. */
export const isEnd = (anchor: string): boolean => anchor.endsWith("^");

// What a word of some length costs when nothing better is known: enough to prefer "newsletter" to "our".
const COST_BY_LENGTH = [0, 100, 60, 40, 12, 6, 3, 2, 1] as const;

const COMMON_SIGNS = ".,:;()-'\"";

function tokenCost(token: LiteralToken, frequency: Frequency): number {
  if (token.kind === "cjk") return 40;
  // An elided article is as frequent as a comma.
  if (token.kind === "sign") return COMMON_SIGNS.includes(token.folded) || token.folded.length > 1 ? 600 : 10;
  return frequency(token.folded) ?? COST_BY_LENGTH[Math.min(token.folded.length, COST_BY_LENGTH.length - 1)] ?? 1;
}

/** Two words that have nothing to do with each other meet this much more often than chance. */
const AFFINITY = 4;

function pairCost(first: LiteralToken, second: LiteralToken, frequency: Frequency): number {
  const [a, b] = [tokenCost(first, frequency), tokenCost(second, frequency)];
  return Math.min(a, b, frequency(`${first.folded} ${second.folded}`) ?? (AFFINITY * a * b) / 10_000);
}

const single = (token: LiteralToken, frequency: Frequency): Anchors => ({
  anchors: [token.folded],
  cost: tokenCost(token, frequency),
});

const cheaper = (a: Anchors | null, b: Anchors | null): Anchors | null =>
  a === null || (b !== null && b.cost < a.cost) ? b : a;

/** Anchors of what matches when one of several parts does: null as soon as one part has none. */
export function unionAnchors(parts: readonly (Anchors | null)[]): Anchors | null {
  const known = parts.filter((part) => part !== null);
  if (known.length === 0 || known.length < parts.length) return null;
  const anchors = [...new Set(known.flatMap((part) => part.anchors))];
  return { anchors, cost: known.reduce((sum, part) => sum + part.cost, 0) };
}

/** The tokens that a node can begin or end with; `open` when it can also be empty, null when nobody knows. */
interface Edge {
  readonly tokens: readonly LiteralToken[];
  readonly open: boolean;
}

function edgeOf(node: PhraseNode, side: "first" | "last"): Edge | null {
  switch (node.kind) {
    case "word":
    case "punctuation": {
      const tokens = literalTokens(node.text);
      if (tokens.length === 0) return null;
      // Light punctuation and elided articles part no words.
      const words = tokens.filter(({ soft }) => !soft);
      const token = side === "first" ? words[0] : words.at(-1);
      return token === undefined ? { tokens: [], open: true } : { tokens: [token], open: false };
    }
    case "sequence":
      return edgeOfSequence(side === "first" ? node.nodes : node.nodes.toReversed(), side);
    case "choice": {
      const edges = node.nodes.map((child) => edgeOf(child, side));
      const known = edges.filter((edge) => edge !== null);
      if (known.length < edges.length) return null;
      return { tokens: known.flatMap(({ tokens }) => tokens), open: known.some(({ open }) => open) };
    }
    case "prefix":
    case "number":
    case "gap":
      return null;
    default:
      return node satisfies never;
  }
}

/** Edge of nodes in reading order from that side. */
function edgeOfSequence(nodes: readonly PhraseNode[], side: "first" | "last"): Edge | null {
  const tokens: LiteralToken[] = [];
  for (const node of nodes) {
    const edge = edgeOf(node, side);
    if (edge === null) return null;
    tokens.push(...edge.tokens);
    if (!edge.open) return { tokens, open: false };
  }
  return { tokens, open: true };
}

/** The pairs of words that meet where a sequence is cut in two; null when they are not known or too many. */
function seamAnchors(
  before: readonly PhraseNode[],
  after: readonly PhraseNode[],
  frequency: Frequency,
): Anchors | null {
  const last = edgeOfSequence(before.toReversed(), "last");
  const first = edgeOfSequence(after, "first");
  if (last === null || first === null || last.open || first.open) return null;
  if (last.tokens.length * first.tokens.length > MAX_PAIRS) return null;
  return unionAnchors(last.tokens.flatMap((a) => first.tokens.map((b) => pair(a, b, frequency))));
}

/** Two tokens in a row; a stop makes its neighbour the first or the last word of a sentence. */
function pair(a: LiteralToken, b: LiteralToken, frequency: Frequency): Anchors | null {
  if (isStop(a)) return isStop(b) ? null : edgeWord(b, "^", "", frequency);
  if (isStop(b)) return edgeWord(a, "", "^", frequency);
  if (a.kind === "sign" || b.kind === "sign") return null;
  const anchor = a.kind === "cjk" && b.kind === "cjk" ? a.folded + b.folded : `${a.folded} ${b.folded}`;
  return { anchors: [anchor], cost: pairCost(a, b, frequency) };
}

const isStop = (token: LiteralToken): boolean => token.kind === "sign" && !token.soft;

/** One word in so many begins, or ends, a sentence. */
const SENTENCE_WORDS = 20;

function edgeWord(token: LiteralToken, before: "^" | "", after: "^" | "", frequency: Frequency): Anchors | null {
  const anchor = `${before}${token.folded}${after}`;
  if (token.kind !== "word") return null;
  return { anchors: [anchor], cost: frequency(anchor) ?? tokenCost(token, frequency) / SENTENCE_WORDS };
}

function wordAnchors(text: string, frequency: Frequency): Anchors | null {
  const tokens = literalTokens(text);
  return tokens.reduce<Anchors | null>((best, token, i) => {
    const next = tokens[i + 1];
    return cheaper(cheaper(best, single(token, frequency)), next === undefined ? null : pair(token, next, frequency));
  }, null);
}

/** Looking up the beginning of every word is dear. */
const HEAD_COST = 10;

/** Anchors of words of which only the beginning is certain. */
function headAnchors(text: string, frequency: Frequency): Anchors | null {
  return literalTokens(text).reduce<Anchors | null>((best, token) => {
    if (token.kind !== "word") return cheaper(best, single(token, frequency));
    if (token.folded.length < HEAD_CHARS) return best;
    return cheaper(best, {
      anchors: [`${token.folded.slice(0, HEAD_CHARS)}*`],
      cost: HEAD_COST * tokenCost(token, frequency) + HEAD_COST,
    });
  }, null);
}

/** What every match of the phrase holds; null when nothing is certain. Words compared by stem count by their beginning. */
export function phraseAnchors(node: PhraseNode, frequency: Frequency, stems: boolean): Anchors | null {
  switch (node.kind) {
    case "word":
    case "punctuation":
      return stems ? headAnchors(node.text, frequency) : wordAnchors(node.text, frequency);
    case "prefix":
      return headAnchors(node.text, frequency);
    case "number":
    case "gap":
      return null;
    case "choice":
      return unionAnchors(node.nodes.map((child) => phraseAnchors(child, frequency, stems)));
    case "sequence":
      return node.nodes.reduce<Anchors | null>((best, child, i) => {
        const own = cheaper(best, phraseAnchors(child, frequency, stems));
        return stems || i === 0
          ? own
          : cheaper(own, seamAnchors(node.nodes.slice(0, i), node.nodes.slice(i), frequency));
      }, null);
    default:
      return node satisfies never;
  }
}

/** First words of a phrase that must stand at the start of a sentence; null when they are not known. */
function startAnchors(node: PhraseNode, frequency: Frequency): Anchors | null {
  const first = edgeOf(node, "first");
  if (first === null || first.open || first.tokens.length === 0) return null;
  return unionAnchors(first.tokens.map((token) => edgeWord(token, "^", "", frequency)));
}

/** So many of its anchors a phrase is filed under; all of them must be present. */
const MAX_GROUPS = 3;
/** Beyond the first, anchors more frequent than this are not worth looking for, */
const MAX_EXTRA_COST = 12;
/** unless the first is frequent itself: then they spare more than they cost. */
const FREQUENT = 1;
const MAX_COST_BESIDE_FREQUENT = 120;

/** Anchors with the nodes of the phrase that they are taken from, half-open. */
interface Part {
  readonly anchors: Anchors;
  readonly from: number;
  readonly to: number;
}

/** The rarest anchors of different parts of a phrase, rarest first: each match holds one of every group. */
export function phraseGroups(
  phrase: PhraseNode,
  frequency: Frequency,
  place: { readonly stems: boolean; readonly isAtStart: boolean },
): readonly Anchors[] {
  const nodes = phrase.kind === "sequence" ? phrase.nodes : [phrase];
  const parts: Part[] = [];
  const add = (anchors: Anchors | null, from: number, to: number): void => {
    if (anchors !== null) parts.push({ anchors, from, to });
  };
  if (place.isAtStart && !place.stems) add(startAnchors(phrase, frequency), 0, 1);
  nodes.forEach((node, i) => {
    add(phraseAnchors(node, frequency, place.stems), i, i + 1);
    if (i > 0 && !place.stems) add(seamAnchors(nodes.slice(0, i), nodes.slice(i), frequency), i - 1, i + 1);
  });
  parts.sort((a, b) => a.anchors.cost - b.anchors.cost);
  const chosen: Part[] = [];
  for (const part of parts) {
    const isApart = chosen.every(({ from, to }) => part.to <= from || part.from >= to);
    const isFrequent = (chosen[0]?.anchors.cost ?? Infinity) > FREQUENT;
    const isWorth = part.anchors.cost <= (isFrequent ? MAX_COST_BESIDE_FREQUENT : MAX_EXTRA_COST);
    if (chosen.length === 0 || (isApart && isWorth && chosen.length < MAX_GROUPS)) chosen.push(part);
  }
  return chosen.map(({ anchors }) => anchors);
}

/** Anchors of words of which at least one must be present. */
export const anyWordAnchors = (words: readonly string[], frequency: Frequency): Anchors | null =>
  unionAnchors(words.map((word) => wordAnchors(word, frequency)));
