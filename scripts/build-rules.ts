/** Writes the JSON Schemas of rule files into rules/ and the checked built-in rules into src/generated/. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import process from "node:process";
import { formatIssue } from "../src/errors.js";
import type { Frequency } from "../src/match/anchors.js";
import { fileRule } from "../src/match/file-rules.js";
import { createRulebook } from "../src/match/rulebook.js";
import { storeRules } from "../src/match/stored-rules.js";
import { type PackedRules, type PackGroup, unpackRules } from "../src/rules/packed-rules.js";
import { resolvePacks } from "../src/rules/packs.js";
import { readRules } from "../src/rules/read-rules.js";
import { ruleSchemas } from "../src/rules/rule-schemas.js";
import type { Language, RuleSet } from "../src/types.js";
import { type FiledById, groupOf, makeGroup, packRules, toBytes, toLines } from "./pack-rules.js";

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
function chooseAnchors(ruleSet: RuleSet): FiledById {
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

/** The index of the rules for texts in a language, as a start would make it of the packed rules. */
function indexOf(tag: string, packed: RuleSet): Int32Array {
  const rulebook = createRulebook(packed);
  return rulebook.language(tag).language === tag ? storeRules(rulebook.general(tag, "place")) : Int32Array.of();
}

/** Writes the files of each group. */
function writeGroups(data: PackedRules, groups: ReadonlyMap<string, PackGroup>): void {
  const write = (name: string, content: string | Buffer): void =>
    writeFileSync(`${GENERATED_FOLDER}/packs.${name}`, content);
  const packed = unpackRules(data, (group) => groups.get(group));
  for (const [name, group] of groups) {
    const { texts, ends } = toLines(group);
    write(`${name}.jsonl`, texts);
    write(`${name}.bin`, toBytes([[ends.length], ends, indexOf(name, packed)]));
    write(`${name}.filed.bin`, toBytes([group.filed?.() ?? []]));
  }
}

for (const [name, schema] of Object.entries(ruleSchemas())) {
  writeFileSync(`${RULES_FOLDER}/${name}.schema.json`, schema);
}

const { ruleSet, issues } = readRules([RULES_FOLDER], NOTHING);
for (const issue of issues) console.error(formatIssue(issue));
if (issues.length > 0) process.exitCode = 1;
else {
  const data = packRules(ruleSet);
  const filed = chooseAnchors(ruleSet);
  rmSync(GENERATED_FOLDER, { recursive: true, force: true });
  mkdirSync(GENERATED_FOLDER, { recursive: true });
  writeFileSync(`${GENERATED_FOLDER}/builtin.json`, `${JSON.stringify(data)}\n`);
  const groups = new Set(ruleSet.packs.map(groupOf));
  writeGroups(data, new Map([...groups].map((group) => [group, makeGroup(group, ruleSet, filed)])));
}
