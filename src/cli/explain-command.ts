import type { BlockReport } from "../types.js";
import { readText } from "./clean-input.js";
import { createCommandCleaner } from "./create-command-cleaner.js";
import { describeError } from "./describe-error.js";
import { formatExplanation } from "./explain.js";
import { type ExplainedText, formatExplanationPage } from "./explain-page.js";
import { findInputs, type Input } from "./find-inputs.js";
import { type Arguments, usageError } from "./parse-arguments.js";
import { lastValue } from "./read-settings.js";
import { say, writeOutput, writeReport } from "./standard-streams.js";
import { createPaint, showName } from "./terminal.js";
import { writeFileAtomic } from "./write-file.js";

const DEFAULT_COLUMNS = 100;

/** `dehusk explain`: tells of every block why it stays or goes. Returns the exit code. */
export async function explainCommand(given: Arguments, signal: AbortSignal): Promise<number> {
  if (given.operands.length === 0) throw usageError("Nothing to explain; give a file, or - for standard input.");
  const cleaner = await createCommandCleaner(given);
  if (given.options.has("json") && given.options.has("html"))
    throw usageError("--json and --html exclude each other; drop one.");
  const { inputs, problems } = await findInputs(given.operands);
  const asJson = given.options.has("json");
  if (asJson && inputs.length > 1) throw usageError("--json explains one text at a time; name one file.");
  const page = lastValue(given, "html");
  const explained: ExplainedText[] = [];
  for (const { path, message } of problems) say(`dehusk: ${showName(path)}: ${message}`);
  let failures = problems.length;
  for (const input of inputs) {
    const source = await readSource(input, signal);
    if (source === undefined) {
      failures += 1;
      continue;
    }
    const result = cleaner.clean(source, { explain: true });
    for (const { message } of result.warnings) say(`dehusk: ${showName(input.path)}: ${message}`);
    if (page !== undefined) {
      explained.push({ name: input.path, result });
      continue;
    }
    if (inputs.length > 1) await writeReport(`${showName(input.path)}\n`);
    await (asJson ? writeJson : writeExplanation)(result.blocks ?? []);
  }
  if (page !== undefined && explained.length > 0) {
    writeFileAtomic(page, formatExplanationPage(explained));
    say(`${showName(page)} is written: ${explained.length === 1 ? "1 text" : `${explained.length} texts`}`);
  }
  return failures > 0 ? 1 : 0;
}

async function readSource(input: Input, signal: AbortSignal): Promise<string | undefined> {
  try {
    const source = await readText(input, signal);
    if ("text" in source) return source.text;
    say(`dehusk: ${showName(input.path)}: ${source.skipped}`);
  } catch (error) {
    if (signal.aborted) throw error;
    say(`dehusk: ${showName(input.path)}: ${describeError(error)}`);
  }
  return undefined;
}

async function writeJson(blocks: readonly BlockReport[]): Promise<void> {
  await writeOutput(`${JSON.stringify(blocks, undefined, 2)}\n`);
}

async function writeExplanation(blocks: readonly BlockReport[]): Promise<void> {
  const columns = process.stdout.columns ?? DEFAULT_COLUMNS;
  await writeReport(formatExplanation(blocks, { columns, paint: createPaint(process.stdout, process.env) }));
}
