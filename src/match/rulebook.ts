/** The rules of a cleaner, compiled language by language and site by site, when a text needs them. */
import { prebuiltOf } from "../rules/packed-rules.js";
import { type ResolvedRule, type ResolvedRules, resolvePacks } from "../rules/packs.js";
import { indexLanguages, type LanguageIndex, languageWords } from "../text/language.js";
import type { Language, PageWeights, RuleSet, Weights } from "../types.js";
import { compileRules, createMention, indexRules, type Mention, onlyRules, type RuleIndex } from "./compile.js";
import { fileRules, type Minds, type RuleTable, type Zoned } from "./file-rules.js";
import { restoreRules } from "./stored-rules.js";

/** What holds for one site, on top of the general rules. */
export interface SiteRules {
  readonly pack: string;
  readonly publisher: string | null;
  readonly index: RuleIndex;
  /** Full ids of general rules that are off. */
  readonly off: ReadonlySet<string>;
}

export interface Rulebook {
  readonly weights: Weights;
  readonly page: PageWeights | null;
  readonly languageIndex: LanguageIndex;
  /** What is known of a language; what holds in all of them for one that is not. */
  readonly language: (tag: string) => Language;
  readonly connectives: (tag: string) => ReadonlySet<string>;
  /** The rules for texts in a language, with those of every language. */
  readonly general: (tag: string, minds: Minds) => RuleIndex;
  /** The rules of a language alone, for a block of it in a text of another. */
  readonly foreign: (tag: string, minds: Minds) => RuleIndex;
  /** Number of the site that a host name belongs to. */
  readonly siteOf: (host: string, tag: string) => number | null;
  readonly site: (number: number, tag: string) => SiteRules | null;
}

const mentionsOf = ({ sites }: ResolvedRules): readonly Mention[] =>
  sites.flatMap(({ site }, number) => (site.mentions ?? []).map((source) => createMention(source, number)));

/** `www.example.org` belongs to the site `example.org`. */
function hostKeys(host: string): readonly string[] {
  const labels = host.toLowerCase().split(".");
  return labels.map((_, i) => labels.slice(i).join("."));
}

function lazily<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

/** Prepares a rule set; nothing is compiled before a text asks for it. */
export function createRulebook(ruleSet: RuleSet): Rulebook {
  const known = ruleSet.languages.filter(({ language }) => language !== "any");
  const fallback = ruleSet.languages.find(({ language }) => language === "any") ?? known[0];
  if (fallback === undefined) throw new RangeError("a rule set needs at least one language");
  const prebuilt = prebuiltOf(ruleSet);
  const tags = known.map((own) => own.language);
  const language = lazily((tag: string): Language => {
    const own = known.find((one) => one.language === tag);
    const shared = fallback.language === "any" ? fallback.lists : undefined;
    return own === undefined ? fallback : { ...own, lists: { ...shared, ...own.lists } };
  });
  const rules = lazily((tag: string) => resolvePacks(ruleSet, tag));
  const common = lazily((tag: string) => new Set(language(tag).stopWords));
  const acts = (tag: string) => (rule: ResolvedRule) => rule.language === "any" || rule.language === tag;
  const hosts = lazily(
    (tag: string) => new Map(rules(tag).sites.flatMap(({ site }, i) => site.hosts.map((host) => [host, i] as const))),
  );
  const sites = lazily((key: string): SiteRules | null => {
    const [tag = "", number = ""] = key.split(" ");
    const found = rules(tag).sites[Number(number)];
    if (found === undefined) return null;
    const index = compileRules(found.rules.filter(acts(tag)), common(tag));
    return { pack: found.pack, publisher: found.site.publisher ?? null, index, off: new Set(found.off) };
  });
  const general = lazily((key: string) => {
    const [tag = "", minds] = key.split(" ");
    const mentions = mentionsOf(rules(tag));
    const stored = minds === "place" ? prebuilt?.index(tags.includes(tag) ? tag : "any") : undefined;
    const fresh = (): Zoned<RuleTable> => {
      const sources = mentions.map(({ source }) => source);
      return fileRules(rules(tag).general, common(tag), sources, minds as Minds);
    };
    return indexRules(rules(tag).generalList.at, stored === undefined ? fresh() : restoreRules(stored), mentions);
  });
  const foreign = lazily((key: string) => {
    const [tag = ""] = key.split(" ");
    return onlyRules(general(key), (rule) => rules(tag).generalList.languageAt(rule) === tag);
  });
  return {
    weights: ruleSet.weights,
    page: ruleSet.page,
    languageIndex: indexLanguages(tags, prebuilt?.languageWords ?? languageWords(known)),
    language,
    connectives: lazily((tag) => new Set(language(tag).connectives)),
    general: (tag, minds) => general(`${tag} ${minds}`),
    foreign: (tag, minds) => foreign(`${tag} ${minds}`),
    siteOf: (host, tag) =>
      hostKeys(host)
        .map((name) => hosts(tag).get(name))
        .find((number) => number !== undefined) ?? null,
    site: (number, tag) => sites(`${tag} ${number}`),
  };
}
