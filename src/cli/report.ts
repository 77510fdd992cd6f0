import type { CleanResult } from "../types.js";
import type { DecodedText } from "./decode.js";

/** What became of one input. */
export interface FileReport {
  readonly path: string;
  readonly status: "cleaned" | "unchanged" | "skipped" | "failed";
  /** Why it was skipped or failed. */
  readonly message?: string;
  readonly output?: string;
  readonly encoding?: string;
  readonly result?: Omit<CleanResult, "body" | "blocks">;
}

/** An entry for a text that was cleaned. */
export function describeFile(
  path: string,
  status: "cleaned" | "unchanged",
  { encoding }: DecodedText,
  { body: _body, blocks: _blocks, ...result }: CleanResult,
  output: string | undefined,
): FileReport {
  return { path, status, ...(output === undefined ? {} : { output }), encoding, result };
}

/** The account of a whole run, as JSON. */
export function formatReport(files: readonly FileReport[]): string {
  const stats = files.flatMap(({ result }) => (result === undefined ? [] : [result.stats]));
  const totals = {
    ...countByStatus(files),
    wordsIn: sum(stats.map(({ wordsIn }) => wordsIn)),
    wordsOut: sum(stats.map(({ wordsOut }) => wordsOut)),
    cutWords: addRecords(stats.map(({ cutWords }) => cutWords)),
  };
  return `${JSON.stringify({ totals, files }, undefined, 2)}\n`;
}

/** `3 files: 2 cleaned, 1 failed`. */
export function formatSummary(files: readonly FileReport[]): string {
  const counts = Object.entries(countByStatus(files)).filter(([, count]) => count > 0);
  const noun = files.length === 1 ? "file" : "files";
  return `${files.length} ${noun}: ${counts.map(([status, count]) => `${count} ${status}`).join(", ")}`;
}

function countByStatus(files: readonly FileReport[]): Record<FileReport["status"], number> {
  const counts = { cleaned: 0, unchanged: 0, skipped: 0, failed: 0 };
  for (const { status } of files) counts[status] += 1;
  return counts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function addRecords(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const totals = new Map<string, number>();
  for (const [key, count] of records.flatMap(Object.entries<number>)) totals.set(key, (totals.get(key) ?? 0) + count);
  return Object.fromEntries([...totals].sort(([a], [b]) => (a < b ? -1 : 1)));
}
