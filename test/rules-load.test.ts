import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { DehuskError, formatIssue } from "../src/errors.js";
import { builtinRules } from "../src/rules/builtin.js";
import { loadRules } from "../src/rules/load.js";
import { matchesName, resolvePacks } from "../src/rules/packs.js";
import { readRules } from "../src/rules/read-rules.js";
import { findRulesFolder } from "../src/rules/rule-files.js";
import { ruleSchemas } from "../src/rules/rule-schemas.js";
import { lintAll } from "../src/tuning/lint-all.js";
import type { Language, Pack, Rule, RuleSet } from "../src/types.js";

const folder = mkdtempSync(join(tmpdir(), "dehusk-rules-"));
afterAll(() => rmSync(folder, { recursive: true }));

const examples = { remove: ["a", "b"], keep: ["c", "d"] };
const rule = (id: string, more: Partial<Rule> = {}): Rule => ({
  id,
  why: "A label.",
  match: { phrases: [`${id} this`] },
  examples,
  ...more,
});
const pack = (name: string, more: Partial<Pack> = {}): Pack => ({
  pack: name,
  language: "en",
  category: "share",
  rules: [rule("one"), rule("two")],
  ...more,
});
const language = (tag: string, lists: Language["lists"] = {}): Language => ({
  language: tag,
  name: tag,
  stopWords: [],
  abbreviations: [],
  conjunctions: [],
  organisationWords: [],
  bylineWords: [],
  connectives: [],
  wordsPerMinute: 200,
  lists,
});
const weights = {
  thresholds: { light: 1.5, normal: 1, strict: 0.5 },
  maxCut: { light: 0.3, normal: 0.5, strict: 0.7 },
  features: [],
  neighbour: 0.1,
};
const NOTHING: RuleSet = { packs: [], languages: [], weights, page: null };

