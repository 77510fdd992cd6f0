/** Stretches that are taken as they are, blank lines and all: front matter, fenced and indented code, raw HTML. */
import { isWhite } from "./letters.js";
import { type Line, lineReader } from "./line.js";
import { runLength } from "./line-mark.js";

export const CODE_INDENT = 4;

type ReadLine = (from: number) => Line;

const CODE_SIGNS: ReadonlySet<string> = new Set("{}=");
/** Share of the characters that are signs of code, and their number; prose stays below. */
const MIN_CODE_SHARE = 0.04;
const MIN_CODE_SIGNS = 3;
const MAX_FRONT_MATTER_UNITS = 20_000;
const BYTE_ORDER_MARK = 0xfeff;

/** Offset behind the YAML front matter at the very top of `text`, or 0 when there is none. */
export function frontMatterEnd(text: string): number {
  const top = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  if (!text.startsWith("---", top)) return 0;
  const read = lineReader(text);
  const opening = read(top);
  if (opening.end - opening.start !== 3) return 0;
  const key = read(opening.next);
  if (!text.slice(key.start, key.end).includes(":")) return 0;
  for (let line = key; line.start < text.length && line.start < MAX_FRONT_MATTER_UNITS; line = read(line.next)) {
    const content = text.slice(line.start, Math.min(line.end, line.start + 4));
    if (line.indent === 0 && (content === "---" || content === "...")) return line.end;
  }
  return 0;
}

/** The line that closes the fence opening at `open`; null when nothing does. */
export function fenceClose(text: string, read: ReadLine, open: Line, mark: number): Line | null {
  const unit = text.charCodeAt(mark);
  const length = runLength(text, mark, open.end, unit);
  for (let at = open.next; at < text.length; ) {
    const line = read(at);
    const run = runLength(text, line.start, line.end, unit);
    if (run >= length && line.start + run === line.end) return line;
    at = line.next;
  }
  return null;
}

/** The last of the indented lines from `first` on, and whether they read like code. */
export function indentedRun(
  text: string,
  read: ReadLine,
  first: Line,
): { readonly last: Line; readonly isCode: boolean } {
  let last = first;
  let signs = 0;
  let chars = 0;
  let hasLink = false;
  for (let line = first; line.start < line.end && line.indent >= CODE_INDENT; line = read(line.next)) {
    for (let i = line.start; i < line.end; i++) {
      const isStatementEnd = i === line.end - 1 && text.charAt(i) === ";";
      if (isStatementEnd || CODE_SIGNS.has(text.charAt(i))) signs++;
      if (!isWhite(text.charCodeAt(i))) chars++;
      hasLink ||= text.charCodeAt(i) === 0x5d && text.charCodeAt(i + 1) === 0x28;
    }
    last = line;
    if (line.next >= text.length || line.endsPage) break;
  }
  return { last, isCode: !hasLink && signs >= MIN_CODE_SIGNS && signs >= MIN_CODE_SHARE * chars };
}

const RAW_HTML: readonly (readonly [string, string])[] = [
  ["<!--", "-->"],
  ["<script", "</script>"],
  ["<style", "</style>"],
  ["<pre", "</pre>"],
];

/** Offset behind the closing mark of a comment, script, style or `<pre>` that opens at `start`; -1 when it has none. */
export function rawHtmlEnd(text: string, start: number): number {
  const opening = text.slice(start, start + 8).toLowerCase();
  const raw = RAW_HTML.find(([open]) => opening.startsWith(open));
  if (raw === undefined) return -1;
  const found = text.indexOf(raw[1], start + raw[0].length);
  return found < 0 ? -1 : found + raw[1].length;
}
