import type { Cleaner, CleanResult } from "../types.js";
import type { TaskSettings } from "./clean-task.js";
import {
  cleanRecordText,
  describeResult,
  type Fault,
  findText,
  isFault,
  type JsonRecord,
  readRecord,
  writeCleaned,
  writeFailed,
} from "./record.js";
import { failAttributes, toAttributes } from "./to-attributes.js";

export interface CleanedRecord {
  /** One line of JSON, without its end. */
  readonly line: string;
  readonly result?: CleanResult;
  /** The text of the record is another than before. */
  readonly changed: boolean;
  /** Why the record could not be cleaned. */
  readonly fault?: Fault;
}

/**
 * Cleans the text in one line of JSON. What else the record holds is copied character by character. A line that cannot
 * be cleaned becomes a record that says why, at its place.
 */
export function cleanRecord(line: string, cleaner: Cleaner, settings: TaskSettings): CleanedRecord {
  const record = readRecord(line.trim());
  if (isFault(record)) return fail(undefined, record, settings);
  const place = findText(record, settings.textField);
  if (isFault(place)) return fail(record, place, settings);
  const result = cleanRecordText(record, place.text, cleaner);
  const { body } = result;
  const changed = body !== place.text;
  if (settings.attributes) return { line: toAttributes(record.json, place.text, result), result, changed };
  const own = settings.metadata === "inline" ? describeResult(result) : undefined;
  return { line: putBack(line, writeCleaned(record, place, body, own)), result, changed };
}

/** The record in place of a line that must not be cleaned: the same fields, and the reason. */
export function failRecord(line: string, fault: Fault, settings: TaskSettings): CleanedRecord {
  const record = readRecord(line.trim());
  return fail(isFault(record) ? undefined : record, fault, settings);
}

/** The record in place of a line that cannot be read at all. */
export function failUnread(fault: Fault, settings: TaskSettings): CleanedRecord {
  return fail(undefined, fault, settings);
}

function fail(record: JsonRecord | undefined, fault: Fault, { attributes }: TaskSettings): CleanedRecord {
  const line = attributes ? failAttributes(record?.json, fault) : writeFailed(record, fault);
  return { line, changed: false, fault };
}

/** White space around the record stays. */
function putBack(line: string, json: string): string {
  return line.slice(0, line.length - line.trimStart().length) + json + line.slice(line.trimEnd().length);
}
