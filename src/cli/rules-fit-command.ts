import { existsSync, readFileSync } from "node:fs";
import { builtinRules } from "../rules/builtin.js";
import { parsePageWeightsFile } from "../rules/parse.js";
import { type FittedModel, fitPage } from "../tuning/fit-page.js";
import { createReader, type Example } from "../tuning/labelled.js";
import type { PageWeights } from "../types.js";
import { type Arguments, usageError } from "./parse-arguments.js";
import { createPacer, showProgress } from "./progress.js";
import { readLabelled } from "./read-labelled.js";
import { readNumber } from "./read-settings.js";
import { say, writeOutput } from "./standard-streams.js";
import { writeFileAtomic } from "./write-file.js";

/** What pages are told by, and how boldly they are cut: not fitted, and kept where weights are there. */
const UNFITTED = {
  page: { before: 6, around: 22, short: 18, doubtful: 0.25, sure: -1.8, enough: 0.75 },
  thresholds: { light: -1.2, normal: 0.2, strict: 0.8 },
  maxCut: { light: 0.9, normal: 0.97, strict: 0.99 },
  change: { markdown: 3, text: 4 },
} as const;

const SORTS = ["markdown", "text"] as const;
/** Fewer documents teach nothing. */
const MIN_DOCUMENTS = 20;

type Sort = (typeof SORTS)[number];
const sortOf = ({ isMarkdown }: Example): Sort => (isMarkdown ? "markdown" : "text");

async function readExamples(
  files: readonly string[],
  sorts: readonly Sort[],
  signal: AbortSignal,
): Promise<readonly Example[]> {
  const read = createReader(builtinRules(), sorts.includes("text"));
  const labelled = readLabelled(files);
  const examples: Example[] = [];
  const pace = createPacer(`of ${labelled.length} texts read`, signal);
  for (const [number, one] of labelled.entries()) {
    await pace(number);
    examples.push(...read(one).filter((example) => sorts.includes(sortOf(example))));
  }
  return examples;
}

/** `dehusk rules fit`: fits the weights for whole pages and writes them with their figures. Returns the exit code. */
export async function rulesFitCommand(given: Arguments, signal: AbortSignal): Promise<number> {
  if (given.operands.length === 0)
    throw usageError("Nothing to fit to; give files of labelled texts, one JSON object a line.");
  const to = given.options.get("to")?.at(-1);
  const old = readOld(to) ?? builtinRules().page;
  const { page, thresholds, maxCut } = old ?? UNFITTED;
  const options = {
    folds: readNumber(given, "folds", 5, 2),
    seed: readNumber(given, "seed", 1, 0),
    regularization: readNumber(given, "regularization", 0.0012, 0),
    rounds: readNumber(given, "rounds", 1200, 1),
    threshold: thresholds.normal,
    data: given.options.get("data")?.at(-1) ?? "not said",
  };
  const only = given.options.get("only-for")?.at(-1);
  const sorts = SORTS.filter((sort) => only === undefined || sort === only);
  const examples = await readExamples(given.operands, sorts, signal);
  const fitted: Partial<Record<Sort, FittedModel>> = {};
  for (const sort of sorts) {
    const own = examples.filter((example) => sortOf(example) === sort);
    if (own.length < MIN_DOCUMENTS) continue;
    const pace = createPacer(`% of ${sort} fitted`, signal);
    fitted[sort] = await fitPage(own, { ...options, change: old?.[sort].change ?? UNFITTED.change[sort] }, (share) =>
      pace(Math.round(100 * share)),
    );
  }
  showProgress("");
  const [first] = Object.values(fitted);
  if (first === undefined) throw usageError(`There are fewer than ${MIN_DOCUMENTS} texts; label more.`);
  const markdown = fitted.markdown ?? keptModel(old, "markdown") ?? first;
  const text = fitted.text ?? keptModel(old, "text") ?? first;
  await writeWeights(
    {
      page,
      thresholds,
      maxCut,
      markdown: markdown.model,
      text: text.model,
      fit: { markdown: markdown.fit, text: text.fit },
    },
    to,
  );
  for (const [sort, { fit }] of Object.entries(fitted)) {
    say(
      `${sort}: ${fit.documents} texts, F1 ${fit.f1In} -> ${fit.f1Out}, ${(100 * fit.worse).toFixed(1)} % worse by 0.01`,
    );
  }
  return 0;
}

const keptModel = (old: PageWeights | null, sort: Sort): FittedModel | undefined =>
  old === null ? undefined : { model: old[sort], fit: old.fit[sort] };

/** The weights that are to be written over; null where there are none, or none that can be read. */
const readOld = (path: string | undefined): PageWeights | null =>
  path !== undefined && existsSync(path) ? parsePageWeightsFile(readFileSync(path, "utf8"), path).page : null;

async function writeWeights(weights: PageWeights, path: string | undefined): Promise<void> {
  const json = `${JSON.stringify({ $schema: "../page-weights.schema.json", ...weights }, null, 2)}\n`;
  if (path === undefined) await writeOutput(json);
  else writeFileAtomic(path, json);
}
