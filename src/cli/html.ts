/** Pages that stand alone: no script, no request, light or dark as the reader's system is. */

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as it may stand between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** A number with a thin space between thousands. */
export function showCount(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

export const showPercent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8882; --cut: #c53030; --add: #2f855a; --bar: #3b82c4; }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 75rem; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; }
.facts { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; list-style: none; }
.facts li { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .9rem; }
.facts b { display: block; font-size: 1.3rem; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .6rem; text-align: right; border-bottom: 1px solid var(--line); vertical-align: baseline; }
th:first-child, td:first-child, .left { text-align: left; }
td:has(.bar) { text-align: left; width: 9.5em; }
thead th { position: sticky; top: 0; background: Canvas; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
.bar { display: inline-block; height: .7em; background: var(--bar); border-radius: 2px; min-width: 1px; }
.bar.low { background: var(--cut); }
del, .cut { color: var(--cut); text-decoration: line-through; text-decoration-thickness: 1px; background: #c5303018; }
ins, .add { color: var(--add); text-decoration: none; background: #2f855a22; }
.quote { white-space: pre-wrap; overflow-wrap: anywhere; border-left: 4px solid var(--line); margin: .4rem 0; padding: .2rem .8rem; }
.dim { opacity: .7; font-size: .9em; } details { margin: .3rem 0; } summary { cursor: pointer; }
`;

/** A whole page; `body` is HTML, `title` is text. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

/** Figures side by side, each with what it counts. */
export function htmlFacts(facts: readonly (readonly [figure: string, noun: string])[]): string {
  const items = facts.map(([figure, noun]) => `<li><b>${escapeHtml(figure)}</b>${escapeHtml(noun)}</li>`);
  return `<ul class="facts">${items.join("")}</ul>`;
}

/** A table; cells are HTML. */
export function htmlTable(head: readonly string[], rows: readonly (readonly string[])[], caption: string): string {
  const cells = (tag: string, row: readonly string[]): string => row.map((cell) => `<${tag}>${cell}</${tag}>`).join("");
  const headCells = head.map((cell) => `<th scope="col">${cell}</th>`).join("");
  const lines = rows.map((row) => `<tr>${cells("td", row)}</tr>`).join("\n");
  return `<div class="wide" role="region" tabindex="0" aria-label="${escapeHtml(caption)}"><table>
<thead><tr>${headCells}</tr></thead>
<tbody>
${lines}
</tbody>
</table></div>`;
}

/** A bar as long as `share` of the column, which is 0 to 1. */
export function htmlBar(share: number, isLow = false): string {
  const width = Math.max(0, Math.min(1, share)) * 8;
  return `<span class="bar${isLow ? " low" : ""}" style="width:${width.toFixed(2)}em"></span>`;
}
