/** Faults with their numbers, as docs/reliability.md lists them; those that take minutes are in slow/batch-faults.test.ts. */
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { type Lines, splitLines } from "../src/batch/split-lines.js";
import { createLineSplitter } from "../src/cli/pipe/split-lines.js";
import { ARTICLE, FURNITURE, makeProse, PROSE } from "./cli-article.js";
import { dehusk, makeFolder, startDehusk } from "./cli-process.js";

const KB = 1024;

/** Records unlike each other: `count` of them. */
function makeRecords(count: number, paragraphs: number): Buffer {
  const lines = Array.from({ length: count }, (_, id) => {
    return `${JSON.stringify({ id, text: `${makeProse((id % paragraphs) + 1)}\n${FURNITURE}\né 水 😀\n` })}\n`;
  });
  return Buffer.from(lines.join(""));
}

describe("4: 1,000 documents in pieces of 1 byte to 64 kB", () => {
  const all = makeRecords(1000, 12);
  const cut = (size: number): readonly Buffer[] =>
    Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.subarray(i * size, (i + 1) * size));

  it.each([1, 3, 7, 4095, 4096, 4097, 64 * KB - 1, 64 * KB])("%i bytes at a time are the same", async (size) => {
    async function* source(): AsyncGenerator<Buffer> {
      yield* cut(size);
    }
    const pieces: Lines[] = [];
    for await (const piece of splitLines(source(), { chunkBytes: 10_000, maxLineBytes: 1e6 })) pieces.push(piece);
    expect(Buffer.concat(pieces.map(({ bytes }) => bytes)).equals(all)).toBe(true);
    expect(pieces.slice(0, -1).every(({ bytes }) => bytes.length >= 10_000 && bytes.at(-1) === 10)).toBe(true);
    expect(pieces.at(-1)?.lines).toBe(1000);
    const { push } = createLineSplitter(1e6);
    const lines = cut(size).flatMap((part) => push(part));
    const joined = lines.map((line) => ("bytes" in line ? `${line.bytes.toString()}\n` : "")).join("");
    expect(joined).toBe(all.toString());
  });
});

describe("5: twelve ways to end lines and files, with and without byte order mark", () => {
  const cases = ["\n", "\r\n", "\r"].flatMap((end) =>
    [true, false].flatMap((addBOM) => [true, false].map((final) => ({ end, addBOM, final }))),
  );

  it.each(cases)("%j is kept in place", ({ end, addBOM, final }) => {
    const before = ARTICLE.trimEnd().split("\n").join(end) + (final ? end : "");
    const cwd = makeFolder({ "a.txt": `${addBOM ? "\ufeff" : ""}${before}` });
    expect(dehusk(["a.txt", "--in-place"], { cwd }).code).toBe(0);
    const after = readFileSync(join(cwd, "a.txt"), "utf8");
    expect(after.startsWith("\ufeff")).toBe(addBOM);
    expect(after).not.toContain(FURNITURE);
    expect(after.replaceAll(end, "").match(/[\r\n]/)).toBeNull();
    expect(after.endsWith(end)).toBe(true);
    expect(after.split(end).slice(0, 3)).toEqual(
      before
        .replace(/^\ufeff/, "")
        .split(end)
        .slice(0, 3)
        .map((line, i) => (i === 0 && addBOM ? `\ufeff${line}` : line)),
    );
  });
});

