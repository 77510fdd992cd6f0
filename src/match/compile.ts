/** Filed rules -> matchers, each made when it is asked for; its phrases and patterns are compiled at their first candidate. */
import type { ResolvedRule } from "../rules/packs.js";
import type { Lists } from "../rules/phrase-syntax.js";
import { compileLatinPattern, compilePattern } from "../rules/word-edge.js";
import { isLatin } from "../text/by-script.js";
import { foldHan } from "../text/literal.js";
import { stemmer } from "../text/stem.js";
import type { Action, BlockKind, Level, Target, Where } from "../types.js";
import { compilePhrase, type Phrase } from "./compile-phrase.js";
import { type Conditions, compileConditions, DEFAULT_KINDS } from "./conditions.js";
import { fileRules, type RuleTable, type Zoned } from "./file-rules.js";
import type { Found } from "./find-unit.js";
import { type KeyIndex, openIndex } from "./key-index.js";

/** The expression of a pattern that a text needs. */
type PatternFor = (text: string) => RegExp;

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
  /** As it is run on a text. */
  readonly pattern: PatternFor | null;
  readonly unlessPattern: PatternFor | null;
  readonly target: Target;
  /** What the pattern matched counts; phrases, if there are any, only say where to look for it. */
  readonly isByPattern: boolean;
  readonly action: Action;
  readonly weight: number;
  readonly kinds: ReadonlySet<BlockKind>;
  readonly where: Where;
  /** The same, ready to be tested. */
  readonly conditions: Conditions;
  readonly minLevel: Level;
}

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

/** A matcher that may match, with its phrases that may, by number. */
export interface Candidate {
  readonly matcher: Matcher;
  readonly phrases: readonly number[];
  /** Of one block: what it found there, null until that is known. */
  found: readonly Found[] | null;
}

/** Some rules with their index; a matcher is made when it is asked for first. */
export interface IndexedRules extends RuleTable {
  readonly anchors: KeyIndex;
  /** Rules without anchors by the shape of the blocks that they may concern (candidates.ts), as far as asked. */
  readonly byShape: Map<BlockKind, Map<number, readonly Candidate[]>>;
  readonly matcher: (number: number) => Matcher;
  readonly mentions: readonly Mention[];
}

/** The rules of a language or a site. */
export type RuleIndex = Zoned<IndexedRules>;

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
    if (index >= count) throw new RangeError(`there is no number ${index}`);
    made[index] ??= make(index);
    return made[index];
  };
}

const noPhrases = (): readonly Phrase[] => [];

function lazyPattern(source: string | undefined, { caseSensitive = false }: ResolvedRule["match"]): PatternFor | null {
  if (source === undefined) return null;
  const whole = lazily(() => compilePattern(caseSensitive ? source : foldHan(source)));
  const latin = lazily(() => compileLatinPattern(source) ?? whole());
  return (text) => (isLatin(text) ? latin() : whole());
}

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
  const all: Where = { ...match.features, ...where };
  return {
    rule,
    number,
    phraseCount,
    phrase: lazyList(phraseCount, compileOwn),
    also: toPhrases(match.with),
    unless: toPhrases(rule.unless?.phrases),
    pattern: lazyPattern(match.pattern, match),
    unlessPattern: lazyPattern(rule.unless?.pattern, match),
    target,
    isByPattern:
      match.pattern !== undefined && (phraseCount === 0 || CUT_GROUP.test(match.pattern) || GOES_ON.has(target)),
    action: rule.action ?? "remove",
    weight: rule.weight ?? 1,
    kinds: new Set(where.kinds ?? DEFAULT_KINDS),
    where: all,
    conditions: compileConditions(all),
    minLevel: rule.level ?? "light",
  };
}

/** Makes filed rules ready to run: `ruleAt` and `mentions` give those that were filed. */
export function indexRules(
  ruleAt: (number: number) => ResolvedRule,
  { anywhere, edges, keeps }: Zoned<RuleTable>,
  mentions: readonly Mention[] = [],
): RuleIndex {
  const open = (table: RuleTable): IndexedRules => ({
    ...table,
    anchors: openIndex(table.anchors),
    byShape: new Map(),
    matcher: lazyList(table.rules.length, (number) => compileRule(ruleAt(table.rules[number] as number), number)),
    mentions,
  });
  return { anywhere: open(anywhere), edges: open(edges), keeps: open(keeps) };
}

/** Files rules and makes them ready to run. */
export const compileRules = (rules: readonly ResolvedRule[], common: ReadonlySet<string>): RuleIndex =>
  indexRules((number) => rules[number] as ResolvedRule, fileRules(rules, common));

/** The same without the mentions and all rules but some: they are never found. */
export function onlyRules(index: RuleIndex, isIn: (rule: number) => boolean): RuleIndex {
  const narrow = (own: IndexedRules): IndexedRules => {
    const stays = (matcher: number): boolean => isIn(own.rules[matcher] as number);
    return {
      ...own,
      maxWords: own.maxWords.map((words, matcher) => (stays(matcher) ? words : -1)),
      unfiled: own.unfiled.filter(stays),
      byShape: new Map(),
      mentions: [],
    };
  };
  return { anywhere: narrow(index.anywhere), edges: narrow(index.edges), keeps: narrow(index.keeps) };
}
