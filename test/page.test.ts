import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createCleaner } from "../src/index.js";
import { findCutoff } from "../src/page/cutoff.js";
import { evidenceAt } from "../src/page/model.js";
import { binOf, findEdges } from "../src/tuning/bins.js";
import { fitSteps, type Rows } from "../src/tuning/fit-steps.js";
import type { PageWeights } from "../src/types.js";
import { dehusk, makeFolder, startDehusk } from "./cli-process.js";

const SUBJECTS = ["The ferry", "A heron", "The old mill", "Our neighbour", "The harbour master", "A goat"] as const;
const DEEDS = ["crossed the river", "waited for the tide", "slept through the storm", "lost its way"] as const;
const ENDS = ["before the bells of the town rang for noon", "while the children looked on from the quay"] as const;
const MENU = ["Home", "News", "Sport", "Weather", "Travel", "Money", "Culture", "Books", "Puzzles", "Jobs"] as const;

const pick = <T>(all: readonly T[], number: number): T => all[number % all.length] as T;
const sentence = (number: number): string =>
  `${pick(SUBJECTS, number)} ${pick(DEEDS, number >> 1)} and ${pick(DEEDS, number >> 3)} ${pick(ENDS, number)}.`;
const prose = (number: number): string =>
  Array.from({ length: 6 }, (_, i) => [0, 1, 2].map((j) => sentence(number * 7 + i * 3 + j)).join(" ")).join("\n\n");

/** A page with menus around its article, and the article. */
function makePage(number: number): { readonly input: string; readonly gold: string; readonly url: string } {
  const gold = prose(number);
  const menu = [...MENU, ...MENU].map((name, i) => `* [${name} ${i}](/${name}/${number})`);
  const teasers = MENU.map((name) => `[Ten tips on ${name} that nobody should miss...](/${name})`);
  const input = [...menu, "", `# ${sentence(number).slice(0, 30)}`, "", gold, "", ...teasers.join("\n\n").split("\n")];
  return { input: input.join("\n"), gold, url: `https://host${number}.example/` };
}

const lines = (count: number): string =>
  Array.from({ length: count }, (_, i) => `${JSON.stringify(makePage(i))}\n`).join("");

describe("the evidence of a page", () => {
  it("is looked up by steps", () => {
    const steps = [
      [0.5, -1],
      [2, 3],
    ] as const;
    expect([-9, 0, 0.5, 1.9, 2, 100].map((value) => evidenceAt(steps, value))).toEqual([0, 0, -1, -1, 3, 3]);
    expect(evidenceAt([], 5)).toBe(0);
  });

  const words = new Float64Array(20).fill(30);
  const cutoffOf = (evidence: number): number => findCutoff(new Float64Array(20).fill(evidence), words);
  it("asks for less where more is in doubt", () => {
    expect(cutoffOf(8)).toBeCloseTo(0, 2);
    expect(cutoffOf(0)).toBeLessThan(-0.5);
    expect(cutoffOf(-4)).toBeLessThan(cutoffOf(0));
    expect(Number.isFinite(cutoffOf(-1000))).toBe(true);
    expect(Number.isFinite(findCutoff(new Float64Array(0), new Float64Array(0)))).toBe(true);
  });
});

describe("bins", () => {
  it.each([
    ["a flag", [0, 0, 1, 0], [0.5]],
    ["what is always the same", [3, 3, 3], []],
    ["few values", [0, 2, 1, 2], [0.5, 1.5].map((edge) => Math.ceil(edge))],
    ["nothing", [], []],
  ])("of %s", (_, values, edges) => {
    const found = findEdges([Float32Array.from(values)]);
    expect(found.map((edge) => Math.ceil(edge))).toEqual(edges.map((edge) => Math.ceil(edge)));
    for (const [i, edge] of found.entries()) expect(binOf(found, edge)).toBe(i + 1);
  });
  it("part many values into few bins of about as many each", () => {
    const values = Float32Array.from({ length: 10_000 }, (_, i) => Math.sqrt(i));
    const edges = findEdges([values]);
    expect(edges.length).toBeLessThanOrEqual(20);
    expect([...edges].sort((a, b) => a - b)).toEqual(edges);
    const sizes = new Map<number, number>();
    for (const value of values) sizes.set(binOf(edges, value), (sizes.get(binOf(edges, value)) ?? 0) + 1);
    expect(sizes.size).toBe(edges.length + 1);
    expect(Math.max(...sizes.values())).toBeLessThan(1000);
  });
});

