import { DehuskError, formatIssue, type RuleIssue } from "../errors.js";
import type { RuleSet } from "../types.js";
import { builtinRules } from "./builtin.js";
import { readRules } from "./read-rules.js";

/**
 * Loads rule files, or folders of them, on top of the built-in rules that their `extends` names (all when absent).
 * For Node only; synchronous.
 *
 * @throws DehuskError `E_RULES` with every issue of every file
 */
export function loadRules(paths: string | readonly string[]): RuleSet {
  const { ruleSet, issues } = readRules(typeof paths === "string" ? [paths] : paths, builtinRules());
  if (issues.length > 0) throw new DehuskError("E_RULES", describeIssues(issues), issues);
  return ruleSet;
}

/** One line for each issue, below a line that counts them. */
export function describeIssues(issues: readonly RuleIssue[]): string {
  const count = issues.length === 1 ? "1 issue" : `${issues.length} issues`;
  return [`${count} in rule files`, ...issues.map(formatIssue)].join("\n");
}
