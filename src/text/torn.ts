/** When a paragraph stops in mid-sentence, and when another one is its rest. */

import type { Block, Span } from "../types.js";
import { byScript } from "./by-script.js";
import { foldedOf } from "./chars.js";
import { closedEnd, endsSentence, isCaseless, isDigit, isLetter, isLower, isTerminal, isWhite } from "./letters.js";
import { hasPageNumber, hasWideGap, isLowerWord, isShortLine, templateOf } from "./page-line.js";
import { isAddress, isNumberLine } from "./wrap.js";

/** A paragraph this long was cut in mid-sentence; shorter ones are labels, verse or signatures. */
const MIN_PROSE_UNITS = 60;
const MIN_PROSE_WORDS = 8;
/** A single sentence of this length is no title. */
const MIN_SENTENCE_UNITS = 100;
const MAX_WORD_UNITS = 30;
const MAX_ADDRESS_UNITS = 300;
/** So much of a long part is looked at. */
const MAX_LOOK_UNITS = 2000;
/** The text ends in an address or in the target of a link. */
const targetEnd = byScript(String.raw`(?:://[^\s)]*|\]\([^\s)]*(?:\s"[^"]*")?\)[^\p{L}\p{Nd}]*)$`);
/** An asterisk behind a space closes no emphasis; the sentence speaks of it: "fields are marked with *". */
const LONE_MARK = /\s[([]?\*[)\]]?$/;
const EMPHASIS = /^[*_\s]*$/;
/** A sentence that begins with a small letter: its writer does not use capitals at all. */
const LOWER_SENTENCE = /[.!?] \p{Ll}/u;
const OPENERS: ReadonlySet<string> = new Set("*_\"'“‘«„([");
const JOINTS: ReadonlySet<string> = new Set(",;，；、،-‐–—\u00ad");

/** What the judgement needs to know of the text as a whole. */
export interface Pages {
  readonly text: string;
  readonly connectives: ReadonlySet<string>;
  /** How often a line, given as its template, stands in the text. */
  readonly countOf: (template: string) => number;
}

/** Characters without link targets, counted up to `atMost`. */
function visibleLength(text: string, { start, end }: Span, atMost: number): number {
  let length = 0;
  const stop = Math.min(end, start + MAX_LOOK_UNITS);
  for (let i = start; i < stop && length < atMost; i++) {
    if (text.charAt(i) !== "]" || text.charAt(i + 1) !== "(") length++;
    else while (i < stop && text.charAt(i) !== ")") i++;
  }
  return length;
}

function hasWords(text: string, { start, end }: Span, atLeast: number): boolean {
  let words = 1;
  for (let i = start; i < end && words < atLeast; i++) if (isWhite(text.charCodeAt(i))) words++;
  return words >= atLeast;
}

/** A sentence ends somewhere before the last few characters. */
function hasSentence(text: string, { start, end }: Span): boolean {
  for (let i = Math.max(start, end - MAX_LOOK_UNITS); i < end - 1; i++) {
    if (isTerminal(text.charCodeAt(i)) && !isLetter(text.charCodeAt(i + 1))) return true;
  }
  return false;
}

/** True for a paragraph that stops in mid-sentence. Whole lines in bold are labels, lines with `|` are menus. */
export function isCut(text: string, part: Span): boolean {
  const last = closedEnd(text, part.start, part.end) - 1;
  const unit = text.charCodeAt(last);
  if (isTerminal(unit) || !(isLetter(unit) || isDigit(unit) || JOINTS.has(text.charAt(last)))) return false;
  if (visibleLength(text, part, MIN_PROSE_UNITS) < MIN_PROSE_UNITS && !hasWords(text, part, MIN_PROSE_WORDS))
    return false;
  const isBold = text.startsWith("**", part.start) && text.startsWith("**", part.end - 2);
  const tail = text.slice(Math.max(part.start, part.end - MAX_ADDRESS_UNITS), part.end);
  return !isBold && !targetEnd(tail).test(tail) && !LONE_MARK.test(tail) && !tail.includes(" | ");
}

/** Offset of what a block begins with behind quotes, brackets and marks. */
function firstLetter(text: string, block: Block): number {
  let i = block.start;
  while (i < block.end - 1 && OPENERS.has(text.charAt(i))) i++;
  return i;
}

