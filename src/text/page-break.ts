import type { Block } from "../types.js";
import { foldedOf } from "./chars.js";
import { type HyphenJudge, hyphenJudge } from "./hyphen.js";
import { closedEnd, endsSentence, isCaseless, isDigit, isLetter, isLower, isTerminal, isWhite } from "./letters.js";
import {
  countTemplates,
  feedTemplates,
  hasPageNumber,
  hasWideGap,
  isLowerWord,
  isShortLine,
  templateOf,
} from "./page-line.js";
import type { Repair, RepairLanguage } from "./repair.js";
import { isAddress, isNumberLine } from "./wrap.js";

/** A paragraph this long was cut in mid-sentence; shorter ones are labels, verse or signatures. */
const MIN_PROSE_UNITS = 60;
const MIN_PROSE_WORDS = 8;
/** A single sentence of this length is no title. */
const MIN_SENTENCE_UNITS = 100;
/** Lines of one page's foot and the next one's head. */
const MAX_PAGE_LINES = 4;
const MAX_WORD_UNITS = 30;
const MAX_ADDRESS_UNITS = 300;
/** The text ends in an address or in the target of a link. */
const TARGET_END = /(?::\/\/[^\s)]*|\]\([^\s)]*(?:\s"[^"]*")?\)[^\p{L}\p{Nd}]*)$/u;
const EMPHASIS = /^[*_\s]*$/;
/** A template with words and a number. */
const PAGE_TEMPLATE = /\p{L}.*#|#.*\p{L}/u;
/** A sentence that begins with a small letter: its writer does not use capitals at all. */
const LOWER_SENTENCE = /[.!?] \p{Ll}/u;
const OPENERS: ReadonlySet<string> = new Set("*_\"'“‘«„([");
const JOINTS: ReadonlySet<string> = new Set(",;，；、،-‐–—\u00ad");

interface Pages {
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly connectives: ReadonlySet<string>;
  readonly countOf: (template: string) => number;
}

/** A paragraph so far, which may have been joined from several blocks. */
interface Part {
  readonly start: number;
  readonly end: number;
}

/** Characters without link targets, counted up to `atMost`. */
function visibleLength(text: string, { start, end }: Part, atMost: number): number {
  let length = 0;
  for (let i = start; i < end && length < atMost; i++) {
    if (text.charAt(i) !== "]" || text.charAt(i + 1) !== "(") length++;
    else while (i < end && text.charAt(i) !== ")") i++;
  }
  return length;
}

function hasWords(text: string, { start, end }: Part, atLeast: number): boolean {
  let words = 1;
  for (let i = start; i < end && words < atLeast; i++) if (isWhite(text.charCodeAt(i))) words++;
  return words >= atLeast;
}

/** A sentence ends somewhere before the last few characters. */
function hasSentence(text: string, { start, end }: Part): boolean {
  for (let i = start; i < end - 1; i++)
    if (isTerminal(text.charCodeAt(i)) && !isLetter(text.charCodeAt(i + 1))) return true;
  return false;
}

/** True for a paragraph that stops in mid-sentence. Whole lines in bold are labels, lines with `|` are menus. */
function isCut(text: string, part: Part): boolean {
  const last = closedEnd(text, part.start, part.end) - 1;
  const unit = text.charCodeAt(last);
  if (isTerminal(unit) || !(isLetter(unit) || isDigit(unit) || JOINTS.has(text.charAt(last)))) return false;
  if (visibleLength(text, part, MIN_PROSE_UNITS) < MIN_PROSE_UNITS && !hasWords(text, part, MIN_PROSE_WORDS))
    return false;
  const isBold = text.startsWith("**", part.start) && text.startsWith("**", part.end - 2);
  const tail = text.slice(Math.max(part.start, part.end - MAX_ADDRESS_UNITS), part.end);
  return !isBold && !TARGET_END.test(tail) && !text.slice(part.start, part.end).includes(" | ");
}

function firstUnit(text: string, block: Block): number {
  let i = block.start;
  while (i < block.end - 1 && OPENERS.has(text.charAt(i))) i++;
  return i;
}

