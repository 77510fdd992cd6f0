/** Faults that need size or many tries. What each one measures is printed, for docs/reliability.md. */
import { spawnSync } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ARTICLE, FURNITURE, makeProse } from "../cli-article.js";
import { CLI, dehusk, makeFolder, startDehusk } from "../cli-process.js";

const MB = 2 ** 20;
const GIB = Number(process.env["DEHUSK_GIB"] ?? 10);
const SMALL_FILES = Number(process.env["DEHUSK_FILES"] ?? 100_000);
const KILLS = Number(process.env["DEHUSK_KILLS"] ?? 100);
/** Many times what a kill takes: it is a machine with much to do that must not fail the test. */
const MS_A_KILL = 30_000;

function makeRecord(id: number, paragraphs: number): string {
  return `${JSON.stringify({ id, text: `${makeProse(paragraphs)}\n${FURNITURE}\n\nThe ${id}th day ended as it began.\n` })}\n`;
}

function note(message: string): void {
  process.stdout.write(`  measured: ${message}\n`);
}

/** Writes a file of `bytes` or a little more, made of `piece` for rising numbers. */
function writeLarge(path: string, bytes: number, piece: (index: number) => string | Buffer): void {
  const file = openSync(path, "w");
  for (let size = 0, index = 0; size < bytes; index += 1) size += writeSync(file, Buffer.from(piece(index)));
  closeSync(file);
}

/** Runs the command line and gives the largest memory it took, in MiB. */
function measureMemory(
  words: readonly string[],
  cwd: string,
): { readonly code: number | null; readonly memory: number; readonly stderr: string } {
  writeFileSync(
    join(cwd, "memory.cjs"),
    'if (require("node:worker_threads").isMainThread) process.on("exit", () => require("node:fs").writeFileSync("memory", String(process.resourceUsage().maxRSS)));',
  );
  const options = { cwd, env: { ...process.env, NODE_OPTIONS: "" }, encoding: "utf8", maxBuffer: 1 << 30 } as const;
  const { status, stderr } = spawnSync(process.execPath, ["--require", "./memory.cjs", CLI, ...words], options);
  return { code: status, memory: Number(readFileSync(join(cwd, "memory"), "utf8")) / 1024, stderr };
}

function readAll(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.includes(".dehusk"));
  return new Map(paths.sort().map((path) => [path.slice(folder.length), readFileSync(path, "latin1")]));
}

describe("a run that is killed again and again", () => {
  it(
    `at ${KILLS} random moments ends with the very bytes of a whole one`,
    async () => {
      const records = Array.from({ length: 600 }, (_, id) => makeRecord(id, 40)).join("");
      const cwd = makeFolder({
        "in/a.jsonl": records,
        "in/b.jsonl.gz": gzipSync(records.slice(0, records.length / 4)),
      });
      for (let i = 0; i < 300; i += 1)
        writeFileSync(join(cwd, `in/${i}.md`), `${makeProse(20 + (i % 7))}\n${FURNITURE}\n`);
      const words = (out: string): readonly string[] => ["in", "--out", out, "--jobs", "2"];
      const start = performance.now();
      dehusk(words("whole"), { cwd });
      const wholeMs = performance.now() - start;
      const whole = readAll(join(cwd, "whole"));
      let partial = 0;
      let kills = 0;
      while (kills < KILLS) {
        rmSync(join(cwd, "torn"), { recursive: true, force: true });
        // Some are killed before they make it.
        mkdirSync(join(cwd, "torn"));
        let code: number | null = null;
        // Killed and started again until it comes to its end.
        for (let tries = 0; code === null && tries < 10; tries += 1) {
          const { child, ended } = startDehusk(words("torn"), cwd);
          await Promise.race([ended, sleep(wholeMs * (0.05 + 1.1 * Math.random()))]);
          if (child.exitCode === null) kills += 1;
          child.kill("SIGKILL");
          code = (await ended).code;
          for (const [name, content] of readAll(join(cwd, "torn"))) if (whole.get(name) !== content) partial += 1;
        }
        if (code === null) dehusk(words("torn"), { cwd });
        expect(readAll(join(cwd, "torn"))).toEqual(whole);
      }
      note(`${kills} kills, ${partial} partial or other files seen`);
      expect(partial).toBe(0);
    },
    KILLS * MS_A_KILL,
  );
});

