import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { describe, expect, it } from "vitest";
import { type Draft, EMPTY_DRAFT } from "../playground/src/draft.js";
import { createEngine } from "../playground/src/engine/engine.js";
import type { Engine } from "../playground/src/engine/messages.js";
import { addRuleFor } from "../playground/src/own-rule-file.js";
import { splitIntoRows } from "../playground/src/pieces.js";
import { clean } from "../src/index.js";

/** An engine that reads the built files, and the names of those it asked for. */
function openEngine(missing: readonly string[] = []): { engine: Engine; asked: string[] } {
  const asked: string[] = [];
  const fetchJson = async (name: string): Promise<unknown> => {
    asked.push(name);
    if (missing.includes(name)) throw new Error("404");
    return JSON.parse(readFileSync(`dist/playground/rules/${name}.json`, "utf8"));
  };
  return { engine: createEngine(fetchJson, () => performance.now()), asked };
}

const sample = (path: string): string => readFileSync(`samples/${path}/input.md`, "utf8");
const article = (part: Partial<Draft> = {}): Draft => ({
  ...EMPTY_DRAFT,
  text: sample("articles/news-agency"),
  ...part,
});

const GERMAN: string = sample("articles/de-zeitung");

const OWN = {
  pack: "en/river",
  language: "en",
  category: "contact",
  rules: [
    {
      id: "ring",
      why: "Asks readers for sightings.",
      match: { phrases: ["seen an otter"] },
      target: "block",
      where: { at: "start" },
      examples: {
        remove: ["Seen an otter? Ring us", "Seen an otter? Write"],
        keep: ["They had seen an otter.", "An otter was seen."],
      },
    },
  ],
};

