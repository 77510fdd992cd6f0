import type { Measures, RuleMeasure } from "../tuning/measure-rules.js";
import { escapeHtml, htmlBar, htmlFacts, htmlPage, htmlTable, showCount, showPercent } from "./html.js";

/** Below this a rule takes more of the text than it should. */
const LOW_PRECISION = 0.8;

/** Measures as a page: figures, a chart by category, the rules, those on trial, and those that never matched. */
export function formatMeasuresPage(measures: Measures): string {
  const { documents, withGold, words, cutWords, time, rules, dead, languages } = measures;
  const stable = rules.filter(({ status }) => status === "stable");
  const trial = rules.filter(({ status }) => status === "trial");
  const tongues = Object.entries(languages).sort(([, m], [, n]) => n - m);
  return htmlPage(
    "What the rules do",
    [
      htmlFacts([
        [showCount(documents), "documents"],
        [showCount(withGold), "with gold"],
        [showCount(words), "words"],
        [showPercent(words === 0 ? 0 : cutWords / words), "of them cut"],
        [`${(time / 1000).toFixed(1)} s`, "of cleaning"],
        [tongues.map(([tag, count]) => `${tag} ${count}`).join(", ") || "-", "languages"],
      ]),
      `<h2>By category</h2>${categoryTable(stable)}`,
      `<h2>Rules</h2>${ruleTable(stable, "Rules")}`,
      trial.length === 0
        ? ""
        : `<h2>On trial</h2><p>Words are those that the rules on trial would take beyond the others.</p>`,
      trial.length === 0 ? "" : ruleTable(trial, "Rules on trial"),
      dead.length === 0 ? "" : `<h2>Never matched</h2>${deadList(dead)}`,
    ].join("\n"),
  );
}

function deadList(dead: readonly string[]): string {
  const items = dead.map((rule) => `<li><code>${escapeHtml(rule)}</code></li>`).join("");
  return `<details><summary>${dead.length} rules of these languages</summary><ul>${items}</ul></details>`;
}

interface CategorySum {
  readonly words: number;
  readonly judged: number;
  readonly right: number;
  readonly time: number;
}

function categoryTable(rules: readonly RuleMeasure[]): string {
  const sums = new Map<string, CategorySum>();
  for (const { category, words, precision, judgedWords, time } of rules) {
    const known = sums.get(category) ?? { words: 0, judged: 0, right: 0, time: 0 };
    sums.set(category, {
      words: known.words + words,
      judged: known.judged + judgedWords,
      right: known.right + (precision ?? 0) * judgedWords,
      time: known.time + time,
    });
  }
  const sorted = [...sums].sort(([, a], [, b]) => b.words - a.words);
  const most = sorted[0]?.[1].words ?? 0;
  const rows = sorted.map(([category, { words, judged, right, time }]) => [
    escapeHtml(category),
    showCount(words),
    `<span class="left">${htmlBar(most === 0 ? 0 : words / most)}</span>`,
    ...precisionCells(judged === 0 ? null : right / judged),
    time.toFixed(1),
  ]);
  return htmlTable(["category", "words", "", "right", "", "ms"], rows, "Words cut by category");
}

function precisionCells(precision: number | null): readonly [string, string] {
  if (precision === null) return ["-", ""];
  return [showPercent(precision), htmlBar(precision, precision < LOW_PRECISION)];
}

function ruleTable(rules: readonly RuleMeasure[], caption: string): string {
  const most = rules.reduce((best, { words }) => Math.max(best, words), 1);
  const rows = rules.map((rule) => [
    `<code>${escapeHtml(rule.rule)}</code>`,
    showCount(rule.hits),
    showCount(rule.documents),
    showCount(rule.cuts),
    showCount(rule.words),
    htmlBar(rule.words / most),
    ...precisionCells(rule.precision),
    `<span title="${escapeHtml(rule.overlapsWith ?? "")}">${showPercent(rule.overlap)}</span>`,
    rule.time.toFixed(1),
  ]);
  return htmlTable(["rule", "hits", "documents", "cuts", "words", "", "right", "", "overlap", "ms"], rows, caption);
}