describe("many files", () => {
  it("10,000 in a folder and a tree 100 deep are cleaned with 64 open files", () => {
    const cwd = makeFolder();
    const deep = join(cwd, "in", ...Array.from({ length: 100 }, (_, i) => `d${i}`));
    mkdirSync(deep, { recursive: true });
    for (let i = 0; i < 10_000; i += 1)
      writeFileSync(join(cwd, `in/${i}.md`), `Short text number ${i}, and no more of it.\n`);
    writeFileSync(join(deep, "deep.md"), ARTICLE);
    const command = `ulimit -n 64 && exec "${process.execPath}" "${CLI}" in --out out --jobs 2`;
    const { status, stderr } = spawnSync("bash", ["-c", command], { cwd, encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining("10,001 files") });
    expect(readAll(join(cwd, "out")).size).toBe(10_001);
  });
});

describe("small files", () => {
  it(`${SMALL_FILES} in 100 folders are cleaned in 512 MB, and left the second time`, () => {
    const cwd = makeFolder();
    for (let i = 0; i < SMALL_FILES; i += 1) {
      const folder = join(cwd, `in/${i % 100}`);
      if (i < 100) mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${i}.md`), `${makeProse(2)}\n${FURNITURE}\n\nThe ${i}th day ended.\n`);
    }
    const words = ["in", "--out", "out", "--jobs", "2"];
    const first = measureMemory(words, cwd);
    const start = performance.now();
    const second = measureMemory(words, cwd);
    const seconds = (performance.now() - start) / 1000;
    note(
      `${SMALL_FILES} files: ${first.memory.toFixed(0)} MB, again: ${second.memory.toFixed(0)} MB in ${seconds.toFixed(0)} s`,
    );
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: expect.stringContaining("cleaned") });
    expect(second.stderr).toContain(`${SMALL_FILES.toLocaleString("en")} as before`);
    expect(Math.max(first.memory, second.memory)).toBeLessThan(512);
  });
});

describe("large input", () => {
  it("a line of 1 GB is told and passed over in 512 MB", () => {
    const cwd = makeFolder();
    const file = join(cwd, "a.jsonl");
    const megabyte = "x".repeat(MB);
    writeLarge(file, 1024 * MB, (i) => (i === 0 ? `${makeRecord(0, 3)}{"text":"` : megabyte));
    writeFileSync(file, `"}\n${makeRecord(1, 3)}`, { flag: "a" });
    const { code, memory, stderr } = measureMemory(["a.jsonl", "--out", "out", "--metadata", "none"], cwd);
    note(`a line of 1 GB: ${memory.toFixed(0)} MB`);
    expect(code).toBe(1);
    expect(stderr).toContain("a.jsonl:2: the line is longer than 64 MB");
    expect(readFileSync(join(cwd, "out/a.jsonl"), "utf8").split("\n")).toHaveLength(4);
    expect(memory).toBeLessThan(512);
  });

  it(`of ${GIB} GB takes as much memory as of ${GIB / 10} GB`, () => {
    const cwd = makeFolder();
    // Little to clean and much to carry along, so that it is the streams that are measured.
    const record = (id: number): string =>
      `${JSON.stringify({ id, text: makeProse(1), page: "<p>".repeat(20_000) })}\n`;
    const part = Array.from({ length: Math.ceil((64 * MB) / record(0).length) }, (_, id) => record(id)).join("");
    const packed = gzipSync(part);
    const measure = (name: string, gib: number): number => {
      const parts = Math.ceil((gib * 1024 * MB) / part.length);
      writeLarge(join(cwd, name), parts * packed.length, () => packed);
      const { code, memory, stderr } = measureMemory([name, "--out", "out", "--jobs", "1"], cwd);
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("unchanged") });
      return memory;
    };
    const small = measure("small.jsonl.gz", GIB / 10);
    const large = measure("large.jsonl.gz", GIB);
    note(`${GIB / 10} GB of records: ${small.toFixed(0)} MB of memory, ${GIB} GB: ${large.toFixed(0)} MB`);
    expect(large).toBeLessThan(512);
    expect(large).toBeLessThan(small * 1.1);
  });

  it("in ten languages is cleaned by two workers in 512 MB", () => {
    const texts = readdirSync("samples", { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith("input.md"))
      .map((path) => readFileSync(join("samples", path), "utf8"));
    const cwd = makeFolder();
    writeLarge(join(cwd, "a.jsonl"), 16 * MB, (id) => {
      const [a = "", b = ""] = [texts[(id * 7) % texts.length], texts[(id * 11) % texts.length]];
      return `${JSON.stringify({ id, text: `${a}\n\n${b}\n\n${makeProse(20)}` })}\n`;
    });
    const { code, memory } = measureMemory(["a.jsonl", "--out", "out", "--jobs", "2"], cwd);
    note(`16 MB of records in ten languages, two workers: ${memory.toFixed(0)} MB`);
    expect(code).toBe(0);
    expect(memory).toBeLessThan(512);
  });
});

describe("a disk that is full", () => {
  const folder = makeMount();

  it.skipIf(folder === undefined)(
    "gives exit code 1, a message and no partial file; the run goes on when there is room",
    () => {
      const disk = folder ?? "";
      const cwd = makeFolder({ "in/a.jsonl": Array.from({ length: 300 }, (_, id) => makeRecord(id, 60)).join("") });
      for (let i = 0; i < 200; i += 1) writeFileSync(join(cwd, `in/${i}.md`), makeProse(80));
      try {
        const { code, stderr } = dehusk(["in", "--out", join(disk, "out")], { cwd });
        expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("the disk is full") });
        dehusk(["in", "--out", "whole"], { cwd });
        const whole = readAll(join(cwd, "whole"));
        for (const [name, content] of readAll(join(disk, "out"))) expect(whole.get(name)).toBe(content);
        expect(spawnSync("mount", ["-o", "remount,size=64m", disk]).status).toBe(0);
        expect(dehusk(["in", "--out", join(disk, "out")], { cwd }).code).toBe(0);
        expect(readAll(join(disk, "out"))).toEqual(whole);
      } finally {
        spawnSync("umount", [disk]);
        rmSync(disk, { recursive: true });
      }
    },
  );
});

describe("a disk that cannot be written", () => {
  const folder = makeMount();

  it.skipIf(folder === undefined)("gives exit code 1 and a message, and changes nothing", () => {
    const disk = folder ?? "";
    const cwd = makeFolder({ "in/a.md": ARTICLE, "in/b.jsonl": makeRecord(0, 3) });
    writeFileSync(join(disk, "a.md"), ARTICLE);
    try {
      expect(spawnSync("mount", ["-o", "remount,ro", disk]).status).toBe(0);
      for (const words of [
        ["in", "--out", join(disk, "out")],
        [join(disk, "a.md"), "--in-place"],
      ]) {
        const { code, stderr } = dehusk(words, { cwd });
        expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/read-only/i) });
      }
      expect(readdirSync(disk)).toEqual(["a.md"]);
      expect(readFileSync(join(disk, "a.md"), "utf8")).toBe(ARTICLE);
    } finally {
      spawnSync("umount", [disk]);
      rmSync(disk, { recursive: true });
    }
  });
});

/** A disk of 1 MB, where mounting is allowed. */
function makeMount(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "dehusk-disk-"));
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]).status === 0) return folder;
  note("no disk could be mounted: the test of a full disk is skipped");
  rmSync(folder, { recursive: true });
  return undefined;
}
