/** One cleaner, many ways to it: the results are the same, byte for byte. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dehusk, makeFolder } from "./cli-process.js";

/** Records of real samples in all languages, and some that cannot be cleaned. */
const LINES: readonly string[] = [
  ...readdirSync("samples/articles").map((name, id) =>
    JSON.stringify({
      id,
      url: `https://example.org/${id}`,
      text: readFileSync(join("samples/articles", name, "input.md"), "utf8"),
    }),
  ),
  '{"id":12345678901234567890,"text":"A plain line.","metadata":{"a":[1.0,"\\u0041"]}}',
  '{"id":"lone","text":"half \\ud800 of a pair","title":"and \\udc00 another"}',
  '{"id":"twice","text":"a","text":"b"}',
  '{"id":"none"}',
  '{"text":',
  "[]",
];

const toText = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

function run(words: readonly string[], cwd: string): readonly string[] {
  const { code, stdout } = dehusk(words, { cwd });
  expect(code).toBe(1);
  return stdout.trimEnd().split("\n");
}

describe("records come out the same", () => {
  const cwd = (): string => makeFolder({ "a.jsonl": toText(LINES) });
  const one = lazily(() => run(["a.jsonl", "--jobs", "1"], cwd()));

  it.each(["2", "8"])("from %s workers", (jobs) => {
    expect(run(["a.jsonl", "--jobs", jobs], cwd())).toEqual(one());
  });

  it("from this thread, on standard output or in a file", () => {
    expect(run(["a.jsonl"], cwd())).toEqual(one());
    const folder = cwd();
    dehusk(["a.jsonl", "--out", "all.jsonl"], { cwd: folder });
    expect(readFileSync(join(folder, "all.jsonl"), "utf8")).toBe(toText(one()));
  });

  it("from dehusk pipe", () => {
    const { code, stdout } = dehusk(["pipe", "--plain"], { input: toText(LINES) });
    expect(code).toBe(1);
    expect(stdout.trimEnd().split("\n")).toEqual(one());
  });

  it("in any order and any number of files", () => {
    const order = LINES.map((_, i) => (i * 7) % LINES.length);
    expect(new Set(order).size).toBe(LINES.length);
    const parts = [order.slice(0, 5), order.slice(5)].map((some) => toText(some.map((i) => LINES[i] as string)));
    const shuffled = makeFolder({ "in/a.jsonl": parts[0] as string, "in/b.jsonl": parts[1] as string });
    expect(run(["in", "--jobs", "2"], shuffled)).toEqual(order.map((i) => one()[i]));
  });
});

describe("files come out the same", () => {
  it("from standard input, a folder, workers and --in-place", () => {
    const names = readdirSync("samples/articles").slice(0, 12);
    const texts = names.map((name) => readFileSync(join("samples/articles", name, "input.md"), "utf8"));
    const files = Object.fromEntries(texts.map((text, i) => [`in/${i}.md`, text]));
    const cwd = makeFolder(files);
    const expected = texts.map((input) => dehusk(["-"], { input }).stdout);
    for (const [i, jobs] of ["1", "2", "8"].entries()) dehusk(["in", "--out", `out${i}`, "--jobs", jobs], { cwd });
    for (const [i, text] of expected.entries()) {
      for (const out of ["out0", "out1", "out2"]) expect(readFileSync(join(cwd, out, `${i}.md`), "utf8")).toBe(text);
    }
    dehusk(["in", "--in-place"], { cwd });
    for (const [i, text] of expected.entries()) {
      const inPlace = readFileSync(join(cwd, "in", `${i}.md`), "utf8");
      if (inPlace !== texts[i]) expect(inPlace).toBe(text);
    }
  });
});

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
