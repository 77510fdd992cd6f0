import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import type { BlockReport } from "../src/index.js";
import { ARTICLE, FURNITURE, makeProse, PROSE } from "./cli-article.js";
import { dehusk, makeFolder, startDehusk } from "./cli-process.js";

describe("dehusk answers", () => {
  it.each([["--version"], ["-V"], ["clean", "--version"]])("%s with its version", (...words) => {
    expect(dehusk(words)).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: "" });
  });

  it.each([["--help"], ["-h"], ["explain", "--help"], ["rules", "lint", "-h"]])("%s with help", (...words) => {
    const { code, stdout, stderr } = dehusk(words);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("--version");
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it.each([
    { shell: "bash", sign: "complete -o bashdefault" },
    { shell: "zsh", sign: "#compdef dehusk" },
    { shell: "fish", sign: "complete -f -c dehusk" },
  ])("completion with a script for $shell", ({ shell, sign }) => {
    const { code, stdout } = dehusk(["completion"], { env: { SHELL: `/bin/${shell}` } });
    expect(code).toBe(0);
    expect(stdout).toContain(sign);
  });

  it.each([
    { words: [""], found: ["clean", "explain", "rules", "completion"] },
    { words: ["--in"], found: ["--in-place", "--input"] },
    { words: ["--level", ""], found: ["light", "normal", "strict"] },
    { words: ["explain", "--js"], found: ["--json"] },
    { words: ["rules", ""], found: ["list", "new", "lint", "test", "measure", "diff", "suggest"] },
  ])("a shell that completes $words", ({ words, found }) => {
    const { code, stdout } = dehusk(["--get-yargs-completions", "dehusk", ...words], { env: { SHELL: "/bin/bash" } });
    expect(code).toBe(0);
    expect(stdout.split("\n")).toEqual(expect.arrayContaining(found));
  });
});

