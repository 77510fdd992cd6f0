import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type CleanResult, clean, restore } from "../src/index.js";
import { ARTICLE, FURNITURE, makeProse, PROSE } from "./cli-article.js";
import { dehusk, makeFolder, startDehusk } from "./cli-process.js";

interface Own extends Omit<CleanResult, "body"> {
  readonly error: { readonly code: string; readonly message: string };
  readonly end: number;
  readonly failed: number;
}

type Answer = Readonly<Record<string, unknown>> & { readonly dehusk: Own };

const trailer = (end: number): string => `{"dehusk":{"end":${end}}}`;

function pipe(lines: readonly (string | Buffer)[], words: readonly string[] = []): ReturnType<typeof dehusk> {
  const input = Buffer.concat(lines.map((line) => Buffer.concat([Buffer.from(line), Buffer.from("\n")])));
  return dehusk(["pipe", ...words], { input });
}

function readLines(stdout: string): readonly Answer[] {
  expect(stdout.endsWith("\n")).toBe(true);
  return stdout
    .slice(0, -1)
    .split("\n")
    .map((line) => JSON.parse(line) as Answer);
}

/** The answer to one line in a whole session. */
function answer(line: string | Buffer, words: readonly string[] = []): { readonly json: string; readonly own: Own } {
  const { code, stdout } = pipe([line, trailer(1)], words);
  const [json = "", end = ""] = stdout.split("\n");
  expect(code).toBe(0);
  expect(JSON.parse(end)).toMatchObject({ dehusk: { end: 1 } });
  return { json, own: (JSON.parse(json) as Answer).dehusk };
}