/** The last word is one on which no sentence ends; in a title it would begin with a capital. */
function endsOnConnective({ text, connectives }: Pages, part: Part): boolean {
  const end = closedEnd(text, part.start, part.end);
  if (!EMPHASIS.test(text.slice(end, part.end))) return false;
  let i = end;
  while (i > part.start && end - i < MAX_WORD_UNITS && isLetter(text.charCodeAt(i - 1))) i--;
  if (i === end || !(isLower(text.charCodeAt(i)) || isCaseless(text.charCodeAt(i)))) return false;
  const units = Array.from({ length: end - i }, (_, k) => foldedOf[text.charCodeAt(i + k)] as number);
  return connectives.has(String.fromCharCode(...units));
}

const isMarked = ({ text }: Pages, block: Block): boolean => hasPageNumber(text, block) || hasWideGap(text, block);

const recurs = (it: Pages, line: Block, times: number): boolean => it.countOf(templateOf(it.text, line)) >= times;

/** A short line that can stand at the foot or head of a page. */
const isPageLine = (it: Pages, block: Block): boolean =>
  isShortLine(it.text, block) && (!isLowerWord(it.text, block.start) || isMarked(it, block));

/** `next` is prose, long or whole, and no line of a page's head or foot. */
function isRest(it: Pages, part: Part, next: Block): boolean {
  const { text } = it;
  if (next.kind !== "paragraph" || (isShortLine(text, next) && isMarked(it, next))) return false;
  const isShortPart = visibleLength(text, part, MIN_PROSE_UNITS) < MIN_PROSE_UNITS;
  const needed = !endsSentence(text, next.start, next.end) ? MIN_SENTENCE_UNITS : isShortPart ? MIN_PROSE_UNITS : 0;
  return visibleLength(text, next, needed) >= needed;
}

type Divide = "page" | "blank" | "none";

const isFed = (gap: string): boolean => gap.includes("\f");

/** What stands between `part` and `next`: a form feed or page lines, a blank line, or nothing that would part them. */
function divideOf(it: Pages, part: Part, lines: readonly Block[], next: Block): Divide {
  const { text } = it;
  const gap = text.slice(lines[lines.length - 1]?.end ?? part.end, next.start);
  if (lines.length === 0) return isFed(gap) ? "page" : gap.split("\n").length > 2 ? "blank" : "none";
  if (visibleLength(text, part, MIN_PROSE_UNITS) < MIN_PROSE_UNITS) return "none";
  const first = lines[0] as Block;
  const before = text.slice(part.end, first.start);
  const isApart = isFed(before) || before.split("\n").length > 2 || isNumberLine(text, first.start, first.end);
  // Headers without number are known by standing on every page.
  const isPaged =
    isFed(before) ||
    isFed(gap) ||
    lines.some((line) => isMarked(it, line)) ||
    lines.every((line) => recurs(it, line, 3));
  return isApart && isPaged ? "page" : "none";
}

/** True when `next` is the rest of `part`; `lines` stand between them. */
function goesOn(it: Pages, part: Part, lines: readonly Block[], next: Block): boolean {
  const { text } = it;
  const divide = divideOf(it, part, lines, next);
  if (divide === "none" || !isRest(it, part, next)) return false;
  const at = firstUnit(text, next);
  const first = text.charCodeAt(at);
  const isProse = hasSentence(text, part);
  if (isLower(first)) {
    const rest = text.slice(at, next.end);
    if (!isLowerWord(text, at) || isAddress(text, at) || LOWER_SENTENCE.test(rest)) return false;
    return (
      isProse ||
      !(isLower(text.charCodeAt(part.start)) || (divide === "page" && !lines.some((line) => isMarked(it, line))))
    );
  }
  if (!isLetter(first) && !isDigit(first)) return false;
  if (endsOnConnective(it, part)) return isProse || part.end - part.start >= MIN_SENTENCE_UNITS;
  // Letters without case tell nothing; lines that stand on every page do.
  const isTorn =
    lines.length > 0 && lines.every((line) => isMarked(it, line)) && lines.some((line) => recurs(it, line, 2));
  return divide === "page" && isTorn && isProse && isCaseless(first);
}

/** Index of the block in which the sentence left open by block `index` goes on, or -1. */
function findRest(it: Pages, part: Part, index: number): number {
  for (let i = index + 1; i <= index + 1 + MAX_PAGE_LINES; i++) {
    const block = it.blocks[i];
    if (block === undefined) return -1;
    if (goesOn(it, part, it.blocks.slice(index + 1, i), block)) return i;
    if (!isPageLine(it, block)) return -1;
  }
  return -1;
}

