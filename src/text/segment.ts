/**
 * Cuts a text into blocks. Every decision looks at one run of non-blank lines only (or at an open fence or front
 * matter), never at the whole text: a block reads the same when others around it are gone.
 */
import type { Block, BlockKind, TextFormat } from "../types.js";
import { endsSentence } from "./letters.js";
import { type Line, lineReader } from "./line.js";
import { hashLevel, isCircled, itemContent, type LineMark, markdownMark, quoteDepth, textMark } from "./line-mark.js";
import { CODE_INDENT, fenceClose, frontMatterEnd, indentedRun, rawHtmlEnd } from "./verbatim.js";
import { isLazyContinuation, splitParagraphs } from "./wrap.js";

const MAX_UNDERLINED_UNITS = 120;
const PIPE = 0x7c;
const TILDE = 0x7e;

type GroupKind = "plain" | "list-item" | "quote" | "table" | "html";

/** Lines, so far, of the block or the run of paragraphs being read. */
interface Group {
  readonly kind: GroupKind;
  readonly level: number;
  readonly lines: Line[];
}

interface Segmenter {
  readonly text: string;
  readonly read: (from: number) => Line;
  readonly markOf: (text: string, line: Line) => LineMark;
  readonly blocks: Block[];
  group: Group | null;
  /** Where the next line begins. */
  at: number;
  /** Indented lines before this offset are known to be no code. */
  proseUntil: number;
  /** Openings of raw stretches that nothing closes, so that they are not looked for again. */
  readonly unclosed: Set<number | string>;
}

const lastLine = (group: Group): Line => group.lines[group.lines.length - 1] as Line;

function push(it: Segmenter, kind: BlockKind, level: number, start: number, end: number): void {
  it.blocks.push({ kind, level, start, end });
}

function close(it: Segmenter): void {
  const { group } = it;
  if (group === null) return;
  it.group = null;
  const { kind, level, lines } = group;
  if (kind === "plain") {
    for (const { start, end } of splitParagraphs(it.text, lines)) push(it, "paragraph", 0, start, end);
  } else push(it, kind, level, (lines[0] as Line).start, lastLine(group).end);
}

function open(it: Segmenter, kind: GroupKind, level: number, line: Line): void {
  close(it);
  it.group = { kind, level, lines: [line] };
}

function single(it: Segmenter, kind: BlockKind, level: number, line: Line): void {
  close(it);
  push(it, kind, level, line.start, line.end);
}

/** Depth of a list item: lists are nested by two to four columns. */
const itemLevel = (indent: number): number => 1 + ((indent + 2) >> 2);

function headingLevel(text: string, line: Line): number {
  const content = itemContent(text, line.start, line.end);
  return hashLevel(text, content < 0 ? line.start : content, line.end);
}

const hasPipe = (text: string, line: Line): boolean => text.slice(line.start, line.end).includes("|");

const isWholeRow = (text: string, line: Line): boolean =>
  line.end - line.start > 2 && text.charCodeAt(line.start) === PIPE && text.charCodeAt(line.end - 1) === PIPE;

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/**
 * A number but 1 opens an item only where a sentence has ended; elsewhere it just stands at the start of a line. So does
 * an `o` in running text: it is a word of some languages.
 */
function opensItem({ text, group }: Segmenter, line: Line): boolean {
  const unit = text.charCodeAt(line.start);
  if (group?.kind === "plain" && isCircled(text, line)) return false;
  if (group?.kind !== "plain" || !isDigit(unit)) return true;
  const last = lastLine(group);
  const isOne = unit === 0x31 && !isDigit(text.charCodeAt(line.start + 1));
  return isOne || text.charAt(last.end - 1) === ":" || endsSentence(text, last.start, last.end);
}

/** True when a line without a mark of its own belongs to the open group. */
function takesPlain(text: string, group: Group, line: Line): boolean {
  switch (group.kind) {
    case "plain":
    case "html":
      return true;
    case "table":
      return hasPipe(text, line);
    case "list-item":
      return line.indent > (group.lines[0] as Line).indent || isLazyContinuation(text, lastLine(group), line);
    case "quote":
      return isLazyContinuation(text, lastLine(group), line);
  }
  return group.kind satisfies never;
}

function addPlain(it: Segmenter, line: Line): void {
  if (it.group !== null && takesPlain(it.text, it.group, line)) it.group.lines.push(line);
  else open(it, "plain", 0, line);
}

/** Turns the last plain line, which is the header of the table, and `line` into a table; false when there is none. */
function opensTable(it: Segmenter, line: Line, isHeader: (text: string, line: Line) => boolean): boolean {
  const { group } = it;
  if (group?.kind !== "plain" || !isHeader(it.text, lastLine(group))) return false;
  const header = group.lines.pop() as Line;
  if (group.lines.length === 0) it.group = null;
  open(it, "table", 0, header);
  (it.group as Group | null)?.lines.push(line);
  return true;
}

