import { describeError, readCode } from "../cli/describe-error.js";
import type { Input } from "../cli/find-inputs.js";
import { refuseEscape } from "../cli/plan-outputs.js";
import { writeFileAtomic } from "../cli/write-file.js";
import type { CleanedFile, FileToClean, Task, TaskResult } from "./clean-task.js";
import type { ManifestEntry } from "./manifest.js";
import { mapOrdered } from "./map-ordered.js";
import type { Run } from "./run.js";

/** A file of one text, and where its result goes. */
export interface Document {
  readonly input: Input;
  readonly target: string;
  readonly format: Exclude<FileToClean["format"], "record">;
}

type FilesTask = Extract<Task, { kind: "files" }>;

const FILES_A_TASK = 32;
/** Errors that every other file would meet, too. */
const FATAL = new Set(["ENOSPC", "EDQUOT", "EROFS", "EIO"]);

/** Cleans files of one text each into files below `out`. Files whose results are still there are left. */
export async function deliverDocuments(documents: readonly Document[], out: string, run: Run): Promise<void> {
  const { engine, log, signal } = run;
  const work = async ({ task }: DocumentTask): Promise<TaskResult> => await engine.run(task);
  for await (const [{ some }, result] of mapOrdered(listTasks(documents, run), engine.capacity, work)) {
    signal.throwIfAborted();
    log.add(result, result.bytesRead);
    writeResults(some, result, out, run);
  }
}

interface DocumentTask {
  readonly some: readonly Document[];
  readonly task: FilesTask;
}

async function* listTasks(documents: readonly Document[], { state, signal }: Run): AsyncGenerator<DocumentTask> {
  for (let i = 0; i < documents.length && !signal.aborted; i += FILES_A_TASK) {
    const some = documents.slice(i, i + FILES_A_TASK);
    const files = some.map(({ input: { path, named }, target, format }): FileToClean => {
      const known = state?.manifest?.find(target)?.content;
      return { path, named, format, target, ...(known === undefined ? {} : { known }) };
    });
    yield { some, task: { kind: "files", files } };
  }
}

function writeResults(documents: readonly Document[], { bytes, files }: TaskResult, out: string, run: Run): void {
  const entries: ManifestEntry[] = [];
  for (const [index, file] of files.entries()) {
    const { target, input } = documents[index] as Document;
    if (file.known) run.log.keep(1, 0);
    if (file.bytes === undefined) continue;
    try {
      writeResult(target, bytes.subarray(...file.bytes), file, out, run);
      entries.push({ target, content: file.hash ?? "" });
    } catch (error) {
      if (FATAL.has(readCode(error) ?? "")) throw error;
      run.log.addProblem({ path: input.path, kind: "failed", message: describeError(error) });
    }
  }
  run.state?.manifest?.add(entries);
}

function writeResult(target: string, bytes: Uint8Array, { sidecar }: CleanedFile, out: string, { state }: Run): void {
  refuseEscape(target, out);
  writeFileAtomic(target, bytes, state?.folder);
  if (sidecar === undefined) return;
  const beside = sidecarPath(target);
  refuseEscape(beside, out);
  writeFileAtomic(beside, sidecar, state?.folder);
}

/** Where the metadata of the result `target` goes when it is to lie beside it. */
export function sidecarPath(target: string): string {
  return `${target}.meta.json`;
}
