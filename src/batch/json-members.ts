import type { Span } from "../types.js";

/** Where the members of a JSON object stand in its text. */
export interface ObjectSpans {
  /** Name -> the span of its value; the last one where a name stands twice, as JSON.parse has it. */
  readonly members: ReadonlyMap<string, Span>;
  /** Offset of the closing brace. */
  readonly close: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Finds the members of the object whose brace stands at `start` of `json`, which must be valid JSON. Only names are
 * parsed: what is not asked for can be copied as it is, so that no number loses digits.
 */
export function findMembers(json: string, start: number): ObjectSpans {
  const members = new Map<string, Span>();
  let at = skipSpace(json, start + 1);
  while (json[at] === '"') {
    const nameEnd = stringEnd(json, at);
    const name = JSON.parse(json.slice(at, nameEnd)) as string;
    const valueStart = skipSpace(json, skipSpace(json, nameEnd) + 1);
    const end = valueEnd(json, valueStart);
    members.set(name, { start: valueStart, end });
    at = skipSpace(json, end);
    if (json[at] === ",") at = skipSpace(json, at + 1);
  }
  return { members, close: at };
}

function skipSpace(json: string, from: number): number {
  let at = from;
  for (let code = json.charCodeAt(at); code === 0x20 || (code >= 9 && code <= 13); code = json.charCodeAt(at)) at += 1;
  return at;
}

/** Behind the closing quote of the string that opens at `start`. */
function stringEnd(json: string, start: number): number {
  let quote = json.indexOf('"', start + 1);
  while (isEscaped(json, quote)) quote = json.indexOf('"', quote + 1);
  return quote + 1;
}

function isEscaped(json: string, quote: number): boolean {
  let before = quote - 1;
  while (json.charCodeAt(before) === BACKSLASH) before -= 1;
  return (quote - before) % 2 === 0;
}

function valueEnd(json: string, start: number): number {
  const first = json[start];
  if (first === '"') return stringEnd(json, start);
  if (first === "{" || first === "[") return nestedEnd(json, start);
  let at = start;
  while (at < json.length && !/[\s,}\]]/.test(json[at] ?? "")) at += 1;
  return at;
}

function nestedEnd(json: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    const code = json.charCodeAt(at);
    if (code === QUOTE) {
      at = stringEnd(json, at);
      continue;
    }
    // [ and { differ from ] and } by two.
    if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth -= 1;
    at += 1;
  } while (depth > 0);
  return at;
}
