/** Rule sets made up for the measures. */
import { builtinRules } from "../src/rules/builtin.js";
import type { Language, Pack, Rule, RuleSet } from "../src/types.js";

const EXAMPLES = { remove: [], keep: [] };

const toRule = (phrase: string, index: number): Rule => ({
  id: `phrase-${index}`,
  why: "",
  match: { phrases: [phrase] },
  examples: EXAMPLES,
});

const toPack = (name: string, phrases: readonly string[]): Pack => ({
  pack: name,
  language: "en",
  category: "site",
  rules: phrases.map(toRule),
});

/** A set of nothing but rules of one phrase each. */
export function phraseRules(language: Language, phrases: readonly string[]): RuleSet {
  return { packs: [toPack("en/phrases", phrases)], languages: [language], weights: builtinRules().weights, page: null };
}

/** The shipped rules and rules of one phrase each, for every site. */
export function withPhrases(phrases: readonly string[]): RuleSet {
  const { packs, ...rest } = builtinRules();
  return { ...rest, packs: [...packs, toPack("en/templates", phrases)] };
}

/** The shipped rules and packs for one host each, which are known by a mention, too. */
export function withSites(sites: readonly { readonly host: string; readonly phrases: readonly string[] }[]): RuleSet {
  const { packs, ...rest } = builtinRules();
  const own = sites.map(({ host, phrases }): Pack => {
    const [mention = host, ...others] = phrases;
    return { ...toPack(`sites/${host}`, others), site: { hosts: [host], mentions: [mention] } };
  });
  return { ...rest, packs: [...packs, ...own] };
}
