import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { parquetWriteFile } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { canPack } from "../src/batch/formats.js";
import { clean } from "../src/index.js";
import { ARTICLE, FURNITURE, makeProse, PROSE } from "./cli-article.js";
import { CLI, dehusk, makeFolder, startDehusk } from "./cli-process.js";

const BODY = clean(ARTICLE).body;
const RECORD = `${JSON.stringify({ id: 1, text: ARTICLE })}\n`;
const CLEANED = `${JSON.stringify({ id: 1, text: BODY })}\n`;
const PLAIN = ["--metadata", "none"];

/** Records of some size: `count` different ones. */
function makeRecords(count: number, paragraphs = 8): string {
  const lines = Array.from({ length: count }, (_, id) => {
    return JSON.stringify({
      id,
      text: `${makeProse(paragraphs)}\n${FURNITURE}\n\nThe ${id}th day ended as it began.\n`,
    });
  });
  return `${lines.join("\n")}\n`;
}

function read(...path: readonly string[]): string {
  return readFileSync(join(...path), "utf8");
}

function wet(texts: readonly string[]): Buffer {
  const records = [
    ["warcinfo", "application/warc-fields", "Software-Info: x"] as const,
    ...texts.map((text) => ["conversion", "text/plain", text] as const),
  ];
  const members = records.map(([type, content, text], i) => {
    const head = `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Target-URI: http://example.org/${i}\r\nWARC-Record-ID: <urn:uuid:${i}>\r\n`;
    return gzipSync(
      `${head}Content-Type: ${content}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}\r\n\r\n`,
    );
  });
  return Buffer.concat(members);
}

