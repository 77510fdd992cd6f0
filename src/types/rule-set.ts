import type { Rule } from "./rule.js";
import type { PageWeights, Weights } from "./weights.js";

export interface Site {
  /** Host names; `example.org` also stands for its subdomains. */
  readonly hosts: readonly string[];
  /** Phrases by which a text without address is known to be of this publisher. */
  readonly mentions?: readonly string[];
  readonly publisher?: string;
}

/** One rule file. */
export interface Pack {
  /** `en/share`, `any/credit`, `sites/example.org`. */
  readonly pack: string;
  /** BCP 47 primary tag, or `any`. */
  readonly language: string;
  readonly category?: string;
  readonly description?: string;
  readonly site?: Site;
  /** Names of built-in packs (`*` allowed) to stand on: all when absent, none when empty. */
  readonly extends?: readonly string[];
  /** Full rule ids (`*` allowed) to switch off. */
  readonly disable?: readonly string[];
  /** Full rule id -> what to change in it. */
  readonly override?: Readonly<Record<string, Partial<Omit<Rule, "id" | "examples">>>>;
  /** Named word lists for `{name}` in phrases. */
  readonly lists?: Readonly<Record<string, readonly string[]>>;
  readonly rules: readonly Rule[];
}

/** What the code needs to know about one language, from `rules/<language>/language.json`. */
export interface Language {
  readonly language: string;
  readonly name: string;
  /** The most frequent function words, folded. */
  readonly stopWords: readonly string[];
  /** Words after whose full stop a sentence goes on. */
  readonly abbreviations: readonly string[];
  /** Words that join two names; one that is written onto the next word ends on a tatweel. */
  readonly conjunctions: readonly string[];
  /** Words that make a name the name of an organisation, not of a person. */
  readonly organisationWords: readonly string[];
  /** Words that introduce a person, such as "by". */
  readonly bylineWords: readonly string[];
  /** Words on which a sentence hardly ends, so that a paragraph ending on one goes on after a page break. */
  readonly connectives: readonly string[];
  /** In a script without spaces: a space stands between two names, never within one. */
  readonly spacePartsNames?: boolean;
  /** In 03/05/2023 the month comes first, at least where many write the language. */
  readonly monthFirst?: boolean;
  readonly wordsPerMinute: number;
  /** Twelve lists: names of the months from January on that common date readers may not know. */
  readonly months?: readonly (readonly string[])[];
  readonly lists?: Readonly<Record<string, readonly string[]>>;
}

/** Checked packs, ready for `createCleaner`. Made by `loadRules`. */
export interface RuleSet {
  readonly packs: readonly Pack[];
  readonly languages: readonly Language[];
  readonly weights: Weights;
  /** Null when whole pages are judged by the rules alone. */
  readonly page: PageWeights | null;
}
