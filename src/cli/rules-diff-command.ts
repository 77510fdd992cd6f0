import {
  type Change,
  type Comparison,
  createComparer,
  createTally,
  type DocumentChange,
} from "../tuning/compare-rules.js";
import { formatComparisonPage } from "./diff-page.js";
import { type Arguments, usageError } from "./parse-arguments.js";
import { createPacer, showProgress } from "./progress.js";
import { openCorpus } from "./read-corpus.js";
import { lastValue, readCleanOptions } from "./read-settings.js";
import { readRuleSet } from "./rule-set-operand.js";
import { say, writeOutput, writeReport } from "./standard-streams.js";
import { createPaint, neutralize, type Paint, showName, toOneLine } from "./terminal.js";
import { writeFileAtomic } from "./write-file.js";

/** `dehusk rules diff A B`: what two rule sets do differently. Returns 1 when anything differs, as diff does. */
export async function rulesDiffCommand(given: Arguments, signal: AbortSignal): Promise<number> {
  const [first, second, ...operands] = given.operands;
  if (first === undefined || second === undefined || operands.length === 0) {
    throw usageError("Name two rule sets and a corpus: dehusk rules diff HEAD rules texts/.");
  }
  const compare = createComparer(readRuleSet(first), readRuleSet(second), readCleanOptions(given));
  const corpus = await openCorpus({ ...given, operands }, signal);
  const pace = createPacer("documents", signal);
  const tally = createTally();
  let done = 0;
  for await (const document of corpus.documents()) {
    tally.add(document, compare(document));
    await pace(++done);
  }
  showProgress("");
  const comparison = tally.report();
  const page = lastValue(given, "html");
  if (page !== undefined) writeFileAtomic(page, formatComparisonPage(first, second, comparison));
  if (given.options.has("json")) await writeOutput(`${JSON.stringify(comparison, undefined, 2)}\n`);
  else if (page === undefined) {
    await writeReport(formatComparison(comparison, createPaint(process.stdout, process.env)));
  } else say(`${showName(page)} is written: ${summarize(comparison)}`);
  return comparison.changed > 0 || corpus.failures() > 0 ? 1 : 0;
}

function summarize({ documents, changed, gainedWords, lostWords }: Comparison): string {
  return `${changed} of ${documents} documents change; ${gainedWords} words more are cut, ${lostWords} are no longer`;
}

function formatComparison(comparison: Comparison, paint: Paint): string {
  const { details, changed, withGold, better, worse, meanScoreChange, gainedRight, lostRight } = comparison;
  const gold = `of these words the gold has ${gainedRight} and ${lostRight}; F1 ${better} better, ${worse} worse, mean change ${meanScoreChange.toFixed(4)}`;
  return [
    ...details.flatMap((change) => formatDocument(change, paint)),
    changed > details.length ? `... and ${changed - details.length} documents more` : null,
    summarize(comparison),
    withGold > 0 ? gold : null,
  ]
    .flatMap((line) => (line === null ? [] : [`${line}\n`]))
    .join("");
}

function formatDocument({ document, changes, fields, scores }: DocumentChange, paint: Paint): readonly string[] {
  const score = scores === null ? "" : `  F1 ${scores[0].toFixed(3)} -> ${scores[1].toFixed(3)}`;
  return [
    paint("bold", `${showName(document)}${score}`),
    ...changes.flatMap((change) => formatChange(change, paint)),
    ...(fields.length > 0 ? [`  other metadata: ${fields.join(", ")}`] : []),
  ];
}

const NEAR_CHARS = 60;

/** `-` is cut now and was not, `+` is back; below it, what stands beside it. */
function formatChange({ kind, text, rule, before, after }: Change, paint: Paint): readonly string[] {
  const line = `  ${kind === "gained" ? "-" : "+"} ${toOneLine(text)}`;
  const near = `${toOneLine(before).slice(-NEAR_CHARS)} [...] ${toOneLine(after).slice(0, NEAR_CHARS)}`;
  return [
    paint(kind === "gained" ? "red" : "green", line),
    paint("dim", `      ${kind === "gained" ? "cut by" : "was cut by"} ${neutralize(rule)}, between: ${near.trim()}`),
  ];
}