describe("6: fourteen encodings", () => {
  const TEXTS: Readonly<Record<string, string>> = {
    en: PROSE,
    fr: "Le fleuve est monté de deux mètres pendant la nuit, et déjà le vieux moulin était cerné par les eaux. À midi, l'eau a commencé à baisser lentement ; la route du village était à nouveau ouverte le soir même.\n",
    ru: "Река поднялась на два метра за ночь и стояла у дверей старой мельницы, когда пришли первые рабочие. К полудню вода начала спадать, сначала медленно, и вечером дорога в деревню снова была открыта.\n",
    ja: "川は一晩で二メートルも水位が上がり、最初の作業員が来たときには古い水車小屋の扉まで水が来ていました。昼には水が引き始め、夕方には村への道がまた通れるようになりました。\n",
    zh: "河水一夜之间上涨了两米，第一批工人到来时，水已经到了老磨坊的门口。中午水开始慢慢退去，到了晚上，通往村子的道路又可以通行了。人们都说从来没有见过这么高的水。\n",
    ko: "강물이 밤새 이 미터나 불어나 첫 일꾼들이 왔을 때는 낡은 물방앗간 문 앞까지 차 있었다. 정오 무렵 물이 천천히 빠지기 시작했고 저녁에는 마을로 가는 길을 다시 쓸 수 있었다.\n",
  };

  it.each([
    ["utf-8", "fr"],
    ["utf-8 BOM", "ru"],
    ["utf-16le BOM", "fr"],
    ["utf-16be BOM", "ja"],
    ["windows-1252", "fr"],
    ["iso-8859-1", "fr"],
    ["windows-1251", "ru"],
    ["koi8-r", "ru"],
    ["iso-8859-5", "ru"],
    ["shift_jis", "ja"],
    ["euc-jp", "ja"],
    ["gb18030", "zh"],
    ["big5", "zh"],
    ["euc-kr", "ko"],
  ] as const)("%s: read right, or the doubt is reported", (name, language) => {
    const [encoding = "", mark] = name.split(" ");
    // Big5 holds traditional characters only.
    const piece =
      encoding === "big5" ? "河水一夜之間上漲了兩米，第一批工人到來時，水已經到了老磨坊的門口。" : TEXTS[language];
    // Numbered, for what stands there twice is a husk.
    const written = Array.from({ length: 8 }, (_, i) => `${i + 1}${piece}`).join("");
    const bytes = iconv.encode(written, encoding, { addBOM: mark !== undefined });
    const cwd = makeFolder({ "a.txt": bytes });
    const { code, stdout, stderr } = dehusk(["a.txt"], { cwd });
    const isRight = stdout.replace(/\s/g, "") === written.replace(/\s/g, "");
    expect({ code, told: isRight || stderr.includes("uncertain") }).toEqual({ code: 0, told: true });
    expect(stdout.includes("\ufffd") && !stderr.includes("uncertain")).toBe(false);
    dehusk(["a.txt", "--in-place"], { cwd });
    expect(readFileSync(join(cwd, "a.txt")).equals(bytes)).toBe(true);
  });
});

describe("7: a NUL", () => {
  it.each([0, 65_535, 65_537])("at byte %i: skipped, not a byte touched", (at) => {
    const bytes = Buffer.alloc(200_000, "Plain text of some words. ");
    bytes[at] = 0;
    const cwd = makeFolder({ "in/a.md": bytes, "in/b.md": PROSE });
    expect(dehusk(["in", "--in-place"], { cwd })).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("a.md: skipped"),
    });
    expect(dehusk(["in", "--out", "out"], { cwd }).code).toBe(0);
    expect(readdirSync(join(cwd, "out"))).toEqual(["b.md"]);
    expect(readFileSync(join(cwd, "in/a.md")).equals(bytes)).toBe(true);
  });
});

describe("11: what cannot be read or written", () => {
  it.runIf(existsSync("/proc/self/mem"))("a disk that fails: no result, exit 1, the rest done", () => {
    const cwd = makeFolder({ "b.md": ARTICLE });
    // Its first byte can never be read: EIO.
    symlinkSync("/proc/self/mem", join(cwd, "a.md"));
    const { code, stderr } = dehusk(["a.md", "b.md", "--out", "out"], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^dehusk: a\.md: .+$/m) });
    expect(readdirSync(join(cwd, "out"))).toEqual(["b.md"]);
  });

  it("files that vanish during the run: told one by one, the others done", async () => {
    const files = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`in/${1000 + i}.md`, makeProse(60)]));
    const cwd = makeFolder(files);
    const { child, ended } = startDehusk(["in", "--out", "out", "--jobs", "1"], cwd);
    while (child.exitCode === null && !existsSync(join(cwd, "out/1000.md"))) await sleep(2);
    for (let i = 390; i < 400; i += 1) rmSync(join(cwd, `in/${1000 + i}.md`));
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(stderr.match(/^dehusk: in\/139\d\.md: .*no such file/gim)).toHaveLength(10);
    expect(readdirSync(join(cwd, "out")).filter((name) => name.endsWith(".md"))).toHaveLength(390);
  });

  it("a folder in place of a result: that file fails, the others are done", () => {
    const cwd = makeFolder({ "in/a.md": ARTICLE, "in/b.md": ARTICLE, "out/a.md/x": "" });
    const { code, stderr } = dehusk(["in", "--out", "out"], { cwd });
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("in/a.md") });
    expect(stderr).toContain("2 files: 1 cleaned, 1 failed");
    expect(readdirSync(join(cwd, "out")).sort()).toEqual(["a.md", "b.md"]);
  });
});

