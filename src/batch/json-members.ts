import type { Span } from "../types.js";

/** A member of a JSON object: its name, and the span of its value in the JSON. */
export interface Member extends Span {
  readonly name: string;
}

/** Where the members of a JSON object stand in its text. */
export interface ObjectSpans {
  /** In order, names that come again included. */
  readonly members: readonly Member[];
  /** Offset of the closing brace. */
  readonly close: number;
}

const SPACE = /[ \t\r\n]*/y;
const SCALAR = /[^,}\] \t\r\n]*/y;
const BRACKET_OR_STRING = /["{}[\]]/g;

/**
 * Finds the members of the object whose brace stands at `start` of `json`, which must be valid JSON. Only names are
 * parsed: nothing of a value is lost, be it a long number or the way it was escaped.
 */
export function findMembers(json: string, start: number): ObjectSpans {
  const members: Member[] = [];
  let at = skip(SPACE, json, start + 1);
  while (json[at] === '"') {
    const nameEnd = findStringEnd(json, at);
    const name = JSON.parse(json.slice(at, nameEnd)) as string;
    const valueStart = skip(SPACE, json, json.indexOf(":", nameEnd) + 1);
    const end = findValueEnd(json, valueStart);
    members.push({ name, start: valueStart, end });
    at = skip(SPACE, json, end);
    if (json[at] === ",") at = skip(SPACE, json, at + 1);
  }
  return { members, close: at };
}

function skip(what: RegExp, json: string, from: number): number {
  what.lastIndex = from;
  what.test(json);
  return what.lastIndex;
}

function findValueEnd(json: string, start: number): number {
  if (json[start] === '"') return findStringEnd(json, start);
  if (json[start] !== "{" && json[start] !== "[") return skip(SCALAR, json, start);
  let depth = 0;
  let at = start;
  do {
    BRACKET_OR_STRING.lastIndex = at;
    const found = BRACKET_OR_STRING.exec(json);
    // Valid JSON closes what it opens.
    if (found === null) return json.length;
    const [sign] = found;
    at = sign === '"' ? findStringEnd(json, found.index) : found.index + 1;
    if (sign === "{" || sign === "[") depth += 1;
    else if (sign !== '"') depth -= 1;
  } while (depth > 0);
  return at;
}

/** The place behind the closing quotation mark of the string that begins at `start`. */
function findStringEnd(json: string, start: number): number {
  let quote = json.indexOf('"', start + 1);
  while (isEscaped(json, quote)) quote = json.indexOf('"', quote + 1);
  return quote + 1;
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0;
  while (json[at - 1 - backslashes] === "\\") backslashes += 1;
  return backslashes % 2 === 1;
}
