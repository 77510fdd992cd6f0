import { now } from "../cli/clock.js";
import { say } from "../cli/standard-streams.js";
import { showName } from "../cli/terminal.js";
import type { Problem, TaskResult } from "./clean-task.js";
import type { Progress } from "./progress.js";
import type { ReportFile } from "./report-file.js";
import { addTally, EMPTY_TALLY, type Status, startSums, type Tally } from "./tally.js";

/** More would push what matters off the screen; the report has them all. */
const MAX_SAID = 100;
const MAX_KEPT = 1000;

/** What a run has done so far, told to people while it goes on. */
export interface RunLog {
  readonly add: (result: Pick<TaskResult, "tally" | "problems" | "accounts">, bytes?: number) => void;
  /** Notes a text that gave no result; `counted` says what it was taken for so far. */
  readonly addProblem: (problem: Problem, counted?: Status) => void;
  /** Notes texts whose results are still there from an earlier run. */
  readonly keep: (texts: number, bytes: number) => void;
  readonly summary: () => RunSummary;
}

export interface RunSummary {
  readonly tally: Tally;
  readonly kept: number;
  /** The first ones. */
  readonly problems: readonly Problem[];
  readonly seconds: number;
}

export function createRunLog(progress: Progress, report: ReportFile | undefined): RunLog {
  const start = now();
  const problems: Problem[] = [];
  const tally = startSums();
  let kept = 0;
  let said = 0;

  const tell = (problem: Problem): void => {
    if (problems.length < MAX_KEPT) problems.push(problem);
    said += 1;
    if (said > MAX_SAID + 1) return;
    progress.clear();
    say(
      said > MAX_SAID
        ? "dehusk: ... and more; --report lists them"
        : `dehusk: ${showName(problem.path)}: ${problem.message}`,
    );
  };
  const add: RunLog["add"] = (result, bytes = 0) => {
    addTally(tally, result.tally);
    report?.add(result.accounts);
    for (const problem of result.problems) tell(problem);
    progress.add(countTexts(result.tally), bytes);
  };
  return {
    add,
    addProblem: (problem, counted) => {
      const { path, kind, message } = problem;
      const status: Status = kind === "skipped" ? "skipped" : "failed";
      const before = counted === undefined ? EMPTY_TALLY.counts : { ...EMPTY_TALLY.counts, [counted]: -1 };
      const counts = { ...before, [status]: before[status] + 1 };
      add({
        tally: { ...EMPTY_TALLY, counts },
        problems: [problem],
        accounts: JSON.stringify({ path, status, message }),
      });
    },
    keep: (texts, bytes) => {
      kept += texts;
      progress.add(texts, bytes);
    },
    summary: () => ({ tally, kept, problems, seconds: (now() - start) / 1000 }),
  };
}

/** Texts of all kinds. */
export function countTexts({ counts }: Tally): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** `3 texts: 2 cleaned, 1 failed; 12 % of 4,013 words cut`. */
export function formatRunSummary({ tally, kept }: RunSummary, noun: string): string {
  const all = countTexts(tally) + kept;
  const counts = [...Object.entries(tally.counts), ["as before", kept] as const].filter(([, count]) => count > 0);
  const list = counts.map(([status, count]) => `${count.toLocaleString("en")} ${status}`).join(", ");
  const { wordsIn, wordsOut } = tally;
  const share =
    wordsIn === 0
      ? ""
      : `; ${formatShare((wordsIn - wordsOut) / wordsIn)} of ${wordsIn.toLocaleString("en")} words cut`;
  return `${all.toLocaleString("en")} ${noun}${all === 1 ? "" : "s"}: ${list}${share}`;
}

function formatShare(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}
