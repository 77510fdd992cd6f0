/** Writes the JSON Schemas of rule files into rules/ and the checked built-in rules into src/generated/. */
import { mkdirSync, writeFileSync } from "node:fs";
import process from "node:process";
import { formatIssue } from "../src/errors.js";
import type { BuiltinData, PackedPack } from "../src/rules/builtin.js";
import type { LoadedRule } from "../src/rules/packs.js";
import { readRules } from "../src/rules/read-rules.js";
import { ruleSchemas } from "../src/rules/rule-schemas.js";
import type { Pack, RuleSet } from "../src/types.js";

const RULES_FOLDER = "rules";
const GENERATED_FOLDER = "src/generated";

const NOTHING: RuleSet = {
  packs: [],
  languages: [],
  weights: {
    thresholds: { light: 0, normal: 0, strict: 0 },
    maxCut: { light: 0, normal: 0, strict: 0 },
    features: [],
    neighbour: 0,
  },
};

function packPack({ rules, lists, ...head }: Pack): PackedPack {
  const lean = rules.map(({ why: _why, examples: _examples, ...rule }: LoadedRule) => rule);
  return { ...head, body: JSON.stringify({ rules: lean, ...(lists === undefined ? {} : { lists }) }) };
}

for (const [name, schema] of Object.entries(ruleSchemas())) {
  writeFileSync(`${RULES_FOLDER}/${name}.schema.json`, schema);
}

const { ruleSet, issues } = readRules([RULES_FOLDER], NOTHING);
for (const issue of issues) console.error(formatIssue(issue));
if (issues.length > 0) process.exitCode = 1;
else {
  const { languages, weights, packs } = ruleSet;
  const data: BuiltinData = { languages, weights, packs: packs.map(packPack) };
  mkdirSync(GENERATED_FOLDER, { recursive: true });
  writeFileSync(`${GENERATED_FOLDER}/builtin.json`, `${JSON.stringify(data)}\n`);
}
