import { createCleaner } from "../core.js";
import { describeUnknownCategory } from "../options.js";
import { builtinRules } from "../rules/builtin.js";
import type { Cleaner, CleanOptions, RuleSet } from "../types.js";
import { type Arguments, usageError } from "./parse-arguments.js";
import { readCleanOptions } from "./read-settings.js";

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

/** Throws a DehuskError `E_USAGE` for a mistyped category. */
export function refuseUnknownCategories(options: CleanOptions, rules: RuleSet): void {
  const fault = describeUnknownCategory(options, rules);
  if (fault !== null) throw usageError(fault);
}
