/** A cleaned text as rows of pieces: what stays, what was cut, what was mended, in the order of the input. */
import type { BlockKind, BlockReport, CleanResult, Edit, Span, Verdict } from "../../src/types.js";

export interface Piece extends Span {
  readonly kind: "keep" | "cut" | "repair";
  /** What the input holds at the span. */
  readonly text: string;
  /** The change, for pieces that do not stay as they are. */
  readonly edit: Edit | null;
  /** Why; null where no block was judged. */
  readonly verdict: Verdict | null;
}

/** The pieces of one block, or of what lies between two blocks. */
export interface Row {
  readonly kind: BlockKind | "gap";
  readonly pieces: readonly Piece[];
}

/** Rows of everything that can be seen; white space between blocks is left out. */
export function splitIntoRows(text: string, { edits, blocks = [] }: CleanResult): readonly Row[] {
  const rows: Row[] = [];
  const cutter = createCutter(text, edits);
  let at = 0;
  const add = (kind: Row["kind"], end: number, block: BlockReport | null): void => {
    const pieces = cutter(at, end, block);
    if (pieces.length > 0) rows.push({ kind, pieces });
    at = end;
  };
  for (const block of blocks) {
    add("gap", Math.max(at, block.start), null);
    add(block.kind, Math.max(at, block.end), block);
  }
  add("gap", text.length, null);
  return rows;
}

type Cutter = (start: number, end: number, block: BlockReport | null) => readonly Piece[];

/** Cuts stretches of the text at its edits; the stretches must come in order. */
function createCutter(text: string, edits: readonly Edit[]): Cutter {
  const changes = edits.filter(({ kind }) => kind !== "normalize");
  let next = 0;
  return (start, end, block) => {
    const pieces: Piece[] = [];
    const add = (from: number, to: number, edit: Edit | null): void => {
      const part = text.slice(from, to);
      if (part.trim() === "") return;
      const kind = edit === null ? "keep" : edit.kind === "repair" ? "repair" : "cut";
      pieces.push({ kind, start: from, end: to, text: part, edit, verdict: findVerdict(block, edit, from, to) });
    };
    let at = start;
    for (let edit = changes[next]; edit !== undefined && edit.start < end; edit = changes[next]) {
      const from = Math.max(at, edit.start);
      const to = Math.min(end, edit.end);
      add(at, from, null);
      if (to > from) add(from, to, edit);
      at = Math.max(at, to);
      // An edit may go on behind the end.
      if (edit.end > end) break;
      next++;
    }
    add(at, end, null);
    return pieces;
  };
}

function findVerdict(block: BlockReport | null, edit: Edit | null, start: number, end: number): Verdict | null {
  if (block === null || edit === null || block.verdict.kind === "cut") return block?.verdict ?? null;
  return block.parts.find((part) => part.start < end && start < part.end)?.verdict ?? null;
}
