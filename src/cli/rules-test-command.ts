import { DehuskError, formatIssue, type RuleIssue } from "../errors.js";
import { builtinRules } from "../rules/builtin.js";
import { createIssueLog, nodeAt, parseJson } from "../rules/json-source.js";
import { readRules } from "../rules/read-rules.js";
import { findRulesFolder } from "../rules/rule-files.js";
import type { OwnPack } from "../rules/stack-rules.js";
import { type ExampleFailure, testRules } from "../tuning/test-rules.js";
import type { Arguments } from "./parse-arguments.js";
import { writeReport } from "./standard-streams.js";
import { neutralize } from "./terminal.js";

/** `dehusk rules test`: runs the examples of rule files, the built-in ones without FILE. Returns the exit code. */
export async function rulesTestCommand({ operands }: Arguments): Promise<number> {
  const paths = operands.length > 0 ? operands : [findRulesFolder()];
  const { ruleSet, own, issues } = readRules(paths, builtinRules());
  if (issues.length > 0) throw new DehuskError("E_RULES", "the rules cannot be tested", issues);
  const { passed, failures } = testRules(ruleSet);
  const lines = failures.map((failure) => formatFailure(failure, own));
  const summary = `${passed} examples passed, ${failures.length} failed`;
  await writeReport([...lines, summary].map((line) => `${neutralize(line)}\n`).join(""));
  return failures.length > 0 ? 1 : 0;
}

function formatFailure(failure: ExampleFailure, packs: readonly OwnPack[]): string {
  const issue = packs.map((pack) => locate(failure, pack)).find((found) => found !== undefined);
  return issue === undefined ? `${failure.rule} ${describe(failure)}` : formatIssue(issue);
}

/** The failure as an issue at the place of its example, if the pack holds the rule. */
function locate(failure: ExampleFailure, { file, text, pack }: OwnPack): RuleIssue | undefined {
  const rule = pack.rules.findIndex(({ id }) => `${pack.pack}/${id}` === failure.rule);
  const log = createIssueLog(text, file);
  const root = rule < 0 ? null : parseJson(text, log);
  if (root === null) return undefined;
  const { offset } = nodeAt(root, ["rules", rule, "examples", failure.list, failure.index]);
  log.add("E_RULE_EXAMPLE", offset, `${failure.rule} ${describe(failure)}`, "Change the rule or the example.");
  return log.issues[0];
}

function describe({ list, example, reason }: ExampleFailure): string {
  const verb = list === "remove" ? "passes over" : "would take";
  return `${verb} ${JSON.stringify(example)}: ${reason}`;
}
