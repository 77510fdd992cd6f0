import { DehuskError, formatIssue } from "../errors.js";
import { describeError, readCode } from "./describe-error.js";

import { parseArguments } from "./parse-arguments.js";
import { calmStreams, say } from "./standard-streams.js";
import { neutralize } from "./terminal.js";
import { watchSignals } from "./watch-signals.js";

/** Runs a thread of a batch. */
export async function runWorker(): Promise<void> {
  (await import("../batch/worker.js")).runWorker();
}

/**
 * Runs the command line `words`, without the name of the program, and sets the exit code. The process is not
 * ended here: that could cut off output on its way through a pipe.
 */
export async function run(words: readonly string[], version: string): Promise<void> {
  calmStreams();
  const signal = watchSignals();
  try {
    const code = await dispatch(words, version, signal);
    process.exitCode ??= code;
  } catch (error) {
    // Whoever reads the output has seen enough.
    if (readCode(error) === "EPIPE" || signal.aborted) return;
    process.exitCode ??= tellError(error);
  }
}

async function dispatch(words: readonly string[], version: string, signal: AbortSignal): Promise<number> {
  const given = await parseArguments(words, version);
  if (given === undefined) return 0;
  switch (given.command) {
    case "clean":
      return await (await import("./clean-command.js")).cleanCommand(given, signal);
    case "explain":
      return await (await import("./explain-command.js")).explainCommand(given, signal);
    case "pipe":
      return await (await import("./pipe/pipe-command.js")).pipeCommand(given, signal, version);
    case "rules list":
      return await (await import("./rules-list-command.js")).rulesListCommand(given);
    case "rules lint":
      return await (await import("./rules-lint-command.js")).rulesLintCommand(given);
    case "rules test":
      return await (await import("./rules-test-command.js")).rulesTestCommand(given, signal);
    case "rules new":
      return await (await import("./rules-new-command.js")).rulesNewCommand(given, signal);
    case "rules measure":
      return await (await import("./rules-measure-command.js")).rulesMeasureCommand(given, signal);
    case "rules diff":
      return await (await import("./rules-diff-command.js")).rulesDiffCommand(given, signal);
    case "rules suggest":
      return await (await import("./rules-suggest-command.js")).rulesSuggestCommand(given, signal);
    case "rules fit":
      return await (await import("./rules-fit-command.js")).rulesFitCommand(given, signal);
    case "serve":
      return await (await import("./serve-command.js")).serveCommand(given, signal);
    default:
      return given.command satisfies never;
  }
}

/** Says what is wrong and returns the exit code for it. */
function tellError(error: unknown): number {
  if (!(error instanceof DehuskError)) {
    say(`dehusk: ${describeError(error)}`);
    return 1;
  }
  if (error.issues.length === 0) say(`dehusk: ${neutralize(error.message)}`);
  for (const issue of error.issues) say(neutralize(formatIssue(issue)));
  return 2;
}