/** Pairs of blocks that are parts of one paragraph: index of the first part -> index of the next. */
function findJoins(it: Pages): ReadonlyMap<number, number> {
  const joins = new Map<number, number>();
  let start = -1;
  for (let i = 0; i < it.blocks.length; ) {
    const block = it.blocks[i] as Block;
    const part = { start: start < 0 ? block.start : start, end: block.end };
    const rest = block.kind === "paragraph" && isCut(it.text, part) ? findRest(it, part, i) : -1;
    if (rest >= 0) joins.set(i, rest);
    start = rest < 0 ? -1 : part.start;
    i = rest < 0 ? i + 1 : rest;
  }
  return joins;
}

/** Blocks to take out: the lines between joined parts, and lines like them elsewhere. */
function findPageLines(it: Pages, joins: ReadonlyMap<number, number>): ReadonlySet<number> {
  const { text, blocks } = it;
  const lines = new Set<number>();
  const templates = new Map<string, number>();
  for (const [from, to] of joins) {
    for (let i = from + 1; i < to; i++) {
      lines.add(i);
      const template = templateOf(text, blocks[i] as Block);
      templates.set(template, (templates.get(template) ?? 0) + 1);
    }
  }
  const atFeeds = text.includes("\f") ? feedTemplates(text, blocks) : new Set<string>();
  if (templates.size === 0 && atFeeds.size === 0) return lines;
  // Bare numbers and lines without any may be anything; it takes two of them between torn sentences.
  const isKnown = (template: string): boolean =>
    atFeeds.has(template) || (templates.get(template) ?? 0) >= (PAGE_TEMPLATE.test(template) ? 1 : 2);
  let run = 0;
  blocks.forEach((block, i) => {
    run = isShortLine(text, block) ? run + 1 : 0;
    if (run > 0 && run <= MAX_PAGE_LINES && isKnown(templateOf(text, block))) lines.add(i);
  });
  return lines;
}

/** What stands between the two parts: nothing after a hyphen, a line end in wrapped text, otherwise a space. */
function glue(
  text: string,
  block: Block,
  rest: Block,
  judge: HyphenJudge,
): { readonly inserted: string; readonly hyphen: boolean } {
  const last = text.charAt(block.end - 1);
  const verdict = last === "-" || last === "\u00ad" ? judge(block.end - 1, rest.start) : null;
  if (verdict !== null) return { inserted: "", hyphen: verdict === "drop" };
  const line = text.lastIndexOf("\n", block.end - 1);
  const isWrapped = line > block.start && block.end - line > MIN_PROSE_UNITS && isLower(text.charCodeAt(rest.start));
  return { inserted: isWrapped ? "\n" : " ", hyphen: false };
}

/** Joins paragraphs that page breaks tore, and takes out the page numbers and running headers around them. */
export function findPageBreaks(text: string, blocks: readonly Block[], language: RepairLanguage): readonly Repair[] {
  const it: Pages = { text, blocks, connectives: language.connectives, countOf: countTemplates(text, blocks) };
  const joins = findJoins(it);
  const lines = findPageLines(it, joins);
  const repairs: Repair[] = [];
  let isTop = true;
  for (const i of [...lines].sort((a, b) => a - b)) {
    const block = blocks[i] as Block;
    isTop &&= i === 0 || lines.has(i - 1);
    const start = isTop ? block.start : (blocks[i - 1] as Block).end;
    const end = isTop ? (blocks[i + 1]?.start ?? block.end) : block.end;
    repairs.push({
      start,
      end,
      inserted: "",
      rule: hasPageNumber(text, block) ? "repair/page-number" : "repair/running-header",
    });
  }
  const judge = hyphenJudge(text, language);
  for (const [from, to] of joins) {
    const [block, rest] = [blocks[from] as Block, blocks[to] as Block];
    const { inserted, hyphen } = glue(text, block, rest, judge);
    if (hyphen) repairs.push({ start: block.end - 1, end: block.end, inserted: "", rule: "repair/hyphen" });
    repairs.push({ start: (blocks[to - 1] as Block).end, end: rest.start, inserted, rule: "repair/page-break" });
  }
  return repairs;
}
