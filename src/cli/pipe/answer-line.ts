import { isUtf8 } from "node:buffer";
import { toJson } from "../../to-json.js";
import type { Cleaner, CleanOptions, CleanResult } from "../../types.js";
import { describeError } from "../describe-error.js";
import { findMembers, type Member } from "./find-members.js";
import type { Line } from "./split-lines.js";

/** The member that holds what dehusk has to say about a record. */
export const OWN_FIELD = "dehusk";

export interface AnswerSettings {
  /** Name of the member that holds the text. */
  readonly textField: string;
  /** Say of each change what it took away, so that the text can be restored. */
  readonly edits: boolean;
}

/** What a line was, and the line to write for it, without line feed. */
export type Answer =
  | { readonly kind: "cleaned" | "failed"; readonly json: string }
  | { readonly kind: "trailer"; readonly end: number };

/** Why a line could not be cleaned. */
interface Fault {
  readonly code: `E_${string}`;
  readonly message: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** A line as JSON object, or what is wrong with it. */
type ReadLine = { readonly json: string; readonly record: Fields } | { readonly fault: Fault };

/**
 * Answers a line: with a cleaned record, or one that says what is wrong. The answer depends on nothing but the line, so
 * that it does not matter how an input is cut into sessions.
 */
export function answerLine(line: Line, cleaner: Cleaner, settings: AnswerSettings): Answer {
  const read = readRecord(line);
  if ("fault" in read) return { kind: "failed", json: toJson({ [OWN_FIELD]: { error: read.fault } }) };
  const { json, record } = read;
  const end = readTrailer(record);
  if (end !== undefined) return { kind: "trailer", end };
  const members = findMembers(json);
  const fault = findFault(record, members, settings.textField);
  if (fault !== undefined) return fail(json, members, fault);
  try {
    return cleanRecord(json, record, members, cleaner, settings);
  } catch (error) {
    return fail(json, members, { code: "E_CLEAN", message: describeError(error) });
  }
}

function readRecord(line: Line): ReadLine {
  if ("tooLong" in line) {
    return {
      fault: { code: "E_LINE_LENGTH", message: `the line has ${line.tooLong} bytes; allow them with --max-line` },
    };
  }
  if (!isUtf8(line.bytes)) return { fault: { code: "E_LINE_UTF8", message: "the line is not UTF-8; encode it anew" } };
  // A carriage return stands between tokens only, where a space says the same and never ends a line.
  const json = line.bytes.toString("utf8").replaceAll("\r", " ").trim();
  try {
    const record: unknown = JSON.parse(json);
    if (typeof record === "object" && record !== null && !Array.isArray(record)) {
      return { json, record: record as Fields };
    }
    return { fault: { code: "E_LINE_OBJECT", message: "the line is no JSON object; write one object a line" } };
  } catch (error) {
    return {
      fault: { code: "E_LINE_JSON", message: `the line is no JSON (${describeError(error)}); write one object a line` },
    };
  }
}

/** The count of a record that says nothing but `{"dehusk":{"end":N}}`. */
function readTrailer(record: Fields): number | undefined {
  const own = record[OWN_FIELD];
  if (typeof own !== "object" || own === null || Object.keys(record).length > 1) return undefined;
  const end = "end" in own ? own.end : undefined;
  return typeof end === "number" ? end : undefined;
}

function findFault(record: Fields, members: readonly Member[], textField: string): Fault | undefined {
  for (const field of [textField, OWN_FIELD]) {
    const count = members.filter(({ name }) => name === field).length;
    if (count > 1) return { code: "E_LINE_TWICE", message: `the record has "${field}" ${count} times; keep one` };
  }
  if (typeof record[textField] === "string" && Object.hasOwn(record, textField)) return undefined;
  return { code: "E_LINE_TEXT", message: `the record has no string "${textField}"; name the field with --text-field` };
}

function cleanRecord(
  json: string,
  record: Fields,
  members: readonly Member[],
  cleaner: Cleaner,
  { textField, edits }: AnswerSettings,
): Answer {
  const result = cleaner.clean(String(record[textField]), readOptions(record));
  const values = new Map([
    [textField, toJson(result.body)],
    [OWN_FIELD, toJson(describeResult(result, edits))],
  ]);
  return { kind: "cleaned", json: replaceValues(json, members, values) };
}

/** The address of the page selects the rules of a site; dolma and datatrove keep it in `metadata`. */
function readOptions({ url, metadata }: Fields): CleanOptions {
  const inner = typeof metadata === "object" && metadata !== null && "url" in metadata ? metadata.url : undefined;
  const address = [url, inner].find((value) => typeof value === "string" && URL.canParse(value));
  return typeof address === "string" ? { url: address } : {};
}

function describeResult({ metadata, inLanguage, stats, warnings, edits }: CleanResult, withEdits: boolean): object {
  const { provenance, ...values } = metadata;
  const rest = { inLanguage, stats, warnings };
  return withEdits ? { metadata: { ...values, provenance }, ...rest, edits } : { metadata: values, ...rest };
}

function fail(json: string, members: readonly Member[], fault: Fault): Answer {
  return { kind: "failed", json: replaceValues(json, members, new Map([[OWN_FIELD, toJson({ error: fault })]])) };
}

/** `json` with other values; those of new names come last. Every other character stays as it is. */
function replaceValues(json: string, members: readonly Member[], values: ReadonlyMap<string, string>): string {
  const parts: string[] = [];
  let at = 0;
  for (const { name, start, end } of members) {
    const value = values.get(name);
    if (value === undefined) continue;
    parts.push(json.slice(at, start), value);
    at = end;
  }
  const close = json.lastIndexOf("}");
  parts.push(json.slice(at, close).trimEnd());
  const names = new Set(members.map(({ name }) => name));
  const added = [...values].filter(([name]) => !names.has(name)).map(([name, value]) => `${toJson(name)}:${value}`);
  if (added.length > 0) parts.push(members.length > 0 ? "," : "", added.join(","));
  return `${parts.join("")}}`;
}
