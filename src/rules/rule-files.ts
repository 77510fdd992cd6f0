/** Rule files on disk: which there are, and what kind each is. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RuleIssue } from "../errors.js";

export interface RuleFile {
  /** As the caller gave it, or below the folder that the caller gave. */
  readonly file: string;
  readonly text: string;
  readonly kind: "pack" | "language" | "weights" | "page-weights";
}

/** Schemas and tables of characters stand beside the rules and are none. */
const NO_RULES = /\.(?:schema|table)\.json$/;

/** Reads the files, and those in the folders, in the order of their names. Links within folders are not followed. */
export function readRuleFiles(paths: readonly string[]): {
  readonly files: readonly RuleFile[];
  readonly issues: readonly RuleIssue[];
} {
  const files: RuleFile[] = [];
  const issues: RuleIssue[] = [];
  for (const file of new Set(paths.flatMap(listFiles))) {
    try {
      files.push({ file, text: readFileSync(file, "utf8"), kind: kindOf(file) });
    } catch (error) {
      const reason = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
      const remedy = "Name a rule file or a folder of them that exists and can be read.";
      issues.push({ code: "E_RULE_FILE", file, line: 1, column: 1, message: `cannot be read (${reason}).`, remedy });
    }
  }
  return { files, issues };
}

/** The folder of the rule files that dehusk brings along: they have what the built-in rules leave out. */
export function findRulesFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "rules", "rule.schema.json")) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, "rules");
}

function listFiles(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) return listFiles(inner);
    return entry.isFile() && entry.name.endsWith(".json") && !NO_RULES.test(entry.name) ? [inner] : [];
  });
}

function kindOf(file: string): RuleFile["kind"] {
  const name = basename(file);
  if (/(?:^|\.)language\.json$/.test(name)) return "language";
  if (/(?:^|\.)page-weights\.json$/.test(name)) return "page-weights";
  return /(?:^|\.)weights\.json$/.test(name) ? "weights" : "pack";
}
