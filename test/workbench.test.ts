import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Comparison } from "../src/tuning/compare-rules.js";
import type { Measures } from "../src/tuning/measure-rules.js";
import type { SuggestionReport } from "../src/tuning/suggest-rules.js";
import type { Rule } from "../src/types.js";
import { dehusk, makeFolder, startDehusk } from "./cli-process.js";

const PROSE = [
  "The miller opened the sluice before dawn, and the water went down the valley with the noise of a train.",
  "Nobody in the village had slept well, so that the doors stood open and the lamps were lit by five.",
  "By noon the meadow was under water, and the cattle had been led to the high field behind the church.",
];
const PLUG = "Ring the river desk with your sightings.";
const RULE: Rule = {
  id: "ring-the-desk",
  category: "contact",
  why: "Asks readers; prose does not begin with the order.",
  match: { phrases: ["ring the river desk"] },
  target: "block",
  where: { at: "start" },
  examples: {
    remove: ["Ring the river desk.", "Ring the river desk with your sightings."],
    keep: ["He would ring the river desk.", "The river desk was empty."],
  },
};

const pack = (...rules: readonly Partial<Rule>[]): string =>
  JSON.stringify({ pack: "my/river", language: "en", extends: [], rules: rules.map((own) => ({ ...RULE, ...own })) });

const text = (...more: readonly string[]): string => [...PROSE, ...more].join("\n\n");
const line = (more: object): string => `${JSON.stringify(more)}\n`;

/** A corpus of three texts, two of them with the plug; their gold is the prose. */
const corpus = (): string =>
  line({ text: text(PLUG), gold: text(), url: "https://river.example/1" }) +
  line({ input: text(), gold: text(), url: "https://river.example/2" }) +
  line({ input: text(PLUG), gold: text(PLUG) });

const parse = <T>(json: string): T => JSON.parse(json) as T;

