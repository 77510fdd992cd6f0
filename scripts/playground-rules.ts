/** Writes the rules as the playground fetches them: node scripts/run.mjs scripts/playground-rules.ts FOLDER */
import { mkdirSync, writeFileSync } from "node:fs";
import process from "node:process";
import type { BaseFile, GroupFile, NotesFile } from "../playground/src/engine/rule-store.js";
import { formatIssue } from "../src/errors.js";
import { builtinRules } from "../src/rules/builtin.js";
import type { PackBody } from "../src/rules/packed-rules.js";
import type { LoadedRule } from "../src/rules/packs.js";
import { readRules } from "../src/rules/read-rules.js";
import type { Language, Pack } from "../src/types.js";
import { groupOf, headOf } from "./pack-rules.js";

/** Anchors are chosen in the page: explaining a text needs others than the build has filed, which take most room. */
function bodyOf({ rules, lists }: Pack): PackBody {
  const lean = rules.map(({ why: _why, examples: _examples, filed: _filed, ...rule }: LoadedRule) => rule);
  return lists === undefined ? { rules: lean } : { rules: lean, lists };
}

/** Enough to tell that a text is in the language; the rest comes with its rules. */
const leanLanguage = ({ lists, months: _months, ...language }: Language): Language => ({
  ...language,
  ...(language.language === "any" && lists !== undefined ? { lists } : {}),
  abbreviations: [],
  conjunctions: [],
  organisationWords: [],
  bylineWords: [],
  connectives: [],
});

const [folder = "dist/playground/rules"] = process.argv.slice(2);
const { ruleSet, issues } = readRules(["rules"], builtinRules());
for (const issue of issues) console.error(formatIssue(issue));
if (issues.length > 0) process.exitCode = 1;
else {
  const { packs, languages, weights, page } = ruleSet;
  const write = <T>(name: string, content: T): void => writeFileSync(`${folder}/${name}.json`, JSON.stringify(content));
  mkdirSync(folder, { recursive: true });
  write<BaseFile>("base", {
    languages: languages.map(leanLanguage),
    weights,
    page,
    packs: packs.map(headOf),
    sizes: Object.fromEntries(packs.map(({ pack, rules }) => [pack, rules.length])),
  });
  for (const group of new Set(packs.map(groupOf))) {
    const own = packs.filter((pack) => groupOf(pack) === group);
    const language = languages.find((known) => known.language === group) ?? null;
    write<GroupFile>(group, { packs: Object.fromEntries(own.map((pack) => [pack.pack, bodyOf(pack)])), language });
    const notes = own.flatMap(({ pack, rules }) =>
      rules.map(({ id, why, examples }) => [`${pack}/${id}`, { why, examples }]),
    );
    write<NotesFile>(`${group}.notes`, Object.fromEntries(notes));
  }
}
