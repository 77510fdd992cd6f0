import { statSync } from "node:fs";
import { loadGivenRules, refuseUnknownCategories } from "../cli/create-command-cleaner.js";
import type { FoundInputs, Input } from "../cli/find-inputs.js";
import { type Arguments, usageError } from "../cli/parse-arguments.js";
import { formatOf, planOutputs } from "../cli/plan-outputs.js";
import { type CleanSettings, readCleanOptions } from "../cli/read-settings.js";
import { say } from "../cli/standard-streams.js";
import type { TaskSettings } from "./clean-task.js";
import { canPack, NO_ZSTD } from "./compression.js";
import { deliverDocuments, sidecarPath } from "./deliver-documents.js";
import { deliverRecords } from "./deliver-records.js";
import { createEngine } from "./engine.js";
import { isCollection, isRecords, readShape } from "./formats.js";
import { openState } from "./open-state.js";
import { createProgress } from "./progress.js";
import { type BatchSettings, readBatchSettings } from "./read-batch-settings.js";
import { openReport, wantsAccounts } from "./report-file.js";
import type { Run } from "./run.js";
import { createRunLog, formatRunSummary, type RunLog } from "./run-log.js";

/** What packed text grows to, roughly. */
const UNPACKED = 4;

/**
 * Cleans many texts: files into a folder, records into files of records, all into one file, or records to standard
 * output. Returns the exit code. Texts that fail are told and passed over.
 */
export async function runBatch(
  given: Arguments,
  cleanSettings: CleanSettings,
  found: FoundInputs,
  signal: AbortSignal,
): Promise<number> {
  const settings = readBatchSettings(given);
  const { out, report } = cleanSettings;
  const plan = makePlan(found.inputs, cleanSettings, settings);
  const taskSettings = await readTaskSettings(given, settings, wantsAccounts(report));
  const inputBytes = sumSizes(found.inputs);
  const state = out === undefined ? undefined : openState(out, taskSettings, settings.fresh);
  const reportFile = report === undefined ? undefined : openReport(report);
  const progress = createProgress(process.stderr, inputBytes.stored);
  const log = createRunLog(progress, reportFile);
  for (const { path, message } of found.problems) log.addProblem({ path, kind: "failed", message });
  const { limitMs, memoryMb, jobs } = settings;
  const engine = createEngine(taskSettings, {
    inputBytes: inputBytes.unpacked,
    limitMs,
    memoryMb,
    ...(jobs === undefined ? {} : { jobs }),
  });
  const stop = (): void => void engine.close();
  signal.addEventListener("abort", stop);
  const run: Run = {
    settings,
    engine,
    log,
    signal,
    onRead: (bytes) => progress.add(0, bytes),
    ...(state === undefined ? {} : { state }),
  };
  try {
    await carryOut(plan, cleanSettings, run);
    progress.clear();
    reportFile?.finish(log.summary());
  } catch (error) {
    progress.clear();
    reportFile?.discard();
    if (signal.aborted && state !== undefined) say("dehusk: interrupted; the same command goes on where it stopped");
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
    await engine.close();
    state?.release();
  }
  return conclude(log, plan.documents.length === found.inputs.length);
}

interface Plan {
  readonly documents: readonly {
    readonly input: Input;
    readonly target: string;
    readonly format: "md" | "txt" | "json" | "jsonl";
  }[];
  /** Files of records with their results; one entry with all inputs when all goes to one place. */
  readonly records: readonly { readonly inputs: readonly Input[]; readonly target?: string }[];
}

function makePlan(inputs: readonly Input[], { out, format }: CleanSettings, settings: BatchSettings): Plan {
  if (out === undefined) return { documents: [], records: [{ inputs }] };
  if (isCollection(out)) {
    planOutputs([], out);
    refuseUnpackable([out]);
    refuseSidecars(settings, true);
    return { documents: [], records: inputs.length === 0 ? [] : [{ inputs, target: out }] };
  }
  const targets = [...planOutputs(inputs, out, format)];
  const isFile = ([{ path }]: readonly [Input, string]): boolean => !isRecords(readShape(path).kind);
  const records = targets.filter((entry) => !isFile(entry)).map(([input, target]) => ({ inputs: [input], target }));
  refuseUnpackable(records.map(({ target }) => target));
  refuseSidecars(settings, records.length > 0);
  if (settings.attributes && records.length < targets.length) {
    throw usageError("--attributes tells of records; give files of JSON lines, or --out FILE.jsonl.");
  }
  const documents = targets
    .filter(isFile)
    .map(([input, target]) => ({ input, target, format: format ?? formatOf(input.path) }));
  if (settings.metadata === "sidecar") refuseMeetingSidecars(documents.map(({ target }) => target));
  return { documents, records };
}

function refuseUnpackable(targets: readonly string[]): void {
  const target = targets.find((path) => !canPack(readShape(path).compression));
  if (target !== undefined) throw usageError(`${NO_ZSTD}, not ${target}.`);
}

function refuseSidecars({ metadata }: BatchSettings, hasRecords: boolean): void {
  if (metadata !== "sidecar" || !hasRecords) return;
  throw usageError(
    "--metadata sidecar is for files of one text each; records carry theirs, or none with --metadata none.",
  );
}

function refuseMeetingSidecars(targets: readonly string[]): void {
  const all = new Set(targets);
  const met = targets.find((target) => all.has(sidecarPath(target)));
  if (met !== undefined)
    throw usageError(`The metadata of ${met} would replace another result; drop --metadata sidecar.`);
}

async function readTaskSettings(
  given: Arguments,
  settings: BatchSettings,
  keepAccounts: boolean,
): Promise<TaskSettings> {
  const options = readCleanOptions(given);
  const rules = await loadGivenRules(given);
  refuseUnknownCategories(options, rules);
  const { textField, metadata, attributes } = settings;
  return { options, ...(given.options.has("rules") ? { rules } : {}), textField, metadata, attributes, keepAccounts };
}

async function carryOut({ documents, records }: Plan, { out }: CleanSettings, run: Run): Promise<void> {
  if (documents.length > 0) await deliverDocuments(documents, out ?? ".", run);
  for (const { inputs, target } of records) await deliverRecords(inputs, target, out, run);
}

function sumSizes(inputs: readonly Input[]): { readonly stored: number; readonly unpacked: number } {
  let stored = 0;
  let unpacked = 0;
  for (const { path } of inputs) {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    stored += size;
    const { kind, compression } = readShape(path);
    unpacked += compression === "none" && kind !== "parquet" ? size : size * UNPACKED;
  }
  return { stored, unpacked };
}

function conclude(log: RunLog, areFiles: boolean): number {
  const summary = log.summary();
  const { counts } = summary.tally;
  const texts = Object.values(counts).reduce((sum, count) => sum + count, summary.kept);
  if (texts > 1) say(formatRunSummary(summary, areFiles ? "file" : "text"));
  return counts.failed > 0 ? 1 : 0;
}
