/** Tries one rule on one text, alone, and says what decides. */
import { compileRules } from "../match/compile.js";
import {
  compileConditions,
  DEFAULT_KINDS,
  failedCondition,
  fitsNeighbour,
  measureFeature,
} from "../match/conditions.js";
import { blockUnit, createDocument, type Document, sentencesOf } from "../match/document.js";
import { writePhrase, writeRule } from "../match/filed.js";
import { type Miss, matchRules } from "../match/match.js";
import { tokenText } from "../match/phrase.js";
import type { ResolvedRule } from "../rules/packs.js";
import { type PhraseNode, parsePhrase } from "../rules/phrase-syntax.js";
import { startFolding } from "../text/fold.js";
import { foldString, literalTokens } from "../text/literal.js";
import { segment } from "../text/segment.js";
import type { Language, Range, Target } from "../types.js";

export type Trial =
  | { readonly kind: "hit"; readonly matched: string }
  /** `reason` names the condition that came nearest to letting the rule act. */
  | { readonly kind: "miss"; readonly reason: string };

/** Returns a function that tries a rule on a text. Zone and neighbours, which a text alone does not have, are not asked. */
export function createTrier(rule: ResolvedRule, language: Language): (text: string) => Trial {
  // A keep rule is asked only where another one wants to cut; here it is alone.
  const alone: ResolvedRule = {
    ...rule,
    ...withoutIndex(rule),
    ...(rule.action === "keep" ? { action: "extract" } : {}),
  };
  const index = compileRules([alone], new Set(language.stopWords));
  const { at, ...elsewhere } = rule.where ?? {};
  // A phrase that must end its target is looked for there only, and so gives no near miss.
  const isBound = at === "end" || at === "whole";
  const tryElsewhere = isBound ? createTrier({ ...rule, where: elsewhere }, language) : null;
  return (example) => {
    const { text, address } = readExample(example);
    const document = createDocument(startFolding(text, segment(text, "auto")), language, address);
    const misses: Miss[] = [];
    const { blocks } = matchRules(document, () => [index], { useIndex: false, misses });
    const hit = blocks.flat()[0];
    if (hit !== undefined) return { kind: "hit", matched: tokenText(document, hit.match) };
    const [miss] = misses;
    if (miss === undefined && tryElsewhere?.(example).kind === "hit")
      return { kind: "miss", reason: describePlace(at) };
    const reason = miss === undefined ? describeNoMatch(rule, document, text) : describeMiss(rule, document, miss);
    return { kind: "miss", reason };
  };
}

const ADDRESS_LINE = /^Address: (\S+)\n\n/;

/** An example may name the address of its text above it. */
function readExample(example: string): { readonly text: string; readonly address: string | null } {
  const [line = "", address = null] = ADDRESS_LINE.exec(example) ?? [];
  return { text: example.slice(line.length), address };
}

/** Targets that may be a part of a block. */
const IN_BLOCKS: ReadonlySet<string> = new Set(["sentence", "span", "upto", "onward"]);

/** One rule needs no index, and working out what to file it under takes longer than running it. */
function withoutIndex({ match: { phrases = [], stems = [] } }: ResolvedRule): Pick<ResolvedRule, "filed"> {
  const own = [...phrases, ...stems];
  const numbers = writeRule(own.map(() => writePhrase([[0]], false)));
  return own.length === 0 ? {} : { filed: { numbers, at: 0 } };
}

/** The condition as the rule has it, and what the text has instead. */
function describeMiss(rule: ResolvedRule, document: Document, { failed, block }: Failure): string {
  const { where = {}, match, target = "sentence" } = rule;
  const own = Object.entries(where).find(([name]) => name === failed);
  const [, wanted] = own ?? Object.entries(match.features ?? {}).find(([name]) => name === failed) ?? [];
  if (failed === "kinds") {
    const kind = document.blocks[block]?.kind ?? "nothing";
    return `it reads as ${kind}, and where.kinds does not name that`;
  }
  if (failed === "quoted") return 'it stands in quotation marks; "quoted": true acts there, too';
  if (failed === "with") return "none of match.with stands in it";
  if (failed === "unless") return "unless matches in it";
  if (failed === "pattern") return "a phrase matches, but match.pattern does not";
  if (failed === "at") return describePlace(wanted);
  if (failed === "target") return describeSeam(target);
  const name = `${own === undefined ? "match.features" : "where"}.${failed}`;
  // Of one sentence among several the measures of the block say nothing.
  const isBlock = !IN_BLOCKS.has(target) || sentencesOf(document, block).length < 2;
  const value = isBlock ? measureFeature(failed, document, block) : null;
  if (value === null || typeof wanted !== "object") return `${name} is ${JSON.stringify(wanted)}, and that fails`;
  return `${name} asks for ${describeRange(wanted as Range)}, and it is ${round(value)}`;
}

