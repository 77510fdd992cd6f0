/** Writes the JSON Schemas of rule files into rules/ and the checked built-in rules into src/generated/. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import process from "node:process";
import { formatIssue } from "../src/errors.js";
import type { Frequency } from "../src/match/anchors.js";
import { fileRule } from "../src/match/compile.js";
import type { PackBody, PackedPack, PackedRules } from "../src/rules/packed-rules.js";
import { type LoadedRule, resolvePacks } from "../src/rules/packs.js";
import { readRules } from "../src/rules/read-rules.js";
import { ruleSchemas } from "../src/rules/rule-schemas.js";
import type { Language, Pack, RuleSet } from "../src/types.js";

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
  page: null,
};

/** How often words and pairs of words occur among 10,000, by language. */
const FREQUENCIES: Readonly<Record<string, Readonly<Record<string, number>>>> = JSON.parse(
  readFileSync("scripts/word-frequencies.json", "utf8"),
);

/** A function word occurs about so often; of other words only the English ones are counted. */
const STOP_WORD = 100;

function frequencyIn(language: Language | undefined): Frequency {
  const counted = FREQUENCIES[language?.language ?? "en"];
  // The list has every word from 0.3 on; what is not in it is rarer.
  if (counted !== undefined) return (words) => counted[words] ?? (/[ ^]/.test(words) ? undefined : 0.1);
  const common = new Set(language?.stopWords);
  return (words) => (common.has(words) ? STOP_WORD : undefined);
}

/** Anchors of every rule, by full id: chosen here, where there is time to look words up. */
function chooseAnchors(ruleSet: RuleSet): ReadonlyMap<string, readonly number[] | null> {
  const { general, sites } = resolvePacks(ruleSet);
  const frequencies = new Map(ruleSet.languages.map((language) => [language.language, frequencyIn(language)] as const));
  const english = frequencyIn(undefined);
  return new Map(
    [...general, ...sites.flatMap((site) => site.rules)].map((rule) => {
      const frequency = rule.language === "any" ? english : (frequencies.get(rule.language) ?? english);
      return [rule.fullId, fileRule(rule, frequency)];
    }),
  );
}

/** What the other rules need to know of a pack; its rules stand in the file of its group. */
const headOf = ({ rules: _rules, lists: _lists, ...head }: Pack): PackedPack => ({ ...head, group: groupOf(head) });

const groupOf = ({ site, language }: Pick<Pack, "site" | "language">): string =>
  site === undefined ? language : "sites";

function bodyOf({ pack, rules, lists }: Pack, filedById: ReadonlyMap<string, readonly number[] | null>): PackBody {
  const filed: number[] = [];
  const lean = rules.map(({ why: _why, examples: _examples, filed: _filed, ...rule }: LoadedRule) => {
    const own = filedById.get(`${pack}/${rule.id}`) ?? null;
    const at = own === null ? null : filed.length;
    filed.push(...(own ?? []));
    return { ...rule, filed: at };
  });
  return lists === undefined ? { rules: lean, filed } : { rules: lean, lists, filed };
}

/** One file for each group, and the script that reads them when they are asked for: only `require` does not wait. */
function writeGroups(packs: readonly Pack[], filed: ReadonlyMap<string, readonly number[] | null>): void {
  const groups = [...new Set(packs.map(groupOf))];
  for (const group of groups) {
    const own = packs.filter((pack) => groupOf(pack) === group);
    const bodies = Object.fromEntries(own.map((pack) => [pack.pack, bodyOf(pack, filed)]));
    writeFileSync(`${GENERATED_FOLDER}/packs.${group}.json`, `${JSON.stringify(bodies)}\n`);
  }
  const entries = groups.map((group) => `  "${group}": () => require("./packs.${group}.json"),\n`);
  writeFileSync(`${GENERATED_FOLDER}/packs.cjs`, `module.exports = {\n${entries.join("")}};\n`);
  writeFileSync(
    `${GENERATED_FOLDER}/packs.d.cts`,
    "declare const groups: Readonly<Record<string, () => Readonly<Record<string, object>>>>;\nexport = groups;\n",
  );
}

for (const [name, schema] of Object.entries(ruleSchemas())) {
  writeFileSync(`${RULES_FOLDER}/${name}.schema.json`, schema);
}

const { ruleSet, issues } = readRules([RULES_FOLDER], NOTHING);
for (const issue of issues) console.error(formatIssue(issue));
if (issues.length > 0) process.exitCode = 1;
else {
  const { languages, weights, page, packs } = ruleSet;
  const data: PackedRules = { languages, weights, page, packs: packs.map(headOf) };
  rmSync(GENERATED_FOLDER, { recursive: true, force: true });
  mkdirSync(GENERATED_FOLDER, { recursive: true });
  writeFileSync(`${GENERATED_FOLDER}/builtin.json`, `${JSON.stringify(data)}\n`);
  writeGroups(packs, chooseAnchors(ruleSet));
}
