/** The rules that dehusk brings along, as scripts/build-rules.ts has checked and packed them. */
import data from "../generated/builtin.json" with { type: "json" };
import GROUPS from "../generated/packs.cjs";
import type { RuleSet } from "../types.js";
import { type PackedRules, type PackGroup, unpackRules } from "./packed-rules.js";

let rules: RuleSet | null = null;

/** The built-in rules, always the same object. Their `why` and `examples` are empty; the rule files have them. */
export function builtinRules(): RuleSet {
  rules ??= unpackRules(data as unknown as PackedRules, (group) => GROUPS[group]?.() as PackGroup | undefined);
  return rules;
}