describe("dehusk pipe answers", () => {
  it("every line with one line, in order, and ends on a trailer", () => {
    const texts = Array.from({ length: 300 }, (_, i) => (i % 2 === 0 ? ARTICLE : makeProse(i % 7)));
    const lines = texts.map((text, id) => JSON.stringify({ id, text }));
    const { code, stdout, stderr } = pipe([...lines, trailer(300)]);
    const answers = readLines(stdout);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(answers.slice(0, -1).map(({ id, text }) => ({ id, text }))).toEqual(
      texts.map((text, id) => ({ id, text: clean(text).body })),
    );
    expect(answers.at(-1)).toMatchObject({ dehusk: { end: 300, failed: 0 } });
  });

  it("with what the library finds, and with what it takes to restore the text when asked", () => {
    const result = clean(ARTICLE);
    const line = JSON.stringify({ text: ARTICLE });
    const { provenance: _, ...metadata } = result.metadata;
    const { inLanguage, stats, warnings } = result;
    expect(answer(line).own).toEqual({ metadata, inLanguage, stats, warnings });
    const { json, own } = answer(line, ["--edits"]);
    expect(own.metadata).toEqual(result.metadata);
    expect(restore({ ...own, body: (JSON.parse(json) as { text: string }).text })).toBe(ARTICLE);
  });

  // What stands before and behind the text, byte for byte, whatever JSON.parse would make of it.
  it.each([
    { name: "long numbers", before: '{"id":12345678901234567890,"score":1.0,', after: "}" },
    { name: "numbers out of range", before: '{"a":1e999,"b":-0,', after: ',"c":1E+2}' },
    { name: "escapes", before: '{"a":"\\u0041\\/\\"\\\\",', after: ',"b\\n":"}"}' },
    { name: "names that come again", before: '{"a":1,"a":2,', after: ',"a":3}' },
    { name: "names of the language", before: '{"__proto__":{"text":1},"constructor":0,', after: "}" },
    { name: "text inside other fields", before: '{"x":{"text":"no","dehusk":1},', after: ',"y":["text",{"text":2}]}' },
    { name: "white space", before: '{ "a" : [ 1 , 2 ] ,\t', after: ' , "b" : { } }' },
    { name: "the dolma shape", before: '{"id":"d","source":"cc","metadata":{"url":"https://a.org"},', after: "}" },
    { name: "deep nesting", before: `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)},`, after: "}" },
    { name: "emoji and odd letters", before: '{"😀":"\u2028é\u0085",', after: "}" },
  ])("keeping $name", ({ before, after }) => {
    const { json } = answer(`${before}"text":${JSON.stringify(ARTICLE)}${after}`);
    const text = JSON.stringify(clean(ARTICLE).body);
    expect(json.startsWith(`${before}"text":${text}${after.slice(0, -1).trimEnd()},"dehusk":{`)).toBe(true);
    expect(JSON.parse(json)).toHaveProperty("text", clean(ARTICLE).body);
  });

  it("replacing an answer that the record brings along", () => {
    const { json } = answer(`{"dehusk":{"error":1},"text":${JSON.stringify(PROSE)},"id":1}`);
    expect(Object.keys(JSON.parse(json) as object)).toEqual(["dehusk", "text", "id"]);
    expect(json).not.toContain("error");
  });

  it.each([
    { name: "a name written with escapes", line: '{"te\\u0078t":"Hi."}', keys: ["text", "dehusk"] },
    { name: "carriage returns", line: '{"text":\r"Hi."}\r', keys: ["text", "dehusk"] },
    { name: "an empty text", line: '{"text":""}', keys: ["text", "dehusk"] },
    { name: "a byte order mark", line: '\ufeff{"text":"Hi."}', keys: ["text", "dehusk"] },
  ])("$name", ({ line, keys }) => {
    const { json, own } = answer(line);
    expect(Object.keys(JSON.parse(json) as object)).toEqual(keys);
    expect(json).not.toContain("\r");
    expect(own.stats).toBeDefined();
  });

  it("lone surrogates with valid Unicode", () => {
    const { json } = answer('{"text":"A \\ud800 lone one, and a second \\udc00 half."}');
    expect((JSON.parse(json) as { text: string }).text).toBe("A \ufffd lone one, and a second \ufffd half.");
  });

  it.each([
    { name: "url", record: { url: "https://news.example.org/a" } },
    { name: "metadata.url", record: { url: null, metadata: { url: "https://news.example.org/a" } } },
  ])("by the rules for the site that $name names", ({ record }) => {
    const { own } = answer(JSON.stringify({ ...record, text: PROSE }));
    expect(own.metadata.url).toBe("https://news.example.org/a");
  });
});

