import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clean, restore } from "../src/index.js";
import type { CleanResult } from "../src/types.js";

const root = "samples";
const folders = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

interface Expectation {
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Rule ids or categories that must have cut something. */
  readonly cut?: readonly string[];
  readonly options?: Readonly<Record<string, unknown>>;
}

const write = process.env["UPDATE"] === "1";

function read(folder: string, name: string, actual: () => string): string {
  const path = join(folder, name);
  if (write) writeFileSync(path, actual());
  if (!existsSync(path))
    throw new Error(`${path} is missing: every sample needs it (UPDATE=1 writes it, then read it)`);
  return readFileSync(path, "utf8");
}

function check(folder: string): void {
  const input = readFileSync(join(folder, "input.md"), "utf8");
  const expectation: Expectation = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"));
  const result: CleanResult = clean(input, expectation.options ?? {});
  expect(result.body).toBe(read(folder, "expected.md", () => result.body));
  expect(result.metadata).toMatchObject(expectation.metadata ?? {});
  const causes = new Set(result.edits.flatMap(({ rule, category }) => [rule, category]));
  for (const cause of expectation.cut ?? []) expect(causes).toContain(cause);
  expect(restore(result)).toBe(input);
  expect(clean(result.body, expectation.options ?? {}).body).toBe(result.body);
}

describe.each(folders(root))("samples/%s", (family) => {
  it.each(folders(join(root, family)))("%s", (sample) => {
    check(join(root, family, sample));
  });
});

describe("every family", () => {
  it.each(folders(root).filter((family) => family !== "articles"))("%s has as many keeps as cuts", (family) => {
    const names = folders(join(root, family));
    const count = (prefix: string): number => names.filter((name) => name.startsWith(prefix)).length;
    expect(count("cut.")).toBeGreaterThan(0);
    expect(count("keep.")).toBeGreaterThanOrEqual(count("cut."));
  });
});
