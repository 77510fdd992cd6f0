/** Phrases -> small programs over tokens. */
import { type Lists, type PhraseNode, parsePhrase } from "../rules/phrase-syntax.js";
import type { LiteralToken } from "../text/literal.js";
import {
  bitsOfToken,
  type Firsts,
  firstsOf,
  firstToken,
  groupWords,
  isWhole,
  plainChoice,
  tokensOf,
  type Words,
} from "./choices.js";
import { ANY, type Bits, bitsOfChar, union } from "./token-bits.js";

type Stem = (word: string) => string;

/** One instruction; `next` is what must match behind it, null at the end of the phrase. */
export type Step =
  | { readonly op: "token"; readonly token: LiteralToken; readonly next: Step | null }
  | { readonly op: "words"; readonly words: Words; readonly next: Step | null }
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

export interface Phrase {
  readonly source: string;
  readonly start: Step | null;
  readonly first: Bits;
  /** Hashes of the light tokens that it can begin with; found out when that is asked, which is seldom. */
  readonly light: () => ReadonlySet<number>;
}

/** Stems count as equal only where the words begin alike: an index over beginnings then finds every match. */
export const STEM_HEAD_CHARS = 4;

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
      return { op: "choice", nodes: stemOf === null ? groupWords(node) : node.nodes, next, stemOf, ways: null };
    }
    default:
      return node satisfies never;
  }
}

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
      : {
          ...known,
          bits: nodes.map((_, i) => (stemOf === null ? known.bits[i] : null) ?? compile(i)),
          byBits: new Map(),
        };
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
    const { steps, firsts } = waysOf(step);
    for (const hash of firsts.light ?? []) hashes.add(hash);
    step.nodes.forEach((node, i) => {
      const way = steps[i];
      if (way !== undefined) visit(way);
      else if (firsts.light === undefined) add(firstToken(node));
    });
  };
  visit(start);
  return hashes;
}

/** Compiles one phrase; `stemOf` compares words by stem. Throws `PhraseError` on wrong notation. */
export function compilePhrase(source: string, lists: Lists, stemOf: Stem | null = null): Phrase {
  const start = compileNode(parsePhrase(source, lists), null, stemOf);
  let known: ReadonlySet<number> | null = null;
  const light = (): ReadonlySet<number> => {
    known ??= lightStarts(start);
    return known;
  };
  return { source, start, first: firstBits(start), light };
}
