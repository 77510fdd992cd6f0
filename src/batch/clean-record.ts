import type { Cleaner, CleanResult } from "../types.js";
import type { TaskSettings } from "./clean-task.js";
import { findMembers, type ObjectSpans } from "./json-members.js";
import { failAttributes, toAttributes } from "./to-attributes.js";

/** The field that dehusk adds to a record. */
const OWN_FIELD = "dehusk";
/** Of a line that is no record, so much is kept in the results. */
const SOURCE_CHARS = 10_000;
const LONE_SURROGATE = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[dD][89a-fA-F][\da-fA-F]{2}|.)/g;

export interface CleanedRecord {
  /** One line of JSON, without its end. */
  readonly line: string;
  readonly result?: CleanResult;
  /** The text of the record is another than before. */
  readonly changed: boolean;
  /** Why the record could not be cleaned. */
  readonly failure?: string;
}

interface TextRecord {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly text: string;
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly json: string;
}

/**
 * Cleans the text in one line of JSON. What else the record holds is copied character by character. A line that cannot
 * be cleaned becomes a record that says why, at its place.
 */
export function cleanRecord(line: string, cleaner: Cleaner, settings: TaskSettings): CleanedRecord {
  const record = readRecord(line, settings.textField);
  if (typeof record === "string") return failRecord(line, record, settings);
  const url = findUrl(record.fields);
  const result = cleaner.clean(record.text, url === undefined ? {} : { url });
  const { body } = result;
  const changed = body !== record.text;
  const { attributes, textField, metadata } = settings;
  if (attributes) return { line: toAttributes(line, record.text, result), result, changed };
  const edits = changed ? [replaceText(line, textField, body)] : [];
  const own = metadata === "inline" ? [setOwnField(line, describeResult(result))] : [];
  return { line: makeReadable(applyEdits(line, [...edits, ...own])), result, changed };
}

/** The record in place of a line that could not be cleaned: the same fields, and the reason. */
export function failRecord(line: string, failure: string, { attributes }: TaskSettings): CleanedRecord {
  const fields = readObject(line);
  if (attributes) return { line: failAttributes(line, failure, typeof fields !== "string"), changed: false, failure };
  if (typeof fields === "string") {
    const source = line.slice(0, SOURCE_CHARS);
    const json = JSON.stringify({ [OWN_FIELD]: { error: failure, source } });
    return { line: makeReadable(json), changed: false, failure };
  }
  const edit = setOwnField(line, { error: failure });
  return { line: makeReadable(applyEdits(line, [edit])), changed: false, failure };
}

/** The record in place of a line that cannot be read as a whole. */
export function failUnread(bytes: Buffer, failure: string): CleanedRecord {
  const source = bytes.toString("utf8", 0, SOURCE_CHARS);
  const json = JSON.stringify({ [OWN_FIELD]: { error: failure, source } });
  return { line: makeReadable(json), changed: false, failure };
}

/** What is told of a result in the record itself. */
export function describeResult({ inLanguage, metadata, stats, warnings }: CleanResult): object {
  const { provenance: _, ...fields } = metadata;
  const { wordsIn, wordsOut, cutWords } = stats;
  return { inLanguage, metadata: fields, wordsIn, wordsOut, cutWords, warnings: warnings.map(({ code }) => code) };
}

/** JSON that every reader takes: no lone surrogate. */
export function makeReadable(json: string): string {
  if (!/\\u[dD]/.test(json)) return json;
  return json.replace(LONE_SURROGATE, (escaped) => (/^\\u[dD].{3}$/.test(escaped) ? "\\ufffd" : escaped));
}

function readObject(line: string): Readonly<Record<string, unknown>> | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return `it is no JSON: ${error instanceof Error ? error.message : error}`;
  }
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : "it is no JSON object";
}

function readRecord(line: string, textField: readonly string[]): TextRecord | string {
  const fields = readObject(line);
  if (typeof fields === "string") return fields;
  const text = textField.reduce<unknown>((value, name) => ownField(value, name), fields);
  if (typeof text === "string") return { fields, text };
  const there = text === undefined ? "is missing" : "is no string";
  return `the field "${textField.join(".")}" ${there}; name the field of the text with --text-field`;
}

function ownField(value: unknown, name: string): unknown {
  const isHolder = typeof value === "object" && value !== null && Object.hasOwn(value, name);
  return isHolder ? (value as Record<string, unknown>)[name] : undefined;
}

/** Where corpora keep the address of a page. */
function findUrl(fields: Readonly<Record<string, unknown>>): string | undefined {
  const candidates = [ownField(fields, "url"), ownField(ownField(fields, "metadata"), "url")];
  return candidates.find((value): value is string => typeof value === "string" && URL.canParse(value));
}

function openObject(line: string): ObjectSpans {
  return findMembers(line, line.indexOf("{"));
}

function replaceText(line: string, textField: readonly string[], body: string): Replacement {
  const json = JSON.stringify(body);
  let holder = openObject(line);
  for (const name of textField.slice(0, -1)) holder = findMembers(line, holder.members.get(name)?.start ?? 0);
  const { start, end } = holder.members.get(textField.at(-1) ?? "") ?? { start: 0, end: 0 };
  return { start, end, json };
}

/** Our own field goes to `metadata` where the record has one, as dolma and datatrove do, otherwise to the top. */
function setOwnField(line: string, value: object): Replacement {
  const top = openObject(line);
  const metadata = top.members.get("metadata");
  const isHolder = metadata !== undefined && line[metadata.start] === "{";
  const { members, close } = isHolder ? findMembers(line, metadata.start) : top;
  const json = JSON.stringify(value);
  const existing = members.get(OWN_FIELD);
  if (existing !== undefined) return { ...existing, json };
  return { start: close, end: close, json: `${members.size > 0 ? "," : ""}"${OWN_FIELD}":${json}` };
}

function applyEdits(line: string, edits: readonly Replacement[]): string {
  const ordered = [...edits].sort((a, b) => b.start - a.start);
  return ordered.reduce((text, { start, end, json }) => text.slice(0, start) + json + text.slice(end), line);
}
