import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import type { Corpus } from "./corpus.js";
import { writeArticle } from "./generate-text.js";
import { median } from "./measure.js";
import { milliseconds, type Section } from "./report.js";

const ROUNDS = 9;

/** Runs in a fresh process and prints the CPU microseconds of each step. */
const SCRIPT = `
import { readFileSync } from "node:fs";
const text = readFileSync(process.argv[1], "utf8");
const steps = [];
let began = process.cpuUsage();
const step = (name) => {
  const { user, system } = process.cpuUsage(began);
  steps.push([name, (user + system) / 1e6]);
  began = process.cpuUsage();
};
const { clean } = await import(process.argv[2]);
step("import of the library");
clean(text);
step("first clean(): 3 kB, English rules read");
clean(text);
step("second clean() of the same text, not yet optimized");
for (const inLanguage of ["ar", "de", "es", "fr", "it", "ja", "pt", "ru", "zh"]) clean(".", { inLanguage });
step("clean() of a full stop in nine more languages, their rules read");
console.log(JSON.stringify(steps));
`;

type Step = readonly [name: string, seconds: number];

/** What it costs to import the library and to have rules ready. */
export function measureLoading({ writer, folder }: Corpus): Section {
  const file = join(folder, "loading.md");
  writeFileSync(file, writeArticle(writer, 3000, { head: true, husk: true }));
  const args = ["--input-type=module", "-e", SCRIPT, file, pathToFileURL(resolve("dist/index.js")).href];
  const runs = Array.from({ length: ROUNDS }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (stderr !== "") throw new Error(stderr);
    return JSON.parse(stdout) as readonly Step[];
  });
  const rows = (runs[0] ?? []).map(([what], i) => ({
    what,
    amount: milliseconds(median(runs.map((steps) => steps[i]?.[1] ?? Number.NaN))),
  }));
  return { title: "Rule loading, CPU", rows };
}
