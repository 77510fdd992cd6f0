import { isRecords, readShape } from "../batch/formats.js";
import type { Cleaner } from "../types.js";
import { cleanText, readText } from "./clean-input.js";
import { createCommandCleaner } from "./create-command-cleaner.js";
import { createDelivery, type Deliver } from "./deliver.js";
import { describeError, readCode } from "./describe-error.js";
import { type FoundInputs, findInputs, type Input } from "./find-inputs.js";
import { type Arguments, refuseMistypedCommand, usageError } from "./parse-arguments.js";
import { formatOf, identify, planOutputs } from "./plan-outputs.js";
import { type CleanSettings, readCleanSettings } from "./read-settings.js";
import { describeFile, type FileReport, formatReport, formatSummary } from "./report.js";
import { say } from "./standard-streams.js";
import { neutralize, showName } from "./terminal.js";
import { writeFileAtomic } from "./write-file.js";

interface Job {
  readonly settings: CleanSettings;
  readonly cleaner: Cleaner;
  readonly deliver: Deliver;
  readonly targets: ReadonlyMap<Input, string>;
  readonly signal: AbortSignal;
}

/** `dehusk clean`: returns the exit code. Inputs that fail are told and passed over. */
export async function cleanCommand(given: Arguments, signal: AbortSignal): Promise<number> {
  const settings = readCleanSettings(given);
  const { out, format, report, check, diff, dryRun } = settings;
  const found = await findInputs(settings.paths, out);
  const [firstPath] = settings.paths;
  if (firstPath !== undefined && found.problems.some(({ path }) => path === firstPath))
    refuseMistypedCommand(firstPath);
  refuseUnfit(settings, found);
  const hasRecords = found.inputs.some(({ path }) => isRecords(readShape(path).kind));
  if (hasRecords) refuseRecords(settings);
  if (hasRecords || (out !== undefined && !check && !diff && !dryRun)) {
    const { runBatch } = await import("../batch/run-batch.js");
    return await runBatch(given, settings, found, signal);
  }
  refuseBatchOptions(given);
  const cleaner = await createCommandCleaner(given);
  const targets = out === undefined ? new Map<Input, string>() : planOutputs(found.inputs, out, format);
  const job: Job = { settings, cleaner, deliver: createDelivery(settings), targets, signal };
  const files = found.problems.map(({ path, message }) => fail(path, message));
  for (const input of found.inputs) {
    // Between two files, so that signals are heard.
    await new Promise((resume) => setImmediate(resume));
    if (signal.aborted) break;
    files.push(await cleanFile(input, job));
  }
  if (signal.aborted) return 1;
  if (report !== undefined && !settings.dryRun) writeFileAtomic(report, formatReport(files));
  if (files.length > 1) say(formatSummary(files));
  const hasFailed = files.some(({ status }) => status === "failed");
  const hasFound = settings.check && files.some(({ status }) => status === "cleaned");
  return hasFailed || hasFound ? 1 : 0;
}

async function cleanFile(input: Input, { settings, cleaner, deliver, targets, signal }: Job): Promise<FileReport> {
  const { path } = input;
  try {
    const source = await readText(input, signal);
    if ("skipped" in source) return input.named ? fail(path, source.skipped) : skip(path, source.skipped);
    if (!source.sure) say(`dehusk: ${showName(path)}: the encoding is uncertain, read as ${source.encoding}`);
    const cleaned = cleanText(source, cleaner, settings.format ?? formatOf(path), path);
    for (const { message } of cleaned.result.warnings) say(`dehusk: ${showName(path)}: ${neutralize(message)}`);
    const target = targets.get(input);
    await deliver(input, cleaned, target);
    return describeFile(path, cleaned.changed ? "cleaned" : "unchanged", source, cleaned.result, target);
  } catch (error) {
    if (readCode(error) === "EPIPE" || signal.aborted) throw error;
    return fail(path, describeError(error));
  }
}

function fail(path: string, message: string): FileReport {
  say(`dehusk: ${showName(path)}: ${message}`);
  return { path, status: "failed", message };
}

function skip(path: string, message: string): FileReport {
  say(`dehusk: ${showName(path)}: skipped, ${message}`);
  return { path, status: "skipped", message };
}

/** Records are many: what is meant for looking at single texts is not for them. */
function refuseRecords({ inPlace, check, diff, dryRun, format }: CleanSettings): void {
  const unfit = Object.entries({ "in-place": inPlace, check, diff, "dry-run": dryRun }).find(([, isGiven]) => isGiven);
  if (unfit !== undefined) {
    throw usageError(`--${unfit[0]} is for files of one text each; clean records with --out, and see --report.`);
  }
  if (format !== undefined && format !== "jsonl") {
    throw usageError(`Records stay records; drop --format ${format}, or clean the other files apart.`);
  }
}

/** Options that would silently do nothing. */
function refuseBatchOptions({ options }: Arguments): void {
  const unfit = ["jobs", "text-field", "metadata", "attributes", "fresh"].find((name) => options.has(name));
  if (unfit !== undefined) throw usageError(`--${unfit} is for --out, and for files of records such as .jsonl.`);
}

function refuseUnfit({ format, out, check, dryRun, report }: CleanSettings, { inputs }: FoundInputs): void {
  const prints = out === undefined && !check && !dryRun;
  if (format === "json" && prints && inputs.length > 1) {
    throw usageError("JSON holds one result; use --format jsonl for a line each, or --out DIR for a file each.");
  }
  if (report === undefined) return;
  const replaced = inputs.find(({ path }) => identify(path) === identify(report));
  if (replaced !== undefined) throw usageError(`--report would replace the input ${replaced.path}; name another file.`);
}