/** Writes files below a folder of their own and gives its path. */
let folders = 0;
function write(files: Readonly<Record<string, unknown>>): string {
  const root = join(folder, `f${folders++}`);
  for (const [name, value] of Object.entries(files)) {
    const file = join(root, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
  }
  return root;
}

const idsOf = (rules: readonly { readonly fullId: string }[]): readonly string[] => rules.map(({ fullId }) => fullId);

describe("loadRules", () => {
  test("stands on all built-in packs, or on those named", () => {
    const builtin = builtinRules().packs.length;
    expect(loadRules(write({ "a.json": pack("my/a") })).packs).toHaveLength(builtin + 1);
    expect(loadRules(write({ "a.json": pack("my/a", { extends: [] }) })).packs).toHaveLength(1);
    const some = loadRules(write({ "a.json": pack("my/a", { extends: ["en/*"] }) })).packs.map(
      ({ pack: name }) => name,
    );
    expect(some).toContain("en/share");
    expect(some.filter((name) => !name.startsWith("en/"))).toEqual(["my/a"]);
  });

  test("reads files and folders, and leaves schemas, other files and links alone", () => {
    const root = write({
      "b/x.json": pack("my/b", { extends: [] }),
      "a.json": pack("my/a", { extends: [] }),
      "rule.schema.json": "{}",
      "notes.md": "# notes",
    });
    symlinkSync(root, join(root, "loop"));
    const names = (paths: string | readonly string[]): readonly string[] =>
      loadRules(paths).packs.map(({ pack: name }) => name);
    expect(names(root)).toEqual(["my/a", "my/b"]);
    expect(names([join(root, "b/x.json"), join(root, "a.json")])).toEqual(["my/b", "my/a"]);
    expect(names([root, join(root, "a.json")])).toEqual(["my/a", "my/b"]);
  });

  test("lets a pack, a language and weights take the place of the built-in ones", () => {
    const root = write({
      "share.json": pack("en/share"),
      "language.json": language("en", { mine: ["a"] }),
      "my.weights.json": weights,
    });
    const set = loadRules(root);
    expect(set.packs.filter(({ pack: name }) => name === "en/share").map(({ rules }) => rules.length)).toEqual([2]);
    expect(set.languages.filter((one) => one.language === "en")).toHaveLength(1);
    expect(set.weights).toEqual(weights);
    expect(set.packs).toHaveLength(builtinRules().packs.length);
  });

  test("throws once, with every issue of every file", () => {
    const root = write({ "a.json": "{", "b.json": { pack: "b" }, "c.json": pack("c", { category: "A B" }) });
    try {
      loadRules([root, join(root, "missing.json")]);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(DehuskError);
      const { code, issues, message } = error as DehuskError;
      expect(code).toBe("E_RULES");
      expect(
        issues.map(({ file, line, column, code: kind }) => [file.slice(root.length + 1), line, column, kind]),
      ).toEqual([
        ["missing.json", 1, 1, "E_RULE_FILE"],
        ["a.json", 1, 2, "E_RULE_JSON"],
        ["b.json", 1, 1, "E_RULE_MISSING_KEY"],
        ["b.json", 1, 1, "E_RULE_MISSING_KEY"],
        ["c.json", 1, 40, "E_RULE_VALUE"],
      ]);
      expect(message.split("\n")).toHaveLength(6);
    }
  });

  test.each([
    ["two packs of a name", { "a.json": pack("my/a"), "b.json": pack("my/a") }, 'the pack "my/a" is also given by'],
    ["two weights", { "weights.json": weights, "b/weights.json": weights }, "weights are also given by"],
    ["a base that is not there", { "a.json": pack("my/a", { extends: ["en/shaer"] }) }, '"extends" names "en/shaer"'],
    [
      "a rule to disable that is not there",
      { "a.json": pack("my/a", { disable: ["my/a/on"] }) },
      '"disable" names "my/a/on"',
    ],
    [
      "rules to disable that are not there",
      { "a.json": pack("my/a", { disable: ["nn/*"] }) },
      '"disable" names "nn/*"',
    ],
    [
      "a rule to change that is not there",
      { "a.json": pack("my/a", { override: { "my/a/twoo": {} } }) },
      '"override" names',
    ],
  ])("refuses %s", (_name, files, message) => expect(() => loadRules(write(files))).toThrow(message));

  test("suggests the rule that was meant", () => {
    const root = write({ "a.json": pack("my/a", { override: { "my/a/twoo": {} } }) });
    expect(() => loadRules(root)).toThrow('Did you mean "my/a/two"?');
  });

  test("knows the lists of languages in other files", () => {
    const root = write({
      "any/language.json": language("any", { thing: ["page"] }),
      "xx/language.json": language("xx", { other: ["{thing} x"] }),
      "xx/a.json": pack("xx/a", { language: "xx", rules: [rule("one", { match: { phrases: ["this {other}"] } })] }),
    });
    expect(readRules([root], NOTHING).issues).toEqual([]);
  });
});

describe("resolvePacks", () => {
  const resolve = (packs: readonly Pack[], tag?: string) =>
    resolvePacks(
      {
        packs,
        languages: [language("any", { a: ["any"], b: ["any"], c: ["any"] }), language("en", { b: ["en"], c: ["en"] })],
        weights,
        page: null,
      },
      tag,
    );

  test("fills in what the pack lends its rules", () => {
    const { general } = resolve([
      pack("en/x", { lists: { c: ["own"] }, rules: [rule("one"), rule("two", { category: "tags" })] }),
    ]);
    expect(general[0]).toMatchObject({ fullId: "en/x/one", pack: "en/x", language: "en", category: "share" });
    expect(general[1]?.category).toBe("tags");
    expect(Object.fromEntries(general[0]?.lists ?? [])).toEqual({ a: ["any"], b: ["en"], c: ["own"] });
  });

  test("disables and overrides rules of other packs, in whatever order they come", () => {
    const mine = pack("my/a", {
      disable: ["en/x/one", "en/y/*"],
      override: { "en/x/two": { weight: 0.5, target: "block" } },
    });
    for (const packs of [
      [pack("en/x"), pack("en/y"), mine],
      [mine, pack("en/y"), pack("en/x")],
    ]) {
      const { general } = resolve(packs);
      expect(idsOf(general).toSorted()).toEqual(["en/x/two", "my/a/one", "my/a/two"]);
      expect(general.find(({ fullId }) => fullId === "en/x/two")).toMatchObject({
        weight: 0.5,
        target: "block",
        why: "A label.",
      });
    }
  });

  test("gives an override the lists and the anchors that come with it", () => {
    const old = { ...rule("one", { match: { pattern: "\\bold\\b" } }), anchors: ["old"] };
    const mine = pack("my/a", { lists: { z: ["own"] }, override: { "en/x/one": { match: { phrases: ["new {z}"] } } } });
    const [changed] = resolve([pack("en/x", { rules: [old] }), mine]).general;
    expect(changed?.match).toEqual({ phrases: ["new {z}"] });
    expect(changed?.lists.get("z")).toEqual(["own"]);
    expect(changed).not.toHaveProperty("anchors");
  });

  test("leaves out other languages", () => {
    const packs = [pack("en/x"), pack("any/x", { language: "any" }), pack("de/x", { language: "de" })];
    expect(idsOf(resolve(packs, "en").general)).toEqual(["en/x/one", "en/x/two", "any/x/one", "any/x/two"]);
    expect(idsOf(resolve(packs).general)).toHaveLength(6);
  });

  test("lets a site pack change the general rules on its site only", () => {
    const site = { hosts: ["example.org"] };
    const sitePack = pack("sites/example.org", {
      site,
      disable: ["en/x/one"],
      override: { "en/x/two": { weight: 2 } },
    });
    const { general, sites } = resolve([pack("en/x"), sitePack]);
    expect(idsOf(general)).toEqual(["en/x/one", "en/x/two"]);
    expect(general[1]).not.toHaveProperty("weight");
    expect(sites).toHaveLength(1);
    expect(sites[0]?.off).toEqual(["en/x/one", "en/x/two"]);
    expect(idsOf(sites[0]?.rules ?? [])).toEqual(["sites/example.org/one", "sites/example.org/two", "en/x/two"]);
    expect(sites[0]?.rules[2]?.weight).toBe(2);
  });

  test.each([
    ["en/share/a", "en/share/a", true],
    ["en/share/a", "en/share/ab", false],
    ["*", "en/share/a", true],
    ["en/*", "en/share/a", true],
    ["en/*/a", "en/share/a", true],
    ["*/a*a", "x/a", false],
    ["en/*/b", "en/share/a", false],
    ["a*b*c", "axxbxxc", true],
  ])("matches %s with %s: %s", (name, id, expected) => expect(matchesName(name, id)).toBe(expected));
});

describe("lintAll", () => {
  const lint = (value: Pack): readonly string[] =>
    lintAll([write({ "a.json": value })])
      // The examples here are not what is tried.
      .warnings.filter(({ code }) => code !== "W_RULE_WEAK_KEEP")
      .map(({ code, line, message }) => `${line} ${code} ${message}`);

  test.each<[string, Pack, string]>([
    [
      "a gap and a number",
      pack("a", { rules: [rule("r", { match: { phrases: ["... # ..."] } })] }),
      "W_RULE_NO_WORD the phrase",
    ],
    [
      "a short beginning",
      pack("a", { rules: [rule("r", { match: { stems: ["sub*"] } })] }),
      "W_RULE_NO_WORD the phrase",
    ],
    [
      "a pattern without a word",
      pack("a", { rules: [rule("r", { match: { pattern: "\\d{4}$" } })] }),
      "W_RULE_NO_WORD the pattern",
    ],
    [
      "a category of its own",
      pack("a", { category: "shaer" }),
      'W_RULE_CATEGORY no built-in rule has the category "shaer".',
    ],
    ["a language nobody knows", pack("a", { language: "xx" }), 'W_RULE_LANGUAGE the language "xx" is unknown.'],
    ["a list that is not used", pack("a", { lists: { z: ["a"] } }), "W_RULE_LIST no phrase uses the list {z}."],
    ["a section that is none", pack("a", { rules: [rule("r", { section: { maxBlocks: 3 } })] }), "W_RULE_FIELD"],
  ])("warns of %s", (_name, value, expected) => {
    const warnings = lint(value);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`1 ${expected}`);
  });

  test("is silent about rules with words, and about rules of features alone", () => {
    const match = { features: { links: { min: 3 } } };
    expect(lint(pack("a", { rules: [rule("one"), rule("two", { match })] }))).toEqual([]);
  });

  test.each<[string, Partial<Rule>]>([
    ["short blocks only", { match: { phrases: ["... # ..."] }, target: "block", where: { words: { max: 30 } } }],
    ["the start of a block only", { match: { pattern: "^\\d{4}$" } }],
  ])("takes no more than note of a rule without words that is tried on %s", (_name, own) => {
    const { warnings, notes } = lintAll([write({ "a.json": pack("a", { rules: [rule("r", own)] }) })]);
    expect([warnings, notes.map(({ code }) => code)]).toEqual([[], ["W_RULE_NO_WORD"]]);
  });

  test("reports what loading refuses", () => {
    expect(lintAll([write({ "a.json": "{" })]).issues.map(({ code }) => code)).toEqual(["E_RULE_JSON"]);
  });
});

