/** What callers may ask for: a wrong option is refused, since it would otherwise clean otherwise than they think. */
import { DehuskError } from "./errors.js";
import { PAGE_CATEGORY } from "./page/judge-page.js";
import { didYouMean } from "./rules/nearest.js";
import type { CleanOptions, RuleSet } from "./types.js";

interface Check {
  /** What the option must be, to be read behind "must be". */
  readonly wanted: string;
  readonly holds: (value: unknown) => boolean;
}

const oneOf = (...choices: readonly string[]): Check => ({
  wanted: `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`,
  holds: (value) => choices.includes(value as string),
});

const isString = (value: unknown): value is string => typeof value === "string";

const CATEGORIES: Check = {
  wanted: "a list of categories",
  holds: (value) => Array.isArray(value) && value.every(isString),
};

/** Whether a text names a language as BCP 47 does. A name such as "english" would switch off all rules of a language. */
export const isLanguageTag = (tag: string): boolean => /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(tag);

const CHECKS: Readonly<Record<keyof CleanOptions, Check>> = {
  url: { wanted: "a string", holds: isString },
  inLanguage: {
    wanted: "a language tag such as en or pt-BR",
    holds: (value) => isString(value) && isLanguageTag(value),
  },
  level: oneOf("light", "normal", "strict"),
  input: oneOf("auto", "article", "page"),
  format: oneOf("auto", "markdown", "text"),
  only: CATEGORIES,
  except: CATEGORIES,
  maxCut: { wanted: "a number from 0 to 1", holds: (value) => typeof value === "number" && value >= 0 && value <= 1 },
  explain: { wanted: "true or false", holds: (value) => typeof value === "boolean" },
};

const NAMES = Object.keys(CHECKS);

/** Throws a DehuskError `E_OPTION` for options that do not exist and for values that they cannot have. */
export function checkOptions(options: CleanOptions): void {
  const fail = (message: string): never => {
    throw new DehuskError("E_OPTION", message);
  };
  if (typeof options !== "object" || options === null) fail('options must be an object such as { level: "strict" }');
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(CHECKS, name)) {
      fail(`there is no option "${name}" of a text. ${didYouMean(name, NAMES)}There are ${NAMES.join(", ")}.`);
    }
    const { wanted, holds } = CHECKS[name as keyof CleanOptions];
    if (value !== undefined && !holds(value)) fail(`option ${name} must be ${wanted}`);
  }
}

const knownCategories = new WeakMap<RuleSet, ReadonlySet<string>>();

function categoriesOf(rules: RuleSet): ReadonlySet<string> {
  const ofRules = ({ category, rules }: RuleSet["packs"][number]): readonly string[] =>
    rules.flatMap((rule) => rule.category ?? category ?? []);
  const known = knownCategories.get(rules) ?? new Set([...rules.packs.flatMap(ofRules), PAGE_CATEGORY]);
  knownCategories.set(rules, known);
  return known;
}

/** What is wrong with the categories asked for, which would silently cut nothing, or everything; null if nothing is. */
export function describeUnknownCategory({ only = [], except = [] }: CleanOptions, rules: RuleSet): string | null {
  const asked = [...only, ...except];
  if (asked.length === 0) return null;
  const known = categoriesOf(rules);
  const wrong = asked.find((category) => !known.has(category));
  if (wrong === undefined) return null;
  return `There is no category "${wrong}". ${didYouMean(wrong, known)}There are ${[...known].sort().join(", ")}.`;
}
