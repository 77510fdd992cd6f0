import { createMeter, type Measures, type RuleMeasure } from "../tuning/measure-rules.js";
import type { SORTS } from "./commands.js";
import { loadGivenRules } from "./create-command-cleaner.js";
import { formatMeasuresPage } from "./measure-page.js";
import type { Arguments } from "./parse-arguments.js";
import { createPacer, showProgress } from "./progress.js";
import { openCorpus } from "./read-corpus.js";
import { lastValue, readCleanOptions, readNumber } from "./read-settings.js";
import { say, writeOutput } from "./standard-streams.js";
import { formatTable } from "./table.js";
import { writeFileAtomic } from "./write-file.js";

type Sort = (typeof SORTS)[number];

/** `dehusk rules measure`: what each rule does on a corpus. Returns the exit code. */
export async function rulesMeasureCommand(given: Arguments, signal: AbortSignal): Promise<number> {
  const options = readCleanOptions(given);
  const top = readNumber(given, "top", 40, 1);
  const meter = createMeter(await loadGivenRules(given), { ...options, now: () => performance.now() });
  const corpus = await openCorpus(given, signal);
  const pace = createPacer("documents", signal);
  let done = 0;
  for await (const document of corpus.documents()) {
    meter.add(document);
    await pace(++done);
  }
  showProgress("");
  const measures = meter.report();
  const sorted = {
    ...measures,
    rules: sortRules(measures.rules, (lastValue(given, "sort") as Sort | undefined) ?? "words"),
  };
  const page = lastValue(given, "html");
  if (page !== undefined) writeFileAtomic(page, formatMeasuresPage(sorted));
  if (given.options.has("json")) await writeOutput(`${JSON.stringify(sorted, undefined, 2)}\n`);
  else if (page === undefined) await writeOutput(formatMeasures(sorted, top));
  else say(`${page} is written: ${sorted.rules.length} rules on ${sorted.documents} documents`);
  return corpus.failures() > 0 ? 1 : 0;
}

/** Precision from the worst, names from a, everything else from the most. */
function sortRules(rules: readonly RuleMeasure[], by: Sort): readonly RuleMeasure[] {
  switch (by) {
    case "rule":
      return rules.toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
    case "precision":
      return rules.toSorted((a, b) => (a.precision ?? 2) - (b.precision ?? 2) || b.words - a.words);
    default:
      return rules.toSorted((a, b) => b[by] - a[by]);
  }
}

function formatMeasures(measures: Measures, top: number): string {
  const { documents, withGold, words, cutWords, time, rules, dead } = measures;
  const stable = rules.filter(({ status }) => status === "stable");
  const trial = rules.filter(({ status }) => status === "trial");
  const share = words === 0 ? 0 : (100 * cutWords) / words;
  return [
    formatRules(stable.slice(0, top)),
    stable.length > top ? `... and ${stable.length - top} rules more; --top ${stable.length} shows all\n` : "",
    trial.length > 0 ? `\non trial (words that they would take beyond the others)\n${formatRules(trial)}` : "",
    dead.length > 0 ? `\n${dead.length} rules never matched; --json lists them under "dead"\n` : "",
    `\n${documents} documents, ${withGold} with gold, ${words} words, ${cutWords} cut (${share.toFixed(1)} %), `,
    `${(time / 1000).toFixed(1)} s\n`,
  ].join("");
}

const HEAD = ["rule", "hits", "documents", "cuts", "words", "right", "overlap", "ms"];

function formatRules(rules: readonly RuleMeasure[]): string {
  return formatTable([HEAD, ...rules.map(toRow)]);
}

function toRow({ rule, hits, documents, cuts, words, precision, overlap, time }: RuleMeasure): readonly string[] {
  const right = precision === null ? "-" : `${(100 * precision).toFixed(0)} %`;
  return [rule, hits, documents, cuts, words, right, `${(100 * overlap).toFixed(0)} %`, time.toFixed(1)].map(String);
}
