/** Writes the JSON Schemas of rule files into rules/ and the checked built-in rules into src/generated/. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { formatIssue } from "../src/errors.js";
import type { BuiltinData, PackedPack } from "../src/rules/builtin.js";
import { fileRule } from "../src/match/compile.js";
import { type LoadedRule, resolvePacks } from "../src/rules/packs.js";
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

/** How often words and pairs of words occur among 10,000, by language. */
const FREQUENCIES: Readonly<Record<string, Readonly<Record<string, number>>>> = JSON.parse(
  readFileSync("scripts/word-frequencies.json", "utf8"),
);

/** Anchors of every rule, by full id: chosen here, where there is time to look words up. */
function chooseAnchors(ruleSet: RuleSet): ReadonlyMap<string, LoadedRule["filed"]> {
  const { general, sites } = resolvePacks(ruleSet);
  // The list has every word from 0.3 on; what is not in it is rarer.
  const frequency = (words: string): number | undefined =>
    FREQUENCIES["en"]?.[words] ?? (/[ ^]/.test(words) ? undefined : 0.1);
  return new Map(
    [...general, ...sites.flatMap((site) => site.rules)].map((rule) => [rule.fullId, fileRule(rule, frequency)]),
  );
}

function packPack({ rules, lists, ...head }: Pack, filed: ReadonlyMap<string, LoadedRule["filed"]>): PackedPack {
  const lean = rules.map(({ why: _why, examples: _examples, ...rule }: LoadedRule) => ({
    ...rule,
    filed: filed.get(`${head.pack}/${rule.id}`),
  }));
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
  const filed = chooseAnchors(ruleSet);
  const data: BuiltinData = { languages, weights, packs: packs.map((pack) => packPack(pack, filed)) };
  mkdirSync(GENERATED_FOLDER, { recursive: true });
  writeFileSync(`${GENERATED_FOLDER}/builtin.json`, `${JSON.stringify(data)}\n`);
}