/** A single short line over `===` or `---` is a heading. */
function addUnderline(it: Segmenter, line: Line): void {
  const { group, text } = it;
  const title = group?.kind === "plain" && group.lines.length === 1 ? group.lines[0] : undefined;
  const isTitle = title !== undefined && title.end - title.start <= MAX_UNDERLINED_UNITS;
  if (isTitle && it.markOf === markdownMark && !endsSentence(text, title.start, title.end)) {
    it.group = null;
    push(it, "heading", text.charAt(line.start) === "=" ? 1 : 2, title.start, line.end);
  } else single(it, "divider", 0, line);
}

/** Lines of a quotation belong together while the depth is the same; an empty one ends a paragraph of it. */
function addQuote(it: Segmenter, line: Line): void {
  const { depth, content } = quoteDepth(it.text, line);
  const { group } = it;
  if (group?.kind === "quote") {
    const isEmpty = content >= line.end;
    const previous = quoteDepth(it.text, lastLine(group));
    const isOpen = previous.depth === 0 || previous.content < lastLine(group).end || group.lines.length === 1;
    if (isEmpty || (isOpen && depth === group.level)) {
      group.lines.push(line);
      return;
    }
  }
  open(it, "quote", depth, line);
}

/** Code to the closing fence, or to the end; an unclosed `~~~` is a divider. */
function addFence(it: Segmenter, line: Line): void {
  const { text } = it;
  const mark = Math.max(line.start, itemContent(text, line.start, line.end));
  const unit = text.charCodeAt(mark);
  const closing = it.unclosed.has(unit) ? null : fenceClose(text, it.read, line, mark);
  if (closing === null && unit === TILDE) {
    it.unclosed.add(unit);
    single(it, "divider", 0, line);
    return;
  }
  close(it);
  push(it, "code", 0, line.start, closing?.end ?? text.trimEnd().length);
  it.at = closing?.next ?? text.length;
}

/** Comments and the like go to their closing mark, other HTML to the next blank line. */
function addHtml(it: Segmenter, line: Line): void {
  const { text } = it;
  const tag = text.slice(line.start, line.start + 4).toLowerCase();
  const end = it.unclosed.has(tag) ? -1 : rawHtmlEnd(text, line.start);
  if (end < 0) {
    it.unclosed.add(tag);
    open(it, "html", 0, line);
    return;
  }
  close(it);
  const rest = it.read(end);
  push(it, tag === "<pre" ? "code" : "html", 0, line.start, rest.start < rest.end ? rest.end : end);
  it.at = rest.next;
}

/** Takes the indented code that `line` opens after a blank line; false when it is prose. */
function takesCode(it: Segmenter, line: Line, mark: LineMark): boolean {
  if (it.group !== null || line.indent < CODE_INDENT || line.start < it.proseUntil) return false;
  if (mark !== "plain" && mark !== "heading") return false;
  const { last, isCode } = indentedRun(it.text, it.read, line);
  it.proseUntil = last.end;
  if (!isCode) return false;
  push(it, "code", 0, line.start, last.end);
  it.at = last.next;
  return true;
}

function addLine(it: Segmenter, line: Line): void {
  const { text } = it;
  if (it.group?.kind === "html") {
    it.group.lines.push(line);
    return;
  }
  const mark = it.markOf(text, line);
  if (it.markOf === markdownMark && takesCode(it, line, mark)) return;
  switch (mark) {
    case "plain":
      addPlain(it, line);
      break;
    case "heading":
      single(it, mark, headingLevel(text, line), line);
      break;
    case "divider":
    case "image":
      single(it, mark, 0, line);
      break;
    case "underline":
      addUnderline(it, line);
      break;
    case "fence":
      addFence(it, line);
      break;
    case "html":
      addHtml(it, line);
      break;
    case "quote":
      addQuote(it, line);
      break;
    case "item":
      if (opensItem(it, line)) open(it, "list-item", itemLevel(line.indent), line);
      else addPlain(it, line);
      break;
    case "row":
      if (!isWholeRow(text, line) || !opensTable(it, line, isWholeRow)) addPlain(it, line);
      break;
    case "delimiter":
      if (!opensTable(it, line, hasPipe)) addPlain(it, line);
      break;
    default:
      mark satisfies never;
  }
}

/**
 * Returns the blocks of `text` in order. They do not overlap, begin and end with characters that are not white space,
 * and have nothing but white space between them. Lines may end in any way; a form feed ends a paragraph, too.
 */
export function segment(text: string, format: TextFormat): readonly Block[] {
  const isText = format === "text";
  const it: Segmenter = {
    text,
    read: lineReader(text),
    markOf: isText ? textMark : markdownMark,
    blocks: [],
    group: null,
    at: isText ? 0 : frontMatterEnd(text),
    proseUntil: 0,
    unclosed: new Set(),
  };
  if (it.at > 0) push(it, "front-matter", 0, text.indexOf("-"), it.at);
  while (it.at < text.length) {
    const line = it.read(it.at);
    it.at = line.next;
    if (line.start === line.end) close(it);
    else addLine(it, line);
    if (line.endsPage) close(it);
  }
  close(it);
  return it.blocks;
}
