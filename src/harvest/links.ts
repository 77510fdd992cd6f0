/** The links of Markdown, with what a reader sees of them. */
import { stripInline } from "./strip-inline.js";

/** A link of Markdown. */
export interface Link {
  /** What a reader sees of it; pictures are gone. */
  readonly text: string;
  readonly target: string;
}

const MAX_TARGET_UNITS = 2000;
const MAX_TEXT_UNITS = 400;
const MARK = /\\.|!?\[|\]/gs;

/** Offset of the parenthesis that closes the one at `at`, -1 when none does within reach. */
function closingParen(markdown: string, at: number): number {
  let depth = 0;
  const stop = Math.min(markdown.length, at + MAX_TARGET_UNITS);
  for (let i = at; i < stop; i++) {
    const char = markdown[i];
    if (char === "\\") i++;
    else if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return i;
  }
  return -1;
}

/** The links of a text in order, those around a picture too; pictures themselves are none. */
export function readLinks(markdown: string): readonly Link[] {
  const links: Link[] = [];
  const open: { readonly from: number; readonly isImage: boolean }[] = [];
  MARK.lastIndex = 0;
  for (let mark = MARK.exec(markdown); mark !== null; mark = MARK.exec(markdown)) {
    const at = MARK.lastIndex;
    if (mark[0].endsWith("[")) open.push({ from: at, isImage: mark[0].length > 1 });
    else if (mark[0] === "]") {
      const opening = open.pop();
      const close = opening !== undefined && markdown[at] === "(" ? closingParen(markdown, at) : -1;
      if (opening === undefined || close < 0) continue;
      MARK.lastIndex = close + 1;
      if (opening.isImage || at - opening.from > MAX_TEXT_UNITS + MAX_TARGET_UNITS) continue;
      const text = stripInline(markdown.slice(opening.from, mark.index)).trim();
      const target = markdown.slice(at + 1, close);
      if (text !== "" && text.length <= MAX_TEXT_UNITS) links.push({ text, target });
    }
  }
  return links;
}
