/** Rules -> matchers, filed in an index under their anchors. Programs and patterns are compiled at the first candidate. */
import type { Filed, ResolvedRule } from "../rules/packs.js";
import { type Lists, parsePhrase } from "../rules/phrase-syntax.js";
import { compilePattern } from "../rules/word-edge.js";
import { stemmer } from "../text/stem.js";
import type { Action, BlockKind, Level, Target, Where } from "../types.js";
import { fileAnchors } from "./anchor-index.js";
import { type Anchors, anyWordAnchors, type Frequency, phraseGroups } from "./anchors.js";
import { compilePhrase, type Phrase } from "./compile-phrase.js";
import { DEFAULT_KINDS } from "./conditions.js";
import { hasHeads, readRule, writeRule } from "./filed.js";
import type { Found } from "./find-unit.js";
import { buildIndex, type KeyIndex } from "./key-index.js";

/** A rule, ready to run. */
export interface Matcher {
  readonly rule: ResolvedRule;
  /** Its place among the rules that are filed together. */
  readonly number: number;
  /** Phrases first, then those compared by stem. */
  readonly phraseCount: number;
  readonly phrase: (index: number) => Phrase;
  /** One of these must match as well. */
  readonly also: () => readonly Phrase[];
  /** None of these may match. */
  readonly unless: () => readonly Phrase[];
  readonly pattern: (() => RegExp) | null;
  readonly unlessPattern: (() => RegExp) | null;
  readonly target: Target;
  /** What the pattern matched counts; phrases, if there are any, only say where to look for it. */
  readonly isByPattern: boolean;
  readonly action: Action;
  readonly weight: number;
  readonly kinds: ReadonlySet<BlockKind>;
  readonly where: Where;
  readonly minLevel: Level;
  /** Blocks with more words than this are none of its business; `NO_LIMIT` where any may be. */
  readonly maxWords: number;
}

/** The most that a limit can be: stands for none. */
export const NO_LIMIT = 0xffff;

/** A phrase by which a text is known to be of a site; it must hold a word that is certain. */
export interface Mention {
  readonly source: string;
  readonly phrase: () => Phrase;
  readonly site: number;
}

const NO_LISTS: Lists = new Map();

/** A mention as the `mentions` of a site write it. */
export const createMention = (source: string, site: number): Mention => ({
  source,
  site,
  phrase: lazily(() => compilePhrase(source, NO_LISTS)),
});

/** What an item of the index stands for: one phrase of a matcher, its pattern (phrase -1), or a mention. */
export type Filing = { readonly matcher: Matcher; readonly phrase: number } | { readonly mention: Mention };

/** A matcher that may match, with its phrases that may, by number. */
export interface Candidate {
  readonly matcher: Matcher;
  readonly phrases: readonly number[];
  /** Of one block: what it found there, null until that is known. */
  found?: readonly Found[] | null;
}

/** Some rules with their index. */
export interface IndexedRules {
  /** Item -> what it stands for, in the order of the rules. */
  readonly filings: readonly Filing[];
  /** Item -> words of the longest block that it concerns. */
  readonly limits: Uint16Array;
  readonly anchors: KeyIndex;
  /** Some anchors are beginnings of words. */
  readonly hasHeads: boolean;
  /** Matchers that have to look at every short block. */
  readonly unfiled: readonly Candidate[];
}

