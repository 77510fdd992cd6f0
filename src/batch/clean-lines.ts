import { describeError } from "../cli/describe-error.js";
import { neutralize, showName } from "../cli/terminal.js";
import type { Cleaner } from "../types.js";
import { type CleanedRecord, cleanRecord, failRecord, failUnread } from "./clean-record.js";
import type { Announce, Problem, Task, TaskResult, TaskSettings } from "./clean-task.js";
import { isFault, readLine } from "./record.js";
import { refuseLarge } from "./refuse-large.js";
import { type Account, tallyAccounts } from "./tally.js";

const LINE_FEED = 10;

/** Cleans whole lines of JSON: one line out for each line in, in their order. Empty lines stay. */
export async function cleanLines(
  { path, firstLine, bytes, skip }: Extract<Task, { kind: "lines" }>,
  cleaner: Cleaner,
  settings: TaskSettings,
  announce: Announce,
): Promise<TaskResult> {
  const results: string[] = [];
  const accounts: Account[] = [];
  const problems: Problem[] = [];
  for (const [index, piece] of listLines(bytes).entries()) {
    await announce(index);
    const place = `${path}:${firstLine + index}`;
    const cleaned = tryLine(piece, cleaner, settings, skip?.get(index));
    results.push(cleaned.line);
    if (cleaned.line === "") continue;
    accounts.push(accountFor(place, cleaned));
    problems.push(...findProblems(place, cleaned));
  }
  return {
    bytes: Buffer.from(`${results.join("\n")}\n`),
    bytesRead: 0,
    files: [],
    tally: tallyAccounts(accounts),
    problems,
    accounts: settings.keepAccounts ? accounts.map((account) => JSON.stringify(account)).join(",\n") : "",
  };
}

/** The lines without their ends. */
function listLines(bytes: Uint8Array): readonly Buffer[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lines: Buffer[] = [];
  for (let start = 0; start < all.length; ) {
    const end = all.indexOf(LINE_FEED, start);
    lines.push(all.subarray(start, end < 0 ? all.length : end));
    start = end < 0 ? all.length : end + 1;
  }
  return lines;
}

function tryLine(piece: Buffer, cleaner: Cleaner, settings: TaskSettings, reason: string | undefined): CleanedRecord {
  const tooLarge = refuseLarge(piece.length, settings);
  if (tooLarge !== undefined) return failUnread({ code: "E_LINE_LENGTH", message: tooLarge }, settings);
  const line = readLine(piece);
  if (isFault(line)) return failUnread(line, settings);
  // An empty line is no record, and nothing is amiss with it.
  if (line.trim() === "") return { line: "", changed: false };
  if (reason !== undefined) return failRecord(line, { code: "E_CLEAN", message: reason }, settings);
  try {
    return cleanRecord(line, cleaner, settings);
  } catch (error) {
    return failRecord(line, { code: "E_CLEAN", message: describeError(error) }, settings);
  }
}

function accountFor(path: string, { result, changed, fault }: CleanedRecord): Account {
  if (result === undefined)
    return { path, status: "failed", ...(fault === undefined ? {} : { message: fault.message }) };
  const { body: _body, blocks: _blocks, ...rest } = result;
  return { path, status: changed ? "cleaned" : "unchanged", result: rest };
}

function findProblems(path: string, { result, fault }: CleanedRecord): readonly Problem[] {
  if (fault !== undefined) return [{ path, kind: "failed", message: showName(fault.message) }];
  return (result?.warnings ?? []).map(({ message }) => ({ path, kind: "warning", message: neutralize(message) }));
}
