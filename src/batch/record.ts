/** One line of JSON as files and `dehusk pipe` have it: read, cleaned in place, written with what was found. */
import { isUtf8 } from "node:buffer";
import { describeError } from "../cli/describe-error.js";
import { toJson } from "../to-json.js";
import type { Cleaner, CleanResult, Span } from "../types.js";
import { findMembers, type ObjectSpans } from "./json-members.js";

/** The member that holds what dehusk has to say about a record. */
export const OWN_FIELD = "dehusk";

/** Why a line could not be cleaned; `message` may quote the line. */
export interface Fault {
  readonly code: `E_${string}`;
  readonly message: string;
}

/** A record as it is written, and as it is read. */
export interface JsonRecord {
  readonly json: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The text of a record, and the span of its JSON. */
export interface TextPlace extends Span {
  readonly text: string;
}

interface Replacement extends Span {
  readonly json: string;
}

const LONE_SURROGATE = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[dD][89a-fA-F][\da-fA-F]{2}|.)/g;

/** Bytes as a line of text, or why they are none. A byte order mark goes. */
export function readLine(bytes: Buffer): string | Fault {
  if (!isUtf8(bytes)) return { code: "E_LINE_UTF8", message: "the line is not UTF-8; encode it anew" };
  return bytes.toString("utf8").replace(/^\ufeff/, "");
}

/** Reads a JSON object. */
export function readRecord(json: string): JsonRecord | Fault {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return { json, fields: value as JsonRecord["fields"] };
    }
    return { code: "E_LINE_OBJECT", message: "the line is no JSON object; write one object a line" };
  } catch (error) {
    return { code: "E_LINE_JSON", message: `the line is no JSON (${describeError(error)}); write one object a line` };
  }
}

/** Whether reading gave a fault instead. */
export function isFault(read: string | object): read is Fault {
  return typeof read === "object" && "code" in read && "message" in read && !("json" in read);
}

/** Finds the text, whose field `textField` names from the outside in. */
export function findText({ json, fields }: JsonRecord, textField: readonly string[]): TextPlace | Fault {
  const name = textField.join(".");
  let spans = openObject(json);
  if (isTwice(spans, OWN_FIELD)) return tellTwice(OWN_FIELD);
  let value: unknown = fields;
  let place: Span | undefined;
  for (const [depth, part] of textField.entries()) {
    if (isTwice(spans, part)) return tellTwice(textField.slice(0, depth + 1).join("."));
    value = ownValue(value, part);
    place = spans.members.find((member) => member.name === part);
    if (depth < textField.length - 1 && place !== undefined) spans = openObject(json, place.start);
  }
  if (typeof value === "string" && place !== undefined) return { text: value, start: place.start, end: place.end };
  return { code: "E_LINE_TEXT", message: `the record has no string "${name}"; name the field with --text-field` };
}

/** Cleans the text of a record, by the rules of its site where it says which. */
export function cleanRecordText({ fields }: JsonRecord, text: string, cleaner: Cleaner): CleanResult {
  // Dolma and datatrove keep the address in `metadata`.
  const addresses = [ownValue(fields, "url"), ownValue(ownValue(fields, "metadata"), "url")];
  const url = addresses.find((value): value is string => typeof value === "string" && URL.canParse(value));
  return cleaner.clean(text, url === undefined ? {} : { url });
}

/** The record with its clean text, and `own` as what was found. Every other character stays as it is. */
export function writeCleaned({ json }: JsonRecord, place: TextPlace, body: string, own: object | undefined): string {
  const { start, end, text } = place;
  const edits = body === text ? [] : [{ start, end, json: toJson(body) }];
  return makeReadable(replaceSpans(json, own === undefined ? edits : [...edits, ...placeOwn(json, own)]));
}

/** The record in place of a line that could not be cleaned: what it holds, and why. */
export function writeFailed(record: JsonRecord | undefined, error: Fault): string {
  if (record === undefined) return toJson({ [OWN_FIELD]: { error } });
  return makeReadable(replaceSpans(record.json, placeOwn(record.json, { error })));
}

/** What is told of a result in the record itself. */
export function describeResult(
  { metadata, inLanguage, stats, warnings, edits }: CleanResult,
  withEdits = false,
): object {
  const { provenance, ...values } = metadata;
  const rest = { inLanguage, stats, warnings };
  return withEdits ? { metadata: { ...values, provenance }, ...rest, edits } : { metadata: values, ...rest };
}

/** JSON that every reader takes: no lone surrogate. */
function makeReadable(json: string): string {
  if (!/\\u[dD]/.test(json)) return json;
  return json.replace(LONE_SURROGATE, (escaped) => (/^\\u[dD].{3}$/.test(escaped) ? "\\ufffd" : escaped));
}

function openObject(json: string, start: number = json.indexOf("{")): ObjectSpans {
  return json[start] === "{" ? findMembers(json, start) : { members: [], close: start };
}

function isTwice({ members }: ObjectSpans, name: string): boolean {
  return members.filter((member) => member.name === name).length > 1;
}

function tellTwice(name: string): Fault {
  return { code: "E_LINE_TWICE", message: `the record has "${name}" more than once; keep one` };
}

function ownValue(value: unknown, name: string): unknown {
  const isHolder = typeof value === "object" && value !== null && Object.hasOwn(value, name);
  return isHolder ? (value as Record<string, unknown>)[name] : undefined;
}

/** In the place of an older one, or else last. */
function placeOwn(json: string, own: object): readonly Replacement[] {
  const { members, close } = openObject(json);
  const before = members.filter(({ name }) => name === OWN_FIELD);
  if (before.length > 0) return before.map(({ start, end }) => ({ start, end, json: toJson(own) }));
  const start = json.slice(0, close).trimEnd().length;
  return [{ start, end: close, json: `${members.length > 0 ? "," : ""}"${OWN_FIELD}":${toJson(own)}` }];
}

function replaceSpans(json: string, edits: readonly Replacement[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    parts.push(json.slice(at, edit.start), edit.json);
    at = edit.end;
  }
  return parts.join("") + json.slice(at);
}