/** The last word is one on which no sentence ends; in a title it would begin with a capital. */
function endsOnConnective({ text, connectives }: Pages, part: Span): boolean {
  const end = closedEnd(text, part.start, part.end);
  if (!EMPHASIS.test(text.slice(end, part.end))) return false;
  let i = end;
  while (i > part.start && end - i < MAX_WORD_UNITS && isLetter(text.charCodeAt(i - 1))) i--;
  if (i === end || !(isLower(text.charCodeAt(i)) || isCaseless(text.charCodeAt(i)))) return false;
  const units = Array.from({ length: end - i }, (_, k) => foldedOf(text.charCodeAt(i + k)));
  return connectives.has(String.fromCharCode(...units));
}

const isMarked = (text: string, block: Block): boolean => hasPageNumber(text, block) || hasWideGap(text, block);

const recurs = (it: Pages, line: Block, times: number): boolean => it.countOf(templateOf(it.text, line)) >= times;

/** A short line that can stand at the foot or head of a page. */
export const isPageLine = (text: string, block: Block): boolean =>
  isShortLine(text, block) && (!isLowerWord(text, block.start) || isMarked(text, block));

/** `next` is prose, long or whole, and no line of a page's head or foot; its part goes on to `end`. */
function isRest(it: Pages, part: Span, next: Block, end: number): boolean {
  const { text } = it;
  if (next.kind !== "paragraph" || (isShortLine(text, next) && isMarked(text, next))) return false;
  const isShortPart = visibleLength(text, part, MIN_PROSE_UNITS) < MIN_PROSE_UNITS;
  const needed = !endsSentence(text, next.start, end) ? MIN_SENTENCE_UNITS : isShortPart ? MIN_PROSE_UNITS : 0;
  return visibleLength(text, { start: next.start, end }, needed) >= needed;
}

type Divide = "page" | "blank" | "none";

const isFed = (gap: string): boolean => gap.includes("\f");
const hasBlank = (gap: string): boolean => gap.split("\n").length > 2;

/** True when a page may end behind `part`, before the block `next`: they are apart, or a page number follows. */
export function isApart(text: string, part: Span, next: Block): boolean {
  const gap = text.slice(part.end, next.start);
  return isFed(gap) || hasBlank(gap) || isNumberLine(text, next.start, next.end);
}

/** What stands between `part` and `next`: a form feed or page lines, a blank line, or neither. */
function divideOf(it: Pages, part: Span, lines: readonly Block[], next: Block): Divide {
  const { text } = it;
  const after = text.slice(lines[lines.length - 1]?.end ?? part.end, next.start);
  const first = lines[0];
  if (first === undefined) return isFed(after) ? "page" : hasBlank(after) ? "blank" : "none";
  if (visibleLength(text, part, MIN_PROSE_UNITS) < MIN_PROSE_UNITS) return "none";
  const before = text.slice(part.end, first.start);
  // Headers without number are known by standing on every page.
  const isRunning = lines.some((line) => isMarked(it.text, line)) || lines.every((line) => recurs(it, line, 3));
  return isRunning || isFed(before) || isFed(after) ? "page" : "none";
}

/** A part that goes on with a small letter at `at`. One that begins with a small letter itself may be an item of a list. */
function goesOnLower(it: Pages, part: Span, lines: readonly Block[], at: number, end: number): boolean {
  const { text } = it;
  const rest = text.slice(at, Math.min(end, at + MAX_LOOK_UNITS));
  if (!isLowerWord(text, at) || isAddress(text, at) || LOWER_SENTENCE.test(rest)) return false;
  if (hasSentence(text, part)) return true;
  const isNumbered = lines.length === 0 || lines.some((line) => isMarked(it.text, line));
  return isNumbered && !isLower(text.charCodeAt(part.start));
}

/**
 * True when `part`, which is cut, goes on in the block `next`, whose own part goes on to `end`; `lines` stand between
 * them.
 */
export function goesOn(it: Pages, part: Span, lines: readonly Block[], next: Block, end: number): boolean {
  const { text } = it;
  const divide = divideOf(it, part, lines, next);
  if (divide === "none" || !isRest(it, part, next, end)) return false;
  const at = firstLetter(text, next);
  const first = text.charCodeAt(at);
  if (isLower(first)) return goesOnLower(it, part, lines, at, end);
  if (!isLetter(first) && !isDigit(first)) return false;
  const isProse = hasSentence(text, part);
  if (endsOnConnective(it, part)) return isProse || part.end - part.start >= MIN_SENTENCE_UNITS;
  // Letters without case tell nothing; lines that stand on every page do.
  const isPrinted = lines.every((line) => isMarked(it.text, line)) && lines.some((line) => recurs(it, line, 2));
  return divide === "page" && isPrinted && isProse && isCaseless(first);
}
