import { existsSync, realpathSync, statSync } from "node:fs";
import type { Input } from "../cli/find-inputs.js";
import { usageError } from "../cli/parse-arguments.js";
import { formatOf, identify, planOutputs } from "../cli/plan-outputs.js";
import type { CleanSettings } from "../cli/read-settings.js";
import type { Document } from "./deliver-documents.js";
import { chooseDelivery } from "./delivery.js";
import { canPack, isCollection, isRecords, NO_ZSTD, readShape } from "./formats.js";
import { sidecarPath } from "./place.js";
import type { BatchSettings } from "./read-batch-settings.js";

/** What is to be done in a run. */
export interface Plan {
  readonly documents: readonly Document[];
  /** Files of records with their results; one entry with all inputs when all goes to one place. */
  readonly records: readonly { readonly inputs: readonly Input[]; readonly target?: string }[];
}

/** Decides where all results go; throws a DehuskError for what cannot go together. */
export function makePlan(inputs: readonly Input[], cleanSettings: CleanSettings, settings: BatchSettings): Plan {
  const { out, format, inPlace } = cleanSettings;
  const toDocument = (input: Input, target?: string): Document => {
    return { input, ...(target === undefined ? {} : { target }), format: format ?? formatOf(input.path) };
  };
  if (out === undefined) {
    if (inputs.some(({ path }) => isRecords(readShape(path).kind))) return { documents: [], records: [{ inputs }] };
    const documents = inPlace
      ? takeOnce(inputs).map((input) => toDocument(input, input.path))
      : inputs.map((input) => toDocument(input));
    return { documents, records: [] };
  }
  if (isCollection(out) && chooseDelivery(cleanSettings) !== "write") {
    return { documents: inputs.map((input) => toDocument(input, out)), records: [] };
  }
  if (isCollection(out)) {
    refuseReplacing(inputs, out);
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
  const files = targets.filter(isFile);
  if (settings.metadata === "sidecar") refuseMeetingSidecars(files.map(([, target]) => target));
  return { documents: files.map(([input, target]) => toDocument(input, target)), records };
}

/** Of several names of one file the first: two threads must not clean it side by side. */
function takeOnce(inputs: readonly Input[]): readonly Input[] {
  const taken = new Set<string>();
  return inputs.filter(({ path }) => {
    const file = existsSync(path) ? realpathSync.native(path) : path;
    return taken.size < taken.add(file).size;
  });
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

function refuseReplacing(inputs: readonly Input[], out: string): void {
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory()) throw usageError(`${out} is a folder; name a file.`);
  const replaced = inputs.find(({ path }) => identify(path) === identify(out));
  if (replaced !== undefined) throw usageError(`--out would replace the input ${replaced.path}; name another file.`);
}