describe("the engine of the playground", () => {
  it.each([
    ["news-agency", {}],
    ["news-agency", { level: "strict" }],
    ["de-zeitung", {}],
    ["ja-newspaper-paywall", {}],
    ["ru-blog", { url: "https://habr.com/1" }],
    ["globalresearch", { url: "https://www.globalresearch.ca/x" }],
    ["pdf-page-breaks", {}],
  ] as const)("cleans %s %o as the library does", async (name, options) => {
    const text = sample(`articles/${name === "globalresearch" ? "reprint-site" : name}`);
    const { engine } = openEngine();
    const { result } = await engine.clean({ ...EMPTY_DRAFT, text, ...options });
    const { blocks: _blocks, ...plain } = result;
    expect(plain).toEqual(clean(text, options));
  });

  it("fetches the rules of a language when a text is in it, and only then", async () => {
    const { engine, asked } = openEngine();
    await engine.clean(article());
    expect(asked.sort()).toEqual(["any", "base", "en", "sites"]);
    await engine.clean({ ...EMPTY_DRAFT, text: GERMAN });
    expect(asked.at(-1)).toBe("de");
  });

  it("says which rules it could not get, and goes on without them", async () => {
    const { engine } = openEngine(["de"]);
    await engine.clean({ ...EMPTY_DRAFT, text: GERMAN });
    const { missing, result } = await engine.clean({ ...EMPTY_DRAFT, text: GERMAN });
    expect(missing).toEqual(["de"]);
    expect(result.inLanguage).toBe("de");
  });

  it("leaves out packs that are off", async () => {
    const { engine } = openEngine();
    const on = await engine.clean(article());
    const off = await engine.clean(article({ off: ["en/advertisement"] }));
    const rules = ({ result }: typeof on): readonly string[] => result.edits.map(({ rule }) => rule);
    expect(rules(on)).toContainEqual(expect.stringMatching(/^en\/advertisement\//));
    expect(rules(off)).not.toContainEqual(expect.stringMatching(/^en\/advertisement\//));
  });

  it("tells what lint says of own rules, and fetches no further language for it", async () => {
    const { engine, asked } = openEngine();
    const { rules, ...head } = OWN;
    const unused = JSON.stringify({ ...head, lists: { weir: ["a"] }, rules }, null, 2);
    const warnings = await engine.lint({ ...EMPTY_DRAFT, rules: unused });
    expect(warnings.map(({ code, line, column }) => [code, line, column])).toEqual([["W_RULE_LIST", 6, 13]]);
    expect(await engine.lint({ ...EMPTY_DRAFT, rules: JSON.stringify(OWN) })).toEqual([]);
    expect(await engine.lint({ ...EMPTY_DRAFT, rules: "{" })).toEqual([]);
    const shadowed = rules.map((rule) => ({ ...rule, id: "twin" }));
    const twins = await engine.lint({
      ...EMPTY_DRAFT,
      rules: JSON.stringify({ ...OWN, rules: [...rules, ...shadowed] }),
    });
    expect(new Set(twins.map(({ code }) => code))).toEqual(new Set(["W_RULE_SHADOWED", "W_RULE_DUPLICATE"]));
    expect(asked).not.toContain("de");
  });

  it("uses own rules once they are sound", async () => {
    const { engine } = openEngine();
    const text = "The otters are back on the river, said the warden.\n\nSeen an otter? Ring the desk\n";
    const { own, result } = await engine.clean({ ...EMPTY_DRAFT, text, rules: JSON.stringify(OWN) });
    expect(own).toEqual({ issues: [], failures: [], passed: 4 });
    expect(result.edits.map(({ rule }) => rule)).toEqual(["en/river/ring"]);
  });

  it.each([
    "Seen an otter? Ring the river desk",
    "**Sign up** for [our letter](https://x.y)!",
    "It costs 3.50 a week: pay at river.example.org; don\u2019t wait... © 2023 (all of it)",
    "Well-known \u2192 50 % off, $5 & more @otters",
    "記事をシェアする。",
    "اشترك في النشرة البريدية؟",
  ])("cuts the line that a rule was written for: %s", async (line) => {
    const { engine } = openEngine();
    const rules = addRuleFor("", "en", line) ?? "";
    const text = `The otters are back on the river, said the warden.\n\n${line}\n\nThey stay until spring comes.\n`;
    const { own, result } = await engine.clean({ ...EMPTY_DRAFT, text, rules, language: "en", off: ["en/copyright"] });
    expect(own).toEqual({ issues: [], failures: [], passed: 4 });
    expect(result.body).not.toContain(line);
    expect(result.body).toContain("The otters are back");
  });

  it("marks a failed example at its place", async () => {
    const [rule] = OWN.rules;
    const examples = { ...rule?.examples, keep: ["They had seen an otter.", "Seen an otter lately?"] };
    const rules = JSON.stringify({ ...OWN, rules: [{ ...rule, examples }] }, null, 2);
    const { own } = await openEngine().engine.clean({ ...EMPTY_DRAFT, rules });
    const [failure] = own?.failures ?? [];
    expect(failure?.message).toContain("ring would take");
    expect(rules.split("\n")[(failure?.line ?? 0) - 1]).toContain("Seen an otter lately?");
  });

  it.each([
    ["no JSON", "{", "E_RULE_JSON"],
    ["a wrong key", '{ "pack": "en/x", "language": "en", "rulez": [], "rules": [] }', "E_RULE_UNKNOWN_KEY"],
    [
      "a dangling id",
      '{ "pack": "en/x", "language": "en", "disable": ["en/no/such"], "rules": [] }',
      "E_RULE_REFERENCE",
    ],
    ["an unsafe key", '{ "__proto__": {}, "pack": "en/x", "language": "en", "rules": [] }', "E_RULE_UNSAFE_KEY"],
  ])("refuses %s and cleans without", async (_name, rules, code) => {
    const { own, result } = await openEngine().engine.clean(article({ rules }));
    expect(own?.issues.map((issue) => issue.code)).toContain(code);
    expect(result.edits.length).toBeGreaterThan(3);
  });

  it("shows a rule as it was written", async () => {
    const { engine } = openEngine();
    const file = JSON.parse(readFileSync("rules/en/share.json", "utf8")) as { rules: { id: string }[] };
    const [first] = file.rules;
    expect(await engine.findRule(`en/share/${first?.id}`, article())).toEqual(first);
    expect(await engine.findRule("en/share/none", article())).toBeNull();
  });

  it("counts hits and cuts, and times each rule", async () => {
    const rows = await openEngine().engine.measure(article());
    const advertisement = rows.find(({ rule }) => rule.startsWith("en/advertisement/"));
    expect(advertisement?.hits).toBeGreaterThan(0);
    expect(rows.reduce((sum, { cuts }) => sum + cuts, 0)).toBeGreaterThan(3);
    expect(rows.every(({ microseconds }) => microseconds !== null && microseconds > 0)).toBe(true);
  });

  it("makes a sample that holds", async () => {
    const { engine } = openEngine();
    const { files } = await engine.makeSample(article({ level: "strict" }));
    const expected = JSON.parse(files["expected.json"] ?? "") as { options: object; metadata: object; cut: string[] };
    const result = clean(files["input.md"] ?? "", expected.options);
    expect(result.body).toBe(files["expected.md"]);
    expect(result.metadata).toMatchObject(expected.metadata);
    expect(expected.cut).toContain("advertisement");
  });
});

describe("the pieces of a text", () => {
  it.each([
    "",
    "\n\n",
    "plain",
    article().text,
    GERMAN,
    sample("articles/pdf-page-breaks"),
    sample("articles/hard-wrapped"),
    `\ufeff${article().text.replaceAll("\n", "\r\n")}`,
  ])("are everything that can be seen, in order (%#)", async (text) => {
    const { result } = await openEngine().engine.clean({ ...EMPTY_DRAFT, text });
    const pieces = splitIntoRows(text, result).flatMap((row) => row.pieces);
    const seen = pieces.map((piece) => piece.text).join("");
    expect(seen.replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    const cut = pieces.filter(({ kind }) => kind === "cut").map((piece) => piece.text);
    const removed = result.edits.filter(({ kind }) => kind === "cut").map((edit) => edit.removed);
    expect(cut.join("").replace(/\s/g, "")).toBe(removed.join("").replace(/\s/g, ""));
    for (const { kind, verdict } of pieces) if (kind === "cut") expect(verdict?.kind).toBe("cut");
  });
});
