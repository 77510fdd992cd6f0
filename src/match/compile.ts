/** Rules -> matchers, filed in an index under their anchors. */
import type { ResolvedRule } from "../rules/packs.js";
import { stemmer } from "../text/stem.js";
import type { Action, BlockKind, Level, Target, Where } from "../types.js";
import { type AnchorIndex, type Anchors, buildIndex, phraseAnchors, unionAnchors, wordAnchors } from "./anchors.js";
import { DEFAULT_KINDS } from "./conditions.js";
import { measureRarity } from "./sieve.js";
import { compilePhrase, type Phrase } from "./phrase.js";

/** A rule, ready to run. */
export interface Matcher {
  readonly rule: ResolvedRule;
  readonly phrases: readonly Phrase[];
  /** One of these must match as well. */
  readonly also: readonly Phrase[];
  /** None of these may match. */
  readonly unless: readonly Phrase[];
  /** Compiled at the first candidate. */
  readonly pattern: (() => RegExp) | null;
  readonly unlessPattern: (() => RegExp) | null;
  readonly target: Target;
  readonly action: Action;
  readonly weight: number;
  readonly kinds: ReadonlySet<BlockKind>;
  readonly where: Where;
  readonly minLevel: Level;
  /** What the rule is filed under; null when it has to look at every block. */
  readonly anchors: Anchors | null;
}

/** A phrase by which a text is known to be of a site. */
export interface Mention {
  readonly phrase: Phrase;
  readonly site: number;
}

export interface RuleIndex {
  readonly matchers: readonly Matcher[];
  /** Filed behind the matchers: the first one is entry `matchers.length`. */
  readonly mentions: readonly Mention[];
  readonly anchors: AnchorIndex;
  /** Matchers that look at every block, by number. */
  readonly unfiled: readonly number[];
}

/** `d` gives the spans of groups, `u` makes the pattern strict. */
const PATTERN_FLAGS = "du";

function lazyPattern(source: string | undefined): (() => RegExp) | null {
  if (source === undefined) return null;
  let compiled: RegExp | null = null;
  return () => {
    compiled ??= new RegExp(source, PATTERN_FLAGS);
    return compiled;
  };
}

function ruleAnchors(rule: ResolvedRule, phrases: readonly Phrase[], stems: readonly Phrase[], common: ReadonlySet<string>): Anchors | null {
  if (phrases.length + stems.length === 0) return rule.anchors === undefined ? null : wordAnchors(rule.anchors, common);
  return unionAnchors([
    ...phrases.map(({ node }) => phraseAnchors(node, common, false)),
    ...stems.map(({ node }) => phraseAnchors(node, common, true)),
  ]);
}

/** Compiles one rule. `common` are the most frequent words of its language, folded. */
export function compileRule(rule: ResolvedRule, common: ReadonlySet<string>): Matcher {
  const { match, where = {} } = rule;
  const toPhrases = (sources: readonly string[] = []): readonly Phrase[] => sources.map((source) => compilePhrase(source, rule.lists));
  const phrases = toPhrases(match.phrases);
  const stems = (match.stems ?? []).map((source) => compilePhrase(source, rule.lists, stemmer(rule.language)));
  return {
    rule,
    phrases: [...phrases, ...stems],
    also: toPhrases(match.with),
    unless: toPhrases(rule.unless?.phrases),
    pattern: lazyPattern(match.pattern),
    unlessPattern: lazyPattern(rule.unless?.pattern),
    target: rule.target ?? "sentence",
    action: rule.action ?? "remove",
    weight: rule.weight ?? 1,
    kinds: new Set(where.kinds ?? DEFAULT_KINDS),
    where: { ...match.features, ...where },
    minLevel: rule.level ?? "light",
    anchors: ruleAnchors(rule, phrases, stems, common),
  };
}

/** Compiles rules and files them, with the mentions of sites. */
export function compileRules(rules: readonly ResolvedRule[], common: ReadonlySet<string>, mentions: readonly Mention[] = []): RuleIndex {
  const matchers = rules.map((rule) => compileRule(rule, common));
  const anchors = [...matchers.map((matcher) => matcher.anchors), ...mentions.map(({ phrase }) => phraseAnchors(phrase.node, common, false))];
  const filed = anchors.flatMap((own, entry) => (own === null ? [] : [{ anchors: own, entry }]));
  const unfiled = matchers.flatMap((matcher, entry) => (matcher.anchors === null ? [entry] : []));
  return { matchers, mentions, anchors: buildIndex(filed, measureRarity(common)), unfiled };
}
