/** What the ways of a choice can begin with, found out once for the trees that lists share. */
import { headKind, type ListEntries, spansOf } from "../rules/list-heads.js";
import { listNode, type PhraseNode } from "../rules/phrase-node.js";
import { type LiteralToken, literalTokens } from "../text/literal.js";
import { type Bits, bitsOf, bitsOfHash, overlap, union } from "./token-bits.js";

/** What the ways of a choice can begin with. */
export interface Firsts<Known = Bits> {
  /** The tokens of each way: every bit is set when it can begin with anything. */
  readonly bits: readonly Known[];
  /** The ways by the bits of the token, once they were asked for. */
  readonly byBits: Map<number, readonly number[]>;
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
    bits.push(kind === "unknown" ? null : headBits(list, from, to));
    if (kind === "light") light.push(list.heads.hashes[from] as number);
  }
  knownFirsts.set(nodes, { bits, byBits: new Map(), light });
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

/** What some entries begin with, half-open; the first character of what is more than one word is not known. */
function headBits({ texts, heads }: List, from: number, to: number): Bits {
  const entries = heads.hashes.slice(from, to).map((hash, i) => {
    const isSingle = headKind(heads, from + i) === "single";
    return isSingle ? bitsOf(hash, texts[from + i]?.charCodeAt(0) ?? 0) : bitsOfHash(hash);
  });
  return union(entries);
}

export const bitsOfToken = ({ hash, folded }: LiteralToken): Bits => bitsOf(hash, folded.charCodeAt(0));

/** The ways that can begin with a token of that hash and that first character, in their order. */
export function waysWith({ bits, byBits }: Firsts, hash: number, char: number): readonly number[] {
  const key = (hash & 63) | ((char & 63) << 6);
  const known = byBits.get(key);
  if (known !== undefined) return known;
  const asked = bitsOf(hash, char);
  const ways = bits.flatMap((own, way) => (overlap(own, asked) ? [way] : []));
  byBits.set(key, ways);
  return ways;
}

/** By the nodes of a choice, which lists share; null where it takes more than a node to know. */
const knownFirsts = new WeakMap<readonly PhraseNode[], Firsts<Bits | null>>();

export function firstsOf(nodes: readonly PhraseNode[]): Firsts<Bits | null> {
  const known = knownFirsts.get(nodes);
  if (known !== undefined) return known;
  const bits = nodes.map((node) => {
    const token = firstToken(node);
    return token === undefined ? null : bitsOfToken(token);
  });
  const firsts = { bits, byBits: new Map() };
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
