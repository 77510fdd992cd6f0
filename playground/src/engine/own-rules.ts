/** The user's own rule file: checked as the command line checks it, with the place of everything that is wrong. */
import { createIssueLog, nodeAt, parseJson } from "../../../src/rules/json-source.js";
import { stackRules } from "../../../src/rules/stack-rules.js";
import { type ExampleFailure, testRules } from "../../../src/tuning/test-rules.js";
import type { Pack, RuleSet } from "../../../src/types.js";
import type { OwnRules } from "./messages.js";

/** What the page calls the rule file. */
export const OWN_FILE = "my-rules.json";

/** Puts the rule file on top of `base` and runs its examples; with issues the base stays as it is. */
export function addOwnRules(text: string, base: RuleSet): { readonly ruleSet: RuleSet; readonly own: OwnRules } {
  const { ruleSet, own, issues } = stackRules([{ file: OWN_FILE, text, kind: "pack" }], base);
  if (issues.length > 0) return { ruleSet: base, own: { issues, failures: [], passed: 0 } };
  const packs = own.map(({ pack }) => pack);
  const { passed, failures } = testRules({ ...ruleSet, packs });
  const log = createIssueLog(text, OWN_FILE);
  const root = parseJson(text, log);
  for (const failure of failures) {
    const path = examplePath(failure, packs);
    if (root === null || path === null) continue;
    log.add("E_RULE_EXAMPLE", nodeAt(root, path).offset, describe(failure), "Change the rule or the example.");
  }
  return { ruleSet, own: { issues, failures: log.issues, passed } };
}

function examplePath(
  { rule, list, index }: ExampleFailure,
  packs: readonly Pack[],
): readonly (string | number)[] | null {
  for (const { pack, rules } of packs) {
    const number = rules.findIndex(({ id }) => `${pack}/${id}` === rule);
    if (number >= 0) return ["rules", number, "examples", list, index];
  }
  return null;
}

function describe({ rule, list, example, reason }: ExampleFailure): string {
  const id = rule.slice(rule.lastIndexOf("/") + 1);
  return `${id} ${list === "remove" ? "passes over" : "would take"} ${JSON.stringify(example)}: ${reason}`;
}

/** The language that a rule file is for, as far as it can be told from a file that may be broken. */
export function languageOf(text: string): string | null {
  return /"language"\s*:\s*"([a-z]{2,3})"/.exec(text)?.[1] ?? null;
}
