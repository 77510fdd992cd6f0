/** Writes the JSON Schemas of rule files into rules/ and the checked built-in rules into src/generated/. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { endianness } from "node:os";
import process from "node:process";
import { formatIssue } from "../src/errors.js";
import type { Frequency } from "../src/match/anchors.js";
import { fileRule } from "../src/match/file-rules.js";
import { createRulebook } from "../src/match/rulebook.js";
import { storeRules } from "../src/match/stored-rules.js";
import {
  type PackBody,
  type PackedLanguage,
  type PackedPack,
  type PackedRule,
  type PackedRules,
  type PackGroup,
  unpackRules,
} from "../src/rules/packed-rules.js";
import { type LoadedRule, resolvePacks } from "../src/rules/packs.js";
import { readRules } from "../src/rules/read-rules.js";
import { ruleSchemas } from "../src/rules/rule-schemas.js";
import { languageWords } from "../src/text/language.js";
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

type FiledById = ReadonlyMap<string, readonly number[] | null>;

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

/** What the other rules need to know of a pack; its rules stand in the file of its group. */
const headOf = ({ rules: _rules, lists: _lists, ...head }: Pack): PackedPack => ({ ...head, group: groupOf(head) });

const groupOf = ({ site, language }: Pick<Pack, "site" | "language">): string =>
  site === undefined ? language : "sites";

/** Adds what the index files the rules of a pack under to `filed`, and notes in each rule where that is. */
function bodyOf({ pack, rules, lists }: Pack, filedById: FiledById, filed: number[]): PackBody {
  const lean = rules.map(({ why: _why, examples: _examples, filed: _filed, ...rule }: LoadedRule) => {
    const own = filedById.get(`${pack}/${rule.id}`) ?? null;
    const at = own === null ? null : filed.length;
    filed.push(...(own ?? []));
    return { ...rule, filed: at };
  });
  return lists === undefined ? { rules: lean } : { rules: lean, lists };
}

function makeGroup(group: string, { packs, languages }: RuleSet, filedById: FiledById): PackGroup {
  const filed: number[] = [];
  const own = packs.filter((pack) => groupOf(pack) === group);
  const bodies = Object.fromEntries(own.map((pack) => [pack.pack, bodyOf(pack, filedById, filed)]));
  const { language: _tag, name: _name, ...members } = languages.find(({ language }) => language === group) ?? {};
  const numbers = Int32Array.from(filed);
  return { packs: bodies, language: members, filed: () => numbers };
}

const packLanguage = ({ language, name, ...members }: Language): PackedLanguage => ({
  language,
  name,
  members: Object.keys(members) as (keyof Language)[],
});

function packRules({ languages, weights, page, packs }: RuleSet): PackedRules {
  const known = languages.filter(({ language }) => language !== "any");
  return {
    languages: languages.map(packLanguage),
    weights,
    page,
    packs: packs.map(headOf),
    languageWords: languageWords(known),
  };
}

/** The index of the rules for texts in a language, as a start would make it of the packed rules. */
function indexOf(tag: string, packed: RuleSet): Int32Array {
  const rulebook = createRulebook(packed);
  return rulebook.language(tag).language === tag ? storeRules(rulebook.general(tag, "place")) : Int32Array.of();
}

/** Numbers of 32 bits, the lowest byte first. */
function toBytes(parts: readonly ArrayLike<number>[]): Buffer {
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(Int32Array.from(part).buffer)));
  return endianness() === "BE" ? bytes.swap32() : bytes;
}

/** The texts of a group as src/rules/builtin.ts reads them, and where each line ends. */
function toLines({ packs, language }: PackGroup): { readonly texts: Buffer; readonly ends: readonly number[] } {
  const rules: PackedRule[] = [];
  const spans = Object.entries(packs).map(([name, { rules: own, ...body }]) => {
    const from = rules.length;
    if (!("from" in own)) rules.push(...own);
    return [name, { ...body, rules: { from, length: own.length } }] as const;
  });
  const lines = [{ packs: Object.fromEntries(spans), language }, ...rules].map((line) =>
    Buffer.from(`${JSON.stringify(line)}\n`),
  );
  let end = 0;
  const ends = lines.map(({ length }) => {
    end += length;
    return end;
  });
  return { texts: Buffer.concat(lines), ends };
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
