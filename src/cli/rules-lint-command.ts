import { formatIssue } from "../errors.js";
import { lintRules } from "../rules/lint.js";
import type { Arguments } from "./parse-arguments.js";
import { writeReport } from "./standard-streams.js";
import { neutralize } from "./terminal.js";

/** `dehusk rules lint`: checks rule files, the built-in ones without FILE. Returns the exit code. */
export async function rulesLintCommand({ operands }: Arguments): Promise<number> {
  const { issues, warnings } = operands.length > 0 ? lintRules(operands) : lintRules();
  const lines = [...issues, ...warnings].map(formatIssue);
  const summary = `${issues.length} errors, ${warnings.length} warnings`;
  await writeReport([...lines, summary].map((line) => `${neutralize(line)}\n`).join(""));
  return issues.length > 0 ? 2 : 0;
}