/** The rules of a language or a site, by the blocks they are asked about. */
export interface RuleIndex {
  /** Rules that act anywhere. */
  readonly anywhere: IndexedRules;
  /** Rules that act in the head or tail only: blocks within the prose need not be asked. */
  readonly edges: IndexedRules;
  /** Rules that speak against cutting: asked about blocks that another rule wants to cut. */
  readonly keeps: IndexedRules;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Each made when it is asked for first. */
function lazyList<T>(count: number, make: (index: number) => T): (index: number) => T {
  const made: T[] = [];
  return (index) => {
    if (index >= count) throw new RangeError(`there is no phrase ${index}`);
    made[index] ??= make(index);
    return made[index];
  };
}

const noPhrases = (): readonly Phrase[] => [];

const lazyPattern = (source: string | undefined): (() => RegExp) | null =>
  source === undefined ? null : lazily(() => compilePattern(source));

/** Targets that reach from the match to an edge of its sentence. */
const GOES_ON: ReadonlySet<Target> = new Set(["upto", "onward"]);
/** A group of the pattern that says what of it counts as the match. */
const CUT_GROUP = /\(\?<cut>/;

function compileRule(rule: ResolvedRule, number: number): Matcher {
  const { match, where = {} } = rule;
  const { phrases = [], stems = [] } = match;
  const toPhrases = (sources: readonly string[] = []): (() => readonly Phrase[]) =>
    sources.length === 0 ? noPhrases : lazily(() => sources.map((source) => compilePhrase(source, rule.lists)));
  const phraseCount = phrases.length + stems.length;
  const compileOwn = (index: number): Phrase =>
    index < phrases.length
      ? compilePhrase(phrases[index] as string, rule.lists)
      : compilePhrase(stems[index - phrases.length] as string, rule.lists, stemmer(rule.language));
  const target = rule.target ?? "sentence";
  const limit = Math.min(where.words?.max ?? NO_LIMIT, match.features?.words?.max ?? NO_LIMIT);
  return {
    rule,
    number,
    phraseCount,
    phrase: lazyList(phraseCount, compileOwn),
    also: toPhrases(match.with),
    unless: toPhrases(rule.unless?.phrases),
    pattern: lazyPattern(match.pattern),
    unlessPattern: lazyPattern(rule.unless?.pattern),
    target,
    isByPattern:
      match.pattern !== undefined && (phraseCount === 0 || CUT_GROUP.test(match.pattern) || GOES_ON.has(target)),
    action: rule.action ?? "remove",
    weight: rule.weight ?? 1,
    kinds: new Set(where.kinds ?? DEFAULT_KINDS),
    where: { ...match.features, ...where },
    minLevel: rule.level ?? "light",
    maxWords: target === "block" || target === "section" || target === "rest" ? limit : NO_LIMIT,
  };
}

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

const isAtEdge = ({ where }: ResolvedRule): boolean => where?.zone !== undefined && !where.zone.includes("body");

/** Compiles rules and files them, with the mentions of sites. `common` are the function words of the language, folded. */
export function compileRules(
  rules: readonly ResolvedRule[],
  common: ReadonlySet<string>,
  mentions: readonly Mention[] = [],
  minds: Minds = "place",
): RuleIndex {
  const index = (isIn: (rule: ResolvedRule) => boolean, own: readonly Mention[] = []): IndexedRules =>
    indexRules(rules.filter(isIn), common, minds, own);
  const isKeep = ({ action }: ResolvedRule): boolean => action === "keep";
  return {
    anywhere: index((rule) => !isKeep(rule) && !isAtEdge(rule)),
    edges: index((rule) => !isKeep(rule) && isAtEdge(rule), mentions),
    keeps: index(isKeep),
  };
}

function indexRules(
  rules: readonly ResolvedRule[],
  common: ReadonlySet<string>,
  minds: Minds,
  mentions: readonly Mention[],
): IndexedRules {
  const frequency = frequencyOf(common);
  const filings: Filing[] = [];
  const filed: Filed[] = [];
  const unfiled: Candidate[] = [];
  const file = (own: Filed, filing: Filing): void => {
    filed.push(own);
    filings.push(filing);
  };
  rules.forEach((rule, number) => {
    const matcher = compileRule(rule, number);
    const own = filedOf(rule, frequency, minds);
    if (own === null) unfiled.push({ matcher, phrases: [...Array(matcher.phraseCount).keys()] });
    else
      readRule(own).forEach((part, phrase) => {
        file(part, { matcher, phrase: matcher.phraseCount > 0 ? phrase : -1 });
      });
  });
  for (const mention of mentions) {
    const groups = phraseGroups(parsePhrase(mention.source, NO_LISTS), frequency, { stems: false, isAtStart: false });
    if (groups.length > 0) file({ numbers: fileAnchors(groups), at: 0 }, { mention });
  }
  const limits = Uint16Array.from(filings, (filing) => ("mention" in filing ? NO_LIMIT : filing.matcher.maxWords));
  return { filings, limits, anchors: buildIndex(filed), hasHeads: filed.some(hasHeads), unfiled };
}

function filedOf(rule: ResolvedRule, frequency: Frequency, minds: Minds): Filed | null {
  if (rule.filed !== undefined && minds === "place") return rule.filed;
  const numbers = fileRule(rule, frequency, minds);
  return numbers === null ? null : { numbers, at: 0 };
}