describe("dehusk rules measure", () => {
  it("counts hits, words and what of them the gold has", () => {
    const cwd = makeFolder({ "r.json": pack({}), "c.jsonl": corpus() });
    const { code, stdout } = dehusk(["rules", "measure", "c.jsonl", "-r", "r.json", "--json"], { cwd });
    expect(code).toBe(0);
    const { rules, ...totals } = parse<Measures>(stdout);
    expect(totals).toMatchObject({ documents: 3, withGold: 3, cutWords: 14, languages: { en: 3 }, dead: [] });
    expect(rules).toHaveLength(1);
    expect(rules[0]).toMatchObject({ rule: "my/river/ring-the-desk", hits: 2, documents: 2, cuts: 2, words: 14 });
    expect(rules[0]).toMatchObject({ precision: 0.5, judgedWords: 14, overlap: 0, status: "stable" });
  });

  it("sets rules on trial apart: they cut nothing, and their words are told", () => {
    const own = pack({ status: "trial" }, { id: "never", match: { phrases: ["zebra crossing"] } });
    const cwd = makeFolder({ "r.json": own, "c.jsonl": corpus() });
    const { stdout } = dehusk(["rules", "measure", "c.jsonl", "-r", "r.json", "--json"], { cwd });
    const { rules, cutWords, dead } = parse<Measures>(stdout);
    expect({ cutWords, dead }).toEqual({ cutWords: 0, dead: ["my/river/never"] });
    expect(rules[0]).toMatchObject({ status: "trial", hits: 2, words: 14, precision: 0.5 });
    const table = dehusk(["rules", "measure", "c.jsonl", "-r", "r.json"], { cwd }).stdout;
    expect(table).toMatch(/on trial[\s\S]*my\/river\/ring-the-desk +2 +2 +2 +14 +50 %/);
    expect(table).toContain("1 rules never matched");
  });

  it("tells overlap", () => {
    const cwd = makeFolder({ "r.json": pack({}, { id: "other", weight: 2 }), "c.jsonl": corpus() });
    const { stdout } = dehusk(["rules", "measure", "c.jsonl", "-r", "r.json", "--json"], { cwd });
    const { rules } = parse<Measures>(stdout);
    expect(rules.map(({ rule, overlap, cuts }) => [rule, overlap, cuts])).toEqual([
      ["my/river/other", 1, 2],
      ["my/river/ring-the-desk", 1, 0],
    ]);
  });

  it("reads folders, globs, gzip, and gold that stands in another file", () => {
    const cwd = makeFolder({
      "r.json": pack({}),
      "in/a.md": text(PLUG),
      "in/b.txt": text(),
      "in/c.jsonl.gz": gzipSync(line({ doc: "d", input: text(PLUG) })),
      "gold.jsonl": line({ doc: "d", gold: text() }),
    });
    const words = ["rules", "measure", "in", "gold.jsonl", "-r", "r.json", "--json"];
    const { stdout, stderr } = dehusk(words, { cwd });
    expect(stderr).toBe("");
    expect(parse<Measures>(stdout)).toMatchObject({ documents: 3, withGold: 1, cutWords: 14 });
  });

  it("writes a page without script or request", () => {
    const cwd = makeFolder({ "r.json": pack({}), "c.jsonl": corpus() });
    const { code, stdout } = dehusk(["rules", "measure", "c.jsonl", "-r", "r.json", "--html", "out/m.html"], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    const page = readFileSync(join(cwd, "out/m.html"), "utf8");
    expect(page).toContain("my/river/ring-the-desk");
    expect(page).not.toMatch(/<script|src=|href=/);
  });

  it.each([
    { what: "no corpus", words: [], code: 2, hint: "Name a corpus" },
    { what: "a missing file", words: ["nowhere.jsonl"], code: 1, hint: "nowhere.jsonl: there is no such file" },
    { what: "standard input", words: ["-"], code: 2, hint: "save standard input to a file" },
    { what: "a broken line", words: ["bad.jsonl"], code: 1, hint: "bad.jsonl:2: this is no JSON" },
    { what: "a line without text", words: ["none.jsonl"], code: 1, hint: 'none.jsonl:1: neither "input" nor "text"' },
    { what: "an unknown sort", words: ["bad.jsonl", "--sort", "wrods"], code: 2, hint: 'Did you mean "words"?' },
    { what: "an empty folder", words: ["empty"], code: 1, hint: "no .md, .txt" },
  ])("says what is wrong with $what", ({ words, code, hint }) => {
    const cwd = makeFolder({
      "bad.jsonl": `${line({ text: "a" })}{\n`,
      "none.jsonl": line({ a: 1 }),
      "empty/x.bin": "",
    });
    const ended = dehusk(["rules", "measure", ...words], { cwd });
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(hint);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });
});

describe("dehusk rules diff", () => {
  const files = {
    "a.json": pack({ id: "other", match: { phrases: ["zebra"] } }),
    "b.json": pack({}),
    "c.jsonl": corpus(),
  };

  it("ends with 0 when nothing differs", () => {
    const cwd = makeFolder(files);
    const { code, stdout } = dehusk(["rules", "diff", "b.json", "b.json", "c.jsonl"], { cwd });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout:
        "0 of 3 documents change; 0 words more are cut, 0 are no longer\n" +
        "of these words the gold has 0 and 0; F1 0 better, 0 worse, mean change 0.0000\n",
    });
  });

  it("tells what is gained and lost, in context, and ends with 1", () => {
    const cwd = makeFolder(files);
    const { code, stdout } = dehusk(["rules", "diff", "a.json", "b.json", "c.jsonl", "--json"], { cwd });
    expect(code).toBe(1);
    const comparison = parse<Comparison>(stdout);
    expect(comparison).toMatchObject({ documents: 3, changed: 2, gainedWords: 14, lostWords: 0, gainedRight: 7 });
    expect(comparison).toMatchObject({ better: 1, worse: 1, withGold: 3 });
    const [change] = comparison.details[0]?.changes ?? [];
    expect(change).toMatchObject({ kind: "gained", text: PLUG, rule: "my/river/ring-the-desk", right: 0 });
    expect(change?.before).toContain("behind the church.");
    const back = parse<Comparison>(dehusk(["rules", "diff", "b.json", "a.json", "c.jsonl", "--json"], { cwd }).stdout);
    expect(back).toMatchObject({ gainedWords: 0, lostWords: 14 });
  });

  it("writes a page", () => {
    const cwd = makeFolder(files);
    const { code } = dehusk(["rules", "diff", "a.json", "b.json", "c.jsonl", "--html", "d.html"], { cwd });
    expect(code).toBe(1);
    expect(readFileSync(join(cwd, "d.html"), "utf8")).toContain(`<del>${PLUG}</del>`);
  });

  it("compares git revisions without touching the repository", () => {
    const cwd = makeFolder({ "my-rules/r.json": files["a.json"], "c.jsonl": files["c.jsonl"] });
    const git = (...words: readonly string[]) => {
      const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
      const who = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
      return spawnSync("git", [...who, ...words], { cwd, encoding: "utf8", env }).stdout;
    };
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "one");
    writeFileSync(join(cwd, "my-rules/r.json"), files["b.json"]);
    const before = git("status", "--short");
    const { code, stdout, stderr } = dehusk(["rules", "diff", "HEAD:my-rules", "my-rules", "c.jsonl"], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toContain("2 of 3 documents change; 14 words more are cut");
    expect(git("status", "--short")).toBe(before);
  });

  it.each([
    { words: ["a.json", "b.json"], hint: "Name two rule sets and a corpus" },
    { words: ["nowhere", "b.json", "c.jsonl"], hint: "no git revision" },
    { words: ["--upload-pack=x", "b.json", "c.jsonl"], hint: "Unknown argument" },
    { words: ["c.jsonl", "b.json", "c.jsonl"], hint: "E_RULE_JSON" },
  ])("refuses $words", ({ words, hint }) => {
    const { code, stderr } = dehusk(["rules", "diff", ...words], { cwd: makeFolder(files) });
    expect(code).toBe(2);
    expect(stderr).toContain(hint);
  });
});

