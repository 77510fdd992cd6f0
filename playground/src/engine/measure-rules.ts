/** What each rule did in a text, and how long it took over it. */
import { compileRules } from "../../../src/match/compile.js";
import { createDocument, type Document } from "../../../src/match/document.js";
import { matchRules } from "../../../src/match/match.js";
import { type ResolvedRule, resolvePacks } from "../../../src/rules/packs.js";
import { startFolding } from "../../../src/text/fold.js";
import { segment } from "../../../src/text/segment.js";
import type { BlockReport, CleanResult, Language, RuleSet, Verdict } from "../../../src/types.js";
import type { RuleRow } from "./messages.js";

/** Clocks of browsers are coarse: a rule is run until so much time has gone by. */
const RUN_MILLISECONDS = 2;
const MAX_RUNS = 2000;
/** The fastest round counts: in the others the machine did something else, too. */
const ROUNDS = 3;

/** Rows of all rules that hit, most hits first. The clock is handed in: the core reads none. */
export function measureRules(
  text: string,
  result: CleanResult,
  ruleSet: RuleSet,
  now: () => number,
): readonly RuleRow[] {
  const rows = countHits(result.blocks ?? []);
  const { general, sites, languages } = resolvePacks(ruleSet, result.inLanguage.split("-")[0] ?? "");
  const byId = new Map([...general, ...sites.flatMap((site) => site.rules)].map((rule) => [rule.fullId, rule]));
  const language =
    languages.find((known) => known.language === result.inLanguage) ??
    languages.find((known) => known.language === "any");
  if (language === undefined) return [];
  const document = createDocument(startFolding(text, segment(text, "auto")), language);
  return [...rows]
    .map(([rule, { hits, cuts }]) => {
      const found = byId.get(rule);
      return { rule, hits, cuts, microseconds: found === undefined ? null : timeRule(found, document, language, now) };
    })
    .sort((a, b) => b.hits - a.hits || (a.rule < b.rule ? -1 : 1));
}

/** Hits and led cuts by full id. Features, guards and neighbours have names without a slash. */
export function countHits(
  blocks: readonly BlockReport[],
): ReadonlyMap<string, { readonly hits: number; readonly cuts: number }> {
  const rows = new Map<string, { hits: number; cuts: number }>();
  const rowOf = (rule: string): { hits: number; cuts: number } => {
    const row = rows.get(rule) ?? { hits: 0, cuts: 0 };
    rows.set(rule, row);
    return row;
  };
  const count = (verdict: Verdict): void => {
    for (const { source } of verdict.reasons) if (source.includes("/")) rowOf(source).hits++;
    if (verdict.kind === "cut") rowOf(verdict.rule).cuts++;
  };
  for (const { verdict, parts } of blocks) {
    count(verdict);
    for (const part of parts) count(part.verdict);
  }
  return rows;
}

/** Microseconds of one run, once the index has been asked and the text is folded. */
function timeRule(rule: ResolvedRule, document: Document, language: Language, now: () => number): number {
  // A keep rule is asked only about blocks that another one accuses; here it is alone.
  const own = rule.action === "keep" ? { ...rule, action: "extract" as const } : rule;
  const index = compileRules([own], new Set(language.stopWords));
  const run = (): unknown => matchRules(document, () => [index], { useIndex: true, misses: null });
  run();
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = now();
    let runs = 0;
    let spent = 0;
    while (spent < RUN_MILLISECONDS && runs < MAX_RUNS) {
      run();
      runs++;
      spent = now() - start;
    }
    best = Math.min(best, spent / runs);
  }
  return best * 1000;
}
