import { describeTime } from "./progress.js";
import { countTexts, type RunSummary } from "./run-log.js";
import { EXCERPT_CHARS, type LargeCut, type Tally } from "./tally.js";

const MAX_BARS = 25;
const MAX_PROBLEMS = 200;

const STYLE = `
:root { color-scheme: light dark; --ink: #1d232b; --dim: #5f6b7a; --paper: #fbfbf9; --line: #dde1e6; --bar: #3f7d58; --bad: #b3412e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8eb; --dim: #97a2b0; --paper: #16191d; --line: #2d333b; --bar: #6fb58d; --bad: #e5816f; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 1.5rem; }
h2 { font-size: 1.05rem; margin: 2.5rem 0 .75rem; }
p, td.dim, dt { color: var(--dim); }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1rem; margin: 0; }
dl div { border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; }
dt { font-size: .8rem; }
dd { margin: 0; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
dd.bad { color: var(--bad); }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
td { border-top: 1px solid var(--line); padding: .3rem .75rem .3rem 0; vertical-align: top; overflow-wrap: anywhere; }
td.number { width: 8rem; text-align: right; font-variant-numeric: tabular-nums; }
td.name { width: 18rem; }
td svg { display: block; width: 100%; height: 1.1rem; }
rect { fill: var(--bar); }
`;

/** The account of a run as a page of HTML that needs nothing else. */
export function formatReportPage({ tally, kept, problems, seconds }: RunSummary): string {
  const sections = [
    formatFigures(tally, kept, seconds),
    formatBars("Words cut by category", Object.entries(tally.cutWords)),
    formatBars(
      "Characters cut by rule",
      Object.entries(tally.rules).map(([rule, { chars }]) => [rule, chars]),
    ),
    formatBars(
      "Texts by language",
      Object.entries(tally.languages).map(([tag, { texts }]) => [tag, texts]),
    ),
    formatBars("Texts with warnings", Object.entries(tally.warnings)),
    formatCuts(tally.largest),
    formatTable(
      "Failures and warnings",
      problems.slice(0, MAX_PROBLEMS).map(({ path, kind, message }) => [path, `${kind}: ${message}`]),
    ),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>dehusk report</title>
<style>${STYLE}</style>
</head>
<body>
<h1>dehusk report</h1>
${sections.filter((section) => section !== "").join("\n")}
</body>
</html>
`;
}

function formatFigures(tally: Tally, kept: number, seconds: number): string {
  const { counts, wordsIn, wordsOut } = tally;
  const share = wordsIn === 0 ? 0 : (100 * (wordsIn - wordsOut)) / wordsIn;
  const figures: readonly (readonly [name: string, value: string, isBad?: boolean])[] = [
    ["texts", formatCount(countTexts(tally) + kept)],
    ["cleaned", formatCount(counts.cleaned)],
    ["unchanged", formatCount(counts.unchanged)],
    ["as before", formatCount(kept)],
    ["skipped", formatCount(counts.skipped)],
    ["failed", formatCount(counts.failed), counts.failed > 0],
    ["words", formatCount(wordsIn)],
    ["words cut", `${formatCount(wordsIn - wordsOut)} (${share.toFixed(1)} %)`],
    ["time", describeTime(seconds)],
  ];
  const boxes = figures.map(([name, value, isBad]) => {
    return `<div><dt>${name}</dt><dd${isBad ? ' class="bad"' : ""}>${value}</dd></div>`;
  });
  return `<dl>\n${boxes.join("\n")}\n</dl>`;
}

function formatBars(title: string, amounts: readonly (readonly [name: string, amount: number])[]): string {
  const sorted = [...amounts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const top = sorted[0]?.[1] ?? 0;
  if (top === 0) return "";
  const rows = sorted.slice(0, MAX_BARS).map(([name, amount]) => {
    const bar = `<svg role="img" aria-label="${amount}"><rect width="${((100 * amount) / top).toFixed(2)}%" height="100%" rx="2"/></svg>`;
    return `<tr><td class="name">${escapeHtml(name)}</td><td class="number">${formatCount(amount)}</td><td>${bar}</td></tr>`;
  });
  const rest = sorted.length > MAX_BARS ? `\n<p>and ${sorted.length - MAX_BARS} more</p>` : "";
  return `<h2>${title}</h2>\n<table>\n${rows.join("\n")}\n</table>${rest}`;
}

function formatCuts(cuts: readonly LargeCut[]): string {
  const rows = cuts.map(({ path, rule, chars, excerpt }) => {
    const more = chars > EXCERPT_CHARS ? "…" : "";
    return [`${path}: ${rule}, ${formatCount(chars)} characters`, excerpt + more] as const;
  });
  return formatTable("The largest cuts: look at these first", rows);
}

function formatTable(title: string, rows: readonly (readonly [name: string, text: string])[]): string {
  if (rows.length === 0) return "";
  const lines = rows.map(
    ([name, text]) => `<tr><td class="name">${escapeHtml(name)}</td><td>${escapeHtml(text)}</td></tr>`,
  );
  return `<h2>${title}</h2>\n<table>\n${lines.join("\n")}\n</table>`;
}

function formatCount(count: number): string {
  return count.toLocaleString("en");
}

/** Texts come from anywhere: none of their characters may act as markup, nor turn the direction of the page. */
function escapeHtml(text: string): string {
  const plain = text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  return plain.replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, " ");
}
