import { readFileSync } from "node:fs";
import { formatIssue } from "../errors.js";
import type { LintReport, LintWarning } from "../rules/lint.js";
import { removeAll } from "../tuning/fix-rules.js";
import { lintAll } from "../tuning/lint-all.js";
import { type Arguments, usageError } from "./parse-arguments.js";
import { lastValue } from "./read-settings.js";
import { formatSarif } from "./sarif.js";
import { say, writeOutput, writeReport } from "./standard-streams.js";
import { neutralize, showName } from "./terminal.js";
import { writeFileAtomic } from "./write-file.js";

/** `dehusk rules lint`: checks rule files, the built-in ones without FILE. Returns the exit code. */
export async function rulesLintCommand(given: Arguments): Promise<number> {
  const { operands, options } = given;
  const sarif = lastValue(given, "sarif");
  if (sarif === "-" && options.has("json")) throw usageError("--json and --sarif - both write to standard output.");
  if (options.has("fix") && operands.length === 0) throw usageError("--fix needs the files that it may change.");
  const found = lintAll(operands);
  const report = options.has("fix") && mend(found) ? lintAll(operands) : found;
  if (sarif === "-") await writeOutput(formatSarif(report));
  else if (sarif !== undefined) writeFileAtomic(sarif, formatSarif(report));
  if (options.has("json")) await writeOutput(formatJson(report));
  else if (sarif !== "-") await writeReport(formatReport(report, options.has("notes")));
  if (report.issues.length > 0) return 2;
  return options.has("error-on-warnings") && report.warnings.length > 0 ? 1 : 0;
}

/** Takes out what has no effect; true when any file was changed. */
function mend({ warnings }: LintReport): boolean {
  const files = new Map<string, LintWarning[]>();
  for (const warning of warnings) {
    if (warning.removable !== undefined) files.set(warning.file, [...(files.get(warning.file) ?? []), warning]);
  }
  for (const [file, own] of files) {
    const text = readFileSync(file, "utf8");
    writeFileAtomic(
      file,
      removeAll(
        text,
        own.flatMap(({ removable }) => (removable === undefined ? [] : [removable])),
      ),
    );
    say(`${showName(file)}: ${own.length} mended`);
  }
  return files.size > 0;
}

function formatReport({ issues, warnings, notes }: LintReport, isWordy: boolean): string {
  const hidden = isWordy ? "" : " (--notes shows them)";
  const told = notes.length === 0 ? "" : `, ${count(notes, "note")}${hidden}`;
  const summary = `${count(issues, "error")}, ${count(warnings, "warning")}${told}`;
  const mendable = warnings.filter(({ removable }) => removable !== undefined).length;
  const hint = mendable > 0 ? [`${mendable} can be mended by --fix`] : [];
  const all = [...issues, ...warnings, ...(isWordy ? notes : [])];
  return [...all.map(formatIssue), summary, ...hint].map((line) => `${neutralize(line)}\n`).join("");
}

const count = ({ length }: readonly unknown[], noun: string): string => `${length} ${noun}${length === 1 ? "" : "s"}`;

function formatJson({ issues, warnings, notes }: LintReport): string {
  const plain = warnings.map(({ removable, ...warning }) => ({ ...warning, fixable: removable !== undefined }));
  return `${JSON.stringify({ errors: issues, warnings: plain, notes }, undefined, 2)}\n`;
}