describe("dehusk pipe answers in place", () => {
  it.each([
    { name: "no JSON", line: "nope", code: "E_LINE_JSON" },
    { name: "half a record", line: '{"id":1,"text":"a', code: "E_LINE_JSON" },
    { name: "an empty line", line: "", code: "E_LINE_JSON" },
    { name: "a list", line: "[1]", code: "E_LINE_OBJECT" },
    { name: "null", line: "null", code: "E_LINE_OBJECT" },
    { name: "an empty object", line: "{}", code: "E_LINE_TEXT" },
    { name: "a text that is none", line: '{"id":1,"text":null}', code: "E_LINE_TEXT", id: 1 },
    { name: "an inherited text", line: '{"id":1}', words: ["--text-field", "toString"], code: "E_LINE_TEXT", id: 1 },
    { name: "two texts", line: '{"text":"a","id":1,"text":"b"}', code: "E_LINE_TWICE", id: 1 },
    { name: "a trailer without count", line: '{"dehusk":{"end":"1"}}', code: "E_LINE_TEXT" },
    { name: "bytes that are no UTF-8", line: Buffer.from('{"text":"\xe9"}', "latin1"), code: "E_LINE_UTF8" },
    {
      name: "a line over the limit",
      line: `{"text":"${"a".repeat(2000)}"}`,
      words: ["--max-line", "0.001"],
      code: "E_LINE_LENGTH",
    },
  ])("$name with an error", ({ line, words = [], code, id }) => {
    const field = words.includes("--text-field") ? "toString" : "text";
    const good = JSON.stringify({ id: "good", [field]: PROSE.slice(0, 100) });
    const ended = pipe([good, line, good, trailer(3)], words);
    const [first, failed, last, end] = readLines(ended.stdout);
    expect(ended.code).toBe(0);
    expect(first).toEqual(last);
    expect(failed?.["id"]).toBe(id);
    expect(failed?.dehusk.error).toEqual({ code, message: expect.stringMatching(/^the (line|record) .+; \w+/) });
    expect(end).toMatchObject({ dehusk: { end: 3, failed: 1 } });
    expect(ended.stderr).toContain("1 of 3 lines failed");
  });

  it("a line of a gigabyte, in little memory", { timeout: 120_000 }, async () => {
    const { child, ended } = startDehusk(["pipe"], makeFolder());
    const stdin = child.stdin as Writable;
    const block = Buffer.alloc(1 << 20, "a");
    let memory = 0;
    for (let i = 0; i < 1024; i += 1) {
      if (!stdin.write(block)) await once(stdin, "drain");
      if (i % 128 === 0) memory = Math.max(memory, readMemory(child.pid));
    }
    stdin.end(`\n{"text":"Hi."}\n${trailer(2)}\n`);
    const { code, stdout } = await ended;
    const [failed, good] = readLines(stdout);
    expect(code).toBe(0);
    expect(failed?.dehusk.error.code).toBe("E_LINE_LENGTH");
    expect(good?.["text"]).toBe("Hi.");
    expect(memory).toBeLessThan(512);
  });
});

