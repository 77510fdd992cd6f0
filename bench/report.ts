/** What the measures hand in, as a table for people and as ratios for machines. */

/** A ratio that the project promises to keep. */
export type Bar = { readonly atLeast: number } | { readonly atMost: number };

export interface Row {
  readonly what: string;
  /** Speed or time on this machine, with its unit. */
  readonly amount: string;
  /** How many times as fast or as dear as `against`. */
  readonly ratio?: number;
  readonly against?: string;
  readonly bar?: Bar;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

export const speed = (mbPerSecond: number): string => `${mbPerSecond.toPrecision(3)} MB/s`;
export const milliseconds = (seconds: number): string => `${(seconds * 1000).toFixed(1)} ms`;

const isMet = (ratio: number, bar: Bar): boolean => ("atLeast" in bar ? ratio >= bar.atLeast : ratio <= bar.atMost);

const describeRatio = ({ ratio, against }: Row): string =>
  ratio === undefined
    ? ""
    : `${ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0)} x${against === undefined ? "" : ` ${against}`}`;

function describeBar({ ratio, bar }: Row): string {
  if (ratio === undefined || bar === undefined) return "";
  const wanted = "atLeast" in bar ? `at least ${bar.atLeast}` : `at most ${bar.atMost}`;
  return `${wanted}: ${isMet(ratio, bar) ? "met" : "NOT MET"}`;
}

/** The section as a table, columns aligned. */
export function formatSection({ title, rows }: Section): string {
  const cells = rows.map((row) => [row.what, row.amount, describeRatio(row), describeBar(row)]);
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")}`.trimEnd());
  return `${title}\n${lines.join("\n")}\n`;
}

/** What does not depend on the machine. */
export function toJson(sections: readonly Section[], node: string): string {
  const measures = sections.map(({ title, rows }) => ({
    title,
    ratios: rows
      .filter(({ ratio }) => ratio !== undefined)
      .map((row) => ({
        ...row,
        amount: undefined,
        met: row.bar === undefined ? undefined : isMet(row.ratio ?? 0, row.bar),
      })),
  }));
  return `${JSON.stringify({ node, measures }, null, 2)}\n`;
}