describe("dehusk rules suggest", () => {
  /** Eight texts of a site that share one line, and a line with a name in it. */
  const site = (): string =>
    Array.from({ length: 8 }, (_, i) => {
      const [a, b, c] = PROSE.map((sentence) => sentence.replace("the", `the ${"abcdefgh"[i]}th`));
      const name = ["Ann Lee", "Bo Ek", "Cy Dow", "Di Fox", "Ed Gale", "Flo Hart", "Guy Ives", "Hal Judd"][i];
      const shared = "The Wend Courier thanks every friend of the mill for lamp oil";
      return line({
        url: `https://wend.example/${i}`,
        text: [a, b, c, shared, `Seen at the mill by our own ${name} of the Wend Courier`].join("\n\n"),
      });
    }).join("");

  it("proposes rules on trial that pass lint and test, and writes nothing unasked", () => {
    const cwd = makeFolder({ "c.jsonl": site() });
    expect(dehusk(["rules", "suggest", "c.jsonl"], { cwd }).stdout).toContain("2 rules are proposed");
    expect(existsSync(join(cwd, "wend.example.json"))).toBe(false);
    const { code, stdout } = dehusk(["rules", "suggest", "c.jsonl", "--out", "sites", "--json"], { cwd });
    expect(code).toBe(0);
    const { suggestions, packs } = parse<SuggestionReport>(stdout);
    expect(suggestions.map(({ support, hits, lost }) => [support, hits, lost])).toEqual([
      [8, 8, 0],
      [8, 8, 0],
    ]);
    expect(packs[0]?.pack.site?.hosts).toEqual(["wend.example"]);
    expect(packs[0]?.pack.rules.every(({ status }) => status === "trial")).toBe(true);
    const file = "sites/wend.example.json";
    expect(dehusk(["rules", "lint", file], { cwd }).code).toBe(0);
    expect(dehusk(["rules", "test", file], { cwd }).code).toBe(0);
    const again = dehusk(["rules", "suggest", "c.jsonl", "--out", "sites"], { cwd });
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("there is such a file already");
  });

  it("proposes nothing for sentences of the text that are alike", () => {
    const reports = Array.from({ length: 12 }, (_, i) =>
      line({
        url: `https://wend.example/${i}`,
        text: PROSE.map((own) => own.replace("the", `the ${"abcdefghijkl"[i]}th`)).join("\n\n"),
      }),
    );
    const cwd = makeFolder({ "c.jsonl": reports.join("") });
    expect(dehusk(["rules", "suggest", "c.jsonl"], { cwd }).stdout).toContain("0 rules are proposed");
  });

  it("proposes nothing for copies of one text, or below the least number", () => {
    const long = Array.from({ length: 4 }, (_, i) => PROSE.map((sentence) => `${sentence} (${i})`).join(" "));
    const copies = Array.from({ length: 9 }, () => line({ url: "https://a.example/x", text: long.join("\n\n") }));
    const cwd = makeFolder({ "c.jsonl": copies.join(""), "d.jsonl": site() });
    expect(dehusk(["rules", "suggest", "c.jsonl"], { cwd }).stdout).toContain("0 rules are proposed");
    const few = dehusk(["rules", "suggest", "d.jsonl", "--min-documents", "9"], { cwd });
    expect(few.stdout).toContain("0 rules are proposed");
  });
});

