/** Lines of the head and the foot of printed pages: page numbers, running headers, addresses. */

import type { Block } from "../types.js";
import { byScript } from "./by-script.js";
import { endsSentence, isDigit, isLower, isUpper } from "./letters.js";
import { isNumberLine } from "./wrap.js";

const MAX_PAGE_LINE_UNITS = 100;
/** So many spaces in a row set the left part of a header apart from its right part. */
const WIDE_GAP = "    ";
const wordless = byScript(String.raw`^[^\p{L}\p{Nd}]*$`);
/** Links, line ends, or more words than a header has. */
const NO_LINE = /\]\(|[\r\n]|^\s*(?:\S+\s+){12}\S/;
/** Short lines around a form feed that are looked at, on each side. */
const MAX_LINES_PER_SIDE = 3;

/** A single short line of words or numbers that does not end as sentences do. */
export function isShortLine(text: string, { kind, start, end }: Block): boolean {
  if (end - start > MAX_PAGE_LINE_UNITS) return false;
  if (kind !== "paragraph" && !(kind === "list-item" && isNumberLine(text, start, end))) return false;
  const line = text.slice(start, end);
  return wordless(line).test(line) || NO_LINE.test(line) ? false : !endsSentence(text, start, end);
}

/** The line with `#` for each number, so that it is the same on every page. */
export const templateOf = (text: string, { start, end }: Block): string =>
  text
    .slice(start, end)
    .replace(/\p{Nd}+/gu, "#")
    .replace(/\s+/gu, " ");

/** How often each template stands among the short lines of the text; counted when first asked. */
export function countTemplates(text: string, blocks: readonly Block[]): (template: string) => number {
  let counts: Map<string, number> | undefined;
  return (template) => {
    if (counts === undefined) {
      counts = new Map();
      for (const block of blocks) {
        if (!isShortLine(text, block)) continue;
        const key = templateOf(text, block);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    return counts.get(template) ?? 0;
  };
}

/** A short line begins or ends with a number, or its two halves stand far apart. */
export function hasPageNumber(text: string, { start, end }: Block): boolean {
  return isDigit(text.charCodeAt(start)) || isDigit(text.charCodeAt(end - 1)) || isNumberLine(text, start, end);
}

export const hasWideGap = (text: string, { start, end }: Block): boolean => text.slice(start, end).includes(WIDE_GAP);

const MAX_WORD_UNITS = 40;

/** True when the word at `at` is in small letters; "iPhone" and "upGrad" are names. */
export function isLowerWord(text: string, at: number): boolean {
  let i = at;
  while (i - at < MAX_WORD_UNITS && isLower(text.charCodeAt(i))) i++;
  return i > at && !isUpper(text.charCodeAt(i));
}

/** Short lines at the top of the text and on either side of its form feeds. */
function linesAtFeeds(text: string, blocks: readonly Block[]): readonly Block[] {
  const found = new Set<Block>();
  for (let at = 0, i = 0; at >= 0; at = text.indexOf("\f", at + 1)) {
    while (i < blocks.length && (blocks[i] as Block).start < at) i++;
    for (const step of [-1, 1]) {
      for (let k = 0; k < MAX_LINES_PER_SIDE; k++) {
        const block = blocks[step < 0 ? i - 1 - k : i + k];
        if (block === undefined || !isShortLine(text, block)) break;
        found.add(block);
      }
    }
  }
  return [...found];
}

/** Templates that recur at form feeds: three times, or twice with a number in them. */
export function feedTemplates(text: string, blocks: readonly Block[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const block of linesAtFeeds(text, blocks)) {
    const template = templateOf(text, block);
    counts.set(template, (counts.get(template) ?? 0) + 1);
  }
  const recurring = [...counts].filter(([template, count]) => count >= 3 || (count === 2 && template.includes("#")));
  return new Set(recurring.map(([template]) => template));
}
