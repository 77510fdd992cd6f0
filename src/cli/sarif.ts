import type { RuleIssue } from "../errors.js";
import type { LintReport } from "../rules/lint.js";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/** A report in the form that code hosts show beside the lines. */
export function formatSarif({ issues, warnings, notes }: LintReport): string {
  const results = [
    ...issues.map((issue) => toResult(issue, "error")),
    ...warnings.map((issue) => toResult(issue, "warning")),
    ...notes.map((issue) => toResult(issue, "note")),
  ];
  const codes = [...new Set([...issues, ...warnings, ...notes].map(({ code }) => code))].sort();
  const rules = codes.map((id) => ({ id, help: { text: `See ${id} in docs/guide.md of dehusk.` } }));
  const run = { tool: { driver: { name: "dehusk rules lint", rules } }, columnKind: "utf16CodeUnits", results };
  return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, undefined, 2)}\n`;
}

function toResult(
  { code, file, line, column, message, remedy }: RuleIssue,
  level: "error" | "warning" | "note",
): object {
  return {
    ruleId: code,
    level,
    message: { text: `${message} ${remedy}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file.replaceAll("\\", "/")) },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
  };
}
