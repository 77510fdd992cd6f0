/** Phrases -> small programs over tokens. */
import { type Lists, type PhraseNode, parsePhrase } from "../rules/phrase-syntax.js";
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
  | { readonly op: "choice"; readonly branches: readonly Branch[] };

/** Bits `hash & 63` of some tokens, as two words. */
interface Bits {
  readonly low: number;
  readonly high: number;
}

/** One way on, with the tokens that it can begin with (every bit is set when with anything), once somebody has asked. */
export interface Branch {
  readonly step: Step | null;
  first: Bits | null;
}

export interface Phrase {
  readonly source: string;
  readonly node: PhraseNode;
  readonly start: Step | null;
  readonly first: Bits;
  /** Hashes of the light tokens that it can begin with. */
  readonly light: ReadonlySet<number>;
}

/** Stems count as equal only where the words begin alike: an index over beginnings then finds every match. */
export const STEM_HEAD_CHARS = 4;

function wordSteps(text: string, next: Step | null, stemOf: Stem | null): Step | null {
  const tokens = literalTokens(text);
  return tokens.reduceRight<Step | null>((then, token) => {
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

/** The single tokens of a choice between plain words, or null when it is not that simple. */
function plainChoice(node: PhraseNode & { kind: "choice" }): ReadonlyMap<number, readonly LiteralToken[]> | null {
  const words = new Map<number, LiteralToken[]>();
  for (const branch of node.nodes) {
    if (branch.kind !== "word") return null;
    const [token, ...more] = literalTokens(branch.text);
    if (token === undefined || more.length > 0) return null;
    words.set(token.hash, [...(words.get(token.hash) ?? []), token]);
  }
  return words;
}

function compileNode(node: PhraseNode, next: Step | null, stemOf: Stem | null): Step | null {
  switch (node.kind) {
    case "word":
    case "punctuation":
      return wordSteps(node.text, next, stemOf);
    case "prefix":
      return { op: "prefix", folded: literalTokens(node.text)[0]?.folded ?? "", next };
    case "number":
      return { op: "number", next };
    case "gap":
      return { op: "gap", max: node.max, next };
    case "sequence":
      return node.nodes.reduceRight((then, child) => compileNode(child, then, stemOf), next);
    case "choice": {
      const words = stemOf === null ? plainChoice(node) : null;
      if (words !== null) return { op: "words", words, next };
      return { op: "choice", branches: node.nodes.map((child) => toBranch(compileNode(child, next, stemOf))) };
    }
    default:
      return node satisfies never;
  }
}

const ANY: Bits = { low: -1, high: -1 };

const bitsOf = (hash: number): Bits =>
  (hash & 32) === 0 ? { low: 1 << (hash & 31), high: 0 } : { low: 0, high: 1 << (hash & 31) };

const union = (parts: readonly Bits[]): Bits =>
  parts.reduce((all, { low, high }) => ({ low: all.low | low, high: all.high | high }), { low: 0, high: 0 });

/** The tokens that a program can begin with. */
function firstBits(step: Step | null): Bits {
  if (step?.op === "token") return bitsOf(step.token.hash);
  if (step?.op === "words") return union([...step.words.keys()].map(bitsOf));
  if (step?.op === "choice") return union(step.branches.map(bitsOfBranch));
  return ANY;
}

/** The tokens that a branch can begin with, as bits. */
export const bitsOfBranch = (branch: Branch): Bits => (branch.first ??= firstBits(branch.step));

const toBranch = (step: Step | null): Branch => ({ step, first: null });

/** The light tokens that a program can begin with, by hash. */
function lightStarts(start: Step | null): ReadonlySet<number> {
  const hashes = new Set<number>();
  const seen = new Set<Step>();
  const visit = (step: Step | null): void => {
    if (step === null || seen.has(step)) return;
    seen.add(step);
    if (step.op === "token" && step.token.soft) hashes.add(step.token.hash);
    else if (step.op === "choice") for (const branch of step.branches) visit(branch.step);
  };
  visit(start);
  return hashes;
}

/** Compiles one phrase; `stemOf` compares words by stem. Throws `PhraseError` on wrong notation. */
export function compilePhrase(source: string, lists: Lists, stemOf: Stem | null = null): Phrase {
  const node = parsePhrase(source, lists);
  const start = compileNode(node, null, stemOf);
  return { source, node, start, first: firstBits(start), light: lightStarts(start) };
}