describe("13: readers", () => {
  it("that take one line of many end it quietly", async () => {
    const cwd = makeFolder({ "a.jsonl": makeRecords(3000, 12) });
    const { child, ended } = startDehusk(["a.jsonl"], cwd);
    child.stdout?.once("data", () => child.stdout?.destroy());
    const { code, stderr } = await ended;
    expect(code).toBeLessThanOrEqual(1);
    expect(stderr).not.toMatch(/\n\s+at |EPIPE/);
  });

  it("that are slow get all of 5 MB", async () => {
    const cwd = makeFolder({ "a.jsonl": makeRecords(900, 100) });
    const { child, ended } = startDehusk(["a.jsonl", "--metadata", "none"], cwd);
    const { stdout } = child;
    if (stdout === null) throw new Error("no standard output");
    stdout.pause();
    await once(child, "spawn");
    const timer = setInterval(() => {
      stdout.resume();
      setTimeout(() => stdout.pause(), 1);
    }, 20);
    child.once("exit", () => {
      clearInterval(timer);
      stdout.resume();
    });
    const found = await ended;
    clearInterval(timer);
    expect(found.code).toBe(0);
    expect(found.stdout.length).toBeGreaterThan(5_000_000);
    expect(
      found.stdout
        .trimEnd()
        .split("\n")
        .map((line) => (JSON.parse(line) as { id: number }).id),
    ).toEqual(Array.from({ length: 900 }, (_, i) => i));
  });
});

describe("15, 16: names inside files name no files", () => {
  it("gzip members called ../evil are written under the name of their file", () => {
    const packed = gzipSync(ARTICLE);
    const named = Buffer.concat([
      packed.subarray(0, 3),
      Buffer.from([8]),
      packed.subarray(4, 10),
      Buffer.from("../../evil.md\0"),
      packed.subarray(10),
    ]);
    expect(gunzipSync(named).toString()).toBe(ARTICLE);
    const cwd = makeFolder({ "deep/in/a.md.gz": named });
    expect(dehusk(["in", "--out", "out"], { cwd: join(cwd, "deep") }).code).toBe(0);
    expect(listFiles(cwd)).toEqual(["deep/in/a.md.gz", "deep/out/a.md"]);
  });

  it("records of an archive called ../evil or /tmp/evil stay records", () => {
    const record = (uri: string, text: string): Buffer =>
      gzipSync(
        `WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: ${uri}\r\nWARC-Record-ID: <${uri}>\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}\r\n\r\n`,
      );
    const cwd = makeFolder({
      "deep/a.wet.gz": Buffer.concat([record("../../evil.md", PROSE), record("/tmp/evil.md", PROSE)]),
    });
    expect(dehusk(["a.wet.gz", "--out", "out"], { cwd: join(cwd, "deep") }).code).toBe(0);
    expect(listFiles(cwd)).toEqual(["deep/a.wet.gz", "deep/out/a.jsonl.gz"]);
  });

  it("operands with .. and absolute ones are mirrored below --out, names that differ in case side by side", () => {
    const cwd = makeFolder({ "a/x.md": ARTICLE, "b/c/Y.md": ARTICLE, "b/c/y.md": PROSE });
    expect(dehusk(["../../a", join(cwd, "b"), "--out", "out"], { cwd: join(cwd, "b/c") }).code).toBe(0);
    expect(listFiles(cwd)).toEqual([
      "a/x.md",
      "b/c/Y.md",
      "b/c/out/a/x.md",
      "b/c/out/b/c/Y.md",
      "b/c/out/b/c/y.md",
      "b/c/y.md",
    ]);
  });

  it("links that lead in a circle are left", () => {
    const cwd = makeFolder({ "in/a.md": ARTICLE });
    symlinkSync("..", join(cwd, "in/loop"));
    expect(dehusk(["in", "--out", "out"], { cwd }).code).toBe(0);
    expect(readdirSync(join(cwd, "out"))).toEqual(["a.md"]);
  });

  it("an output inside its input is not read again", () => {
    const cwd = makeFolder({ "in/a.md": ARTICLE });
    writeFileSync(join(cwd, "in/b.jsonl"), `${JSON.stringify({ text: ARTICLE })}\n`);
    for (let i = 0; i < 3; i += 1) expect(dehusk(["in", "--out", "in/out"], { cwd }).code).toBe(0);
    expect(listFiles(cwd)).toEqual(["in/a.md", "in/b.jsonl", "in/out/a.md", "in/out/b.jsonl"]);
  });
});

/** All files below a folder but what runs keep for themselves, sorted. */
function listFiles(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return paths.filter((path) => !path.includes(".dehusk/")).sort();
}
