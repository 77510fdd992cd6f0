import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CorpusDocument } from "../tuning/corpus.js";
import { createMiner } from "../tuning/mine-repeats.js";
import { createSuggester, type Suggestion, type SuggestionReport } from "../tuning/suggest-rules.js";
import { loadGivenRules } from "./create-command-cleaner.js";
import type { Arguments } from "./parse-arguments.js";
import { breathe, createPacer, showProgress } from "./progress.js";
import { type Corpus, openCorpus } from "./read-corpus.js";
import { lastValue, readNumber } from "./read-settings.js";
import { say, writeOutput, writeReport } from "./standard-streams.js";
import { formatTable } from "./table.js";
import { showName, toOneLine, truncate } from "./terminal.js";
import { writeFileAtomic } from "./write-file.js";

/** `dehusk rules suggest`: proposes rules on trial for what the texts of a source repeat. Returns the exit code. */
export async function rulesSuggestCommand(given: Arguments, signal: AbortSignal): Promise<number> {
  const least = readNumber(given, "min-documents", 5, 2);
  const rules = await loadGivenRules(given);
  const corpus = await openCorpus(given, signal);
  const read = (noun: string, use: (document: CorpusDocument) => void): Promise<void> =>
    readAll(corpus, noun, use, signal);
  const miner = createMiner(least);
  await read("documents counted", miner.count);
  await read("documents searched", miner.collect);
  const suggester = createSuggester(miner, rules);
  await read("documents checked", suggester.verify);
  await breathe(signal);
  const report = suggester.report();
  const folder = lastValue(given, "out");
  const refused = folder === undefined ? 0 : writePacks(report, folder);
  if (given.options.has("json")) await writeOutput(`${JSON.stringify(report, undefined, 2)}\n`);
  else await writeReport(formatReport(report, folder));
  return corpus.failures() + refused > 0 ? 1 : 0;
}

async function readAll(
  corpus: Corpus,
  noun: string,
  use: (document: CorpusDocument) => void,
  signal: AbortSignal,
): Promise<void> {
  const pace = createPacer(noun, signal);
  let done = 0;
  for await (const document of corpus.documents()) {
    use(document);
    await pace(++done);
  }
  showProgress("");
}

/** Writes a file for each pack; returns how many were there already, which a person may have changed. */
function writePacks({ packs }: SuggestionReport, folder: string): number {
  let refused = 0;
  for (const { pack } of packs) {
    const file = join(folder, `${pack.site?.hosts[0] ?? pack.pack.replace("suggested/", "")}.json`);
    if (existsSync(file)) {
      say(`dehusk: ${showName(file)}: there is such a file already; move it away, or write elsewhere with --out`);
      refused += 1;
    } else {
      writeFileAtomic(file, `${JSON.stringify(pack, undefined, 2)}\n`);
      say(`${showName(file)} is written: ${pack.rules.length} rules on trial`);
    }
  }
  return refused;
}

const MAX_TEXT_CELLS = 70;

function formatReport({ suggestions, dropped }: SuggestionReport, folder: string | undefined): string {
  const rows = suggestions.map(({ source, rule, support, hits, words, lost, texts }: Suggestion) => [
    truncate(toOneLine(texts[0] ?? ""), MAX_TEXT_CELLS),
    source,
    rule.id,
    ...[support, hits, words, lost].map(String),
  ]);
  const head = ["text", "source", "rule", "documents", "hits", "words", "lost"];
  const reasons = Object.entries(dropped).map(([reason, count]) => `${count} drafts were dropped: ${reason}\n`);
  return [
    rows.length > 0 ? formatTable([head, ...rows], "left") : "",
    `${suggestions.length} rules are proposed\n`,
    ...reasons,
    folder === undefined && rows.length > 0 ? "--out DIR writes them as packs of rules on trial\n" : "",
  ].join("");
}
