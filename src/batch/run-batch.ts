import { statSync } from "node:fs";
import { loadGivenRules, refuseUnknownCategories } from "../cli/create-command-cleaner.js";
import type { FoundInputs, Input } from "../cli/find-inputs.js";
import type { Arguments } from "../cli/parse-arguments.js";
import { type CleanSettings, readCleanOptions } from "../cli/read-settings.js";
import { say } from "../cli/standard-streams.js";
import { wantsColor } from "../cli/terminal.js";
import type { TaskSettings } from "./clean-task.js";
import { deliverDocuments } from "./deliver-documents.js";
import { chooseDelivery, type Delivery } from "./delivery.js";
import { countWorkers, createEngine } from "./engine.js";
import { readShape } from "./formats.js";
import { makePlan, type Plan } from "./make-plan.js";
import { createProgress } from "./progress.js";
import { type BatchSettings, readBatchSettings } from "./read-batch-settings.js";
import { openReport, wantsAccounts } from "./report-file.js";
import type { Run } from "./run.js";
import { createRunLog, formatRunSummary, type RunLog } from "./run-log.js";
import { spareCompilers } from "./short-run.js";

/** What packed text grows to, roughly. */
const UNPACKED = 4;
/** Up to so much text a run is over before optimized code has paid. */
const SHORT_RUN_BYTES = 256 * 2 ** 10;

/**
 * Cleans texts: files into a folder, in place or to be looked at, records into files of records, all into one file or to
 * standard output. Returns the exit code. Texts that fail are told and passed over.
 */
export async function runBatch(
  given: Arguments,
  cleanSettings: CleanSettings,
  found: FoundInputs,
  signal: AbortSignal,
): Promise<number> {
  const settings = readBatchSettings(given);
  const delivery = chooseDelivery(cleanSettings);
  const plan = makePlan(found.inputs, cleanSettings, settings);
  // Who only wants to hear what would be written gets no file.
  const { out, report } = cleanSettings.dryRun ? { ...cleanSettings, report: undefined } : cleanSettings;
  const taskSettings = await readTaskSettings(given, settings, delivery, wantsAccounts(report));
  const { stored, unpacked } = sumSizes(found.inputs);
  const size = countWorkers(settings.jobs, unpacked);
  if (size === 0 && isShort(found.inputs, unpacked)) spareCompilers();
  const stateOptions = { keepManifest: size > 0, isFresh: settings.fresh };
  const state =
    out === undefined || delivery !== "write"
      ? undefined
      : (await import("./open-state.js")).openState(out, taskSettings, stateOptions);
  try {
    const reportFile = report === undefined ? undefined : openReport(report);
    const isScreenTaken = delivery !== "write" && delivery !== "replace" && process.stdout.isTTY;
    const progress = createProgress(isScreenTaken ? undefined : process.stderr, stored);
    const log = createRunLog(progress, reportFile);
    for (const { path, message } of found.problems) log.addProblem({ path, kind: "failed", message });
    const engine = await createEngine(taskSettings, { ...settings, size });
    const onRead = (bytes: number): void => progress.add(0, bytes);
    const run: Run = { settings, engine, log, signal, onRead, ...(state === undefined ? {} : { state }) };
    await carryOut(plan, delivery, out, run)
      .catch((error: unknown) => {
        reportFile?.discard();
        throw error;
      })
      .finally(progress.clear);
    reportFile?.finish(log.summary());
    const hasFound = cleanSettings.check && log.summary().tally.counts.cleaned > 0;
    const code = conclude(log, plan.records.length === 0);
    return hasFound ? 1 : code;
  } finally {
    if (signal.aborted && state !== undefined) say("dehusk: interrupted; the same command goes on where it stopped");
    state?.release();
  }
}

async function carryOut(
  { documents, records }: Plan,
  delivery: Delivery,
  out: string | undefined,
  run: Run,
): Promise<void> {
  const { engine, signal } = run;
  const stop = (): void => void engine.close();
  signal.addEventListener("abort", stop);
  try {
    if (documents.length > 0) await deliverDocuments(documents, delivery, out ?? ".", run);
    if (records.length === 0) return;
    const { deliverRecords } = await import("./deliver-records.js");
    for (const { inputs, target } of records) await deliverRecords(inputs, target, out, run);
  } finally {
    signal.removeEventListener("abort", stop);
    await engine.close();
  }
}

async function readTaskSettings(
  given: Arguments,
  settings: BatchSettings,
  delivery: Delivery,
  keepAccounts: boolean,
): Promise<TaskSettings> {
  const options = readCleanOptions(given);
  const rules = await loadGivenRules(given);
  refuseUnknownCategories(options, rules);
  const { textField, metadata, attributes, memoryMb } = settings;
  return {
    options,
    ...(given.options.has("rules") ? { rules } : {}),
    textField,
    metadata,
    attributes,
    delivery,
    ...(delivery === "diff" && wantsColor(process.stdout, process.env) ? { colors: true } : {}),
    memoryMb,
    keepAccounts,
  };
}

/** Whether a run is over before code that V8 has optimized would pay. Nobody knows how much a pipe brings. */
const isShort = (inputs: readonly Input[], bytes: number): boolean =>
  bytes < SHORT_RUN_BYTES &&
  inputs.every(({ path }) => path !== "-" && statSync(path, { throwIfNoEntry: false })?.isFile());

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