describe("steps", () => {
  /** Rows whose label depends on the first of two features: furniture below bin 3, text from there on. */
  const rows: Rows = {
    count: 600,
    columns: [
      Uint8Array.from({ length: 600 }, (_, i) => i % 6),
      Uint8Array.from({ length: 600 }, (_, i) => (i >> 4) % 4),
    ],
    bins: [6, 4],
    labels: Uint8Array.from({ length: 600 }, (_, i) => (i % 6 >= 3 ? 1 : 0)),
    weights: new Float32Array(600).fill(1),
    evidence: null,
  };
  const all = Int32Array.from({ length: 600 }, (_, i) => i);
  const fitWith = (seed: number) =>
    fitSteps(rows, all, { seed, regularization: 0.01, rounds: 60 }, () => Promise.resolve());

  it("find the feature and the value that matter", async () => {
    const { bias, heights } = await fitWith(1);
    const [first = [], second = []] = heights;
    for (const bin of [0, 1, 2]) expect(bias + (first[bin] ?? 0)).toBeLessThan(-1);
    for (const bin of [3, 4, 5]) expect(bias + (first[bin] ?? 0)).toBeGreaterThan(1);
    expect(Math.max(...second) - Math.min(...second)).toBeLessThan(0.5);
  });
  it("come out the same for the same seed", async () => {
    expect(await fitWith(7)).toEqual(await fitWith(7));
    expect(await fitWith(7)).not.toEqual(await fitWith(8));
  });
});

describe("dehusk rules fit", () => {
  it("writes weights with their figures, which clean then follows", () => {
    const cwd = makeFolder({ "labelled.jsonl": lines(30) });
    const words = ["rules", "fit", "labelled.jsonl", "--to", "page-weights.json", "--rounds", "100", "--folds", "3"];
    const { code, stdout, stderr } = dehusk([...words, "--data", "made up"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^markdown: 30 texts, F1 0\.\d+ -> 0\.\d+/m);
    const { fit, markdown } = JSON.parse(readFileSync(join(cwd, "page-weights.json"), "utf8")) as PageWeights;
    expect(fit.markdown).toMatchObject({ data: "made up", documents: 30, hosts: 30, folds: 3, seed: 1, rounds: 100 });
    expect(fit.markdown.f1Out).toBeGreaterThan(fit.markdown.f1In);
    expect(Object.keys(markdown.features).length).toBeGreaterThan(3);
    const page = makePage(99);
    const cleaned = dehusk(["clean", "-", "--rules", "page-weights.json", "--input", "page"], {
      cwd,
      input: page.input,
    });
    expect(cleaned.code).toBe(0);
    expect(cleaned.stdout).toContain(page.gold);
    expect(cleaned.stdout).not.toContain("](/");
  });
  it("does not fit to doubtful gold", () => {
    const doubtful = lines(30).replaceAll('"url"', '"suspect":true,"url"');
    const cwd = makeFolder({
      "good.jsonl": lines(24),
      "bad.jsonl": doubtful.replaceAll(/"gold":"[^"]*"/g, '"gold":"x"'),
    });
    const run = (...files: readonly string[]): PageWeights =>
      JSON.parse(
        dehusk(["rules", "fit", ...files, "--rounds", "60", "--folds", "2"], { cwd }).stdout.split(/^markdown:/m)[0] ??
          "",
      );
    const both = run("good.jsonl", "bad.jsonl");
    expect(both.fit.markdown.documents).toBe(54);
    expect((both.fit.markdown.f1Out * 54) / 24).toBeGreaterThan(0.75);
  });
  it.each([
    ["no file", [], 2, "Nothing to fit to"],
    ["too few texts", ["few.jsonl"], 2, "fewer than 20"],
    ["no gold", ["nogold.jsonl"], 2, "nothing gives the gold"],
    ["no JSON", ["broken.jsonl"], 2, "broken.jsonl:1"],
    ["a wrong number", ["few.jsonl", "--rounds", "many"], 2, "rounds"],
  ])("refuses %s", (_, operands, status, message) => {
    const files = { "few.jsonl": lines(3), "nogold.jsonl": '{"input":"a"}\n', "broken.jsonl": "{\n" };
    const { code, stderr } = dehusk(["rules", "fit", ...operands], { cwd: makeFolder(files) });
    expect(stderr).toContain(message);
    expect(code).toBe(status);
  });
  it("leaves no file behind when it is stopped", async () => {
    const cwd = makeFolder({ "labelled.jsonl": lines(60) });
    const { child, ended } = startDehusk(
      ["rules", "fit", "labelled.jsonl", "--to", "w.json", "--rounds", "100000"],
      cwd,
    );
    await sleep(3000);
    child.kill("SIGINT");
    const { code } = await ended;
    expect(code).toBe(130);
    expect(existsSync(join(cwd, "w.json"))).toBe(false);
  });
});

describe("clean of a page", () => {
  const { clean } = createCleaner();
  const page = makePage(5).input;
  it("says what it took the text for, and why a block went", () => {
    const { stats, blocks = [] } = clean(page, { explain: true });
    expect(stats.input).toBe("page");
    const cut = blocks.find(({ verdict }) => verdict.reasons.some(({ source }) => source.startsWith("page/")));
    expect(cut?.verdict.reasons.map(({ source }) => source)).toContain("page/bias");
    expect(clean(page, { input: "article" }).stats.input).toBe("article");
  });
  it("keeps the article, and settles", () => {
    const { body } = clean(page);
    expect(body).toContain(prose(5));
    expect(clean(body).body).toBe(body);
  });
});