describe("dehusk refuses, with a hint and exit code 2,", () => {
  it.each([
    { words: [], hint: "give files" },
    { words: ["--ou", "x", "a.md"], hint: 'Did you mean "--out"?' },
    { words: ["--no-such-thing", "a.md"], hint: "no-such-thing. See dehusk --help" },
    { words: ["--out"], hint: "Not enough arguments following: out" },
    { words: ["--out", "--check", "a.md"], hint: "Not enough arguments following: out" },
    { words: ["--out=", "a.md"], hint: "--out needs a value" },
    { words: ["--dry-run=yes", "-i", "a.md"], hint: "Argument unexpected for: dry-run" },
    { words: ["--no-in-place", "a.md"], hint: "Unknown argument: no-in-place" },
    { words: ["--level", "strickt", "a.md"], hint: 'Did you mean "strict"?' },
    { words: ["--format", "html", "a.md"], hint: '"md", "txt", "json", "jsonl"' },
    { words: ["--max-cut", "2", "a.md"], hint: "0 to 1" },
    { words: ["--language", "x_y", "a.md"], hint: "such as en" },
    { words: ["--url", "example", "a.md"], hint: "https://" },
    { words: ["--only", "shar", "a.md"], hint: 'Did you mean "share"?' },
    { words: ["--report", "x.txt", "a.md"], hint: "x.json" },
    { words: ["--in-place", "--out", "x", "a.md"], hint: "drop one" },
    { words: ["--in-place", "--format", "json", "a.md"], hint: "--out DIR" },
    { words: ["--in-place", "-"], hint: "redirect" },
    { words: ["--diff", "--format", "json", "a.md"], hint: "drop --format json" },
    { words: ["--rules", "nowhere.json", "a.md"], hint: "nowhere.json" },
    { words: ["explian", "a.md"], hint: 'Did you mean "dehusk explain"?' },
    { words: ["explain"], hint: "give a file" },
    { words: ["explain", "--in-place", "a.md"], hint: "It is for dehusk clean" },
    { words: ["rules"], hint: "diff, suggest or fit" },
    { words: ["rules", "tests"], hint: "Did you mean test?" },
    { words: ["rules", "frobnicate"], hint: "Unknown command: frobnicate" },
    { words: ["rules", "list", "x.json"], hint: "--rules" },
  ])("$words", ({ words, hint }) => {
    const cwd = makeFolder({ "a.md": ARTICLE });
    const { code, stdout, stderr } = dehusk(words, { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(hint);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe("dehusk goes on", () => {
  it("after an input that fails, and exits with 1", () => {
    const cwd = makeFolder({ "a.md": ARTICLE });
    const { code, stdout, stderr } = dehusk(["missing.md", "no*.md", "a.md"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toContain(PROSE.split("\n")[0]);
    expect(stderr).toBe(
      "dehusk: missing.md: there is no such file or folder\ndehusk: no*.md: no file matches\n3 files: 1 cleaned, 2 failed; 6.3 % of 95 words cut\n",
    );
  });
});

describe("dehusk explain", () => {
  it("shows every block with its verdict, rule and score", () => {
    const cwd = makeFolder({ "a.md": ARTICLE });
    const { code, stdout } = dehusk(["explain", "a.md"], { cwd });
    expect(code).toBe(0);
    const lines = stdout.split("\n");
    const cut = lines.findIndex((line) => line.startsWith("- Share this article"));
    expect(lines[cut + 1]).toMatch(/cut {2}share {2}en\/share\/\S+ {2}score \d/);
    expect(lines.filter((line) => /^ {2}\S/.test(line))).toHaveLength(4);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it("gives the blocks as JSON", () => {
    const cwd = makeFolder({ "a.md": ARTICLE });
    const blocks = JSON.parse(dehusk(["explain", "--json", "a.md"], { cwd }).stdout) as readonly BlockReport[];
    const cut = blocks.filter(({ verdict }) => verdict.kind === "cut");
    expect(cut.map(({ text }) => text.trim())).toEqual([FURNITURE]);
  });
});

describe("dehusk rules", () => {
  const pack = (rule: object): string =>
    JSON.stringify({ pack: "own", language: "en", category: "own", extends: [], rules: [rule] }, undefined, 2);
  const rule = {
    id: "plug",
    why: "Names the shop, which prose does not.",
    match: { phrases: ["buy our mugs"] },
    target: "block",
    weight: 1.5,
    examples: {
      remove: ["Buy our mugs!", "Buy our mugs today."],
      keep: ["They buy our bread.", "Our mugs broke."],
    },
  };

  it("list names every rule with its weight", () => {
    const { code, stdout } = dehusk(["rules", "list"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^id +language +category +action +target +weight +status\n/);
    expect(stdout).toMatch(/^en\/share\/\S+ +en +share +remove +\S+ +[\d.]+ +stable$/m);
  });

  it("lint and test pass on a good file", () => {
    const cwd = makeFolder({ "own.json": pack(rule) });
    expect(dehusk(["rules", "lint", "own.json"], { cwd }).code).toBe(0);
    expect(dehusk(["rules", "test", "own.json"], { cwd }).code).toBe(0);
  });

  it("lint names place, fault and remedy of every issue", () => {
    const cwd = makeFolder({ "own.json": pack({ ...rule, wieght: 2, target: "blokc" }) });
    const { code, stdout } = dehusk(["rules", "lint", "own.json"], { cwd });
    expect(code).toBe(2);
    const issues = stdout.split("\n").filter((line) => /^own\.json:\d+:\d+ E_RULE/.test(line));
    expect(issues.length).toBeGreaterThanOrEqual(2);
    expect(stdout).toContain("weight");
  });

  it("test names the example that fails", () => {
    const failing = { ...rule, examples: { ...rule.examples, keep: ["Come in and buy our mugs!", "Our mugs broke."] } };
    const cwd = makeFolder({ "own.json": pack(failing) });
    const { code, stdout } = dehusk(["rules", "test", "own.json"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^own\.json:\d+:\d+ E_RULE_EXAMPLE own\/plug/m);
    expect(stdout).toContain("Come in and buy our mugs!");
  });
});

describe("dehusk ends well", () => {
  it("when the reader of its output goes away", async () => {
    const cwd = makeFolder(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}.md`, makeProse(80)])));
    const { child, ended } = startDehusk(["."], cwd);
    child.stdout?.once("data", () => child.stdout?.destroy());
    const { code, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  it("on SIGINT while it waits for input", async () => {
    const { child, ended } = startDehusk(["-"], makeFolder());
    // Without input there is nothing to tell that it is up and waiting.
    await sleep(1000);
    child.kill("SIGINT");
    expect(await ended).toEqual({ code: 130, stdout: "", stderr: "" });
  });

  it("on SIGINT in the midst of files, leaving no temporary ones", async () => {
    const cwd = makeFolder(Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`in/${i}.md`, makeProse(160)])));
    const { child, ended } = startDehusk(["in", "--out", "clean"], cwd);
    while (child.exitCode === null && readFolder(join(cwd, "clean")).length < 5) await sleep(5);
    child.kill("SIGINT");
    expect((await ended).code).toBe(130);
    // What the next run needs to go on is kept.
    const written = readFolder(join(cwd, "clean")).filter((name) => name !== ".dehusk");
    expect(written.length).toBeLessThan(400);
    expect(written.every((name) => /^\d+\.md$/.test(name))).toBe(true);
  });

  it("with all of a long output through a pipe", async () => {
    const cwd = makeFolder({ "a.md": makeProse(8000) });
    const { child, ended } = startDehusk(["--format", "txt", "a.md"], cwd);
    child.stdout?.pause();
    await once(child, "spawn");
    await sleep(500);
    child.stdout?.resume();
    const { stdout, code } = await ended;
    expect(code).toBe(0);
    expect(stdout.length).toBeGreaterThan(800_000);
  });
});

function readFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
