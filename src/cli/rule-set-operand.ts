/** What stands for a rule set on the command line of `rules diff`. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DehuskError } from "../errors.js";
import { builtinRules } from "../rules/builtin.js";
import { readRules } from "../rules/read-rules.js";
import type { RuleSet } from "../types.js";
import { usageError } from "./parse-arguments.js";

/** The name of the built-in rules, and the folder that a revision is looked up in when it names none. */
const BUILTIN = "builtin";
const RULES_FOLDER = "rules";

/**
 * Reads `builtin`, a rule file or folder, or a git revision: `HEAD~3` stands for its folder `rules`, `HEAD~3:my-rules`
 * for another one. A folder that brings weights and languages of its own stands alone, others on the built-in rules.
 * Throws a DehuskError.
 */
export function readRuleSet(operand: string): RuleSet {
  if (existsSync(operand)) return readPath(operand);
  if (operand === BUILTIN) return builtinRules();
  const colon = operand.indexOf(":");
  const revision = colon < 0 ? operand : operand.slice(0, colon);
  const path = colon < 0 ? RULES_FOLDER : operand.slice(colon + 1);
  if (
    revision === "" ||
    revision.startsWith("-") ||
    git(["rev-parse", "--verify", "--quiet", `${revision}^{commit}`]) === null
  ) {
    throw usageError(`"${operand}" is no file or folder and no git revision; write builtin for the built-in rules.`);
  }
  return readRevision(operand, `${revision}:${path.replace(/\/+$/, "")}`);
}

function readRevision(operand: string, object: string): RuleSet {
  const folder = mkdtempSync(join(tmpdir(), "dehusk-rules-"));
  try {
    const kind = git(["cat-file", "-t", object])?.trim();
    const tree = kind === "tree" ? object : null;
    if (tree === null)
      throw usageError(`the revision "${operand}" has no folder of rules there; name one, as in HEAD:my-rules.`);
    // An index of its own: that of the repository is not touched.
    const env = { GIT_INDEX_FILE: join(folder, "index") };
    const out = join(folder, "rules");
    if (git(["read-tree", tree], env) === null || git(["checkout-index", "--all", `--prefix=${out}/`], env) === null) {
      throw new DehuskError("E_GIT", `git could not give the rules of "${operand}"; run git fsck.`);
    }
    return readPath(out);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function git(words: readonly string[], env: Readonly<Record<string, string>> = {}): string | null {
  const { status, stdout } = spawnSync("git", words, { encoding: "utf8", env: { ...process.env, ...env } });
  return status === 0 ? stdout : null;
}

const NOTHING: RuleSet = {
  packs: [],
  languages: [],
  weights: {
    thresholds: { light: 0, normal: 0, strict: 0 },
    maxCut: { light: 0, normal: 0, strict: 0 },
    features: [],
    neighbour: 0,
  },
  page: null,
};

function readPath(path: string): RuleSet {
  const alone = readRules([path], NOTHING);
  const isWhole =
    alone.issues.length === 0 && alone.ruleSet.languages.length > 0 && alone.ruleSet.weights !== NOTHING.weights;
  const { ruleSet, issues } = isWhole ? alone : readRules([path], builtinRules());
  if (issues.length > 0) throw new DehuskError("E_RULES", `the rules of ${path} cannot be used`, issues);
  return ruleSet;
}