describe("records", () => {
  it.each([
    ["JSON lines", "a.jsonl", Buffer.from(RECORD)],
    ["ndjson", "a.ndjson", Buffer.from(RECORD)],
    ["a last line without end", "a.jsonl", Buffer.from(RECORD.trim())],
    ["a byte order mark", "a.jsonl", Buffer.from(`\ufeff${RECORD}`)],
    ["gzip", "a.jsonl.gz", gzipSync(RECORD)],
    ["compressed .json", "a.json.gz", gzipSync(RECORD)],
    ["zstd", "a.jsonl.zst", Buffer.from("KLUv/QRYoQAAeyJpZCI6MSwidGV4dCI6ImEifQrlQTls", "base64")],
  ])("are read from %s", (_, name, bytes) => {
    const cwd = makeFolder({ [name]: bytes });
    const { code, stdout, stderr } = dehusk([name, ...PLAIN], { cwd });
    const expected = name.endsWith(".zst") ? '{"id":1,"text":"a"}\n' : CLEANED;
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: expected, stderr: "" });
  });

  it("of several gzip members are all read", () => {
    const cwd = makeFolder({ "a.jsonl.gz": Buffer.concat([gzipSync(RECORD), gzipSync(RECORD)]) });
    expect(dehusk(["a.jsonl.gz", ...PLAIN], { cwd }).stdout).toBe(CLEANED + CLEANED);
  });

  it("are mirrored below --out, packed as they were", () => {
    const cwd = makeFolder({ "in/a.jsonl": RECORD, "in/deep/b.jsonl.gz": gzipSync(RECORD), "in/c.md": ARTICLE });
    expect(dehusk(["in", "--out", "out", ...PLAIN], { cwd }).code).toBe(0);
    expect(readdirSync(join(cwd, "out")).sort()).toEqual(["a.jsonl", "c.md", "deep"]);
    expect(read(cwd, "out/a.jsonl")).toBe(CLEANED);
    expect(gunzipSync(readFileSync(join(cwd, "out/deep/b.jsonl.gz"))).toString()).toBe(CLEANED);
  });

  it("and files go into one file", () => {
    const cwd = makeFolder({ "in/a.jsonl": RECORD, "in/b.md": ARTICLE, "in/c.jsonl.gz": gzipSync(RECORD) });
    expect(dehusk(["in", "--out", "all.jsonl", ...PLAIN], { cwd }).code).toBe(0);
    expect(read(cwd, "all.jsonl")).toBe(`${CLEANED}${JSON.stringify({ id: "in/b.md", text: BODY })}\n${CLEANED}`);
    expect(readdirSync(cwd).sort()).toEqual(["all.jsonl", "in"]);
  });

  it("that fail stay at their places and make the exit code 1", () => {
    const cwd = makeFolder({ "a.jsonl": `${RECORD}{x\n\n{"id":2}\n${RECORD}` });
    const { code, stdout, stderr } = dehusk(["a.jsonl", ...PLAIN], { cwd });
    const lines = stdout.split("\n");
    expect(code).toBe(1);
    expect(lines[0]).toBe(CLEANED.trim());
    expect(lines[1]).toContain('{"dehusk":{"error":{"code":"E_LINE_JSON"');
    expect(lines[2]).toBe("");
    expect(lines[3]).toMatch(/^\{"id":2,"dehusk":\{"error"/);
    expect(lines[4]).toBe(CLEANED.trim());
    expect(stderr).toMatch(/a\.jsonl:2: the line is no JSON[\s\S]*a\.jsonl:4: the record has no string "text"/);
  });

  it("of a web archive become JSON lines with their addresses", () => {
    const cwd = makeFolder({ "a.warc.wet.gz": wet([ARTICLE, PROSE]) });
    expect(dehusk([".", "--out", "out", ...PLAIN], { cwd })).toMatchObject({ code: 0 });
    const lines = gunzipSync(readFileSync(join(cwd, "out/a.warc.jsonl.gz")))
      .toString()
      .trim()
      .split("\n");
    const records = lines.map((line) => JSON.parse(line) as { id: string; url: string; text: string });
    expect(records.map(({ id, url }) => [id, url])).toEqual([
      ["urn:uuid:1", "http://example.org/1"],
      ["urn:uuid:2", "http://example.org/2"],
    ]);
    expect(records.map(({ text }) => text)).toEqual([BODY, clean(PROSE).body]);
  });

  it("of Parquet keep all columns to the last digit", async () => {
    const cwd = makeFolder();
    const columns = [
      { name: "id", data: [12345678901234567n, -1n], type: "INT64" as const },
      { name: "text", data: [ARTICLE, null], type: "STRING" as const },
      { name: "when", data: [new Date(1e12), new Date(0)], type: "TIMESTAMP" as const },
      { name: "more", data: [{ a: [1] }, { a: [] }], type: "JSON" as const },
      { name: "raw", data: [new Uint8Array([0, 255]), null], type: "BYTE_ARRAY" as const },
    ];
    parquetWriteFile({ filename: join(cwd, "a.parquet"), columnData: columns });
    expect(dehusk(["a.parquet", "--out", "out"], { cwd })).toMatchObject({ code: 1 });
    const open = async (name: string): Promise<Record<string, unknown>[]> => {
      return await parquetReadObjects({ file: await asyncBufferFromFile(join(cwd, name)), utf8: false });
    };
    const [before, after] = [await open("a.parquet"), await open("out/a.parquet")];
    expect(after.map(({ text: _text, dehusk: _own, ...rest }) => rest)).toEqual(
      before.map(({ text: _text, ...rest }) => rest),
    );
    expect(after[0]?.["text"]).toBe(BODY);
    expect(JSON.parse(String(after[0]?.["dehusk"]))).toMatchObject({ inLanguage: "en" });
    expect(String(after[1]?.["dehusk"])).toContain("E_LINE_TEXT");
  });

  it("of JSON lines become Parquet with a column for each field", async () => {
    const cwd = makeFolder({ "a.jsonl": `${RECORD}{"id":"2","text":"x","late":[1]}\n` });
    expect(dehusk(["a.jsonl", "--out", "a.parquet", ...PLAIN], { cwd })).toMatchObject({ code: 0 });
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(cwd, "a.parquet")) });
    expect(rows.map(({ text }) => text)).toEqual([BODY, "x"]);
    expect(rows.map(({ id }) => id)).toEqual([1, "2"]);
    expect(rows[1]?.["late"]).toEqual([1]);
  });
});

