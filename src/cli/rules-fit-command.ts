import { builtinRules } from "../rules/builtin.js";
import { type FittedModel, fitPage, type PageFitOptions } from "../tuning/fit-page.js";
import { createReader, type Example } from "../tuning/labelled.js";
import type { PageWeights } from "../types.js";
import { type Arguments, usageError } from "./parse-arguments.js";
import { breathe, showProgress } from "./progress.js";
import { readLabelled } from "./read-labelled.js";
import { readNumber } from "./read-settings.js";
import { say, writeOutput } from "./standard-streams.js";
import { writeFileAtomic } from "./write-file.js";

/** What pages are told by, and how boldly they are cut: not fitted, and kept where weights are there. */
const UNFITTED = {
  page: { before: 6, around: 22, short: 18 },
  thresholds: { light: -1.5, normal: -0.4, strict: 0.2 },
  maxCut: { light: 0.9, normal: 0.97, strict: 0.99 },
  change: 2,
} as const;

const EPOCHS = 12;
const SORTS = ["markdown", "text"] as const;
/** Fewer documents teach nothing. */
const MIN_DOCUMENTS = 20;

async function readExamples(files: readonly string[], signal: AbortSignal): Promise<readonly Example[]> {
  const read = createReader(builtinRules());
  const labelled = readLabelled(files);
  const examples: Example[] = [];
  for (const [number, one] of labelled.entries()) {
    showProgress(`reading ${number + 1} of ${labelled.length}`);
    if (number % 20 === 0) await breathe(signal);
    examples.push(read(one));
  }
  return examples;
}

/** `dehusk rules fit`: fits the weights for whole pages and writes them with their figures. Returns the exit code. */
export async function rulesFitCommand(given: Arguments, signal: AbortSignal): Promise<number> {
  if (given.operands.length === 0)
    throw usageError("Nothing to fit to; give files of labelled texts, one JSON object a line.");
  const old = builtinRules().page;
  const { page, thresholds, maxCut, change } = old ?? UNFITTED;
  const options: PageFitOptions = {
    folds: readNumber(given, "folds", 5, 2),
    seed: readNumber(given, "seed", 1, 0),
    regularization: readNumber(given, "regularization", 0.0006, 0),
    epochs: EPOCHS,
    change,
    threshold: thresholds.normal,
    data: given.options.get("data")?.at(-1) ?? "not said",
  };
  const examples = await readExamples(given.operands, signal);
  const fitted: Partial<Record<(typeof SORTS)[number], FittedModel>> = {};
  for (const sort of SORTS) {
    const own = examples.filter(({ isMarkdown }) => isMarkdown === (sort === "markdown"));
    if (own.length < MIN_DOCUMENTS) continue;
    fitted[sort] = await fitPage(own, options, async (step) => {
      showProgress(`fitting ${sort}, ${step + 1} of ${options.folds + 1}`);
      await breathe(signal);
    });
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
      change,
      markdown: markdown.model,
      text: text.model,
      fit: { markdown: markdown.fit, text: text.fit },
    },
    given.options.get("to")?.at(-1),
  );
  for (const [sort, { fit }] of Object.entries(fitted)) {
    say(
      `${sort}: ${fit.documents} texts, F1 ${fit.f1In} -> ${fit.f1Out}, ${(100 * fit.worse).toFixed(1)} % worse by 0.01`,
    );
  }
  return 0;
}

const keptModel = (old: PageWeights | null, sort: (typeof SORTS)[number]): FittedModel | undefined =>
  old === null ? undefined : { model: old[sort], fit: old.fit[sort] };

async function writeWeights(weights: PageWeights, path: string | undefined): Promise<void> {
  const json = `${JSON.stringify({ $schema: "../page-weights.schema.json", ...weights }, null, 2)}\n`;
  if (path === undefined) await writeOutput(json);
  else writeFileAtomic(path, json);
}
