import { appendFileSync, closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "../cli/make-folder.js";
import { writeFileAtomic } from "../cli/write-file.js";
import { formatReportPage } from "./report-page.js";
import type { RunSummary } from "./run-log.js";

/** The account of a run, written while it goes on, so that it needs no memory. */
export interface ReportFile {
  /** Adds accounts of texts: JSON, set apart by commas. */
  readonly add: (accounts: string) => void;
  readonly finish: (summary: RunSummary) => void;
  readonly discard: () => void;
}

/** Whether the report holds an account of each text; a page for people has sums only. */
export function wantsAccounts(path: string | undefined): boolean {
  return path?.toLowerCase().endsWith(".json") === true;
}

/** Opens the report `path`, which appears when it is finished. */
export function openReport(path: string): ReportFile {
  if (!wantsAccounts(path)) {
    const finish = (summary: RunSummary): void => writeFileAtomic(path, formatReportPage(summary));
    return { add: () => {}, finish, discard: () => {} };
  }
  makeFolder(dirname(path));
  const temporary = join(dirname(path), `.${basename(path).slice(0, 32)}.${process.pid}.tmp`);
  const file = openSync(temporary, "wx");
  let isFirst = true;
  writeSync(file, '{\n"files": [\n');
  return {
    add: (accounts) => {
      if (accounts === "") return;
      appendFileSync(file, isFirst ? accounts : `,\n${accounts}`);
      isFirst = false;
    },
    finish: (summary) => {
      appendFileSync(file, `\n],\n${formatSums(summary)}}\n`);
      closeSync(file);
      renameSync(temporary, path);
    },
    discard: () => {
      closeSync(file);
      rmSync(temporary, { force: true });
    },
  };
}

function formatSums({ tally, kept, problems, seconds }: RunSummary): string {
  const { counts, wordsIn, wordsOut, cutWords, ...rest } = tally;
  const totals = {
    ...counts,
    kept,
    wordsIn,
    wordsOut,
    cutWords: sortKeys(cutWords),
    seconds: Math.round(seconds * 1000) / 1000,
  };
  const members = { totals, ...rest, rules: sortKeys(rest.rules), languages: sortKeys(rest.languages), problems };
  return JSON.stringify(members, undefined, 2).slice(2, -1);
}

function sortKeys<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
