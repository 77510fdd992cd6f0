import { chooseDelivery } from "../batch/delivery.js";
import { isRecords, readShape } from "../batch/formats.js";
import { runBatch } from "../batch/run-batch.js";
import { type FoundInputs, findInputs } from "./find-inputs.js";
import { type Arguments, refuseMistypedCommand, usageError } from "./parse-arguments.js";
import { identify } from "./plan-outputs.js";
import { type CleanSettings, readCleanSettings } from "./read-settings.js";

/** `dehusk clean`: returns the exit code. Inputs that fail are told and passed over. */
export async function cleanCommand(given: Arguments, signal: AbortSignal): Promise<number> {
  const settings = readCleanSettings(given);
  const found = await findInputs(settings.paths, settings.out);
  const [firstPath] = settings.paths;
  if (firstPath !== undefined && found.problems.some(({ path }) => path === firstPath))
    refuseMistypedCommand(firstPath);
  refuseUnfit(settings, found);
  if (found.inputs.some(({ path }) => isRecords(readShape(path).kind))) refuseRecords(settings);
  else if (chooseDelivery(settings) !== "write") refuseBatchOptions(given);
  return await runBatch(given, settings, found, signal);
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
  const unfit = ["text-field", "metadata", "attributes", "fresh"].find((name) => options.has(name));
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
