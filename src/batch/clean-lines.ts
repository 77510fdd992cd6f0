import { isUtf8 } from "node:buffer";
import { describeError } from "../cli/describe-error.js";
import { neutralize, showName } from "../cli/terminal.js";
import type { Cleaner } from "../types.js";
import { type CleanedRecord, cleanRecord, failRecord } from "./clean-record.js";
import type { Announce, Problem, Task, TaskResult, TaskSettings } from "./clean-task.js";
import { type Account, tallyAccounts } from "./tally.js";

/** Cleans whole lines of JSON: one line out for each line in, in their order. Empty lines stay. */
export function cleanLines(
  { path, firstLine, bytes, skip }: Extract<Task, { kind: "lines" }>,
  cleaner: Cleaner,
  settings: TaskSettings,
  announce: Announce,
): TaskResult {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8").split("\n");
  if (lines.at(-1) === "") lines.pop();
  const results: string[] = [];
  const accounts: Account[] = [];
  const problems: Problem[] = isUtf8(bytes) ? [] : findDamage(lines, path, firstLine);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") {
      results.push(line);
      continue;
    }
    announce(index);
    const place = `${path}:${firstLine + index}`;
    const cleaned = tryRecord(
      firstLine + index === 1 ? line.replace(/^\ufeff/, "") : line,
      cleaner,
      settings,
      skip?.get(index),
    );
    results.push(cleaned.line);
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

function tryRecord(line: string, cleaner: Cleaner, settings: TaskSettings, reason: string | undefined): CleanedRecord {
  if (reason !== undefined) return failRecord(line, reason, settings);
  try {
    return cleanRecord(line, cleaner, settings);
  } catch (error) {
    // Such as nesting too deep to be written.
    return {
      line: JSON.stringify({ dehusk: { error: describeError(error) } }),
      changed: false,
      failure: describeError(error),
    };
  }
}

function accountFor(path: string, { result, changed, failure }: CleanedRecord): Account {
  if (result === undefined) return { path, status: "failed", ...(failure === undefined ? {} : { message: failure }) };
  const { body: _body, blocks: _blocks, ...rest } = result;
  return { path, status: changed ? "cleaned" : "unchanged", result: rest };
}

function findProblems(path: string, { result, failure }: CleanedRecord): readonly Problem[] {
  if (failure !== undefined) return [{ path, kind: "failed", message: showName(failure) }];
  return (result?.warnings ?? []).map(({ message }) => ({ path, kind: "warning", message: neutralize(message) }));
}

function findDamage(lines: readonly string[], path: string, firstLine: number): Problem[] {
  return lines.flatMap((line, index) => {
    const message = "it is not clean UTF-8; what could not be read became U+FFFD";
    return line.includes("\ufffd") ? [{ path: `${path}:${firstLine + index}`, kind: "warning" as const, message }] : [];
  });
}
