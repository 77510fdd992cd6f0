/** `npm run bench [-- NAME...]`: all measures side by side in one run, or those whose names are given. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { measureArticles } from "./articles.js";
import { measureFiles, measureLines } from "./batch.js";
import { type Corpus, createCorpus } from "./corpus.js";
import { measureHostile } from "./hostile.js";
import { measureLoading } from "./loading.js";
import { measureMatching } from "./match-stage.js";
import { formatSection, type Section, toJson } from "./report.js";
import { measureRuleGrowth } from "./rule-growth.js";
import { measureStages } from "./stages.js";
import { measureStartUp } from "./start-up.js";
import { measureTextGrowth } from "./text-growth.js";

const RESULTS = "bench/results";

const MEASURES: Readonly<Record<string, (corpus: Corpus) => Section | Promise<Section>>> = {
  articles: measureArticles,
  stages: measureStages,
  matching: measureMatching,
  "rule-growth": measureRuleGrowth,
  "text-growth": measureTextGrowth,
  "start-up": measureStartUp,
  loading: measureLoading,
  hostile: measureHostile,
  "batch-lines": measureLines,
  "batch-files": measureFiles,
};

async function run(names: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "dehusk-bench-"));
  try {
    const corpus = createCorpus(folder);
    const sections: Section[] = [];
    for (const name of names) {
      const measure = MEASURES[name];
      if (measure === undefined) throw new Error(`no measure ${name}; there are ${Object.keys(MEASURES).join(", ")}`);
      const section = await measure(corpus);
      console.log(formatSection(section));
      sections.push(section);
    }
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(join(RESULTS, "latest.json"), toJson(sections, process.version));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const wanted = process.argv.slice(2);
console.log(`Node ${process.version}; speeds in MB of UTF-8 per CPU second, medians of interleaved rounds\n`);
await run(wanted.length > 0 ? wanted : Object.keys(MEASURES));
