/** What the ways of a choice can begin with, found out once for the trees that lists share. */
import { headKind, type ListEntries, spansOf } from "../rules/list-heads.js";
import { listNode, type PhraseNode } from "../rules/phrase-node.js";
import { type LiteralToken, literalTokens } from "../text/literal.js";

/** Bits `hash & 63` of some tokens, as two words. */
export interface Bits {
  readonly low: number;
  readonly high: number;
}

/** What the ways of a choice can begin with. */
export interface Firsts<Known = Bits> {
  /** The tokens of each way: every bit is set when it can begin with anything. */
  readonly bits: readonly Known[];
  /** The ways by the bit of the token, once they were asked for. */
  readonly byBit: (readonly number[] | undefined)[];
  /** Hashes of light tokens among them, where that is known without reading all ways. */
  readonly light?: readonly number[];
}

/** Rules say the same words over and over: they share their tokens. */
const MAX_SHARED_WORDS = 65_536;
const sharedTokens = new Map<string, readonly LiteralToken[]>();

export function tokensOf(text: string): readonly LiteralToken[] {
  const known = sharedTokens.get(text);
  if (known !== undefined) return known;
  const tokens = literalTokens(text);
  if (sharedTokens.size >= MAX_SHARED_WORDS) sharedTokens.clear();
  sharedTokens.set(text, tokens);
  return tokens;
}

export type ChoiceNode = PhraseNode & { readonly kind: "choice" };

/** Tokens by their hash. */
export type Words = ReadonlyMap<number, readonly LiteralToken[]>;

/** The trees of lists are shared between phrases, and so are their words. */
const plainChoices = new WeakMap<PhraseNode, { readonly words: Words | null }>();

/** The single tokens of a choice between plain words, or null when it is not that simple. */
export function plainChoice(node: ChoiceNode): Words | null {
  const known = plainChoices.get(node) ?? { words: readPlainChoice(node) };
  plainChoices.set(node, known);
  return known.words;
}

