/** What lint says of the user's rule file beside what is plainly wrong with it. */
import type { RuleIssue } from "../../../src/errors.js";
import { stackRules } from "../../../src/rules/stack-rules.js";
import { lintPacks } from "../../../src/tuning/lint-packs.js";
import type { RuleSet } from "../../../src/types.js";
import { OWN_FILE } from "./own-rules.js";

/** Warnings with their places. Only languages of the file are looked at: the others need not be fetched for it. */
export function lintOwnRules(text: string, rules: RuleSet): readonly RuleIssue[] {
  const { ruleSet, own, issues } = stackRules([{ file: OWN_FILE, text, kind: "pack" }], rules);
  if (issues.length > 0) return [];
  const languages = new Set(["any", ...own.map(({ pack }) => pack.language)]);
  const names = new Set(own.map(({ pack }) => pack.pack));
  const isNear = ({ language, site, pack }: RuleSet["packs"][number]): boolean =>
    names.has(pack) || (site === undefined && languages.has(language));
  const near = { ...ruleSet, packs: ruleSet.packs.filter(isNear) };
  return lintPacks(own, near, near).warnings;
}
