import type { RuleSet } from "../types.js";
import { readRuleFiles } from "./rule-files.js";
import { type RulesRead, stackRules } from "./stack-rules.js";

/** Reads files and folders from disk, and puts them on top of `base`. */
export function readRules(paths: readonly string[], base: RuleSet): RulesRead {
  const { files, issues } = readRuleFiles(paths);
  return stackRules(files, base, issues);
}
