/** Reads rule files and says everything that can be said of them. */
import { builtinRules } from "../rules/builtin.js";
import type { LintReport } from "../rules/lint.js";
import { readRules } from "../rules/read-rules.js";
import { findRulesFolder } from "../rules/rule-files.js";
import { lintPacks } from "./lint-packs.js";

/** Checks rule files, or folders of them; those that dehusk brings along when none are given. */
export function lintAll(given: readonly string[] = []): LintReport {
  const { own, ruleSet, issues } = readRules(given.length > 0 ? given : [findRulesFolder()], builtinRules());
  if (issues.length > 0) return { issues, warnings: [], notes: [] };
  return { issues, ...lintPacks(own, ruleSet, builtinRules()) };
}
