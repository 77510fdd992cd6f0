import { spawnSync } from "node:child_process";
import { createWriteStream, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { describe, expect, it } from "vitest";
import { createCleaner } from "../../src/core.js";
import { builtinRules } from "../../src/rules/builtin.js";
import { createMiner } from "../../src/tuning/mine-repeats.js";
import { createSuggester } from "../../src/tuning/suggest-rules.js";
import type { Pack, RuleSet } from "../../src/types.js";
import { CLI, makeFolder } from "../cli-process.js";
import { generateSites } from "../generate-sites.js";

const MIN_DOCUMENTS = 5;

/** The packs as they would act once a person has made their rules stable. */
const makeStable = (packs: readonly { readonly pack: Pack }[]): RuleSet => ({
  ...builtinRules(),
  packs: packs.map(({ pack }) => ({
    ...pack,
    rules: pack.rules.map((rule) => ({ ...rule, status: "stable" as const, weight: 3 })),
  })),
});

describe("rules suggest on fifty generated sites", () => {
  it.each([1, 3, 5])("finds what is planted and takes nothing of texts that it has not seen, seed %i", (seed) => {
    const documents = generateSites(50, 50, seed);
    const isHeldOut = (number: number): boolean => number % 5 === 4;
    const seen = documents.filter((_, i) => !isHeldOut(i));
    const miner = createMiner(MIN_DOCUMENTS);
    for (const document of seen) miner.count(document);
    for (const document of seen) miner.collect(document);
    const suggester = createSuggester(miner, builtinRules());
    for (const document of seen) suggester.verify(document);
    const { suggestions, packs } = suggester.report();

    const counts = new Map<string, number>();
    for (const { host, stem } of seen.flatMap(({ planted }) => planted)) {
      counts.set(`${host} ${stem}`, (counts.get(`${host} ${stem}`) ?? 0) + 1);
    }
    const frequent = [...counts].filter(([, count]) => count >= MIN_DOCUMENTS).map(([key]) => key);
    const found = frequent.filter((key) =>
      suggestions.some(({ source, texts }) => texts.some((text) => `${source} ${text}`.startsWith(key))),
    );
    expect(frequent.length).toBeGreaterThan(200);
    expect(found.length / frequent.length).toBeGreaterThanOrEqual(0.95);

    const cleaner = createCleaner({ rules: makeStable(packs), maxCut: 1 });
    let cuts = 0;
    for (const { text, body, url } of documents.filter((_, i) => isHeldOut(i))) {
      const result = cleaner.clean(text, url === undefined ? {} : { url });
      cuts += result.edits.length;
      for (const paragraph of body) expect(result.body).toContain(paragraph);
    }
    expect(cuts).toBeGreaterThan(500);
  });
});

describe("the workbench on 100,000 documents", () => {
  it.each([
    { command: "suggest", operands: [] },
    { command: "measure", operands: [] },
    { command: "diff", operands: ["builtin", "builtin"] },
  ])("keeps within 2 GB: rules $command", async ({ command, operands }) => {
    const cwd = makeFolder();
    const file = createWriteStream(join(cwd, "c.jsonl"));
    for (let part = 0; part < 20; part++) {
      for (const { text, url } of generateSites(50, 100, part)) file.write(`${JSON.stringify({ text, url })}\n`);
    }
    file.end();
    await finished(file);
    const script = `process.on("exit", () => require("fs").writeFileSync("rss", String(process.resourceUsage().maxRSS)));`;
    const words = ["--require", "./rss.cjs", CLI, "rules", command, ...operands, "c.jsonl"];
    writeFileSync(join(cwd, "rss.cjs"), script);
    const { status } = spawnSync(process.execPath, words, { cwd, stdio: ["ignore", "ignore", "inherit"] });
    expect(status).toBe(0);
    const bytes = Number(readFileSync(join(cwd, "rss"), "utf8")) * 1024;
    console.log(`rules ${command} of 100,000 documents: ${Math.round(bytes / 1e6)} MB`);
    expect(bytes).toBeLessThan(2e9);
  });
});
