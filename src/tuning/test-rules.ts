/** Runs the examples of rules: each alone, as a small text, against its own rule. */

import { compileRules } from "../match/compile.js";
import { createDocument } from "../match/document.js";
import { type Miss, matchRules } from "../match/match.js";
import { type ResolvedRule, resolvePacks } from "../rules/packs.js";
import { startFolding } from "../text/fold.js";
import { segment } from "../text/segment.js";
import type { Language, RuleSet } from "../types.js";

/** An example that a rule treats otherwise than it says. */
export interface ExampleFailure {
  /** Full rule id. */
  readonly rule: string;
  /** Which list the example stands in, and its number from 0. */
  readonly list: "remove" | "keep";
  readonly index: number;
  readonly example: string;
  /** For a `remove` example that the rule passes over: the condition that failed, or `no match`. */
  readonly reason: string;
}

export interface RuleTestReport {
  readonly passed: number;
  readonly failures: readonly ExampleFailure[];
}

/** Why the rule does not hit the example, or null when it does. */
function whyNot(rule: ResolvedRule, language: Language, example: string): string | null {
  // A keep rule is asked only where another one wants to cut; here it is alone.
  const index = compileRules(
    [rule.action === "keep" ? { ...rule, action: "extract" } : rule],
    new Set(language.stopWords),
  );
  const document = createDocument(startFolding(example, segment(example, "auto")), language);
  const misses: Miss[] = [];
  const { blocks } = matchRules(document, () => [index], { useIndex: false, misses });
  if (blocks.some((hits) => hits.length > 0)) return null;
  return misses[0]?.failed ?? "no match";
}

/** Tests every rule of the set that has examples. Zone and neighbours, which an example does not have, are not asked. */
export function testRules(ruleSet: RuleSet): RuleTestReport {
  const { general, sites, languages } = resolvePacks(ruleSet);
  const byTag = new Map(languages.map((language) => [language.language, language]));
  const fallback = languages.find(({ language }) => language !== "any");
  const failures: ExampleFailure[] = [];
  let passed = 0;
  const rules = new Map([...general, ...sites.flatMap((site) => site.rules)].map((rule) => [rule.fullId, rule]));
  for (const rule of rules.values()) {
    const language = byTag.get(rule.language === "any" ? "" : rule.language) ?? fallback;
    if (language === undefined) continue;
    for (const list of ["remove", "keep"] as const) {
      rule.examples[list].forEach((example, index) => {
        const reason = whyNot(rule, language, example);
        if ((reason === null) === (list === "remove")) passed++;
        else failures.push({ rule: rule.fullId, list, index, example, reason: reason ?? "the rule hits it" });
      });
    }
  }
  return { passed, failures };
}
