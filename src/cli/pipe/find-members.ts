import type { Span } from "../../types.js";

/** A member of a JSON object: its name, and the span of its value in the JSON. */
export interface Member extends Span {
  readonly name: string;
}

const SPACE = /[ \t\r\n]*/y;
const SCALAR = /[^,}\] \t\r\n]*/y;
const BRACKET_OR_STRING = /["{}[\]]/g;

/**
 * The members of the outermost object of `json`, in order, names that come again included. What holds for a parsed
 * object does not hold here: nothing of a value is lost, be it a long number or the way it was escaped.
 *
 * @param json a valid JSON object
 */
export function findMembers(json: string): readonly Member[] {
  const members: Member[] = [];
  let at = skip(SPACE, json, json.indexOf("{") + 1);
  while (json[at] === '"') {
    const nameEnd = findStringEnd(json, at);
    const name = JSON.parse(json.slice(at, nameEnd)) as string;
    const start = skip(SPACE, json, json.indexOf(":", nameEnd) + 1);
    const end = findValueEnd(json, start);
    members.push({ name, start, end });
    at = skip(SPACE, json, end);
    if (json[at] === ",") at = skip(SPACE, json, at + 1);
  }
  return members;
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
