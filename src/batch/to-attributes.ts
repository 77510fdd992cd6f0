import { toJson } from "../to-json.js";
import type { CleanResult } from "../types.js";
import { findMembers } from "./json-members.js";
import type { Fault } from "./record.js";

type Scored = readonly [start: number, end: number, score: number];

/**
 * A line of dolma attributes: what would be cut of `text`, by category, as spans with scores. Dolma counts code points.
 */
export function toAttributes(line: string, text: string, { edits }: CleanResult): string {
  const toCodePoints = createCounter(text);
  const attributes: Record<string, Scored[]> = {};
  for (const { kind, category, start, end, score } of edits) {
    if (kind !== "cut") continue;
    const name = `dehusk__${category.replace(/\W/g, "_")}`;
    const span: Scored = [toCodePoints(start), toCodePoints(end), Math.round(score * 1000) / 1000];
    attributes[name] = [...(attributes[name] ?? []), span];
  }
  return `{${copyIdentity(line)}"attributes":${JSON.stringify(attributes)}}`;
}

/** The line of a record of which nothing can be told; its `json` where it is a record at all. */
export function failAttributes(json: string | undefined, error: Fault): string {
  return `{${json === undefined ? "" : copyIdentity(json)}"attributes":{},"error":${toJson(error)}}`;
}

/** What ties attributes to their record, as it is written there: large numbers keep their digits. */
function copyIdentity(json: string): string {
  const { members } = findMembers(json, json.indexOf("{"));
  const copy = (name: string): string => {
    const span = members.findLast((member) => member.name === name);
    return span === undefined ? "" : `"${name}":${json.slice(span.start, span.end)},`;
  };
  return copy("id") + copy("source");
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
