import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { cachePath } from "../src/cli/load-program.js";
import { clean, renderMarkdown } from "../src/index.js";
import { ARTICLE, FURNITURE, PROSE } from "./cli-article.js";
import { CLI, dehusk, makeFolder } from "./cli-process.js";

const CLEAN = renderMarkdown(clean(ARTICLE));

function read(...path: readonly string[]): string {
  return readFileSync(join(...path), "utf8");
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

describe("dehusk clean prints", () => {
  it.each([
    { words: ["a.md"] },
    { words: ["clean", "a.md"] },
    { words: ["./a.md"] },
    { words: ["--level", "strict", "a.md"] },
    { words: ["--", "a.md"] },
    { words: ["--rules", "more.json", "a.md"] },
    { words: ["--rules=more.json", "--rules", "more.json", "--", "a.md"] },
    { words: ["*.md"] },
    { words: ["."] },
    { words: ["-"], input: ARTICLE },
  ])("the clean text for $words", ({ words, input = "" }) => {
    const cwd = makeFolder({ "a.md": ARTICLE, "more.json": '{ "pack": "more", "language": "en", "rules": [] }' });
    expect(dehusk(words, { cwd, input })).toEqual({ code: 0, stdout: CLEAN, stderr: "" });
  });

  it("one line of JSON for each text", () => {
    const cwd = makeFolder({ "b.md": ARTICLE, "a/c.md": PROSE });
    const { stdout } = dehusk(["--format", "jsonl", "b.md", "a"], { cwd });
    const records = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { path: string; body: string });
    expect(records.map(({ path }) => path)).toEqual(["b.md", "a/c.md"]);
    expect(records.map(({ body }) => body)).toEqual([clean(ARTICLE).body, clean(PROSE).body]);
  });

  it("one result as JSON, and refuses several", () => {
    const cwd = makeFolder({ "a.md": ARTICLE, "b.md": ARTICLE });
    const { body } = JSON.parse(dehusk(["--format=json", "a.md"], { cwd }).stdout) as { body: string };
    expect(body).toBe(clean(ARTICLE).body);
    expect(dehusk(["--format=json", "a.md", "b.md"], { cwd }).code).toBe(2);
  });

  it("nothing for an empty text", () => {
    const cwd = makeFolder({ "a.txt": "" });
    expect(dehusk(["a.txt"], { cwd })).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("the text as it was when the category is excepted", () => {
    const cwd = makeFolder({ "a.md": ARTICLE });
    expect(dehusk(["--except", "share", "a.md"], { cwd }).stdout).toContain(FURNITURE);
    expect(dehusk(["--only", "share", "a.md"], { cwd }).stdout).not.toContain(FURNITURE);
  });
});

describe("dehusk clean --out", () => {
  const files = { "in/a.md": ARTICLE, "in/deep/b.txt": ARTICLE, "in/image.png": "\0", "in/.hidden.md": ARTICLE };

  it.each([
    { words: ["in"], written: ["a.md", "deep/b.txt"] },
    { words: ["in/"], written: ["a.md", "deep/b.txt"] },
    { words: ["in/**/*.{md,txt}"], written: ["a.md", "deep/b.txt"] },
    { words: ["in/a.md", "in/deep/b.txt"], written: ["a.md", "deep/b.txt"] },
    { words: ["in/deep/b.txt"], written: ["b.txt"] },
    { words: ["in", "in/a.md", "./in/a.md"], written: ["a.md", "deep/b.txt"] },
    { words: ["in", "--format", "json"], written: ["a.json", "deep/b.json"] },
  ])("mirrors $words as $written", ({ words, written }) => {
    const cwd = makeFolder(files);
    const { code, stdout } = dehusk([...words, "--out", "clean"], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(listFiles(join(cwd, "clean"))).toEqual(written);
  });

  it("leaves the results of an earlier run alone", () => {
    const cwd = makeFolder(files);
    dehusk([".", "--out", "clean"], { cwd });
    const first = listFiles(cwd);
    dehusk([".", "--out", "clean"], { cwd });
    expect(listFiles(cwd)).toEqual(first);
  });

  it.each([
    { why: "over its input", words: ["in", "--out", "in"] },
    { why: "over its input by another path", words: ["in/a.md", "--out", "./in/deep/.."] },
    { why: "two results into one file", words: ["in/a.md", "in/a.txt", "--out", "clean", "--format", "json"] },
    { why: "standard input to a nameless file", words: ["-", "--out", "clean"] },
  ])("refuses to write $why", ({ words }) => {
    const cwd = makeFolder({ ...files, "in/a.txt": ARTICLE });
    const before = listFiles(cwd);
    const { code, stderr } = dehusk(words, { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^dehusk: .+\n$/);
    expect(listFiles(cwd)).toEqual(before);
    expect(read(cwd, "in/a.md")).toBe(ARTICLE);
  });

  it("refuses to follow a symbolic link out of the folder", () => {
    const cwd = makeFolder({ ...files, "elsewhere/b.txt": "kept" });
    mkdirSync(join(cwd, "clean"));
    symlinkSync(join(cwd, "elsewhere"), join(cwd, "clean", "deep"));
    const { code, stderr } = dehusk(["in", "--out", "clean"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("leads out of clean");
    expect(read(cwd, "elsewhere/b.txt")).toBe("kept");
    expect(read(cwd, "clean/a.md")).toBe(CLEAN);
  });

  it("does not follow symbolic links in a folder", () => {
    const cwd = makeFolder({ "in/a.md": ARTICLE, "other/b.md": ARTICLE });
    symlinkSync(join(cwd, "other"), join(cwd, "in", "link"));
    symlinkSync(join(cwd, "in"), join(cwd, "in", "circle"));
    dehusk(["in", "--out", "clean"], { cwd });
    expect(listFiles(join(cwd, "clean"))).toEqual(["a.md"]);
  });
});

describe("dehusk clean without writing", () => {
  it("lists with --check what would change", () => {
    const cwd = makeFolder({ "a.md": ARTICLE, "b.md": PROSE });
    expect(dehusk(["--check", "."], { cwd })).toMatchObject({ code: 1, stdout: "a.md\n" });
    expect(dehusk(["--check", "b.md"], { cwd })).toMatchObject({ code: 0, stdout: "" });
    expect(read(cwd, "a.md")).toBe(ARTICLE);
  });

  it("finds nothing with --check after --in-place", () => {
    const cwd = makeFolder({ "a.md": `# The mill\n\nBy Jane Miller\n\n${ARTICLE}`, "b.txt": ARTICLE });
    dehusk(["--in-place", "."], { cwd });
    expect(dehusk(["--check", "."], { cwd })).toMatchObject({ code: 0, stdout: "" });
  });

  it("shows a unified diff with --diff", () => {
    const cwd = makeFolder({ "a.md": ARTICLE });
    const { stdout, code } = dehusk(["--diff", "a.md"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain(`--- a.md\n+++ a.md\n@@ `);
    expect(stdout).toContain(`\n-${FURNITURE}\n`);
    expect(stdout).not.toContain("\x1b");
  });

  it.each([
    { env: { FORCE_COLOR: "1" }, coloured: true },
    { env: { NO_COLOR: "1" }, coloured: false },
    { env: { FORCE_COLOR: "0" }, coloured: false },
  ])("colours the diff with $env: $coloured", ({ env, coloured }) => {
    const cwd = makeFolder({ "a.md": ARTICLE });
    expect(dehusk(["--diff", "a.md"], { cwd, env }).stdout.includes("\x1b[31m-Share")).toBe(coloured);
  });

  it("says with --dry-run what would be written", () => {
    const cwd = makeFolder({ "a.md": ARTICLE });
    const { stdout } = dehusk(["--dry-run", "--out", "clean", "a.md"], { cwd });
    expect(stdout).toMatch(/^a\.md: would write clean\/a\.md \(1 cut, \d+ of \d+ words\)\n$/);
    expect(existsSync(join(cwd, "clean"))).toBe(false);
  });
});

describe("dehusk clean --in-place", () => {
  it("keeps mode, symbolic link and unchanged files", () => {
    const cwd = makeFolder({ "a.md": ARTICLE, "b.md": PROSE });
    symlinkSync("a.md", join(cwd, "link.md"));
    const before = statSync(join(cwd, "b.md"));
    expect(dehusk(["-i", "link.md", "b.md"], { cwd }).code).toBe(0);
    expect(read(cwd, "a.md")).toBe(CLEAN);
    expect(realpathSync(join(cwd, "link.md"))).toBe(realpathSync(join(cwd, "a.md")));
    const after = statSync(join(cwd, "b.md"));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    expect(listFiles(cwd)).toEqual(["a.md", "b.md"]);
  });

  it("writes a report of every cut", () => {
    const cwd = makeFolder({ "a.md": ARTICLE, "b.md": PROSE });
    dehusk(["--in-place", ".", "--report", "report.json"], { cwd });
    const report = JSON.parse(read(cwd, "report.json")) as {
      totals: Record<string, unknown>;
      files: { path: string; status: string; result: { edits: { removed: string }[] } }[];
    };
    expect(report.totals).toMatchObject({ cleaned: 1, unchanged: 1, skipped: 0, failed: 0 });
    expect(report.files.map(({ path, status }) => [path, status])).toEqual([
      ["a.md", "cleaned"],
      ["b.md", "unchanged"],
    ]);
    expect(report.files[0]?.result.edits.some(({ removed }) => removed.includes(FURNITURE))).toBe(true);
  });

  it("refuses a report over an input", () => {
    const cwd = makeFolder({ "a.json": ARTICLE });
    expect(dehusk(["a.json", "--report", "./a.json"], { cwd }).code).toBe(2);
    expect(read(cwd, "a.json")).toBe(ARTICLE);
  });
});

describe("dehusk starts", () => {
  it.each([
    { state: "as the build left it", spoil: (cache: Buffer) => cache },
    { state: "cut off", spoil: (cache: Buffer) => cache.subarray(0, 5000) },
    { state: "for another text", spoil: (cache: Buffer) => Buffer.from(cache).fill(7, 8, 12) },
    { state: "empty", spoil: () => Buffer.alloc(0) },
  ])("with its compiled form $state", ({ spoil }) => {
    const cwd = makeFolder({ "a.md": ARTICLE });
    for (const name of ["cli", "packs"]) cpSync(join(dirname(CLI), "..", name), join(cwd, name), { recursive: true });
    const program = join(cwd, "cli", "program.cjs");
    writeFileSync(cachePath(program), spoil(readFileSync(cachePath(join(dirname(CLI), "program.cjs")))));
    const words = [join(cwd, "cli", basename(CLI)), "a.md"];
    expect(spawnSync(process.execPath, words, { cwd, encoding: "utf8" })).toMatchObject({ status: 0, stdout: CLEAN });
  });
});
