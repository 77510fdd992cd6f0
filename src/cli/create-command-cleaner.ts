import { createCleaner } from "../core.js";
import { builtinRules } from "../rules/builtin.js";
import type { Cleaner, CleanOptions, RuleSet } from "../types.js";
import { type Arguments, usageError } from "./parse-arguments.js";
import { readCleanOptions } from "./read-settings.js";
import { suggestion } from "./suggest.js";

/** The cleaner that the options of a command line describe. Throws a DehuskError for wrong options and rules. */
export async function createCommandCleaner(given: Arguments): Promise<Cleaner> {
  const options = readCleanOptions(given);
  const rules = await loadGivenRules(given);
  refuseUnknownCategories(options, rules);
  return createCleaner({ ...options, rules });
}

/** The rules of --rules, which stand on the built-in ones; the latter alone when none are given. */
export async function loadGivenRules({ options }: Arguments): Promise<RuleSet> {
  const paths = options.get("rules");
  return paths === undefined ? builtinRules() : (await import("../rules/load.js")).loadRules(paths);
}

/** A mistyped category would otherwise silently cut nothing, or everything. */
export function refuseUnknownCategories({ only = [], except = [] }: CleanOptions, { packs }: RuleSet): void {
  const asked = [...only, ...except];
  if (asked.length === 0) return;
  const known = new Set(
    packs.flatMap(({ category, rules }) => rules.flatMap((rule) => rule.category ?? category ?? [])),
  );
  const wrong = asked.find((category) => !known.has(category));
  if (wrong === undefined) return;
  const hint = suggestion(wrong, [...known]);
  throw usageError(`There is no category "${wrong}".${hint} There are ${[...known].sort().join(", ")}.`);
}