type Failure = Pick<Miss, "failed" | "block">;

/** What fails of a rule that looks at no words. */
function describeFeatures(rule: ResolvedRule, document: Document): string {
  const { where = {}, match } = rule;
  const kind = document.blocks[0]?.kind;
  const kinds = where.kinds ?? DEFAULT_KINDS;
  if (kind !== undefined && !kinds.includes(kind)) return describeMiss(rule, document, { failed: "kinds", block: 0 });
  for (const [side, step] of [
    ["before", -1],
    ["after", 1],
  ] as const) {
    if (where[side] !== undefined && !fitsNeighbour(where[side], document, 0, step)) {
      return `where.${side} asks for a neighbour that is not there; write it into the example, with an empty line between`;
    }
  }
  const unit = blockUnit(document, 0);
  const span = { from: unit.from, to: unit.to };
  const failed = failedCondition(compileConditions({ ...match.features, ...where }), document, 0, unit, span);
  return failed === null ? "match.features fails" : describeMiss(rule, document, { failed, block: 0 });
}

const describePlace = (at: unknown): string => `where.at is "${String(at)}", and the match stands elsewhere`;

const describeSeam = (target: Target): string =>
  target === "upto" ? "no new thought begins behind the match" : "the match begins no new thought within a sentence";

const round = (value: number): number => Math.round(value * 100) / 100;

function describeRange({ min, max }: Range): string {
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  return min === undefined ? `at most ${max}` : `at least ${min}`;
}

/** Which phrase came nearest, and the first of its words that are not there. */
function describeNoMatch(rule: ResolvedRule, document: Document, text: string): string {
  const { match, lists } = rule;
  if (document.blocks.length === 0) return "the text has no words";
  const sources = [...(match.phrases ?? []), ...(match.stems ?? [])];
  if (sources.length === 0) {
    return match.pattern === undefined ? describeFeatures(rule, document) : "match.pattern does not match";
  }
  const present = new Set(literalTokens(text).map(({ folded }) => folded));
  const isPresent = (word: string): boolean => literalTokens(word).every(({ folded }) => present.has(folded));
  let best = { source: "", missing: [] as readonly string[], share: -1 };
  for (const source of sources) {
    const words = neededWords(parsePhrase(source, lists), isPresent);
    const missing = words.filter((word) => !isPresent(word));
    const share = words.length === 0 ? 0 : 1 - missing.length / words.length;
    if (share > best.share) best = { source, missing, share };
  }
  if (best.share === 0) return "no phrase matches, and none shares a word with it";
  const phrase = JSON.stringify(best.source);
  if (best.missing.length === 0) return `no phrase matches; the words of ${phrase} are there, but not so in a row`;
  return `no phrase matches; the nearest, ${phrase}, lacks ${best.missing
    .slice(0, 3)
    .map((word) => JSON.stringify(word))
    .join(", ")}`;
}

/** Words that a match needs: of alternatives, those of the one that lacks least. */
function neededWords(node: PhraseNode, isPresent: (word: string) => boolean): readonly string[] {
  switch (node.kind) {
    case "word":
      return [foldString(node.text)];
    case "sequence":
      return node.nodes.flatMap((child) => neededWords(child, isPresent));
    case "choice": {
      const options = node.nodes.map((child) => neededWords(child, isPresent));
      const lacks = (words: readonly string[]): number => words.filter((word) => !isPresent(word)).length;
      return options.reduce((best, own) => (lacks(own) < lacks(best) ? own : best), options[0] ?? []);
    }
    case "prefix":
    case "punctuation":
    case "number":
    case "gap":
      return [];
    default:
      return node satisfies never;
  }
}
