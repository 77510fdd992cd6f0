import { describeError, readCode } from "../cli/describe-error.js";
import type { Input } from "../cli/find-inputs.js";
import { readInput } from "../cli/standard-streams.js";
import type { FileToClean, Task, TaskResult } from "./clean-task.js";
import type { Delivery } from "./delivery.js";
import type { ManifestEntry } from "./manifest.js";
import { mapOrdered } from "./map-ordered.js";
import { choosePlace, type Place } from "./place.js";
import type { Run } from "./run.js";

/** A text of its own, and where its result goes. */
export interface Document {
  readonly input: Input;
  /** File to write; undefined for what goes to standard output. */
  readonly target?: string;
  readonly format: Exclude<FileToClean["format"], "record">;
}

type FilesTask = Extract<Task, { kind: "files" }>;

const FILES_A_TASK = 32;
/** Errors that every other file would meet, too. */
const FATAL = new Set(["ENOSPC", "EDQUOT", "EROFS", "EIO", "EPIPE"]);

/**
 * Cleans texts that have each a file, and brings the results where they belong, in order. Only this thread writes.
 * Results below `out` that are still there are left.
 */
export async function deliverDocuments(
  documents: readonly Document[],
  delivery: Delivery,
  out: string,
  run: Run,
): Promise<void> {
  const { engine, log, signal } = run;
  const place = choosePlace(delivery, out, run);
  const work = async ({ task }: DocumentTask): Promise<TaskResult> => await engine.run(task);
  for await (const [{ some }, result] of mapOrdered(listTasks(documents, run), engine.capacity, work)) {
    signal.throwIfAborted();
    log.add(result, result.bytesRead);
    await placeResults(some, result, place, run);
  }
}

interface DocumentTask {
  readonly some: readonly Document[];
  readonly task: FilesTask;
}

async function* listTasks(documents: readonly Document[], run: Run): AsyncGenerator<DocumentTask> {
  for (let i = 0; i < documents.length && !run.signal.aborted; i += FILES_A_TASK) {
    const some = documents.slice(i, i + FILES_A_TASK);
    const files: FileToClean[] = [];
    for (const document of some) files.push(await describeDocument(document, run));
    yield { some, task: { kind: "files", files } };
  }
}

async function describeDocument({ input, target, format }: Document, { state, signal }: Run): Promise<FileToClean> {
  const { path, named } = input;
  const known = target === undefined ? undefined : state?.manifest?.find(target)?.content;
  return {
    path,
    named,
    format,
    ...(target === undefined ? {} : { target }),
    ...(known === undefined ? {} : { known }),
    ...(path === "-" ? { content: await readInput(signal) } : {}),
  };
}

async function placeResults(
  documents: readonly Document[],
  { bytes, files }: TaskResult,
  place: Place,
  { log, signal, state }: Run,
): Promise<void> {
  const entries: ManifestEntry[] = [];
  for (const [index, file] of files.entries()) {
    signal.throwIfAborted();
    const document = documents[index] as Document;
    if (file.known) log.keep(1, 0);
    if (file.bytes === undefined) continue;
    try {
      await place(document, bytes.subarray(...file.bytes), file);
      if (document.target !== undefined) entries.push({ target: document.target, content: file.hash ?? "" });
    } catch (error) {
      if (FATAL.has(readCode(error) ?? "")) throw error;
      const problem = { path: document.input.path, kind: "failed", message: describeError(error) } as const;
      log.addProblem(problem, file.account?.status);
    }
  }
  state?.manifest?.add(entries);
}
