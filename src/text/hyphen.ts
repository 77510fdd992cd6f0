import type { Block } from "../types.js";
import { isLetter, isLower, isWhite } from "./letters.js";
import type { Repair, RepairLanguage } from "./repair.js";

const HYPHEN = 0x2d;
const SOFT_HYPHEN = 0xad;
const NEWLINE = 0x0a;
const MAX_WORD_UNITS = 40;
const MAX_ADDRESS_UNITS = 200;
/** A typesetter divides a word on one line in twenty at least. */
const LINES_PER_DIVISION = 20;
const RULE = "repair/hyphen";

function wordStart(text: string, end: number): number {
  let i = end;
  while (i > 0 && end - i < MAX_WORD_UNITS && isLetter(text.charCodeAt(i - 1))) i--;
  return i;
}

function wordEnd(text: string, start: number): number {
  let i = start;
  while (i < text.length && i - start < MAX_WORD_UNITS && isLetter(text.charCodeAt(i))) i++;
  return i;
}

/** The part before the hyphen belongs to an address, not to a word. */
function isInAddress(text: string, at: number): boolean {
  let i = at;
  while (i > 0 && at - i < MAX_ADDRESS_UNITS && !isWhite(text.charCodeAt(i - 1))) i--;
  return /[/@]|\.\w/.test(text.slice(i, at));
}

/**
 * True when so many lines end on a hyphen that a typesetter must have divided words. Programs that wrap text break it at
 * the hyphens that are there anyway, which is seldom.
 */
function dividesWords(text: string): boolean {
  const hyphens = text.match(/\p{L}[-\u00ad][ \t]*\r?\n[ \t]*\p{Ll}/gu)?.length ?? 0;
  const lines = text.match(/[^\s][ \t]*\r?\n[ \t]*[^\s]/gu)?.length ?? 0;
  return hyphens * LINES_PER_DIVISION >= lines;
}

/** Tells for a word cut in two parts after its hyphen at `at` whether the hyphen belongs to it; null for two words. */
export type HyphenJudge = (at: number, tail: number) => "keep" | "drop" | null;

/** Judges the hyphens of `text`; what it needs to know of the text is collected when first asked. */
export function hyphenJudge(text: string, { connectives }: RepairLanguage): HyphenJudge {
  let words: ReadonlySet<string> | undefined;
  let isDivided: boolean | undefined;
  return (at, tail) => {
    const start = wordStart(text, at);
    const end = wordEnd(text, tail);
    if (start === at || !isLower(text.charCodeAt(tail))) return null;
    if (text.charCodeAt(at) === SOFT_HYPHEN) return "drop";
    const [first, second] = [text.slice(start, at), text.slice(tail, end)];
    // "pre- and postwar" is no divided word.
    if (connectives.has(second.toLowerCase())) return null;
    // "state-of-the-art", "UN-led", "McDonald-like"
    const hasCapital = first.slice(1) !== first.slice(1).toLowerCase();
    if (text.charCodeAt(start - 1) === HYPHEN || hasCapital || isInAddress(text, at)) return "keep";
    words ??= new Set(text.toLowerCase().match(/\p{L}+(?:-\p{L}+)*/gu));
    if (words.has(`${first}-${second}`.toLowerCase())) return "keep";
    if (words.has((first + second).toLowerCase())) return "drop";
    isDivided ??= dividesWords(text);
    return isDivided ? "drop" : "keep";
  };
}

/**
 * The second part goes up to the first, and the line then ends behind it, so that lines keep their width; but only where
 * the words that follow will still be read as a line of the same paragraph. Otherwise the two lines become one.
 */
function pullUp(text: string, join: Repair, end: number): readonly Repair[] {
  const indent = text.slice(text.lastIndexOf("\n", join.end - 1) + 1, join.end);
  let stop = join.end;
  while (stop < end && !isWhite(text.charCodeAt(stop))) stop++;
  let next = stop;
  while (next < end && isWhite(text.charCodeAt(next)) && text.charCodeAt(next) !== NEWLINE) next++;
  const isPlain =
    isLetter(text.charCodeAt(stop - 1)) && isLower(text.charCodeAt(next)) && text.charAt(next + 1) !== ")";
  return next > stop && next < end && isPlain
    ? [join, { start: stop, end: next, inserted: `\n${indent}`, rule: RULE }]
    : [join];
}

/** Adds the repairs of the line ends of a block, the first of which is at `newline`. */
function addRepairs(text: string, block: Block, newline: number, judge: HyphenJudge, repairs: Repair[]): void {
  for (let line = newline; line >= 0 && line < block.end; line = text.indexOf("\n", line + 1)) {
    let at = line - 1;
    while (at > block.start && isWhite(text.charCodeAt(at))) at--;
    const unit = text.charCodeAt(at);
    if (unit !== HYPHEN && unit !== SOFT_HYPHEN) continue;
    let tail = line + 1;
    while (tail < block.end && isWhite(text.charCodeAt(tail))) tail++;
    const verdict = judge(at, tail);
    if (verdict === null) continue;
    const join: Repair = { start: verdict === "keep" ? at + 1 : at, end: tail, inserted: "", rule: RULE };
    repairs.push(...pullUp(text, join, block.end));
  }
}

/** Makes words whole that were divided at the end of a line inside a paragraph or list item. */
export function findHyphens(text: string, blocks: readonly Block[], language: RepairLanguage): readonly Repair[] {
  const judge = hyphenJudge(text, language);
  const repairs: Repair[] = [];
  let newline = 0;
  for (const block of blocks) {
    if (newline >= 0 && newline < block.start) newline = text.indexOf("\n", block.start);
    const isProse = block.kind === "paragraph" || block.kind === "list-item";
    if (isProse && newline >= 0) addRepairs(text, block, newline, judge, repairs);
  }
  return repairs;
}
