import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { cleanText } from "../cli/clean-input.js";
import { describeFileError } from "../cli/describe-error.js";
import { neutralize } from "../cli/terminal.js";
import { toJson } from "../to-json.js";
import type { Cleaner } from "../types.js";
import type { Announce, CleanedFile, FileToClean, Problem, Task, TaskResult, TaskSettings } from "./clean-task.js";
import { present } from "./present.js";
import { readDocument } from "./read-document.js";
import { describeResult, OWN_FIELD } from "./record.js";
import { refuseLarge } from "./refuse-large.js";
import { type Account, tallyAccounts } from "./tally.js";

interface Done {
  readonly bytes?: Buffer;
  readonly file: Omit<CleanedFile, "bytes">;
  readonly problems: readonly Problem[];
}

/** Reads and cleans files of one text each. Nothing is written here. */
export async function cleanFiles(
  { files, skip }: Extract<Task, { kind: "files" }>,
  cleaner: Cleaner,
  settings: TaskSettings,
  announce: Announce,
): Promise<TaskResult> {
  const all: Done[] = [];
  for (const [index, file] of files.entries()) {
    await announce(index);
    all.push(await tryFile(file, cleaner, settings, skip?.get(index)));
  }
  const accounts = all.flatMap(({ file }) => file.account ?? []);
  return {
    ...joinFiles(all),
    bytesRead: all.reduce((sum, { file }) => sum + (file.size ?? 0), 0),
    tally: tallyAccounts(accounts),
    problems: all.flatMap(({ problems }) => problems),
    accounts: settings.keepAccounts ? accounts.map((account) => JSON.stringify(account)).join(",\n") : "",
  };
}

async function tryFile(file: FileToClean, cleaner: Cleaner, settings: TaskSettings, reason?: string): Promise<Done> {
  try {
    return reason === undefined ? await cleanFile(file, cleaner, settings) : fail(file.path, reason);
  } catch (error) {
    return fail(file.path, describeFileError(file.path, error));
  }
}

async function cleanFile(file: FileToClean, cleaner: Cleaner, settings: TaskSettings): Promise<Done> {
  const { path, format, named, target } = file;
  const content = file.content === undefined ? readWhole(path) : Buffer.from(file.content);
  const size = content.length;
  const hash = keepsHash(file, settings) ? await hashOf(content) : "";
  if (hash === file.known) return { file: { hash, size, known: true }, problems: [] };
  const source = await readDocument(path, content);
  if ("skipped" in source) return named ? fail(path, source.skipped) : skip(path, source.skipped);
  const tooLarge = refuseLarge(source.text.length, settings);
  if (tooLarge !== undefined) return fail(path, tooLarge);
  const isRecord = format === "record";
  const cleaned = cleanText(source, cleaner, isRecord ? "jsonl" : format, path, settings.metadata === "inline");
  const { result, changed } = cleaned;
  const { body: _body, blocks: _blocks, ...rest } = result;
  const account: Account = {
    path,
    status: changed ? "cleaned" : "unchanged",
    ...(target === undefined ? {} : { output: target }),
    encoding: source.encoding,
    result: rest,
  };
  const bytes = isRecord
    ? Buffer.from(toRecord(path, result.body, describeResult(result), settings))
    : await present(cleaned, file, content, settings);
  const isUnseen = settings.delivery === "diff" && changed && bytes === undefined;
  const sidecar = settings.metadata === "sidecar" ? `${toJson(describeResult(result), 2)}\n` : undefined;
  return {
    ...(bytes === undefined ? {} : { bytes }),
    file: { hash, size, account, ...(sidecar === undefined ? {} : { sidecar }) },
    problems: [
      ...(source.sure ? [] : [warn(path, `the encoding is uncertain, read as ${source.encoding}`)]),
      ...result.warnings.map(({ message }) => warn(path, neutralize(message))),
      ...(isUnseen ? [warn(path, "the difference is too large to show")] : []),
    ],
  };
}

/** Whether somebody will ask what a text was made of: who writes over it, or a later run. */
const keepsHash = ({ target }: FileToClean, { delivery }: TaskSettings): boolean =>
  target !== undefined || delivery === "replace";

async function hashOf(content: Buffer): Promise<string> {
  const { createHash } = await import("node:crypto");
  return createHash("sha256").update(content).digest("hex");
}

/** A file that is written to while it is read would give half of one text and half of another. */
function readWhole(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const before = fstatSync(file, { bigint: true });
    const content = readFileSync(file);
    const after = fstatSync(file, { bigint: true });
    // What another program writes into a pipe is over when that program says so.
    if (before.isFile() && (before.mtimeNs !== after.mtimeNs || before.size !== after.size)) {
      throw new Error("it changed while it was read; run again when it is complete");
    }
    return content;
  } finally {
    closeSync(file);
  }
}

function toRecord(id: string, text: string, own: object, { textField, metadata }: TaskSettings): string {
  const nested = textField.reduceRight<unknown>((value, name) => ({ [name]: value }), text);
  return `${toJson({ id, ...(nested as object), ...(metadata === "none" ? {} : { [OWN_FIELD]: own }) })}\n`;
}

function joinFiles(all: readonly Done[]): Pick<TaskResult, "bytes" | "files"> {
  let end = 0;
  const files = all.map(({ bytes, file }): CleanedFile => {
    if (bytes === undefined) return file;
    end += bytes.length;
    return { ...file, bytes: [end - bytes.length, end] };
  });
  return { bytes: Buffer.concat(all.flatMap(({ bytes }) => bytes ?? [])), files };
}

function warn(path: string, message: string): Problem {
  return { path, kind: "warning", message };
}

function fail(path: string, message: string): Done {
  return { file: { account: { path, status: "failed", message } }, problems: [{ path, kind: "failed", message }] };
}

function skip(path: string, message: string): Done {
  const problems = [{ path, kind: "skipped" as const, message: `skipped, ${message}` }];
  return { file: { account: { path, status: "skipped", message } }, problems };
}