function readPlainChoice(node: ChoiceNode): Words | null {
  const { list } = node;
  if (list !== undefined) return isAllSingle(list) ? wordsOfList(list) : null;
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

function isSingleWord(node: PhraseNode): boolean {
  const [token, ...others] = node.kind === "word" ? tokensOf(node.text) : [];
  return token !== undefined && others.length === 0 && !token.soft;
}

const groupedWords = new WeakMap<readonly PhraseNode[], readonly PhraseNode[]>();

/** Makes single words that stand side by side in a choice a choice of their own, which takes one look. */
export function groupWords(choice: ChoiceNode): readonly PhraseNode[] {
  if (choice.list !== undefined) return openList(choice.list);
  const { nodes } = choice;
  const known = groupedWords.get(nodes);
  if (known !== undefined) return known;
  const groups: PhraseNode[][] = [];
  let isOpen = false;
  for (const node of nodes) {
    const isWord = isSingleWord(node);
    if (isWord && isOpen) groups.at(-1)?.push(node);
    else groups.push([node]);
    isOpen = isWord;
  }
  const grouped = groups.map(([first, ...rest]): PhraseNode => {
    return rest.length === 0 ? (first as PhraseNode) : { kind: "choice", nodes: [first as PhraseNode, ...rest] };
  });
  groupedWords.set(nodes, grouped);
  return grouped;
}

type List = ListEntries<PhraseNode>;

const isAllSingle = ({ heads }: List): boolean => spansOf(heads).length === 1 && headKind(heads, 0) === "single";

function wordsOfList({ texts, heads }: List): Words {
  const words = new Map<number, readonly LiteralToken[]>();
  texts.forEach((folded, i) => {
    const hash = heads.hashes[i] as number;
    const token: LiteralToken = { hash, folded, kind: "word", soft: false };
    const others = words.get(hash);
    words.set(hash, others === undefined ? [token] : [...others, token]);
  });
  return words;
}

const openedLists = new WeakMap<List, readonly PhraseNode[]>();

/** The same for a list of which the build knows how its entries begin: they are read when they are taken. */
function openList(list: List): readonly PhraseNode[] {
  const known = openedLists.get(list);
  if (known !== undefined) return known;
  const nodes: PhraseNode[] = [];
  const bits: (Bits | null)[] = [];
  const light: number[] = [];
  for (const [from, to] of spansOf(list.heads)) {
    const kind = headKind(list.heads, from);
    nodes.push(kind === "single" ? wordsNode(list, from, to) : entryNode(list, from));
    bits.push(kind === "unknown" ? null : unionOf(list.heads.hashes, from, to));
    if (kind === "light") light.push(list.heads.hashes[from] as number);
  }
  knownFirsts.set(nodes, { bits, byBit: [], light });
  openedLists.set(list, nodes);
  return nodes;
}

/** Some entries, half-open, as a choice of their own. */
const wordsNode = ({ texts, heads, read }: List, from: number, to: number): PhraseNode =>
  listNode({
    texts: texts.slice(from, to),
    heads: { ...heads, kinds: heads.kinds.slice(from, to), hashes: heads.hashes.slice(from, to) },
    read: (entry) => read(from + entry),
  });

/** An entry as a node that is read when it is looked into. */
function entryNode({ read }: List, entry: number): PhraseNode {
  let nodes: readonly PhraseNode[] | null = null;
  return {
    kind: "sequence",
    get nodes() {
      nodes ??= [read(entry)];
      return nodes;
    },
  };
}

export const ANY: Bits = { low: -1, high: -1 };

/** One for each of the 64 bits. */
const SINGLE: readonly Bits[] = Array.from({ length: 64 }, (_, bit) =>
  bit < 32 ? { low: 1 << bit, high: 0 } : { low: 0, high: 1 << (bit & 31) },
);

export const bitsOf = (hash: number): Bits => SINGLE[hash & 63] as Bits;

function unionOf(hashes: readonly number[], from: number, to: number): Bits {
  let [low, high] = [0, 0];
  for (let i = from; i < to; i++) {
    const own = bitsOf(hashes[i] as number);
    low |= own.low;
    high |= own.high;
  }
  return { low, high };
}

export function union(parts: readonly Bits[]): Bits {
  let [low, high] = [0, 0];
  for (const part of parts) {
    low |= part.low;
    high |= part.high;
  }
  return { low, high };
}

const overlap = (a: Bits, b: Bits): boolean => (a.low & b.low) !== 0 || (a.high & b.high) !== 0;

/** The ways that can begin with a token of that hash, in their order. */
export function waysWith({ bits, byBit }: Firsts, hash: number): readonly number[] {
  const bit = hash & 63;
  const known = byBit[bit];
  if (known !== undefined) return known;
  const ways = bits.flatMap((own, way) => (overlap(own, SINGLE[bit] as Bits) ? [way] : []));
  byBit[bit] = ways;
  return ways;
}

/** By the nodes of a choice, which lists share; null where it takes more than a node to know. */
const knownFirsts = new WeakMap<readonly PhraseNode[], Firsts<Bits | null>>();

export function firstsOf(nodes: readonly PhraseNode[]): Firsts<Bits | null> {
  const known = knownFirsts.get(nodes);
  if (known !== undefined) return known;
  const bits = nodes.map((node) => {
    const token = firstToken(node);
    return token === undefined ? null : bitsOf(token.hash);
  });
  const firsts = { bits, byBit: [] };
  knownFirsts.set(nodes, firsts);
  return firsts;
}

export const isWhole = (firsts: Firsts<Bits | null>): firsts is Firsts => !firsts.bits.includes(null);

/** The token that what `node` says begins with, where that is the same for sure. */
export function firstToken(node: PhraseNode): LiteralToken | undefined {
  if (node.kind === "word" || node.kind === "punctuation") return tokensOf(node.text)[0];
  const [child] = node.kind === "sequence" ? node.nodes : [];
  return child === undefined ? undefined : firstToken(child);
}