describe("dehusk rules new", () => {
  const flags = [
    ...["--category", "contact", "--phrase", "ring the river desk", "--target", "block", "--at", "start"],
    ...RULE.examples.remove.flatMap((example) => ["--remove", example]),
    ...RULE.examples.keep.flatMap((example) => ["--keep", example]),
    ...["--why", "Asks readers."],
  ];

  it("writes a rule that lints and passes, with samples, and appends the next one", () => {
    const cwd = makeFolder();
    const { code, stdout } = dehusk(["rules", "new", "r.json", ...flags], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("The rule does what its examples say.");
    const second = dehusk(["rules", "new", "r.json", ...flags, "--id", "again", "--phrase", "call the river desk"], {
      cwd,
    });
    expect(second.code).toBe(0);
    expect(parse<{ rules: Rule[] }>(readFileSync(join(cwd, "r.json"), "utf8")).rules.map(({ id }) => id)).toEqual([
      "ring-the-river-desk",
      "again",
    ]);
    expect(dehusk(["rules", "test", "r.json", "--samples", "samples"], { cwd }).stdout).toContain(
      "12 examples passed, 0",
    );
    writeFileSync(join(cwd, "samples/contact/cut.again/expected.md"), "Something else\n");
    const broken = dehusk(["rules", "test", "r.json", "--samples", "samples"], { cwd });
    expect(broken.code).toBe(1);
    expect(broken.stdout).toContain('samples/contact/cut.again/expected.md:1:1 E_SAMPLE "Something else" is expected');
  });

  it("expects of the samples what the examples say while the rule is still to be mended", () => {
    const cwd = makeFolder();
    const wrong = ["--keep", "Ring the river desk twice, he said."];
    const { code, stdout } = dehusk(["rules", "new", "r.json", ...flags, ...wrong], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain('NOT kept (the rule matches "Ring the river desk"): Ring the river desk twice');
    expect(stdout).toContain("expected.md is what ought to be left of input.md");
    expect(readFileSync(join(cwd, "samples/contact/cut.ring-the-river-desk/expected.md"), "utf8")).toContain("twice");
    const file = join(cwd, "r.json");
    const reported = '"at": "start" }, "unless": { "phrases": ["he said"] }';
    writeFileSync(file, readFileSync(file, "utf8").replace(/"at": "start"\s*\}/, reported));
    expect(dehusk(["rules", "test", "r.json", "--samples", "samples"], { cwd }).stdout).toContain(" 0 failed");
  });

  it.each([
    {
      what: "flags that are missing",
      words: ["rules", "new"],
      hint: "give --category, --remove, --keep, --why, --phrase",
    },
    {
      what: "one example only",
      words: ["rules", "new", ...flags.slice(0, 10), "--keep", "a", "--why", "b"],
      hint: "--remove is needed 2 times",
    },
    { what: "a broken phrase", words: ["rules", "new", ...flags, "--phrase", "ring ("], hint: "E_RULE_PHRASE" },
    {
      what: "the name of a built-in pack",
      words: ["rules", "new", ...flags, "--pack", "en/share"],
      hint: "built-in pack",
    },
    { what: "a file that is no rule file", words: ["rules", "new", "x.txt", ...flags], hint: "is no rule file" },
  ])("writes nothing for $what", ({ words, hint }) => {
    const cwd = makeFolder({ "x.txt": "hello" });
    const { code, stderr } = dehusk(words, { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(hint);
    expect([existsSync(join(cwd, "my-rules")), existsSync(join(cwd, "samples"))]).toEqual([false, false]);
    expect(readFileSync(join(cwd, "x.txt"), "utf8")).toBe("hello");
  });
});

describe("dehusk rules lint", () => {
  it("finds rules that others shadow, and phrases given twice", () => {
    const cwd = makeFolder({ "r.json": pack({}, { id: "twin" }) });
    const { code, stdout } = dehusk(["rules", "lint", "r.json"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("W_RULE_SHADOWED everything that its examples remove is removed by my/river/twin, too.");
    expect(stdout).toContain('W_RULE_DUPLICATE my/river/ring-the-desk has the phrase "ring the river desk", too');
  });

  it.each<[string, Partial<Rule>]>([
    ["does not cut by itself", { weight: 0.9 }],
    ["acts at bolder levels only", { level: "strict" }],
    ["looks at other kinds of blocks", { where: { at: "start", kinds: ["heading", "paragraph"] } }],
    ["asks for a neighbour", { where: { at: "start", before: { kinds: ["image"] } } }],
  ])("finds no rule shadowed by one that %s", (_, wide) => {
    const cwd = makeFolder({ "r.json": pack({}, { id: "wide", ...wide, match: { phrases: ["river desk"] } }) });
    expect(dehusk(["rules", "lint", "r.json"], { cwd }).stdout).not.toContain("my/river/wide, too");
  });

  it("can end with 1 for warnings, and tells notes when asked", () => {
    const number: Partial<Rule> = { id: "n", match: { phrases: ["# ... #"] }, where: { words: { max: 9 } } };
    const cwd = makeFolder({ "w.json": pack({ confidence: 0.5 }), "n.json": pack(number), "s.json": pack({}) });
    const lint = (...words: readonly string[]): readonly [number | null, string] => {
      const { code, stdout } = dehusk(["rules", "lint", ...words], { cwd });
      return [code, stdout];
    };
    expect(lint("s.json", "--error-on-warnings")).toEqual([0, "0 errors, 0 warnings\n"]);
    expect(lint("w.json")[0]).toBe(0);
    expect(lint("w.json", "--error-on-warnings")[0]).toBe(1);
    expect(lint("n.json")[1]).toBe("0 errors, 0 warnings, 1 note (--notes shows them)\n");
    expect(lint("n.json", "--notes")[1]).toContain("W_RULE_NO_WORD the phrase has no word to be found by");
  });

  it("mends what has no effect with --fix, and nothing else", () => {
    const text = `{ "pack": "my/river", "language": "en", "extends": [],
  "lists": { "desk": ["a"], "used": ["river"] },
  "rules": [${JSON.stringify({ ...RULE, match: { phrases: ["ring the {used} desk"] }, confidence: 0.5 })}] }
`;
    const cwd = makeFolder({ "r.json": text });
    expect(dehusk(["rules", "lint", "r.json"], { cwd }).stdout).toContain("2 can be mended by --fix");
    expect(readFileSync(join(cwd, "r.json"), "utf8")).toBe(text);
    const { code, stdout } = dehusk(["rules", "lint", "--fix", "r.json"], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "0 errors, 0 warnings\n" });
    const fixed = readFileSync(join(cwd, "r.json"), "utf8");
    expect(fixed).toContain('"lists": {');
    expect(fixed).not.toMatch(/"desk": \["a"\]|confidence/);
    expect(dehusk(["rules", "lint", "--fix"]).stderr).toContain("--fix needs the files");
  });

  it("writes JSON and SARIF", () => {
    const cwd = makeFolder({ "r.json": pack({ confidence: 0.5 }) });
    const { stdout } = dehusk(["rules", "lint", "r.json", "--json", "--sarif", "r.sarif"], { cwd });
    expect(parse<object>(stdout)).toMatchObject({ errors: [], warnings: [{ code: "W_RULE_FIELD", fixable: true }] });
    const sarif = parse<object>(readFileSync(join(cwd, "r.sarif"), "utf8"));
    expect(sarif).toMatchObject({
      version: "2.1.0",
      runs: [
        {
          results: [
            {
              ruleId: "W_RULE_FIELD",
              level: "warning",
              locations: [{ physicalLocation: { region: { startLine: 1 } } }],
            },
          ],
        },
      ],
    });
  });
});

describe("dehusk rules test", () => {
  it.each([
    { change: { where: { words: { max: 4 } } }, reason: "where.words asks for at most 4, and it is 7" },
    { change: { where: { at: "end" as const } }, reason: 'where.at is "end", and the match stands elsewhere' },
    {
      change: { where: { kinds: ["heading" as const] } },
      reason: "it reads as paragraph, and where.kinds does not name that",
    },
    {
      change: { match: { phrases: ["ring the lake desk"] } },
      reason: 'the nearest, "ring the lake desk", lacks "lake"',
    },
    { change: { match: { phrases: ["desk river"] } }, reason: "are there, but not so in a row" },
    { change: { match: { pattern: "lake" } }, reason: "match.pattern does not match" },
    { change: { unless: { phrases: ["sightings"] } }, reason: "unless matches in it" },
    {
      change: { match: { phrases: ["ring the river desk"], with: ["otter"] } },
      reason: "none of match.with stands in it",
    },
  ])("names the nearest condition: $reason", ({ change, reason }) => {
    const { code, stdout } = dehusk(["rules", "test", "r.json"], { cwd: makeFolder({ "r.json": pack(change) }) });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^r\.json:1:\d+ E_RULE_EXAMPLE my\/river\/ring-the-desk passes over/m);
    expect(stdout).toContain(reason);
  });

  it("tests again when a file changes, also while it is broken, until it is interrupted", async () => {
    const cwd = makeFolder({ "r.json": pack({}) });
    const { child, ended } = startDehusk(["rules", "test", "--watch", "r.json"], cwd);
    let seen = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      seen += chunk.toString();
    });
    const wait = async (wanted: string): Promise<void> => {
      for (let i = 0; i < 400 && !seen.includes(wanted); i++) await sleep(50);
      expect(seen).toContain(wanted);
    };
    await wait("4 examples passed, 0 failed");
    await sleep(300);
    writeFileSync(join(cwd, "r.json"), "{");
    await wait("E_RULE_JSON");
    writeFileSync(join(cwd, "r.json"), pack({ where: { at: "end" } }));
    await wait("2 failed");
    child.kill("SIGINT");
    expect((await ended).code).toBe(130);
  });
});

describe("dehusk explain", () => {
  it("writes a page that shows hostile text as text, and rules on trial", () => {
    const cwd = makeFolder({ "a.md": text('<script>alert("x")</script>', PLUG), "r.json": pack({ status: "trial" }) });
    const { code } = dehusk(["explain", "a.md", "-r", "r.json", "--html", "e.html"], { cwd });
    expect(code).toBe(0);
    const page = readFileSync(join(cwd, "e.html"), "utf8");
    expect(page).not.toContain("<script");
    expect(page).toContain("Rules on trial");
    expect(dehusk(["explain", "a.md", "-r", "r.json"], { cwd }).stdout).toContain("my/river/ring-the-desk");
  });
});
