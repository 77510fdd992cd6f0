import type { Language, Pack, Rule, RuleSet, Site, Weights } from "../types.js";
import type { Lists } from "./phrase-syntax.js";

/** What the index files something under, as written by src/match/filed.ts: in `numbers`, from `at` on. */
export interface Filed {
  readonly numbers: ArrayLike<number>;
  readonly at: number;
}

/** A rule as it comes out of parsing: the words that its pattern needs are known. */
export interface LoadedRule extends Rule {
  /** Folded words of which at least one stands in every text that the pattern matches; absent when that is unproved. */
  readonly anchors?: readonly string[];
  /** What the index files the rule under, phrase by phrase, where the build has found it out; null when nothing. */
  readonly filed?: Filed | null;
}

/** A rule in force, with all that its pack lends it. */
export interface ResolvedRule extends LoadedRule {
  /** `<pack>/<id>`. */
  readonly fullId: string;
  readonly pack: string;
  /** BCP 47 primary tag, or `any`. */
  readonly language: string;
  readonly category: string;
  /** Lists for `{name}`; those of the file hide those of its language, which hide those of `any`. */
  readonly lists: Lists;
}

/** What holds on one site, on top of the general rules. */
export interface ResolvedSite {
  readonly site: Site;
  readonly pack: string;
  /** BCP 47 primary tag, or `any`. */
  readonly language: string;
  /** Rules of the pack, and general rules as the pack has changed them. */
  readonly rules: readonly ResolvedRule[];
  /** Full ids of the general rules that are off on this site, because they are disabled or replaced. */
  readonly off: readonly string[];
}

/** Rules in order, each made when it is asked for. */
export interface RuleList {
  readonly length: number;
  readonly at: (place: number) => ResolvedRule;
  readonly languageAt: (place: number) => string;
}

/** Everything that can act, with disabled rules gone and overrides applied. */
export interface ResolvedRules {
  readonly general: readonly ResolvedRule[];
  /** The same for those who need few of them. */
  readonly generalList: RuleList;
  readonly sites: readonly ResolvedSite[];
  readonly languages: readonly Language[];
  readonly weights: Weights;
}

/** The rules of a pack one by one: reading them all takes long. */
interface RuleSource {
  readonly count: () => number;
  readonly at: (place: number) => LoadedRule;
}

const sources = new WeakMap<Pack, RuleSource>();

/** Tells where the rules of a pack can be had one by one. */
export function lendRules(pack: Pack, source: RuleSource): void {
  sources.set(pack, source);
}

type Change = NonNullable<Pack["override"]>[string];

/**
 * Applies the `disable` and `override` of all packs, in order. The order of packs matters only where two of them
 * change the same rule; a rule that is disabled anywhere stays off. Site packs change general rules for their site
 * only. With `language`, rules of other languages are left out (those of `any` stay).
 */
