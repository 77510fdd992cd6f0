import { isImageLine } from "./image-line.js";
import { isDigit, isLetter, isLower, isWhite } from "./letters.js";
import type { Line } from "./line.js";

/**
 * What a line is by its first characters: `underline` is `===` or `---`, which makes a heading of a line above it;
 * `delimiter` and `row` belong to pipe tables; `plain` is running text.
 */
export type LineMark =
  | "plain"
  | "heading"
  | "divider"
  | "underline"
  | "fence"
  | "image"
  | "quote"
  | "item"
  | "html"
  | "delimiter"
  | "row";

const BULLETS: ReadonlySet<string> = new Set("-*+•·◦▪▫‣⁃●○■□");
const RULE_CHARS: ReadonlySet<string> = new Set("-*_=~+#·•═─━—–―⁂◆◇●○■□★☆※");
const INLINE_TAGS: ReadonlySet<string> = new Set(
  "a abbr b bdi bdo big br cite code del dfn em font i ins kbd label mark q s samp small span strong sub sup time tt u var wbr".split(
    " ",
  ),
);
const MAX_ORDINAL_DIGITS = 3;
/** What follows the day where it is written as an ordinal: "4. Mai 2023". */
const MONTH_AND_YEAR = /^\p{L}{3,9}\.? (?:1[89]|20)\d{2}(?!\d)/u;
const MAX_MONTH_UNITS = 20;
const MAX_RULE_UNITS = 400;
const MAX_TAG_NAME = 20;

const HASH = 0x23;
const BACKSLASH = 0x5c;
const PIPE = 0x7c;

const isBoundary = (text: string, at: number, end: number): boolean => at >= end || isWhite(text.charCodeAt(at));

/** Length of the run of `unit` at `at`. */
export function runLength(text: string, at: number, end: number, unit: number): number {
  let i = at;
  while (i < end && text.charCodeAt(i) === unit) i++;
  return i - at;
}

/** Offset behind the list mark (`-`, `•`, `1.`, `a)`) and its space at `start`, or -1. */
export function itemContent(text: string, start: number, end: number): number {
  let i = start;
  if (text.charCodeAt(i) === BACKSLASH) i++;
  if (BULLETS.has(text.charAt(i))) i++;
  else {
    if (i > start) return -1;
    const isLettered = isLetter(text.charCodeAt(i)) && text.charAt(i + 1) === ")";
    if (isLettered) i++;
    else while (i < end && i - start <= MAX_ORDINAL_DIGITS && isDigit(text.charCodeAt(i))) i++;
    const stop = text.charAt(i);
    if (i === start || i - start > MAX_ORDINAL_DIGITS || (stop !== "." && stop !== ")")) return -1;
    i++;
  }
  if (!isBoundary(text, i, end)) return -1;
  while (i < end && isWhite(text.charCodeAt(i))) i++;
  return isDigit(text.charCodeAt(start)) && MONTH_AND_YEAR.test(text.slice(i, Math.min(end, i + MAX_MONTH_UNITS)))
    ? -1
    : i;
}

/** Lists within lists have at least this indentation in text that a browser or a converter has laid out. */
const NESTED_INDENT = 4;
const SMALL_O = 0x6f;

/** An indented `o`, which is what terminals and converters draw the circle as that marks the items of an inner list. */
export const isCircled = (text: string, line: Line): boolean =>
  text.charCodeAt(line.start) === SMALL_O &&
  line.indent >= NESTED_INDENT &&
  isWhite(text.charCodeAt(line.start + 1)) &&
  line.start + 2 < line.end &&
  !isLower(text.charCodeAt(line.start + 2));

/** Level of the ATX heading whose hashes stand at `at`, or 0. */
export function hashLevel(text: string, at: number, end: number): number {
  const level = runLength(text, at, end, HASH);
  return level >= 1 && level <= 6 && isBoundary(text, at + level, end) ? level : 0;
}

/** Depth of the quotation marks `>` at the start of a line, and where its text begins. */
export function quoteDepth(text: string, line: Line): { readonly depth: number; readonly content: number } {
  let depth = 0;
  let i = line.start;
  for (; i < line.end; i++) {
    const char = text.charAt(i);
    if (char === ">") depth++;
    else if (!isWhite(text.charCodeAt(i))) break;
  }
  return { depth, content: i };
}

/** One sign, three times or more, with nothing but spaces and backslashes between: `***`, `* * *`, `\*\*\*`; or `\*`. */
function isDivider(text: string, line: Line): boolean {
  if (line.end - line.start > MAX_RULE_UNITS) return false;
  let sign = "";
  let count = 0;
  let isEscaped = false;
  for (let i = line.start; i < line.end; i++) {
    const char = text.charAt(i);
    if (char === "\\") isEscaped = true;
    else if (!isWhite(text.charCodeAt(i))) {
      if (sign === "" && RULE_CHARS.has(char)) sign = char;
      if (char !== sign) return false;
      count++;
    }
  }
  // Underscores that a converter has escaped were text: a blank to fill in.
  if (isEscaped && sign === "_") return false;
  return (
    count >= 3 ||
    (count >= 1 && (sign === "⁂" || sign === "※")) ||
    (count === 1 && sign === "*" && (isEscaped || line.end - line.start === 1))
  );
}

