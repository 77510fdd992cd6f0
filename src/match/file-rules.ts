/** Rules -> what the index files them under, all of it numbers. */
import type { Filed, ResolvedRule } from "../rules/packs.js";
import { type Lists, parsePhrase } from "../rules/phrase-syntax.js";
import type { Target } from "../types.js";
import { fileAnchors } from "./anchor-index.js";
import { type Anchors, anyWordAnchors, type Frequency, phraseGroups } from "./anchors.js";
import { hasHeads, readRule, writeRule } from "./filed.js";
import { fileKeys, type KeyTable } from "./key-index.js";

/** What the index knows of some rules, in numbers alone: the build makes it for the built-in rules (stored-rules.ts). */
export interface RuleTable {
  /** Matcher -> its rule, by its place in the list of all. */
  readonly rules: Int32Array;
  /** Matcher -> the most words that a block may have to be its business. */
  readonly maxWords: Int32Array;
  /** Matchers that have to look at every short block. */
  readonly unfiled: Int32Array;
  /** Item of the index -> its matcher; below 0, the mention -1 - item. */
  readonly owners: Int32Array;
  /** Item of the index -> which phrase of the matcher; -1 for its pattern. */
  readonly phrases: Int32Array;
  /** Some anchors are beginnings of words. */
  readonly hasHeads: boolean;
  readonly anchors: KeyTable;
}

/** Something for rules by the blocks that they are asked about. */
export interface Zoned<T> {
  /** Rules that act anywhere. */
  readonly anywhere: T;
  /** Rules that act in the head or tail only: blocks within the prose need not be asked. */
  readonly edges: T;
  /** Rules that speak against cutting: asked about blocks that another rule wants to cut. */
  readonly keeps: T;
}

const ANY_WORDS = 2 ** 31 - 1;
const WHOLE_BLOCKS: ReadonlySet<Target | undefined> = new Set(["block", "section", "rest"]);

/** Blocks with more words are none of a rule's business. */
const maxWordsOf = ({ match: { features }, where, target }: ResolvedRule): number =>
  WHOLE_BLOCKS.has(target) ? Math.min(where?.words?.max ?? ANY_WORDS, features?.words?.max ?? ANY_WORDS) : ANY_WORDS;

const NO_LISTS: Lists = new Map();

/**
 * What each phrase of a rule is filed under (its pattern, when it has no phrase). Null when one has no anchor: the rule
 * then looks everywhere. Built-in rules bring it from the build.
 */
export function fileRule(rule: ResolvedRule, frequency: Frequency, minds: Minds = "place"): readonly number[] | null {
  const { match, where, lists, anchors } = rule;
  const { phrases = [], stems = [] } = match;
  const isAtStart = minds === "place" && (where?.at === "start" || where?.at === "whole");
  const groupsOf = (source: string, isStem: boolean): readonly Anchors[] =>
    phraseGroups(parsePhrase(source, lists), frequency, { stems: isStem, isAtStart });
  const required = anchors === undefined ? null : anyWordAnchors(anchors, frequency);
  const filed =
    phrases.length + stems.length === 0
      ? [required === null ? [] : [required]]
      : [...phrases.map((source) => groupsOf(source, false)), ...stems.map((source) => groupsOf(source, true))];
  if (filed.some((groups) => groups.length === 0)) return null;
  return writeRule(filed.map(fileAnchors));
}

/** Whether the index also looks at where a phrase must stand; to find near misses it looks for its words anywhere. */
export type Minds = "place" | "words";

const COMMON_PER_10K = 200;

/** The only thing known at run time: function words are frequent. */
const frequencyOf =
  (common: ReadonlySet<string>): Frequency =>
  (words) =>
    common.has(words) ? COMMON_PER_10K : undefined;

/** Files rules, with the mentions of sites. `common` are the function words of the language, folded. */
export function fileRules(
  rules: readonly ResolvedRule[],
  common: ReadonlySet<string>,
  mentions: readonly string[] = [],
  minds: Minds = "place",
): Zoned<RuleTable> {
  const isKeep = ({ action }: ResolvedRule): boolean => action === "keep";
  const isAtEdge = ({ where }: ResolvedRule): boolean => where?.zone !== undefined && !where.zone.includes("body");
  const file = (isIn: (rule: ResolvedRule) => boolean, own: readonly string[] = []): RuleTable =>
    makeTable(rules, isIn, frequencyOf(common), minds, own);
  return {
    anywhere: file((rule) => !isKeep(rule) && !isAtEdge(rule)),
    edges: file((rule) => !isKeep(rule) && isAtEdge(rule), mentions),
    keeps: file(isKeep),
  };
}

function makeTable(
  all: readonly ResolvedRule[],
  isIn: (rule: ResolvedRule) => boolean,
  frequency: Frequency,
  minds: Minds,
  mentions: readonly string[],
): RuleTable {
  const rules = all.flatMap((rule, number) => (isIn(rule) ? [number] : []));
  const own = rules.map((number) => all[number] as ResolvedRule);
  const [filed, owners, phrases, unfiled]: [Filed[], number[], number[], number[]] = [[], [], [], []];
  const file = (part: Filed, owner: number, phrase: number): void => {
    filed.push(part);
    owners.push(owner);
    phrases.push(phrase);
  };
  own.forEach((rule, matcher) => {
    const found = filedOf(rule, frequency, minds);
    const { phrases: plain = [], stems = [] } = rule.match;
    const hasPhrases = plain.length + stems.length > 0;
    if (found === null) unfiled.push(matcher);
    else
      readRule(found).forEach((part, phrase) => {
        file(part, matcher, hasPhrases ? phrase : -1);
      });
  });
  mentions.forEach((source, mention) => {
    const groups = phraseGroups(parsePhrase(source, NO_LISTS), frequency, { stems: false, isAtStart: false });
    if (groups.length > 0) file({ numbers: fileAnchors(groups), at: 0 }, -1 - mention, 0);
  });
  return {
    rules: Int32Array.from(rules),
    maxWords: Int32Array.from(own, maxWordsOf),
    unfiled: Int32Array.from(unfiled),
    owners: Int32Array.from(owners),
    phrases: Int32Array.from(phrases),
    hasHeads: filed.some(hasHeads),
    anchors: fileKeys(filed),
  };
}

function filedOf(rule: ResolvedRule, frequency: Frequency, minds: Minds): Filed | null {
  if (rule.filed !== undefined && minds === "place") return rule.filed;
  const numbers = fileRule(rule, frequency, minds);
  return numbers === null ? null : { numbers, at: 0 };
}