export function resolvePacks(ruleSet: RuleSet, language?: string): ResolvedRules {
  const { languages, weights } = ruleSet;
  const listsOf = scopeLists(languages);
  const acts = (pack: Pack): boolean => language === undefined || pack.language === "any" || pack.language === language;
  const shared = ruleSet.packs.filter((pack) => pack.site === undefined);
  const change = (rules: readonly ResolvedRule[]): readonly ResolvedRule[] => shared.reduce(changeRules, rules);
  const generalList = changeList(listRules(shared.filter(acts), listsOf), shared.some(changes) ? change : null);
  const general = once(() => allOf(generalList));
  const sites = ruleSet.packs.flatMap((pack) => {
    if (pack.site === undefined || !acts(pack)) return [];
    return [resolveSite(pack, pack.site, general, () => change(allOf(listRules([pack], listsOf))))];
  });
  return {
    get general() {
      return general();
    },
    generalList,
    sites,
    languages,
    weights,
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const allOf = ({ length, at }: RuleList): readonly ResolvedRule[] => Array.from({ length }, (_, place) => at(place));

/** The rules of some packs; none is made yet. */
function listRules(packs: readonly Pack[], listsOf: (pack: Pack) => Lists): RuleList {
  const places = packs.flatMap((pack) => {
    const source = sources.get(pack) ?? { count: () => pack.rules.length, at: (i) => pack.rules[i] as LoadedRule };
    return Array.from({ length: source.count() }, (_, i) => ({ pack, read: () => source.at(i) }));
  });
  const made: ResolvedRule[] = [];
  return {
    length: places.length,
    at: (place) => {
      const { pack, read } = places[place] as (typeof places)[number];
      made[place] ??= resolveRule(pack, read(), listsOf(pack));
      return made[place];
    },
    languageAt: (place) => places[place]?.pack.language ?? "",
  };
}

function changeList(
  list: RuleList,
  change: ((rules: readonly ResolvedRule[]) => readonly ResolvedRule[]) | null,
): RuleList {
  if (change === null) return list;
  const rules = change(allOf(list));
  return {
    length: rules.length,
    at: (place) => rules[place] as ResolvedRule,
    languageAt: (place) => rules[place]?.language ?? "",
  };
}

/** Is `name` covered by `pattern`, in which `*` stands for any characters? */
export function matchesName(pattern: string, name: string): boolean {
  const [head = "", ...rest] = pattern.split("*");
  const tail = rest.pop();
  if (tail === undefined) return pattern === name;
  if (!name.startsWith(head) || !name.endsWith(tail)) return false;
  let at = head.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at + tail.length <= name.length;
}

function resolveRule({ pack, language, category = "" }: Pack, rule: LoadedRule, lists: Lists): ResolvedRule {
  return { ...rule, fullId: `${pack}/${rule.id}`, pack, language, category: rule.category ?? category, lists };
}

/** Nothing is done before the site turns up: there may be thousands of them. */
function resolveSite(
  pack: Pack,
  site: Site,
  general: () => readonly ResolvedRule[],
  own: () => readonly ResolvedRule[],
): ResolvedSite {
  const make = once((): Pick<ResolvedSite, "rules" | "off"> => {
    if (!changes(pack)) return { rules: own(), off: [] };
    const before = new Set(general());
    const changed = new Set(changeRules(general(), pack));
    return {
      rules: [...own(), ...[...changed].filter((rule) => !before.has(rule))],
      off: general().flatMap((rule) => (changed.has(rule) ? [] : [rule.fullId])),
    };
  });
  return {
    site,
    pack: pack.pack,
    language: pack.language,
    get rules() {
      return make().rules;
    },
    get off() {
      return make().off;
    },
  };
}

const changes = ({ disable = [], override = {} }: Pack): boolean => disable.length + Object.keys(override).length > 0;

/**
 * The rules that are left after the changes of one pack; a rule it does not touch stays the same object. The lists of a
 * pack that changes nothing are not asked for: they may not have been read yet.
 */
function changeRules(rules: readonly ResolvedRule[], changer: Pack): readonly ResolvedRule[] {
  const { pack, disable = [], override = {} } = changer;
  if (!changes(changer)) return rules;
  const overrides = new Map(Object.entries(override));
  const isOff = (rule: ResolvedRule): boolean =>
    rule.pack !== pack && disable.some((name) => matchesName(name, rule.fullId));
  return rules
    .filter((rule) => !isOff(rule))
    .map((rule) => {
      const change = overrides.get(rule.fullId);
      return change === undefined ? rule : changeRule(rule, change, changer.lists);
    });
}

/** Anchors belong to the pattern: a new `match` brings its own or has none. */
function changeRule(rule: ResolvedRule, change: Change, lists: Pack["lists"]): ResolvedRule {
  const { anchors, filed, ...rest } = rule;
  const isSame = change.match === undefined;
  const kept = { ...(isSame && anchors !== undefined && { anchors }), ...(isSame && filed !== undefined && { filed }) };
  const scope = lists === undefined ? rule.lists : new Map([...rule.lists, ...Object.entries(lists)]);
  return { ...rest, ...kept, ...change, lists: scope };
}

/** Packs without lists of their own share one map per language, so that its phrases are parsed once. */
function scopeLists(languages: readonly Language[]): (pack: Pack) => Lists {
  const entriesOf = (tag: string): readonly (readonly [string, readonly string[]])[] =>
    languages.filter(({ language }) => language === tag).flatMap(({ lists = {} }) => Object.entries(lists));
  const scopes = new Map<string, Lists>();
  return ({ language, lists }) => {
    const scope = scopes.get(language) ?? new Map([...entriesOf("any"), ...entriesOf(language)]);
    scopes.set(language, scope);
    return lists === undefined ? scope : new Map([...scope, ...Object.entries(lists)]);
  };
}