function isUnderline(text: string, line: Line): boolean {
  const unit = text.charCodeAt(line.start);
  const length = line.end - line.start;
  return length >= 3 && (unit === 0x3d || unit === 0x2d) && runLength(text, line.start, line.end, unit) === length;
}

/** A row such as `|---|:--:|`. */
function isDelimiter(text: string, line: Line): boolean {
  let pipes = 0;
  let dashes = 0;
  for (let i = line.start; i < line.end; i++) {
    const char = text.charAt(i);
    if (char === "|") pipes++;
    else if (char === "-") dashes++;
    else if (char !== ":" && !isWhite(text.charCodeAt(i))) return false;
  }
  return pipes > 0 && dashes > 0;
}

function isFence(text: string, start: number, end: number): boolean {
  const unit = text.charCodeAt(start);
  const length = runLength(text, start, end, unit);
  if (length < 3) return false;
  return unit === 0x7e || !text.slice(start + length, end).includes("`");
}

/** A block tag, a comment or a declaration; tags that stand inside of sentences do not count. */
function isHtml(text: string, line: Line): boolean {
  let i = line.start + 1;
  const sign = text.charAt(i);
  if (sign === "!") return isLetter(text.charCodeAt(i + 1)) || text.startsWith("--", i + 1);
  if (sign === "?") return true;
  if (sign === "/") i++;
  const from = i;
  while (
    i < line.end &&
    i - from <= MAX_TAG_NAME &&
    (isLetter(text.charCodeAt(i)) || isDigit(text.charCodeAt(i)) || text.charAt(i) === "-")
  )
    i++;
  if (i === from || !isLetter(text.charCodeAt(from))) return false;
  if (i < line.end && !isWhite(text.charCodeAt(i)) && text.charAt(i) !== ">" && text.charAt(i) !== "/") return false;
  return !INLINE_TAGS.has(text.slice(from, i).toLowerCase());
}

const isEitherDivider = (text: string, line: Line): LineMark | null =>
  isUnderline(text, line) ? "underline" : isDivider(text, line) ? "divider" : null;

/** An item may hold nothing but a heading, a fence or an image, which then is what the line is. */
function itemMark(text: string, line: Line): LineMark {
  const content = itemContent(text, line.start, line.end);
  if (content < 0) return "plain";
  if (hashLevel(text, content, line.end) > 0) return "heading";
  if (text.startsWith("```", content) && isFence(text, content, line.end)) return "fence";
  return isImageLine(text, content, line.end) ? "image" : "item";
}

function signMark(text: string, line: Line, unit: number): LineMark {
  switch (unit) {
    case HASH:
      return isEitherDivider(text, line) ?? (hashLevel(text, line.start, line.end) > 0 ? "heading" : "plain");
    case 0x3e: // >
      return "quote";
    case 0x60: // `
      return isFence(text, line.start, line.end) ? "fence" : "plain";
    case 0x7e: // ~
      return isFence(text, line.start, line.end) ? "fence" : (isEitherDivider(text, line) ?? "plain");
    case 0x3c: // <
      return isHtml(text, line) ? "html" : "plain";
    case 0x21: // !
    case 0x5b: // [
      return isImageLine(text, line.start, line.end) ? "image" : "plain";
    case PIPE:
      return isDelimiter(text, line) ? "delimiter" : "row";
    case 0x3a: // :
      return isDelimiter(text, line) ? "delimiter" : "plain";
    default:
      return (
        isEitherDivider(text, line) ?? (unit === 0x2d && isDelimiter(text, line) ? "delimiter" : itemMark(text, line))
      );
  }
}

/** Letters open plain lines, but for `a)`; most lines end here. */
const isPlainStart = (text: string, line: Line, unit: number): boolean =>
  (((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a) || (unit >= 0xc0 && unit < 0x2000) || unit > 0x3004) &&
  text.charCodeAt(line.start + 1) !== 0x29;

/** The mark of a non-blank line of Markdown. */
export function markdownMark(text: string, line: Line): LineMark {
  const unit = text.charCodeAt(line.start);
  if (isPlainStart(text, line, unit)) return isCircled(text, line) ? "item" : "plain";
  return signMark(text, line, unit);
}

/** The mark of a non-blank line of plain text, which has no more than paragraphs, items, quotations and dividers. */
export function textMark(text: string, line: Line): LineMark {
  const unit = text.charCodeAt(line.start);
  if (isPlainStart(text, line, unit)) return isCircled(text, line) ? "item" : "plain";
  if (unit === 0x3e) return "quote";
  if (isEitherDivider(text, line) !== null) return "divider";
  return itemContent(text, line.start, line.end) < 0 ? "plain" : "item";
}