describe("files", () => {
  it("of HTML are read as articles", () => {
    const paragraphs = PROSE.split("\n\n").map((text) => `<p>${text}</p>`);
    const html = `<html><head><title>Flood</title></head><body><nav><a href="/">Home</a></nav><article><h1>Flood</h1>${paragraphs.join("")}</article></body></html>`;
    const cwd = makeFolder({ "a.html": html });
    const { code, stdout } = dehusk(["a.html"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("title: Flood");
    expect(stdout).toContain(PROSE.split("\n\n")[0]);
    expect(stdout).not.toMatch(/Home|<p>/);
  });

  it("may be packed", () => {
    const cwd = makeFolder({ "a.md.gz": gzipSync(ARTICLE) });
    expect(dehusk(["a.md.gz", "--out", "out", ...PLAIN], { cwd }).code).toBe(0);
    expect(read(cwd, "out/a.md").trim()).toBe(BODY.trim());
  });

  it("get their metadata into the file, beside it or nowhere", () => {
    const cwd = makeFolder({ "a.md": ARTICLE });
    dehusk(["a.md", "--out", "in"], { cwd });
    dehusk(["a.md", "--out", "beside", "--metadata", "sidecar"], { cwd });
    dehusk(["a.md", "--out", "none", "--metadata", "none"], { cwd });
    expect(read(cwd, "in/a.md").startsWith("---\n")).toBe(true);
    expect(read(cwd, "beside/a.md")).toBe(read(cwd, "none/a.md"));
    expect(JSON.parse(read(cwd, "beside/a.md.meta.json"))).toMatchObject({
      inLanguage: "en",
      metadata: { wordCount: 89 },
    });
    expect(readdirSync(join(cwd, "none"))).toEqual(["a.md"]);
  });

  it("with hostile names are written under those names", () => {
    const names = ["a b.md", "-x.md", "\u202e.md", "con.md", "e\u0301.md", "\u00e9.md", "\n.md"];
    const cwd = makeFolder(Object.fromEntries(names.map((name) => [`in/${name}`, ARTICLE])));
    expect(dehusk(["in", "--out", "out"], { cwd }).code).toBe(0);
    expect(readdirSync(join(cwd, "out")).sort()).toEqual(readdirSync(join(cwd, "in")).sort());
  });

  it("whose names are no UTF-8 fail by themselves", () => {
    const cwd = makeFolder({ "in/a.md": ARTICLE });
    writeFileSync(Buffer.concat([Buffer.from(join(cwd, "in/")), Buffer.from([0xe9, 0x2e, 0x6d, 0x64])]), ARTICLE);
    const { code, stderr } = dehusk(["in", "--out", "out"], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("its name is no UTF-8") });
    expect(readdirSync(join(cwd, "out"))).toEqual(["a.md"]);
  });
});

describe("damaged input", () => {
  const packed = gzipSync(makeRecords(3000));

  it.each([
    ["a gzip file cut off", "a.jsonl.gz", packed.subarray(0, packed.length / 2), "ends too early"],
    [
      "a gzip file with wrong bytes",
      "a.jsonl.gz",
      Buffer.concat([packed.subarray(0, 5000), Buffer.alloc(500, 7)]),
      "damaged|too early",
    ],
    ["what is no gzip", "a.jsonl.gz", Buffer.from(RECORD), "damaged"],
    ["what is no Parquet", "a.parquet", Buffer.from(RECORD), "parquet"],
    ["UTF-16", "a.jsonl", Buffer.from(RECORD, "utf16le"), "NUL"],
    ["an article packed again and again", "a.md.gz", gzipSync(Buffer.alloc(200 << 20, "a ")), "larger than 128 MB"],
  ])("%s gives no result, a message and exit code 1", (_, name, bytes, message) => {
    const cwd = makeFolder({ [name]: bytes, "b.jsonl": RECORD });
    const { code, stderr } = dehusk([name, "b.jsonl", "--out", "out", ...PLAIN], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^dehusk: ${name}: .*(${message})`, "m"));
    expect(readdirSync(join(cwd, "out"))).toEqual(["b.jsonl"]);
    expect(read(cwd, "out/b.jsonl")).toBe(CLEANED);
  });
});

describe("workers", () => {
  const records = makeRecords(1200);

  it("of any number give the same", () => {
    const cwd = makeFolder({ "a.jsonl": records, "x/1.md": ARTICLE, "x/2.md": PROSE });
    const run = (...words: readonly string[]): string => {
      expect(dehusk(["a.jsonl", "x", "--out", "all.jsonl", ...words], { cwd }).code).toBe(0);
      return read(cwd, "all.jsonl");
    };
    const [one, two, eight] = [run("--jobs", "1"), run("--jobs", "2"), run("--jobs", "8")];
    expect(two).toBe(one);
    expect(eight).toBe(one);
    expect(one.split("\n")).toHaveLength(1203);
  });

  // Starting to clean takes part of a second, and more on a machine with much to do: the limit is well above.
  const huge = `${JSON.stringify({ id: 2, text: `${makeProse(250_000)}\n${FURNITURE}\n` })}\n`;

  it.each([
    ["takes too long", ["--time-limit", "3", "--memory-limit", "3000"], "took longer than 3 s"],
    ["takes too much memory", ["--memory-limit", "90"], "MB, too much for --memory-limit 90; give"],
  ])("survive a record that %s", (_, limit, reason) => {
    const cwd = makeFolder({ "a.jsonl": RECORD + huge + RECORD });
    const { code, stdout } = dehusk(["a.jsonl", "--jobs", "1", ...limit, ...PLAIN], { cwd });
    const lines = stdout.trim().split("\n");
    expect(code).toBe(1);
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(reason);
    expect([lines[0], lines[2]]).toEqual([CLEANED.trim(), CLEANED.trim()]);
  });
});

describe("a second run", () => {
  function stampAll(folder: string): Record<string, number> {
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
      (name) => /\.(md|jsonl)$/.test(name) && !name.includes("manifest"),
    );
    return Object.fromEntries(names.map((name) => [name, statSync(join(folder, name)).mtimeMs]));
  }

  it("does what changed, and only that", () => {
    const cwd = makeFolder({ "in/a.md": ARTICLE, "in/b.md": ARTICLE, "in/c.jsonl": RECORD, "in/d.md": PROSE });
    const run = (...words: readonly string[]): string =>
      dehusk(["in", "--out", "out", "--jobs", "1", ...words], { cwd }).stderr;
    run();
    const before = stampAll(join(cwd, "out"));
    expect(run()).toContain("4 as before");
    expect(stampAll(join(cwd, "out"))).toEqual(before);
    writeFileSync(join(cwd, "in/a.md"), `${ARTICLE}\nMore of it came later.\n`);
    rmSync(join(cwd, "out/b.md"));
    expect(run()).toContain("2 as before");
    expect(read(cwd, "out/a.md")).toContain("More of it");
    expect(existsSync(join(cwd, "out/b.md"))).toBe(true);
    expect(run("--level", "strict")).not.toContain("as before");
    expect(run("--fresh", "--level", "strict")).not.toContain("as before");
  });

  it("fails again where the first one failed", () => {
    const cwd = makeFolder({ "a.jsonl": `${RECORD}{x\n` });
    expect(dehusk(["a.jsonl", "--out", "out", "--jobs", "1"], { cwd }).code).toBe(1);
    const { code, stderr } = dehusk(["a.jsonl", "--out", "out", "--jobs", "1"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("1 of its records failed before");
  });

  it("is refused while the first one runs, and takes over from a dead one", async () => {
    const cwd = makeFolder({ "a.jsonl": makeRecords(4000) });
    const words = ["a.jsonl", "--out", "out", "--jobs", "1"];
    const { child, ended } = startDehusk(words, cwd);
    while (!existsSync(join(cwd, "out/.dehusk/lock"))) await sleep(5);
    const second = dehusk(words, { cwd });
    expect(second).toMatchObject({ code: 2, stdout: "" });
    expect(second.stderr).toContain(`another run (process ${child.pid})`);
    child.kill("SIGKILL");
    await ended;
    expect(dehusk(words, { cwd }).code).toBe(0);
    expect(readdirSync(join(cwd, "out/.dehusk"))).toEqual(["manifest.jsonl"]);
  });
});

describe("an interrupted run", () => {
  it.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)("by %s is gone on with and gives the same", async (signal) => {
    const cwd = makeFolder({
      "in/a.jsonl": makeRecords(2500),
      "in/b.jsonl.gz": gzipSync(makeRecords(800)),
      "in/c.md": ARTICLE,
    });
    const words = ["in", "--jobs", "1"];
    dehusk([...words, "--out", "whole"], { cwd });
    const { child, ended } = startDehusk([...words, "--out", "torn"], cwd);
    const state = join(cwd, "torn/.dehusk");
    const isGoing = (): boolean =>
      existsSync(state) &&
      readdirSync(state).some((name) => name.endsWith(".journal") && read(state, name).split("\n").length > 3);
    while (!isGoing() && child.exitCode === null) await sleep(5);
    const asked = performance.now();
    child.kill(signal);
    const { code, stderr } = await ended;
    expect(code).toBe({ SIGINT: 130, SIGTERM: 143, SIGKILL: null }[signal]);
    expect(performance.now() - asked).toBeLessThan(2000);
    if (signal !== "SIGKILL") expect(stderr).toContain("goes on where it stopped");
    // Nothing unfinished is to be seen.
    for (const name of readdirSync(join(cwd, "torn")).filter((entry) => entry !== ".dehusk")) {
      expect(readFileSync(join(cwd, "torn", name))).toEqual(readFileSync(join(cwd, "whole", name)));
    }
    const again = dehusk([...words, "--out", "torn"], { cwd });
    expect(again.stderr).toContain("going on with in/a.jsonl behind line");
    for (const name of ["a.jsonl", "b.jsonl.gz", "c.md"]) {
      expect(readFileSync(join(cwd, "torn", name)).equals(readFileSync(join(cwd, "whole", name)))).toBe(true);
    }
    expect(readdirSync(state)).toEqual(["manifest.jsonl"]);
  });

  it("does not go on where its input has changed", async () => {
    const cwd = makeFolder({ "a.jsonl": makeRecords(4000) });
    const words = ["a.jsonl", "--out", "out", "--jobs", "1", ...PLAIN];
    const { child, ended } = startDehusk(words, cwd);
    const state = join(cwd, "out/.dehusk");
    while (!existsSync(state) || !readdirSync(state).some((name) => name.endsWith(".journal"))) await sleep(5);
    child.kill("SIGKILL");
    await ended;
    writeFileSync(join(cwd, "a.jsonl"), RECORD);
    expect(dehusk(words, { cwd })).toMatchObject({ code: 0 });
    expect(read(cwd, "out/a.jsonl")).toBe(CLEANED);
  });
});

describe("results", () => {
  it("never leave --out by a symbolic link", () => {
    const cwd = makeFolder({ "in/x/a.jsonl": RECORD, "in/x/b.md": ARTICLE });
    mkdirSync(join(cwd, "out"));
    mkdirSync(join(cwd, "elsewhere"));
    symlinkSync("../elsewhere", join(cwd, "out/x"));
    const { code, stderr } = dehusk(["in", "--out", "out"], { cwd });
    expect(code).not.toBe(0);
    expect(stderr).toContain("leads out of out");
    expect(readdirSync(join(cwd, "elsewhere"))).toEqual([]);
  });

  it("that change while they are read are not given", async () => {
    const cwd = makeFolder({ "a.jsonl": makeRecords(5000) });
    const { child, ended } = startDehusk(["a.jsonl", "--out", "out", "--jobs", "1"], cwd);
    const state = join(cwd, "out/.dehusk");
    while (!existsSync(state) || !readdirSync(state).some((name) => name.endsWith(".part"))) await sleep(5);
    writeFileSync(join(cwd, "a.jsonl"), RECORD, { flag: "a" });
    const { code, stderr } = await ended;
    expect({ code, pid: typeof child.pid }).toEqual({ code: 1, pid: "number" });
    expect(stderr).toContain("changed while it was read");
    expect(existsSync(join(cwd, "out/a.jsonl"))).toBe(false);
  });
});

describe("the report", () => {
  it("of JSON has sums and an account of each record", () => {
    const cwd = makeFolder({ "a.jsonl": `${RECORD}{x\n`, "b.md": ARTICLE });
    dehusk(["a.jsonl", "b.md", "--out", "out", "--report", "r.json"], { cwd });
    const report = JSON.parse(read(cwd, "r.json")) as Record<string, never> & {
      files: { path: string; status: string }[];
    };
    expect(report["totals"]).toMatchObject({ cleaned: 2, unchanged: 0, skipped: 0, failed: 1, kept: 0 });
    expect(report.files.map(({ path, status }) => [path, status])).toEqual([
      ["b.md", "cleaned"],
      ["a.jsonl:1", "cleaned"],
      ["a.jsonl:2", "failed"],
    ]);
    expect(report["languages"]).toEqual({ en: expect.objectContaining({ texts: 2 }) });
    expect(JSON.stringify(report["largest"])).toContain(FURNITURE);
  });

  it("of HTML needs nothing else, and no text of a record acts in it", () => {
    const hostile = "© 2020 <script>alert(1)</script> Ltd. All rights reserved.";
    const cwd = makeFolder({ "<b>.jsonl": `${JSON.stringify({ text: `${PROSE}\n${hostile}\n` })}\n{x\n` });
    dehusk(["<b>.jsonl", "--out", "out", "--report", "r.html"], { cwd });
    const page = read(cwd, "r.html");
    expect(page).toMatch(/<svg[\s\S]*The largest cuts/);
    expect(page).not.toMatch(/<script|<b>|(src|href)=/);
  });
});

describe("wrong use is refused", () => {
  it.each([
    [["a.jsonl", "--check"], "see --report"],
    [["a.jsonl", "--in-place"], "--out"],
    [["a.jsonl", "--format", "md"], "Records stay records"],
    [["b.md", "--fresh"], "is for --out"],
    [["a.jsonl", "--jobs", "0"], "whole number from 1"],
    [["a.jsonl", "--time-limit", "soon"], "number from"],
    [["a.jsonl", "--text-field", "a..b"], "takes a name"],
    [["a.jsonl", "--text-field", "dehusk"], "where the answer goes"],
    [["a.jsonl", "--out", "a.jsonl"], "replace the input"],
    [["a.jsonl", "--out", "x.jsonl", "--metadata", "sidecar"], "one text each"],
    [["b.md", "--out", "x", "--attributes"], "--attributes tells of records"],
    [["a.jsonl", "--report", "r.txt"], "JSON or HTML"],
  ])("%j", (words, hint) => {
    const cwd = makeFolder({ "a.jsonl": RECORD, "b.md": ARTICLE });
    const { code, stderr } = dehusk(words, { cwd });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(hint) });
    expect(readdirSync(cwd).sort()).toEqual(["a.jsonl", "b.md"]);
  });

  it("of zstd where it is damaged or cannot be written", () => {
    const cwd = makeFolder({ "a.jsonl.zst": RECORD });
    expect(dehusk(["a.jsonl.zst"], { cwd })).toMatchObject({ code: 1, stderr: expect.stringContaining("damaged") });
    const { code, stderr } = dehusk(["a.jsonl.zst", "--out", "out"], { cwd });
    if (canPack("zstd")) expect(code).toBe(1);
    else expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("Node 22.15") });
  });

  it("where an optional package is missing, it is named", () => {
    const cwd = makeFolder({ "a.parquet": "x", "b.html": "<p>x" });
    // The command line alone, as it is installed without optional packages.
    const copy = spawnSync("cp", ["-r", join(CLI, "../.."), join(cwd, "dist")]);
    expect(copy.status).toBe(0);
    for (const [name, missing] of [
      ["a.parquet", "hyparquet"],
      ["b.html", "linkedom"],
    ] as const) {
      const { status, stderr } = spawnSync(process.execPath, ["dist/cli/main.cjs", name], { cwd, encoding: "utf8" });
      expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(`npm install ${missing}`) });
    }
  });
});
