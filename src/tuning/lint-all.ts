/** Everything that can be said of rule files: what `rules/lint.ts` says of each, and what takes running them. */
import { builtinRules } from "../rules/builtin.js";
import { createWarner, type LintReport, lintRules } from "../rules/lint.js";
import { readRules } from "../rules/read-rules.js";
import { findRulesFolder } from "../rules/rule-files.js";
import { createListScope, type OwnPack } from "../rules/stack-rules.js";
import { lintConditions } from "./lint-conditions.js";
import { lintKeeps } from "./lint-keeps.js";
import { lintLanguages } from "./lint-languages.js";
import { lintTwins } from "./lint-twins.js";

/** Checks rule files, or folders of them; those that dehusk brings along when none are given. */
export function lintAll(given: readonly string[]): LintReport {
  const paths = given.length > 0 ? given : [findRulesFolder()];
  const report = lintRules(paths);
  if (report.issues.length > 0) return report;
  const { own, ruleSet } = readRules(paths, builtinRules());
  const warners = new Map(own.map((pack) => [pack, createWarner(pack.text, pack.file)]));
  const warnFor = (pack: OwnPack) => warners.get(pack)?.warn ?? (() => undefined);
  const listsOf = createListScope(ruleSet.languages);
  for (const pack of own) {
    const lists = new Map([...listsOf(pack.pack.language), ...Object.entries(pack.pack.lists ?? {})]);
    const warn = warnFor(pack);
    for (const [index, rule] of pack.pack.rules.entries()) {
      lintConditions(rule, ["rules", index], lists, warn);
      lintKeeps(rule, ["rules", index], lists, warn);
    }
  }
  lintTwins(own, ruleSet, warnFor);
  lintLanguages(own, warnFor);
  const more = [...warners.values()].flatMap(({ warnings }) => warnings());
  const warnings = [...report.warnings, ...more].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
  return { issues: [], warnings };
}
