/** What is only looked at, printed or replaced comes out the same from any number of threads. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { ARTICLE, FURNITURE, makeProse, PROSE } from "./cli-article.js";
import { CLI, dehusk, type Ended, makeFolder, startDehusk } from "./cli-process.js";

/** More files than one task takes, and among them what cannot be cleaned, or not in place. */
function makeFiles(): Readonly<Record<string, string | Uint8Array>> {
  const plain = Array.from({ length: 70 }, (_, i) => [
    `in/${String(i).padStart(2, "0")}.md`,
    i % 3 === 0 ? PROSE : `The ${i}th day ended as it began.\n\n${ARTICLE}`,
  ]);
  return {
    ...Object.fromEntries(plain),
    "in/05-binary.md": Buffer.from("PROSE\0\0"),
    "in/20-crlf.txt": ARTICLE.replaceAll("\n", "\r\n"),
    "in/30-torn.md": Buffer.concat([Buffer.from(ARTICLE), Buffer.from([0xc3]), Buffer.from(`\n\n${PROSE}`)]),
    "in/40-empty.md": "",
    "in/50-latin.md": Buffer.from(ARTICLE.replaceAll(FURNITURE, `Caf\u00e9 noir.\n\n${FURNITURE}`), "latin1"),
  };
}

/** Everything that a run leaves behind. */
function run(words: readonly string[]): Ended & { readonly files: Readonly<Record<string, string>> } {
  const cwd = makeFolder(makeFiles());
  symlinkSync("in/01.md", join(cwd, "link.md"));
  const ended = dehusk(["in", "link.md", "missing.md", ...words], { cwd });
  const names = readdirSync(cwd, { recursive: true, encoding: "utf8" }).filter((name) => /\./.test(name));
  return {
    ...ended,
    files: Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(cwd, name), "latin1")])),
  };
}

describe.each([
  { way: "--in-place", words: ["--in-place"] },
  { way: "--check", words: ["--check"] },
  { way: "--diff", words: ["--diff"] },
  { way: "--check --diff --report", words: ["--check", "--diff", "--report", "report.json"] },
  { way: "--dry-run", words: ["--dry-run"] },
  { way: "--dry-run --out", words: ["--dry-run", "--out", "out"] },
  { way: "printing lines of JSON", words: ["--format", "jsonl"] },
])("$way", ({ words }) => {
  it("is the same in this thread and in 1, 2 and 8 others", () => {
    const expected = withoutSeconds(run(words));
    expect(expected.code).toBe(1);
    expect(expected.stderr).toContain("missing.md: ");
    for (const jobs of ["1", "2", "8"]) expect(withoutSeconds(run([...words, "--jobs", jobs]))).toEqual(expected);
  });
});

function withoutSeconds<T extends ReturnType<typeof run>>(ended: T): T {
  const replaced = Object.entries(ended.files).map(([name, text]) => [name, text.replace(/"seconds": [\d.]+/, "")]);
  return { ...ended, files: Object.fromEntries(replaced) };
}

describe("in place", () => {
  it("is heard within two seconds of Ctrl-C, with every file whole", async () => {
    const article = `${makeProse(40)}\n${FURNITURE}\n`;
    const names = Array.from({ length: 600 }, (_, i) => `in/${i}.md`);
    const cwd = makeFolder(Object.fromEntries(names.map((name) => [name, article])));
    const clean = dehusk(["-"], { input: article }).stdout;
    const { child, ended } = startDehusk(["in", "--in-place", "--jobs", "2"], cwd);
    const count = (text: string): number =>
      names.filter((name) => readFileSync(join(cwd, name), "utf8") === text).length;
    while (count(article) === names.length && child.exitCode === null) await sleep(5);
    const asked = performance.now();
    child.kill("SIGINT");
    expect((await ended).code).toBe(130);
    expect(performance.now() - asked).toBeLessThan(2000);
    expect(count(clean)).toBeGreaterThan(0);
    expect(count(clean) + count(article)).toBe(names.length);
    expect(readdirSync(join(cwd, "in"))).toHaveLength(names.length);
    // The same command goes on.
    expect(dehusk(["in", "--in-place"], { cwd }).code).toBe(0);
    expect(count(clean)).toBe(names.length);
  });

  it("keeps a file that somebody else writes to meanwhile", async () => {
    const cwd = makeFolder({ "a.md": ARTICLE, "b.md": `${makeProse(60_000)}\n${FURNITURE}\n` });
    // Both are one task: what became of the first is written when the second is done.
    const { ended } = startDehusk(["a.md", "b.md", "--in-place", "--jobs", "1"], cwd);
    const before = statSync(join(cwd, "a.md")).atimeMs;
    while (statSync(join(cwd, "a.md")).atimeMs === before) await sleep(5);
    await sleep(100);
    writeFileSync(join(cwd, "a.md"), `${ARTICLE}\nMore of it.\n`);
    const { code, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("a.md: it changed") });
    expect(readFileSync(join(cwd, "a.md"), "utf8")).toBe(`${ARTICLE}\nMore of it.\n`);
  });

  it("gives up a text that takes too long, and cleans the others", () => {
    const cwd = makeFolder({ "a.md": ARTICLE, "b.md": `${makeProse(250_000)}\n${FURNITURE}\n`, "c.md": ARTICLE });
    const { code, stderr } = dehusk(
      ["a.md", "b.md", "c.md", "-i", "-j", "1", "--time-limit", "3", "--memory-limit", "3000"],
      { cwd },
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("b.md: it took longer than 3 s") });
    const clean = dehusk(["-"], { input: ARTICLE }).stdout;
    for (const name of ["a.md", "c.md"]) expect(readFileSync(join(cwd, name), "utf8")).toBe(clean);
  });
});

describe("what another program writes", () => {
  it("is read through a pipe", () => {
    const cwd = makeFolder({ "a.md": ARTICLE });
    const command = `"${process.execPath}" "${CLI}" <(sleep 0.5; cat a.md; sleep 0.5)`;
    const { status, stdout } = spawnSync("bash", ["-c", command], { cwd, encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 0, stdout: dehusk(["a.md"], { cwd }).stdout });
  });
});

describe("a page of HTML", () => {
  it("is the report where one is asked for, whatever is done", () => {
    const cwd = makeFolder({ "a.md": ARTICLE });
    dehusk(["a.md", "--in-place", "--report", "r.html"], { cwd });
    expect(readFileSync(join(cwd, "r.html"), "utf8")).toMatch(/^<!doctype html>/i);
  });
});