/** Memory of a process in MiB; 0 where the system does not tell. */
function readMemory(pid: number | undefined): number {
  const file = `/proc/${pid}/status`;
  const status = existsSync(file) ? readFileSync(file, "utf8") : "";
  return Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

describe("dehusk pipe ends", () => {
  const line = JSON.stringify({ text: ARTICLE });

  it.each([
    { name: "an input without trailer", lines: [line], hint: "without its trailer; use --plain", answers: 1 },
    { name: "no input", lines: [], hint: "without its trailer", answers: 0 },
    { name: "a trailer that counts more", lines: [line, trailer(2)], hint: "counts 2 lines, but 1 came", answers: 1 },
    { name: "a trailer that counts less", lines: [line, line, trailer(1)], hint: "counts 1 lines", answers: 2 },
    { name: "lines behind the trailer", lines: [trailer(0), line], hint: "line 2 stands behind", answers: 0 },
  ])("with 1 and without trailer after $name", ({ lines, hint, answers }) => {
    const { code, stdout, stderr } = pipe(lines);
    expect(code).toBe(1);
    expect(stderr).toContain(hint);
    expect(stdout.split("\n").length - 1).toBe(answers);
    expect(stdout).not.toContain('{"dehusk":{"end"');
  });

  it("with 1 when the last line is cut off", () => {
    const { code, stdout } = dehusk(["pipe"], { input: `${line}\n${line.slice(0, 80)}` });
    expect(code).toBe(1);
    expect(readLines(stdout)[1]?.dehusk.error.code).toBe("E_LINE_JSON");
  });

  it.each([
    { name: "all well", input: `${line}\n${line}`, code: 0, answers: 2 },
    { name: "a failed line", input: `${line}\nnope\n`, code: 1, answers: 2 },
    { name: "nothing", input: "", code: 0, answers: 0 },
  ])("with $code without trailers, with --plain and $name", ({ input, code, answers }) => {
    const ended = dehusk(["pipe", "--plain"], { input });
    expect(ended.code).toBe(code);
    expect(ended.stdout.split("\n").length - 1).toBe(answers);
  });

  it("a chain of itself", () => {
    const first = pipe([line, "nope", trailer(2)]);
    const second = dehusk(["pipe"], { input: first.stdout });
    const [cleaned, failed, end] = readLines(second.stdout);
    expect(second.code).toBe(0);
    expect(cleaned?.["text"]).toBe(clean(ARTICLE).body);
    expect(failed?.dehusk.error.code).toBe("E_LINE_TEXT");
    expect(end).toMatchObject({ dehusk: { end: 2, failed: 1 } });
  });

  it("quietly with 1 when its reader goes away", async () => {
    const { child, ended } = startDehusk(["pipe"], makeFolder());
    const stdin = child.stdin as Writable;
    stdin.on("error", () => {});
    child.stdout?.once("data", () => child.stdout?.destroy());
    for (let i = 0; i < 2000 && child.exitCode === null; i += 1) {
      stdin.write(`${line}\n`);
      await sleep(1);
    }
    expect(await ended).toMatchObject({ code: 1, stderr: "" });
  });

  it.each([
    { name: "waits for input", lines: 0 },
    { name: "waits for a reader that does not read", lines: 3000 },
  ])("within two seconds when it is told to while it $name", async ({ lines }) => {
    const { child, ended } = startDehusk(["pipe"], makeFolder());
    const stdin = child.stdin as Writable;
    stdin.on("error", () => {});
    stdin.write(`${line}\n`);
    await once(child.stdout as Readable, "data");
    child.stdout?.pause();
    stdin.write(`${line}\n`.repeat(lines));
    await sleep(500);
    const started = Date.now();
    child.kill("SIGINT");
    await once(child, "exit");
    expect(Date.now() - started).toBeLessThan(2000);
    child.stdout?.resume();
    expect(await ended).toMatchObject({ code: 130, stderr: "" });
  });
});

describe("dehusk pipe serves", () => {
  it("a client that waits for each answer", async () => {
    const { child, ended } = startDehusk(["pipe"], makeFolder());
    const stdin = child.stdin as Writable;
    for (let id = 0; id < 20; id += 1) {
      const text = JSON.stringify({ id, text: ARTICLE });
      stdin.write(text.slice(0, 50));
      await sleep(2);
      stdin.write(`${text.slice(50)}\n`);
      const [chunk] = (await once(child.stdout as Readable, "data")) as [Buffer];
      expect(JSON.parse(chunk.toString())).toMatchObject({ id, text: clean(ARTICLE).body });
    }
    stdin.end(`${trailer(20)}\n`);
    expect((await ended).code).toBe(0);
  });

  it("the same answers however the input is cut into chunks", async () => {
    const input = Buffer.from(`${JSON.stringify({ text: `${ARTICLE}\n😀 é\n` })}\r\nnope\n${trailer(2)}\n`);
    const whole = dehusk(["pipe"], { input });
    for (const size of [1, 7, 64]) {
      const { child, ended } = startDehusk(["pipe"], makeFolder());
      for (let i = 0; i < input.length; i += size) {
        (child.stdin as Writable).write(input.subarray(i, i + size));
        if (i % 64 === 0) await sleep(1);
      }
      child.stdin?.end();
      expect(await ended).toEqual(whole);
    }
  });

  it.each([
    { words: ["a.jsonl"], hint: "dehusk pipe < FILE" },
    { words: ["--max-line", "many"], hint: 'MiB up to 511, not "many"' },
    { words: ["--max-line", "0"], hint: "MiB" },
    { words: ["--text-field", "dehusk"], hint: "where the answer goes" },
    { words: ["--rules", "nowhere.json"], hint: "nowhere.json" },
    { words: ["--out", "x"], hint: "It is for dehusk clean" },
  ])("nobody who asks for $words", ({ words, hint }) => {
    const { code, stdout, stderr } = pipe([trailer(0)], words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(hint);
  });

  it("own rules and options", () => {
    const { json } = answer(JSON.stringify({ body: ARTICLE }), ["--text-field", "body", "--except", "share"]);
    expect((JSON.parse(json) as { body: string }).body).toContain(FURNITURE);
  });
});
