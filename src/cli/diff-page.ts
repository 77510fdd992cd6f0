import type { Change, Comparison, DocumentChange } from "../tuning/compare-rules.js";
import { escapeHtml, htmlFacts, htmlPage, htmlTable, showCount } from "./html.js";

/** What two rule sets do differently, as a page: figures, the rules that do it, every changed document in context. */
export function formatComparisonPage(first: string, second: string, comparison: Comparison): string {
  const { documents, changed, gainedWords, lostWords, withGold, better, worse, meanScoreChange, details } = comparison;
  const facts: (readonly [string, string])[] = [
    [`${showCount(changed)} of ${showCount(documents)}`, "documents change"],
    [showCount(gainedWords), "words cut by the second only"],
    [showCount(lostWords), "words cut by the first only"],
  ];
  if (withGold > 0) {
    facts.push([`${better} / ${worse}`, "F1 better / worse"], [meanScoreChange.toFixed(4), "mean change of F1"]);
  }
  const more = changed - details.length;
  return htmlPage(
    "What the rules do differently",
    [
      `<p>First: <code>${escapeHtml(first)}</code>, second: <code>${escapeHtml(second)}</code>. `,
      `<span class="cut">Struck out</span>: only the second cuts it. <span class="add">Marked</span>: only the first does.</p>`,
      htmlFacts(facts),
      changed === 0 ? "" : `<h2>By rule</h2>${ruleTable(details)}`,
      changed === 0 ? "" : "<h2>Documents</h2>",
      ...details.map(formatDocument),
      more > 0 ? `<p>... and ${showCount(more)} documents more.</p>` : "",
    ].join("\n"),
  );
}

function ruleTable(details: readonly DocumentChange[]): string {
  const sums = new Map<string, { gained: number; lost: number; changes: number }>();
  for (const { kind, rule, words } of details.flatMap(({ changes }) => changes)) {
    const sum = sums.get(rule) ?? { gained: 0, lost: 0, changes: 0 };
    sum[kind] += words;
    sum.changes += 1;
    sums.set(rule, sum);
  }
  const rows = [...sums]
    .sort(([, a], [, b]) => b.gained + b.lost - a.gained - a.lost)
    .map(([rule, { gained, lost, changes }]) => [
      `<code>${escapeHtml(rule)}</code>`,
      ...[changes, gained, lost].map(showCount),
    ]);
  return htmlTable(["rule", "places", "words more", "words less"], rows, "Changes by rule");
}

function formatDocument({ document, changes, fields, scores }: DocumentChange): string {
  const score = scores === null ? "" : ` <span class="dim">F1 ${scores[0].toFixed(3)} → ${scores[1].toFixed(3)}</span>`;
  const other = fields.length === 0 ? "" : `<p class="dim">Other metadata: ${escapeHtml(fields.join(", "))}</p>`;
  return `<details open><summary><code>${escapeHtml(document)}</code>${score}</summary>
${changes.map(formatChange).join("\n")}${other}</details>`;
}

function formatChange({ kind, text, rule, before, after, right }: Change): string {
  const tag = kind === "gained" ? "del" : "ins";
  const gold = right === null ? "" : `, ${right} of its words in the gold`;
  return `<div class="quote"><span class="dim">${escapeHtml(before.trimStart())}</span><${tag}>${escapeHtml(text)}</${tag}><span class="dim">${escapeHtml(after.trimEnd())}</span></div>
<p class="dim">${kind === "gained" ? "Cut by" : "Was cut by"} <code>${escapeHtml(rule)}</code>${gold}</p>`;
}
