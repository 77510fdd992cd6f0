/** Promise 7: the index only skips. Switching it off changes no verdict. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileRule } from "../src/match/file-rules.js";
import { createRulebook } from "../src/match/rulebook.js";
import { storeRules } from "../src/match/stored-rules.js";
import { type PassSettings, runPass } from "../src/pass.js";
import { builtinRules } from "../src/rules/builtin.js";
import { loadRules } from "../src/rules/load.js";
import { resolvePacks } from "../src/rules/packs.js";
import { mutatedSample, randomText } from "./texts.js";

const numRuns = Number(process.env["DEHUSK_CASES"] ?? 500);
const rulebook = createRulebook(builtinRules());

const settings = (useIndex: boolean): PassSettings => ({
  rulebook,
  url: null,
  host: null,
  language: null,
  level: "normal",
  format: "auto",
  threshold: rulebook.weights.thresholds.normal,
  allows: () => true,
  useIndex,
  input: "auto",
  firmness: 1,
  explain: false,
  seeksTitle: true,
});

function check(text: string): void {
  const account = (useIndex: boolean) => {
    const { edits, findings, decision } = runPass(text, settings(useIndex));
    const verdicts = decision?.blocks.map(({ cut, evidence, parts }) => [
      cut,
      evidence.score,
      evidence.reasons,
      parts.length,
    ]);
    return JSON.stringify({ edits, findings, verdicts });
  };
  expect(account(true)).toBe(account(false));
}

describe("the index", () => {
  it.each([
    ["random text", randomText],
    ["mutated samples", mutatedSample],
  ] as const)("changes no verdict on %s", (_, texts) => {
    fc.assert(fc.property(texts, check), { numRuns });
  });

  it("changes no verdict on any example of any rule", () => {
    const texts = readdirSync("rules", { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".json") && !path.endsWith("schema.json"))
      .flatMap(
        (path) =>
          (JSON.parse(readFileSync(join("rules", path), "utf8")).rules ?? []) as {
            examples: { remove: string[]; keep: string[] };
          }[],
      )
      .flatMap(({ examples }) => [...examples.remove, ...examples.keep]);
    expect(texts.length).toBeGreaterThan(1000);
    for (const text of texts) check(text);
  });

  const languages = loadRules([]).languages.map(({ language }) => language);
  it.each(languages)("files the rules of %s that can be filed", (tag) => {
    const own = resolvePacks(loadRules([])).general.filter(({ language }) => language === tag);
    const unfiled = own.filter((rule) => fileRule(rule, () => undefined) === null).map(({ fullId }) => fullId);
    // Rules without words: each looks at every short block, so the list is kept short on purpose.
    expect(unfiled.length).toBeLessThan(34);
  });

  it.each([...languages, "und"])("is for %s what the build has made of it", (tag) => {
    const builtin = builtinRules();
    const fresh = createRulebook({ ...builtin, packs: [...builtin.packs] });
    expect(storeRules(fresh.general(tag, "place"))).toEqual(storeRules(rulebook.general(tag, "place")));
    expect(fresh.languageIndex).toEqual(rulebook.languageIndex);
  });
});
