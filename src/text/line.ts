import { isWhite } from "./letters.js";

/** One line of a text. Blank lines have `start === end`. */
export interface Line {
  /** Offset of the first character that is not white space. */
  readonly start: number;
  /** Offset behind the last one. */
  readonly end: number;
  /** Columns before `start`; a tab goes to the next multiple of four. */
  readonly indent: number;
  /** Offset of the next line. */
  readonly next: number;
  /** A page ends behind the line: it is closed by a form feed. */
  readonly endsPage: boolean;
}

const TAB = 0x09;
const NEWLINE = 0x0a;
const FEED = 0x0c;
const RETURN = 0x0d;

/** A search that remembers its last answer, so that asking for every line costs one pass over the text. */
function rememberNext(text: string, char: string): (from: number) => number {
  let low = 0;
  let high = -1;
  return (from) => {
    if (from < low || from > high) {
      low = from;
      const found = text.indexOf(char, from);
      high = found < 0 ? text.length : found;
    }
    return high;
  };
}

/** Returns a function that reads the line at an offset of `text`. Lines end at `\n`, `\r\n`, `\r` or a form feed. */
export function lineReader(text: string): (from: number) => Line {
  const nextNewline = rememberNext(text, "\n");
  const nextReturn = rememberNext(text, "\r");
  const nextFeed = rememberNext(text, "\f");
  return (from) => {
    const stop = Math.min(nextNewline(from), nextReturn(from), nextFeed(from));
    let start = from;
    let indent = 0;
    for (; start < stop; start++) {
      const unit = text.charCodeAt(start);
      if (!isWhite(unit)) break;
      indent = unit === TAB ? (indent | 3) + 1 : indent + 1;
    }
    let end = stop;
    while (end > start && isWhite(text.charCodeAt(end - 1))) end--;
    const unit = text.charCodeAt(stop);
    const isPair = unit === RETURN && text.charCodeAt(stop + 1) === NEWLINE;
    return { start, end, indent, next: stop + (isPair ? 2 : 1), endsPage: unit === FEED };
  };
}
