import { DehuskError, formatIssue, type RuleIssue } from "../errors.js";
import { builtinRules } from "../rules/builtin.js";
import { createIssueLog, nodeAt, parseJson } from "../rules/json-source.js";
import { readRules } from "../rules/read-rules.js";
import { findRulesFolder } from "../rules/rule-files.js";
import type { OwnPack } from "../rules/stack-rules.js";
import { type ExampleFailure, testRules } from "../tuning/test-rules.js";
import { type SampleFailure, testSamples } from "../tuning/test-samples.js";
import { findSamples } from "./find-samples.js";
import { type Arguments, usageError } from "./parse-arguments.js";
import { lastValue } from "./read-settings.js";
import { say, writeReport } from "./standard-streams.js";
import { neutralize, toOneLine } from "./terminal.js";
import { watchFiles } from "./watch-files.js";

/** What a run found; every issue is an example or a sample that fails. */
interface TestReport {
  readonly passed: number;
  readonly failed: number;
  readonly issues: readonly RuleIssue[];
}

/**
 * `dehusk rules test`: runs the examples of rule files, the built-in ones without FILE, and samples. Returns the exit
 * code.
 */
export async function rulesTestCommand(given: Arguments, signal: AbortSignal): Promise<number> {
  const { operands, options } = given;
  const paths = operands.length > 0 ? operands : [findRulesFolder()];
  const samples = lastValue(given, "samples");
  if (!options.has("watch")) {
    const report = await runTests(paths, samples);
    await writeReport(options.has("json") ? `${JSON.stringify(report, undefined, 2)}\n` : formatReport(report));
    return report.failed > 0 ? 1 : 0;
  }
  if (options.has("json")) throw usageError("--watch talks to people; drop --json.");
  const run = async (): Promise<void> => {
    await writeReport(`\n${await describeRun(paths, samples)}`);
  };
  await run();
  say("Waiting for changes; Ctrl-C ends.");
  await watchFiles([...paths, ...(samples === undefined ? [] : [samples])], run, signal);
  return 0;
}

/** While a file is being written, it may well be broken. */
async function describeRun(paths: readonly string[], samples: string | undefined): Promise<string> {
  try {
    return formatReport(await runTests(paths, samples));
  } catch (error) {
    if (!(error instanceof DehuskError)) throw error;
    const lines = error.issues.length > 0 ? error.issues.map(formatIssue) : [error.message];
    return lines.map((line) => `${neutralize(line)}\n`).join("");
  }
}

async function runTests(paths: readonly string[], samples: string | undefined): Promise<TestReport> {
  const { ruleSet, own, issues } = readRules(paths, builtinRules());
  if (issues.length > 0) throw new DehuskError("E_RULES", "the rules cannot be tested", issues);
  const { passed, failures } = testRules(ruleSet);
  const found = samples === undefined ? [] : await findSamples(samples);
  const wrong = testSamples(found, ruleSet);
  return {
    passed: passed + found.length - wrong.length,
    failed: failures.length + wrong.length,
    issues: [...failures.map((failure) => toIssue(failure, own)), ...wrong.map(toSampleIssue)],
  };
}

function formatReport({ passed, failed, issues }: TestReport): string {
  const lines = [...issues.map(formatIssue), `${passed} examples passed, ${failed} failed`];
  return lines.map((line) => `${neutralize(line)}\n`).join("");
}

/** The failure at the place of its example, if a file holds the rule. */
function toIssue(failure: ExampleFailure, packs: readonly OwnPack[]): RuleIssue {
  const located = packs.map((pack) => locate(failure, pack)).find((found) => found !== undefined);
  const message = `${failure.rule} ${describe(failure)}`;
  return located ?? { code: "E_RULE_EXAMPLE", file: failure.rule, line: 1, column: 1, message, remedy: REMEDY };
}

const REMEDY = "Change the rule or the example.";

function locate(failure: ExampleFailure, { file, text, pack }: OwnPack): RuleIssue | undefined {
  const rule = pack.rules.findIndex(({ id }) => `${pack.pack}/${id}` === failure.rule);
  const log = createIssueLog(text, file);
  const root = rule < 0 ? null : parseJson(text, log);
  if (root === null) return undefined;
  const { offset } = nodeAt(root, ["rules", rule, "examples", failure.list, failure.index]);
  log.add("E_RULE_EXAMPLE", offset, `${failure.rule} ${describe(failure)}`, REMEDY);
  return log.issues[0];
}

function describe({ list, example, reason }: ExampleFailure): string {
  const verb = list === "remove" ? "passes over" : "would take";
  return `${verb} ${JSON.stringify(example)}: ${reason}`;
}

function toSampleIssue({ folder, line, wanted, found }: SampleFailure): RuleIssue {
  const message = `"${toOneLine(wanted)}" is expected, and "${toOneLine(found)}" is left.`;
  const remedy = "dehusk explain says why; change the rules or what is expected.";
  return { code: "E_SAMPLE", file: `${folder}/expected.md`, line, column: 1, message, remedy };
}
