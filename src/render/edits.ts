import type { CleanResult, Edit } from "../types.js";

/** A place in an edit's new text, filled in when the edit that puts text there has been read to its end. */
interface Slot {
  readonly parts: string[];
  readonly index: number;
}

type Draft = Omit<Edit, "inserted"> & { readonly parts: readonly string[] };

interface Composition {
  readonly input: string;
  readonly second: readonly Edit[];
  readonly drafts: Draft[];
  /** Number of the first of `second` that is not read to its end. */
  next: number;
  /** Where that edit's new text goes; a stretch of the input is preferred to the new text of an earlier edit. */
  slot: (Slot & { readonly own: boolean }) | null;
}

/**
 * Carries edits out.
 *
 * @param text what the spans of the edits count in
 * @param edits in order of `start`, not overlapping
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let out = "";
  let at = 0;
  for (const { start, end, inserted } of edits) {
    out += text.slice(at, start) + inserted;
    at = end;
  }
  return out + text.slice(at);
}

/** Puts the new text of the current edit in its place, and goes on to the next edit. */
function finish(c: Composition, edit: Edit): void {
  if (c.slot !== null) c.slot.parts[c.slot.index] = edit.inserted;
  c.slot = null;
  c.next++;
}

/** Carries `second` out on a stretch of the input that `first` left alone; it stands at `mid` in between. */
function composeKept(c: Composition, from: number, to: number, mid: number): void {
  const end = mid + to - from;
  for (let edit = c.second[c.next]; edit !== undefined; edit = c.second[c.next]) {
    const insertion = edit.start === edit.end;
    if (edit.start > end || (edit.start === end && !insertion)) return;
    const start = from + Math.max(edit.start, mid) - mid;
    const stop = from + Math.min(edit.end, end) - mid;
    if (start < stop || insertion) {
      const parts = [""];
      c.drafts.push({ ...edit, start, end: stop, removed: c.input.slice(start, stop), parts });
      c.slot = { parts, index: 0, own: true };
    }
    if (edit.end > end) return;
    finish(c, edit);
  }
}

/** Carries `second` out on the new text of an edit of `first`, which stands at `mid` in between. */
function composeInserted(c: Composition, first: Edit, mid: number): void {
  const end = mid + first.inserted.length;
  const parts: string[] = [];
  let at = mid;
  for (let edit = c.second[c.next]; edit !== undefined && edit.start < end; edit = c.second[c.next]) {
    parts.push(first.inserted.slice(at - mid, Math.max(edit.start, mid) - mid), "");
    if (c.slot?.own !== true) c.slot ??= { parts, index: parts.length - 1, own: false };
    at = Math.min(edit.end, end);
    if (edit.end > end) break;
    finish(c, edit);
  }
  parts.push(first.inserted.slice(at - mid));
  c.drafts.push({ ...first, parts });
}

/**
 * Joins two rounds of edits into one. Where a later edit covers an earlier one, it is split around it, so that each keeps
 * its own rule; its new text stays with its last piece. An earlier edit loses what the later one takes of its new text.
 *
 * @param first edits of `input`
 * @param second edits of `applyEdits(input, first)`
 * @returns edits of `input`, in order and without overlap, that do what both do
 */
export function composeEdits(first: readonly Edit[], second: readonly Edit[], input: string): readonly Edit[] {
  if (first.length === 0) return second;
  const c: Composition = { input, second, drafts: [], next: 0, slot: null };
  let at = 0;
  let mid = 0;
  for (const edit of first) {
    composeKept(c, at, edit.start, mid);
    mid += edit.start - at;
    composeInserted(c, edit, mid);
    mid += edit.inserted.length;
    at = edit.end;
  }
  composeKept(c, at, input.length, mid);
  return c.drafts
    .map(({ parts, ...edit }) => ({ ...edit, inserted: parts.join("") }))
    .filter((edit) => edit.removed !== "" || edit.inserted !== "");
}

/** The input of a result, to the last code unit. */
export function restore({ body, edits }: Pick<CleanResult, "body" | "edits">): string {
  let out = "";
  let bodyAt = 0;
  let inputAt = 0;
  for (const { start, end, removed, inserted } of edits) {
    const kept = start - inputAt;
    out += body.slice(bodyAt, bodyAt + kept) + removed;
    bodyAt += kept + inserted.length;
    inputAt = end;
  }
  return out + body.slice(bodyAt);
}

/**
 * Where in the input the code unit at `bodyOffset` stands; the start of the edit for one that an edit put in.
 *
 * @param edits the edits of a result
 */
export function inputOffset(edits: readonly Edit[], bodyOffset: number): number {
  let shift = 0;
  for (const { start, end, inserted } of edits) {
    const bodyStart = start - shift;
    if (bodyOffset < bodyStart) break;
    if (bodyOffset < bodyStart + inserted.length) return start;
    shift += end - start - inserted.length;
  }
  return bodyOffset + shift;
}
