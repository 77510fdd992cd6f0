/** Verdicts -> edits on the text: which characters go with a block, a sentence or a span. */
import type { Document, Unit } from "../match/document.js";
import type { Block, Edit, Span } from "../types.js";
import type { BlockDecision } from "./decision.js";
import { causeOf, type Evidence } from "./evidence.js";

// Line ends have been normalized.
const isSpace = (char: string): boolean => char === " " || char === "\t" || char === "\n";

function toEdit(text: string, span: Span, evidence: Evidence): Edit {
  return {
    start: span.start,
    end: span.end,
    kind: "cut",
    removed: text.slice(span.start, span.end),
    inserted: "",
    ...causeOf(evidence),
    score: Math.round(evidence.score * 100) / 100,
  };
}

/** The block of `[from, to]` behind the gap with the most line ends. */
function behindWidest(text: string, blocks: readonly Block[], from: number, to: number): number {
  let widest = from;
  let most = -1;
  for (let i = from; i <= to; i++) {
    const lineEnds = text.slice(blocks[i - 1]?.end ?? 0, blocks[i]?.start).split("\n").length;
    if (lineEnds > most) [widest, most] = [i, lineEnds];
  }
  return widest;
}

/** How much of what begins at an offset is white space and the end of a line; 0 when there is text before that. */
function firstLineEnd(text: string, at: number): number {
  let i = at;
  while (text[i] === " " || text[i] === "\t") i++;
  return text[i] === "\n" ? i + 1 - at : 0;
}

/**
 * Spans of a run of cut blocks `[from, to)`. Of the gaps around and between them the widest stays, so that what they
 * parted stays apart; at the top no gap stays, at the bottom one line end.
 */
function runSpans(text: string, blocks: readonly Block[], from: number, to: number): readonly Span[] {
  const [isTop, isBottom] = [from === 0, to === blocks.length];
  // The gap before this block stays.
  const kept = isTop ? from : isBottom ? to : behindWidest(text, blocks, from, to);
  return blocks.slice(from, to).map(({ start, end }, i) => {
    const [isFirst, isLast] = [i === 0, from + i === to - 1];
    const before = blocks[from + i - 1]?.end ?? 0;
    const after = blocks[from + i + 1]?.start ?? text.length;
    if (from + i >= kept) return { start: isTop && isFirst ? before : start, end: after };
    const lineEnd = isBottom && isFirst ? firstLineEnd(text, before) : 0;
    return { start: before + lineEnd, end: isBottom && isLast ? after : end };
  });
}

const MARKS = /\*+|_{1,3}|`+|\[|\]\([^)]*\)|\]/g;

/** True when emphasis, code and links that begin in a stretch end in it. */
function isBalanced(text: string): boolean {
  const counts = new Map<string, number>();
  let brackets = 0;
  for (const [mark] of text.matchAll(MARKS)) {
    if (mark === "[") brackets++;
    else if (mark.startsWith("]")) brackets--;
    else counts.set(mark, (counts.get(mark) ?? 0) + 1);
    if (brackets < 0) return false;
  }
  return brackets === 0 && [...counts.values()].every((count) => count % 2 === 0);
}

/** Spans of the input that a unit of plain text may stand for, the fullest first: with or without marks around it. */
function unitSpans(document: Document, block: Block, unit: Unit): readonly Span[] {
  const { text } = document;
  let end = unit.end;
  while (end > unit.start && document.units[end - 1] === 0x20) end--;
  if (end <= unit.start) return [];
  const bareStart = document.map[unit.start] as number;
  const bareEnd = (document.map[end - 1] as number) + 1;
  let start = bareStart;
  while (start > block.start && !isSpace(text.charAt(start - 1)) && !isPlain(document, unit.start - 1, start - 1))
    start--;
  let fullEnd = bareEnd;
  while (fullEnd < block.end && !isSpace(text.charAt(fullEnd)) && !isPlain(document, end, fullEnd)) fullEnd++;
  return [
    { start, end: fullEnd },
    { start: bareStart, end: fullEnd },
    { start, end: bareEnd },
    { start: bareStart, end: bareEnd },
  ];
}

/** True when the unit of the input at `at` is the one that a plain offset stands for. */
const isPlain = (document: Document, plain: number, at: number): boolean =>
  plain >= 0 && document.map[plain] === at && document.units[plain] !== 0x0a;

const LETTER = /[\p{L}\p{N}]/u;

/** Widens a cut by the white space on one of its sides, so that one gap stays. */
function withSpace(text: string, block: Block, span: Span): Span {
  let { start, end } = span;
  if (start > block.start && isSpace(text.charAt(start - 1))) {
    while (start > block.start && isSpace(text.charAt(start - 1))) start--;
    if (end < block.end && LETTER.test(text.charAt(end))) start = span.start;
    return { start, end };
  }
  while (end < block.end && isSpace(text.charAt(end))) end++;
  return { start, end };
}

/** Edit for a part of a block that stays, or null when its marks cannot be parted. */
function partEdit(document: Document, block: Block, unit: Unit, evidence: Evidence): Edit | null {
  const span = unitSpans(document, block, unit).find(({ start, end }) => isBalanced(document.text.slice(start, end)));
  if (span === undefined) return null;
  return toEdit(document.text, withSpace(document.text, block, span), evidence);
}

/** The edits that carry out the verdicts, in order. */
export function toEdits(document: Document, decisions: readonly BlockDecision[]): readonly Edit[] {
  const { text, blocks } = document;
  const edits: Edit[] = [];
  const push = (edit: Edit | null): void => {
    if (edit !== null && edit.start >= (edits.at(-1)?.end ?? 0) && edit.end > edit.start) edits.push(edit);
  };
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i] as Block;
    const decision = decisions[i] as BlockDecision;
    if (!decision.cut) {
      for (const { unit, evidence } of decision.parts) push(partEdit(document, block, unit, evidence));
      continue;
    }
    let to = i;
    while (decisions[to]?.cut === true) to++;
    runSpans(text, blocks, i, to).forEach((span, k) => {
      push(toEdit(text, span, (decisions[i + k] as BlockDecision).evidence));
    });
    i = to - 1;
  }
  return edits;
}
