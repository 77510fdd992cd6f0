/** Runs the examples of rules: each alone, as a small text, against its own rule. */

import { resolvePacks } from "../rules/packs.js";
import type { RuleSet } from "../types.js";
import { createTrier } from "./try-rule.js";

/** An example that a rule treats otherwise than it says. */
export interface ExampleFailure {
  /** Full rule id. */
  readonly rule: string;
  /** Which list the example stands in, and its number from 0. */
  readonly list: "remove" | "keep";
  readonly index: number;
  readonly example: string;
  /** For a `remove` example that the rule passes over: what came nearest, and failed. */
  readonly reason: string;
}

export interface RuleTestReport {
  readonly passed: number;
  readonly failures: readonly ExampleFailure[];
}

/**
 * Tests every rule of the set that has examples. Zone and neighbours, which an example does not have, are not asked.
 */
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
    const tryOn = createTrier(rule, language);
    for (const list of ["remove", "keep"] as const) {
      rule.examples[list].forEach((example, index) => {
        const trial = tryOn(example);
        if ((trial.kind === "hit") === (list === "remove")) passed++;
        else {
          const reason = trial.kind === "hit" ? `the rule matches ${JSON.stringify(trial.matched)}` : trial.reason;
          failures.push({ rule: rule.fullId, list, index, example, reason });
        }
      });
    }
  }
  return { passed, failures };
}
