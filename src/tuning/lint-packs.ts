/** Everything that can be said of packs that load: what `rules/lint.ts` says of each, and what takes running them. */
import type { RuleIssue } from "../errors.js";
import { createWarner, type LintReport, lintPack, type Warner } from "../rules/lint.js";
import { createListScope, type OwnPack } from "../rules/stack-rules.js";
import type { RuleSet } from "../types.js";
import { lintConditions } from "./lint-conditions.js";
import { lintKeeps } from "./lint-keeps.js";
import { lintLanguages } from "./lint-languages.js";
import { lintTwins } from "./lint-twins.js";

/** Looks at the packs `own` of a rule set; `builtin` are the rules whose categories count as known. */
export function lintPacks(own: readonly OwnPack[], ruleSet: RuleSet, builtin: RuleSet): Omit<LintReport, "issues"> {
  const warners = new Map(own.map((pack) => [pack, createWarner(pack.text, pack.file)]));
  const languages = new Set(ruleSet.languages.map(({ language }) => language));
  const categories = categoriesOf(builtin);
  const listsOf = createListScope(ruleSet.languages);
  for (const [pack, { warn }] of warners) {
    const lists = new Map([...listsOf(pack.pack.language), ...Object.entries(pack.pack.lists ?? {})]);
    lintPack(pack, { languages, categories, lists }, warn);
    for (const [index, rule] of pack.pack.rules.entries()) {
      lintConditions(rule, ["rules", index], lists, warn);
      lintKeeps(rule, ["rules", index], lists, warn);
    }
  }
  const warnFor = (pack: OwnPack): Warner["warn"] => warners.get(pack)?.warn ?? (() => undefined);
  lintTwins(own, ruleSet, warnFor);
  lintLanguages(own, warnFor);
  const all = [...warners.values()];
  return {
    warnings: all.flatMap(({ warnings }) => warnings()).sort(byPlace),
    notes: all.flatMap(({ notes }) => notes()).sort(byPlace),
  };
}

const byPlace = (a: RuleIssue, b: RuleIssue): number =>
  (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column;

const categoriesOf = ({ packs }: RuleSet): ReadonlySet<string> =>
  new Set(
    packs.flatMap(({ category, rules }) => [category, ...rules.map((rule) => rule.category)]).flatMap((c) => c ?? []),
  );
