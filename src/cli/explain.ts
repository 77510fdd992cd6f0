import type { BlockReport, Reason, Verdict } from "../types.js";
import { neutralize, type Paint, toOneLine, truncate } from "./terminal.js";

export interface ExplainOptions {
  /** Width of the terminal in cells. */
  readonly columns: number;
  readonly paint: Paint;
}

/**
 * Every block in a few lines: a mark (`-` cut, `~` cut in part, ` ` kept), its beginning, and below it what spoke for and
 * against cutting it. Safe to print.
 */
export function formatExplanation(blocks: readonly BlockReport[], options: ExplainOptions): string {
  return blocks.map((block) => `${formatBlock(block, options).join("\n")}\n`).join("");
}

function formatBlock(block: BlockReport, options: ExplainOptions): readonly string[] {
  const { kind } = block.verdict;
  const title = `${block.kind} ${block.start}-${block.end}, ${block.zone}`;
  const parts = block.parts.flatMap((part) => {
    const text = block.text.slice(part.start - block.start, part.end - block.start);
    return [formatExcerpt("-", text, "    ", options), ...formatVerdict(part.verdict, "      ", options)];
  });
  const mark = kind === "cut" ? "-" : parts.length > 0 ? "~" : " ";
  return [
    `${formatExcerpt(mark, block.text, "", options)}`,
    ...formatVerdict(block.verdict, "    ", options, title),
    ...describeTrials(block).map((line) => options.paint("dim", `      ${line}`)),
    ...parts,
  ];
}

/** What rules on trial would add, one a line. */
function describeTrials({ trials = [] }: BlockReport): readonly string[] {
  return trials.map((reason) => neutralize(`${formatReason(reason)}  (on trial)`));
}

function formatExcerpt(mark: string, text: string, indent: string, { columns, paint }: ExplainOptions): string {
  const excerpt = truncate(toOneLine(text), Math.max(20, columns - indent.length - 2));
  const line = `${indent}${mark} ${excerpt}`;
  if (mark === " ") return line;
  return paint(mark === "-" ? "red" : "yellow", line);
}

function formatVerdict(
  verdict: Verdict,
  indent: string,
  { columns, paint }: ExplainOptions,
  title?: string,
): readonly string[] {
  const facts = [...describeVerdict(verdict), ...(title === undefined ? [] : [`(${title})`])];
  const reasons = verdict.reasons.map((reason) => `  ${formatReason(reason)}`);
  const lines = [facts.join("  "), ...reasons, ...describeNearest(verdict)].map(neutralize);
  return lines.map((line) => paint("dim", `${indent}${truncate(line, Math.max(20, columns - indent.length))}`));
}

function describeVerdict(verdict: Verdict): readonly string[] {
  const score = `score ${formatNumber(verdict.score)}`;
  switch (verdict.kind) {
    case "cut":
      return ["cut", verdict.category, verdict.rule, score];
    case "keep":
      return ["keep", ...(verdict.guard === undefined ? [] : [`guarded by ${verdict.guard}`]), score];
    default:
      return verdict satisfies never;
  }
}

function describeNearest(verdict: Verdict): readonly string[] {
  if (verdict.kind !== "keep" || verdict.nearest === undefined) return [];
  const { rule, failed } = verdict.nearest;
  return [`  nearest: ${rule}, but ${failed}`];
}

/** Weight, source and the text that matched. */
export function formatReason({ source, weight, text }: Reason): string {
  const signed = `${weight < 0 ? "" : "+"}${formatNumber(weight)}`;
  return `${signed.padStart(6)}  ${source}${text === undefined ? "" : `  "${toOneLine(text)}"`}`;
}

export function formatNumber(value: number): string {
  return String(Math.round(value * 100) / 100);
}
