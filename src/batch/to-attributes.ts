import type { CleanResult } from "../types.js";

type Scored = readonly [start: number, end: number, score: number];

/**
 * A line of dolma attributes: what would be cut of `text`, by category, as spans with scores. Dolma counts code points.
 */
export function toAttributes(fields: Readonly<Record<string, unknown>>, text: string, { edits }: CleanResult): string {
  const toCodePoints = createCounter(text);
  const attributes: Record<string, Scored[]> = {};
  for (const { kind, category, start, end, score } of edits) {
    if (kind !== "cut") continue;
    const name = `dehusk__${category.replace(/\W/g, "_")}`;
    const span: Scored = [toCodePoints(start), toCodePoints(end), Math.round(score * 1000) / 1000];
    attributes[name] = [...(attributes[name] ?? []), span];
  }
  const { id, source } = fields;
  return JSON.stringify({ id, source, attributes });
}

/** Turns offsets in UTF-16 code units, which must come in rising order, into numbers of code points. */
function createCounter(text: string): (offset: number) => number {
  let units = 0;
  let points = 0;
  return (offset) => {
    for (; units < offset; points += 1) units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
    return points;
  };
}
