import process from "node:process";
import { DehuskError, formatIssue } from "../errors.js";
import { cleanCommand } from "./clean-command.js";
import type { CommandName } from "./commands.js";
import { createCommandCleaner } from "./create-command-cleaner.js";
import { describeError, readCode } from "./describe-error.js";
import { parseArguments } from "./parse-arguments.js";
import { calmStreams, say, writeReport } from "./standard-streams.js";
import { neutralize } from "./terminal.js";
import { watchSignals } from "./watch-signals.js";

/**
 * Runs the command line `words`, without the name of the program, and sets the exit code. The process is left to end by
 * itself: ending it here could cut off output on its way through a pipe.
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
  const given = parseArguments(words);
  if (given.options.has("version")) {
    await writeReport(`${version}\n`);
    return 0;
  }
  if (given.options.has("help")) return await showHelp(words.length === 1 ? undefined : given.command);
  switch (given.command) {
    case "clean":
      return await cleanCommand(given, await createCommandCleaner(given), signal);
    case "explain":
      return await (await import("./explain-command.js")).explainCommand(given, signal);
    case "rules list":
      return await (await import("./rules-list-command.js")).rulesListCommand(given);
    case "rules lint":
      return await (await import("./rules-lint-command.js")).rulesLintCommand(given);
    case "rules test":
      return await (await import("./rules-test-command.js")).rulesTestCommand(given);
    case "completion":
      return await (await import("./completion.js")).completionCommand(given);
    default:
      return given.command satisfies never;
  }
}

async function showHelp(command?: CommandName): Promise<number> {
  const { formatHelp } = await import("./help.js");
  await writeReport(formatHelp(command));
  return 0;
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
