import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanRecord } from "../src/batch/clean-record.js";
import type { TaskSettings } from "../src/batch/clean-task.js";
import { findMembers } from "../src/batch/json-members.js";
import { splitLines } from "../src/batch/split-lines.js";
import { createCleaner } from "../src/index.js";
import { ARTICLE, FURNITURE, PROSE } from "./cli-article.js";

const CASES = Number(process.env["DEHUSK_CASES"] ?? 1000);
const cleaner = createCleaner({});
const SETTINGS: TaskSettings = {
  options: {},
  textField: ["text"],
  metadata: "none",
  attributes: false,
  delivery: "print",
  memoryMb: 1024,
  keepAccounts: false,
};
const CLEAN = JSON.stringify(cleaner.clean(ARTICLE).body);
const TEXT = JSON.stringify(ARTICLE);

function clean(line: string, settings: Partial<TaskSettings> = {}): string {
  return cleanRecord(line, cleaner, { ...SETTINGS, ...settings }).line;
}

describe("a record", () => {
  it.each([
    [
      "keeps large numbers",
      `{"id":12345678901234567890,"text":${TEXT}}`,
      `{"id":12345678901234567890,"text":${CLEAN}}`,
    ],
    ["keeps how numbers are written", `{"n":1.50e+2,"text":${TEXT}}`, `{"n":1.50e+2,"text":${CLEAN}}`],
    ["keeps white space", ` { "a" : [ 1 ] , "text" : ${TEXT} } `, ` { "a" : [ 1 ] , "text" : ${CLEAN} } `],
    ["keeps escapes", `{"a":"\\u00e9\\/\\"","text":${TEXT}}`, `{"a":"\\u00e9\\/\\"","text":${CLEAN}}`],
    ["keeps text in other objects", `{"a":{"text":"x}"},"text":${TEXT}}`, `{"a":{"text":"x}"},"text":${CLEAN}}`],
    [
      "keeps names that objects have",
      `{"__proto__":{"x":1},"constructor":2,"text":${TEXT}}`,
      `{"__proto__":{"x":1},"constructor":2,"text":${CLEAN}}`,
    ],
    ["knows escaped names", `{"te\\u0078t":${TEXT}}`, `{"te\\u0078t":${CLEAN}}`],
    [
      "of clean text is the same",
      `{"text": ${JSON.stringify(PROSE.trim())}, "a":"\\u0041"}`,
      `{"text": ${JSON.stringify(PROSE.trim())}, "a":"\\u0041"}`,
    ],
    [
      "mends lone surrogates",
      `{"text":"a","b":"\\ud83d\\ude00 \\ud800 \\\\ud800"}`,
      `{"text":"a","b":"\\ud83d\\ude00 \\ufffd \\\\ud800"}`,
    ],
  ])("%s", (_, line, expected) => {
    expect(clean(line)).toBe(expected);
  });

  it("has its text where --text-field says", () => {
    const line = `{"text":"x","page":{"a":1,"body":${TEXT},"z":[]},"y":2}`;
    const expected = `{"text":"x","page":{"a":1,"body":${CLEAN},"z":[]},"y":2}`;
    expect(clean(line, { textField: ["page", "body"] })).toBe(expected);
  });

  it.each([
    ["at the end", `{"text":${TEXT},"a":1}`, ["text", "a", "dehusk"]],
    [
      "beside metadata, as of dolma and datatrove",
      `{"text":${TEXT},"metadata":{"a":1}}`,
      ["text", "metadata", "dehusk"],
    ],
    ["in place of older ones", `{"dehusk":{"old":1},"text":${TEXT}}`, ["dehusk", "text"]],
  ])("gets what was found %s", (_, line, names) => {
    const once = clean(line, { metadata: "inline" });
    const record = JSON.parse(once) as Shape;
    expect(Object.keys(record)).toEqual(names);
    expect(record.dehusk).toMatchObject({ inLanguage: "en", stats: { cutWords: { share: expect.any(Number) } } });
    expect(once).not.toContain('"old"');
  });

  it.each([
    ["{broken", "E_LINE_JSON"],
    ["[1]", "E_LINE_OBJECT"],
    ["null", "E_LINE_OBJECT"],
    ['{"id":1}', "E_LINE_TEXT"],
    ['{"id":1,"text":7}', "E_LINE_TEXT"],
    ['{"id":1,"text":null}', "E_LINE_TEXT"],
    ['{"id":1,"text":"a","text":"b"}', "E_LINE_TWICE"],
    ['{"id":1,"dehusk":1,"text":"b","dehusk":2}', "E_LINE_TWICE"],
  ])("%s becomes one that tells why it failed", (line, code) => {
    const { dehusk, id } = JSON.parse(clean(line)) as Shape;
    expect(dehusk?.error).toEqual({ code, message: expect.stringMatching(/^the (line|record) .+; \w+/) });
    expect(id).toBe(line.includes('"id"') ? 1 : undefined);
  });

  it("as dolma attributes has spans of code points and its id", () => {
    const text = `\u{1f600}${ARTICLE}`;
    const line = clean(`{"id":12345678901234567890,"source":"s","text":${JSON.stringify(text)}}`, { attributes: true });
    expect(line.startsWith('{"id":12345678901234567890,"source":"s",')).toBe(true);
    const { attributes } = JSON.parse(line) as { attributes: Record<string, [number, number, number][]> };
    const cut = (attributes["dehusk__share"] ?? []).map(([start, end]) => [...text].slice(start, end).join(""));
    expect(cut.join("")).toContain(FURNITURE);
  });

  it("nested more deeply than can be written fails by itself", () => {
    const line = `{"text":${TEXT},"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(clean(line)).toContain(CLEAN);
  });
});

interface Shape {
  readonly id?: number;
  readonly dehusk?: { readonly error?: object };
}

describe("findMembers", () => {
  it("finds what JSON.parse finds", () => {
    const check = (object: Record<string, fc.JsonValue>, indent: number): void => {
      const json = JSON.stringify(object, undefined, indent);
      const { members, close } = findMembers(json, 0);
      const found = members.map(({ name, start, end }) => [name, JSON.parse(json.slice(start, end))]);
      expect(found).toEqual(Object.entries(JSON.parse(json) as object));
      expect(close).toBe(json.length - 1);
    };
    const objects = fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue());
    fc.assert(fc.property(objects, fc.integer({ min: 0, max: 2 }), check), { numRuns: CASES });
  });
});

describe("splitLines", () => {
  async function split(parts: readonly Buffer[], maxLineBytes = 1000): Promise<readonly (readonly unknown[])[]> {
    async function* source(): AsyncGenerator<Buffer> {
      yield* parts;
    }
    const pieces: (readonly unknown[])[] = [];
    for await (const { bytes, firstLine, end, lines } of splitLines(source(), { chunkBytes: 20, maxLineBytes })) {
      pieces.push([bytes.toString(), firstLine, end, lines]);
    }
    return pieces;
  }

  it("gives the same pieces however the bytes arrive", async () => {
    const texts = fc.array(fc.string({ maxLength: 30 }), { maxLength: 20 }).map((lines) => lines.join("\n"));
    const check = async (text: string, size: number): Promise<void> => {
      const bytes = Buffer.from(text);
      const count = Math.ceil(bytes.length / size);
      const parts = Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
      const pieces = await split(parts);
      expect(pieces).toEqual(await split([bytes]));
      expect(pieces.map(([piece]) => piece).join("")).toBe(text);
    };
    await fc.assert(fc.asyncProperty(texts, fc.integer({ min: 1, max: 40 }), check), { numRuns: CASES });
  });

  it("passes over a line that is too long", async () => {
    const long = Buffer.from("x".repeat(70));
    const parts = [Buffer.from("a\nb\n"), long, long, Buffer.from("\nc\n")];
    expect(await split(parts, 50)).toEqual([
      ["a\nb\n", 1, 4, 2],
      ["", 3, 145, 3],
      ["c\n", 4, 147, 4],
    ]);
  });
});
