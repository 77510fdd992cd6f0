import { deflateSync, strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { type Draft, EMPTY_DRAFT } from "../playground/src/draft.js";
import { keysAt, type Schema, schemaAt, valuesAt } from "../playground/src/editor/schema-completion.js";
import { addRuleFor, copyRule, disableRule, toPhrase } from "../playground/src/own-rule-file.js";
import { fromHash, toHash } from "../playground/src/share-link.js";
import rules from "../rules/rule.schema.json" with { type: "json" };
import { parseRuleFile } from "../src/rules/parse.js";

const pack = (value: unknown): string =>
  `#v1=${btoa(String.fromCharCode(...deflateSync(strToU8(JSON.stringify(value)))))}`;

describe("a link", () => {
  const drafts: readonly Draft[] = [
    EMPTY_DRAFT,
    { ...EMPTY_DRAFT, text: "Ünïcödé 🦦\n\n日本語\r\n\u0000\ud800x".replace("\ud800", "") },
    {
      text: "a".repeat(50_000),
      url: "https://x.y/?a=b#c",
      language: "de",
      level: "strict",
      input: "page",
      off: ["en/share"],
      rules: "{",
    },
  ];
  it.each(drafts)("brings a draft back (%#)", (draft) => {
    expect(fromHash(toHash(draft))).toEqual(draft);
  });

  it.each([
    ["nothing", ""],
    ["another hash", "#top"],
    ["no base 64", "#v1=%%%"],
    ["no deflate", "#v1=AAAA"],
    ["a torn link", toHash({ ...EMPTY_DRAFT, text: "words ".repeat(200) + Math.PI }).slice(0, -9)],
    ["a list of numbers", pack(7)],
  ])("gives nothing for %s", (_name, hash) => {
    expect(fromHash(hash)).toBeNull();
  });

  it("takes only what fits", () => {
    const hash = pack({ text: 7, level: "evil", input: [], off: ["en/x", 3], language: "<b>", rules: null, more: 1 });
    expect(fromHash(hash)).toEqual({ ...EMPTY_DRAFT, off: ["en/x"] });
  });

  it("refuses a bomb, and fast", () => {
    const hash = pack({ text: "a".repeat(60_000_000) });
    const start = Date.now();
    expect(fromHash(hash)).toBeNull();
    expect(Date.now() - start).toBeLessThan(3000);
  });
});

describe("completion", () => {
  const schema = rules as Schema;
  const labels = (found: readonly { readonly label: string }[]): readonly string[] => found.map(({ label }) => label);

  it.each([
    ["the file", [], ["pack", "language", "rules", "disable"]],
    ["a rule", ["rules", 3], ["id", "why", "match", "examples"]],
    ["its match", ["rules", 0, "match"], ["phrases", "pattern"]],
    ["its place", ["rules", 0, "where"], ["zone", "kinds", "words"]],
    ["an override", ["override", "en/share/x"], ["weight", "status"]],
    ["what is extracted", ["rules", 0, "extract"], ["author", "datePublished"]],
  ] as const)("knows the keys of %s", (_name, path, some) => {
    expect(labels(keysAt(schema, path))).toEqual(expect.arrayContaining([...some]));
  });

  it.each([
    ["a target", ["rules", 0, "target"], ["block", "sentence", "section"]],
    ["a kind", ["rules", 0, "where", "kinds", 0], ["paragraph", "heading"]],
    ["a switch", ["rules", 0, "quoted"], ["true", "false"]],
  ] as const)("knows the values of %s", (_name, path, some) => {
    expect(labels(valuesAt(schema, path))).toEqual(expect.arrayContaining([...some]));
  });

  it("offers what there is where the schema leaves it open", () => {
    const suggest = (path: readonly (string | number)[]): readonly string[] =>
      path[0] === "extends" ? ["en/share"] : [];
    expect(labels(valuesAt(schema, ["extends", 0], suggest))).toEqual(["en/share"]);
    expect(labels(valuesAt(schema, ["description"], suggest))).toEqual([]);
  });

  it("knows nothing of what is not there", () => {
    expect(schemaAt(schema, ["rulez", 0, "id"])).toBeNull();
    expect(keysAt(schema, ["rules", 0, "id"])).toEqual([]);
  });

  it("describes every key of a rule", () => {
    for (const { label, info } of keysAt(schema, ["rules", 0]))
      expect([label, info]).toEqual([label, expect.any(String)]);
  });
});

describe("a rule file that buttons write", () => {
  it.each([
    "Seen an otter? Ring the river desk",
    "**Sign up** for [our letter](https://x.y)!",
    "  Don\u2019t miss\n  a story.  ",
    "記事をシェアする",
    "النشرة البريدية",
  ])("is sound for %j", (line) => {
    const text = addRuleFor("", "en", line) ?? "";
    expect(parseRuleFile(text, "x").issues).toEqual([]);
  });

  it("keeps what is there, and is never destroyed", () => {
    const one = addRuleFor("", "en", "One line") ?? "";
    const two = disableRule(addRuleFor(one, "en", "Another line") ?? "", "en", "en/share/share-label") ?? "";
    expect(JSON.parse(two)).toMatchObject({
      disable: ["en/share/share-label"],
      rules: [{ id: "rule-1" }, { id: "rule-2" }],
    });
    expect(disableRule(two, "en", "en/share/share-label")).toBe(two);
    for (const change of [addRuleFor, disableRule]) expect(change("{ half", "en", "x")).toBeNull();
  });

  it("holds a copy in place of the original", () => {
    const [rule] = JSON.parse(addRuleFor("", "en", "One line") ?? "").rules;
    const file = JSON.parse(copyRule("", "en", "en/share/x", rule) ?? "");
    expect(file).toMatchObject({ disable: ["en/share/x"], rules: [rule] });
  });

  it("turns a line into a phrase", () => {
    expect(toPhrase("**Seen** [an otter](/x)? Ring {us} (now)!")).toBe("seen an otter ? ring us now");
  });
});