describe("the rules that dehusk brings along", () => {
  test("have nothing that lint complains of", () => {
    const { issues, warnings } = lintAll();
    expect([...issues, ...warnings].map(formatIssue)).toEqual([]);
  }, 120_000);

  test("are the same packed as in their files; npm run build:rules packs them", () => {
    const { ruleSet } = readRules([findRulesFolder()], NOTHING);
    const linesOf = ({ packs }: RuleSet): ReadonlyMap<string, string> =>
      new Map(
        packs.flatMap(({ pack: name, rules, lists = {}, ...head }) => [
          [name, JSON.stringify([head, lists])],
          ...rules.map((one) => {
            const { id, match, target, where, unless, weight, action, extract, ...rest } = one;
            const bare = {
              match,
              target,
              where,
              unless,
              weight,
              action,
              extract,
              level: rest.level,
              status: rest.status,
            };
            return [`${name}/${id}`, JSON.stringify(bare)] as const;
          }),
        ]),
      );
    const [files, packed] = [linesOf(ruleSet), linesOf(builtinRules())];
    const ids = new Set([...files.keys(), ...packed.keys()]);
    expect([...ids].filter((id) => files.get(id) !== packed.get(id))).toEqual([]);
    expect(builtinRules().languages).toEqual(ruleSet.languages);
    expect(builtinRules().weights).toEqual(ruleSet.weights);
  });

  test("come with schemas that are up to date; npm run build:rules writes them", () => {
    for (const [name, schema] of Object.entries(ruleSchemas())) {
      expect(readFileSync(join(findRulesFolder(), `${name}.schema.json`), "utf8")).toBe(schema);
    }
  });

  test("describe every key for editors", () => {
    const undescribed: string[] = [];
    const visit = (schema: unknown, path: string): void => {
      if (typeof schema !== "object" || schema === null) return;
      const { properties = {}, items, additionalProperties } = schema as Record<string, Record<string, unknown>>;
      for (const [key, value] of Object.entries(properties)) {
        if (typeof (value as { description?: unknown }).description !== "string") undescribed.push(`${path}.${key}`);
        visit(value, `${path}.${key}`);
      }
      visit(items, `${path}[]`);
      visit(additionalProperties, `${path}{}`);
    };
    for (const [name, schema] of Object.entries(ruleSchemas())) visit(JSON.parse(schema), name);
    expect(undescribed).toEqual([]);
  });
});
