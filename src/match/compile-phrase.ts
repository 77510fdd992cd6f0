/** Phrases -> small programs over tokens. */
import { type Lists, type PhraseNode, parsePhrase } from "../rules/phrase-syntax.js";
import { type LiteralToken, literalTokens } from "../text/literal.js";
import { ANY, type Bits, bitsOf, bitsOfChar, overlap, union } from "./token-bits.js";

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
export interface Choice {
  readonly op: "choice";
  readonly nodes: readonly PhraseNode[];
  readonly next: Step | null;
  readonly stemOf: Stem | null;
  ways: Ways | null;
}

/** The ways on from a choice, by the number of the node. */
interface Ways {
  readonly firsts: Firsts;
  /** Undefined until it is taken. */
  readonly steps: (Step | null | undefined)[];
}

/** What the ways of a choice can begin with. */
export interface Firsts<Known = Bits> {
  /** The tokens of each way: every bit is set when it can begin with anything. */
  readonly bits: readonly Known[];
  /** The ways by the bits of the token, once they were asked for. */
  readonly byBits: Map<number, readonly number[]>;
}

export interface Phrase {
  readonly source: string;
  readonly start: Step | null;
  readonly first: Bits;
  /** Hashes of the light tokens that it can begin with. */
  readonly light: ReadonlySet<number>;
}

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

function isSingleWord(node: PhraseNode): boolean {
  const [token, ...others] = node.kind === "word" ? tokensOf(node.text) : [];
  return token !== undefined && others.length === 0 && !token.soft;
}

const groupedWords = new WeakMap<readonly PhraseNode[], readonly PhraseNode[]>();

/** Makes single words that stand side by side in a choice a choice of their own, which takes one look. */
function groupWords(nodes: readonly PhraseNode[]): readonly PhraseNode[] {
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
      return { op: "choice", nodes: stemOf === null ? groupWords(node.nodes) : node.nodes, next, stemOf, ways: null };
    }
    default:
      return node satisfies never;
  }
}

const bitsOfToken = ({ hash, folded }: LiteralToken): Bits => bitsOf(hash, folded.charCodeAt(0));

const DIGITS: Bits = union([..."0123456789"].map((digit) => bitsOfChar(digit.charCodeAt(0))));

/** The tokens that a program can begin with. */
function firstBits(step: Step | null): Bits {
  switch (step?.op) {
    case "token":
      return bitsOfToken(step.token);
    case "words":
      return union([...step.words.values()].flat().map(bitsOfToken));
    case "choice":
      return union(waysOf(step).firsts.bits);
    case "prefix":
      return step.folded === "" ? ANY : bitsOfChar(step.folded.charCodeAt(0));
    case "stem":
      return bitsOfChar(step.head.charCodeAt(0));
    case "number":
      return DIGITS;
    default:
      return ANY;
  }
}

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

function firstsOf(nodes: readonly PhraseNode[]): Firsts<Bits | null> {
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

const isWhole = (firsts: Firsts<Bits | null>): firsts is Firsts => !firsts.bits.includes(null);

/** The ways on from a choice, made when it is reached. */
export function waysOf(choice: Choice): Ways {
  if (choice.ways !== null) return choice.ways;
  const { nodes, stemOf } = choice;
  const steps: Ways["steps"] = new Array(nodes.length);
  const known = firstsOf(nodes);
  const compile = (i: number): Bits => {
    const step = compileWay(choice, i);
    steps[i] = step;
    return firstBits(step);
  };
  const firsts =
    stemOf === null && isWhole(known)
      ? known
      : { bits: nodes.map((_, i) => (stemOf === null ? known.bits[i] : null) ?? compile(i)), byBits: new Map() };
  choice.ways = { firsts, steps };
  return choice.ways;
}

const compileWay = ({ nodes, next, stemOf }: Choice, i: number): Step | null =>
  compileNode(nodes[i] as PhraseNode, next, stemOf);

/** One way on, compiled when it is taken. */
export function wayOf(choice: Choice, { steps }: Ways, i: number): Step | null {
  const known = steps[i];
  if (known !== undefined) return known;
  const step = compileWay(choice, i);
  steps[i] = step;
  return step;
}

/** The token that what `node` says begins with, where that is the same for sure. */
function firstToken(node: PhraseNode): LiteralToken | undefined {
  if (node.kind === "word" || node.kind === "punctuation") return tokensOf(node.text)[0];
  const [child] = node.kind === "sequence" ? node.nodes : [];
  return child === undefined ? undefined : firstToken(child);
}

/** The light tokens that a program can begin with, by hash. */
function lightStarts(start: Step | null): ReadonlySet<number> {
  const hashes = new Set<number>();
  const add = (token: LiteralToken | undefined): void => {
    if (token?.soft === true) hashes.add(token.hash);
  };
  const seen = new Set<Step>();
  const visit = (step: Step | null): void => {
    if (step === null || seen.has(step)) return;
    seen.add(step);
    if (step.op === "token") add(step.token);
    if (step.op !== "choice") return;
    const { steps } = waysOf(step);
    step.nodes.forEach((node, i) => {
      const way = steps[i];
      if (way === undefined) add(firstToken(node));
      else visit(way);
    });
  };
  visit(start);
  return hashes;
}

/** Compiles one phrase; `stemOf` compares words by stem. Throws `PhraseError` on wrong notation. */
export function compilePhrase(source: string, lists: Lists, stemOf: Stem | null = null): Phrase {
  const start = compileNode(parsePhrase(source, lists), null, stemOf);
  return { source, start, first: firstBits(start), light: lightStarts(start) };
}
