import type { BlockReport, CleanResult, Reason, Span, Verdict } from "../types.js";
import { formatNumber } from "./explain.js";
import { escapeHtml, htmlFacts, htmlPage, htmlTable, showCount } from "./html.js";

/** A text with what cleaning it with `explain` gave. */
export interface ExplainedText {
  readonly name: string;
  readonly result: CleanResult;
}

/** Every block with its verdict; what is cut is struck out, and each block opens to show its reasons. */
export function formatExplanationPage(texts: readonly ExplainedText[]): string {
  return htmlPage("Why each block stays or goes", texts.map(formatText).join("\n"));
}

function formatText({ name, result }: ExplainedText): string {
  const { blocks = [], stats, inLanguage, warnings } = result;
  const facts = htmlFacts([
    [showCount(stats.wordsIn), "words"],
    [showCount(stats.wordsOut), "stay"],
    [`${stats.blocksCut} of ${stats.blocksIn}`, "blocks are cut"],
    [inLanguage, "language"],
    [stats.input, "taken for"],
  ]);
  const alarms = warnings.map(({ message }) => `<p><b>Warning:</b> ${escapeHtml(message)}</p>`).join("");
  const list = blocks.map((block) => `<li>${formatBlock(block)}</li>`).join("\n");
  return `<h2><code>${escapeHtml(name)}</code></h2>${facts}${alarms}<ol>${list}</ol>`;
}

function formatBlock(block: BlockReport): string {
  const { verdict, parts, kind, zone, start, end, trials = [] } = block;
  const inner = verdict.kind === "cut" ? `<del>${escapeHtml(block.text)}</del>` : markParts(block);
  const place = `${kind}, ${zone}, ${start}-${end}`;
  const tables = [
    formatVerdict("Block", verdict),
    ...parts.map((part) => formatVerdict("Part", part.verdict)),
    trials.length > 0 ? formatReasons("Rules on trial", trials) : "",
  ];
  return `<div class="quote">${inner}</div>
<details><summary>${describeVerdict(verdict)} <span class="dim">${escapeHtml(place)}</span></summary>${tables.join("")}</details>`;
}

/** The text of a block that stays, its cut parts struck out. */
function markParts({ text, start, parts }: BlockReport): string {
  let out = "";
  let at = 0;
  for (const part of parts.toSorted((a: Span, b: Span) => a.start - b.start)) {
    const [from, to] = [Math.max(at, part.start - start), Math.max(at, part.end - start)];
    out += `${escapeHtml(text.slice(at, from))}<del>${escapeHtml(text.slice(from, to))}</del>`;
    at = to;
  }
  return out + escapeHtml(text.slice(at));
}

function describeVerdict(verdict: Verdict): string {
  const score = `score ${formatNumber(verdict.score)}`;
  if (verdict.kind === "cut") {
    return `<b>cut</b> as ${escapeHtml(verdict.category)} by <code>${escapeHtml(verdict.rule)}</code>, ${score}`;
  }
  const guard = verdict.guard === undefined ? "" : `, guarded by ${escapeHtml(verdict.guard)}`;
  const near =
    verdict.nearest === undefined
      ? ""
      : `; nearest is <code>${escapeHtml(verdict.nearest.rule)}</code>, but ${escapeHtml(verdict.nearest.failed)} fails`;
  return `kept, ${score}${guard}${near}`;
}

const formatVerdict = (caption: string, { reasons }: Verdict): string =>
  reasons.length === 0 ? "" : formatReasons(caption, reasons);

function formatReasons(caption: string, reasons: readonly Reason[]): string {
  const rows = reasons.map(({ source, weight, text = "" }) => [
    `<code>${escapeHtml(source)}</code>`,
    formatNumber(weight),
    `<span class="left">${escapeHtml(text)}</span>`,
  ]);
  return htmlTable([escapeHtml(caption), "weight", "matched"], rows, `${caption}: reasons`);
}
