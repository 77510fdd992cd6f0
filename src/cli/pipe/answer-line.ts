import {
  cleanRecordText,
  describeResult,
  type Fault,
  findText,
  isFault,
  type JsonRecord,
  OWN_FIELD,
  readLine,
  readRecord,
  writeCleaned,
  writeFailed,
} from "../../batch/record.js";
import type { Cleaner } from "../../types.js";
import { describeError } from "../describe-error.js";
import type { Line } from "./split-lines.js";

export interface AnswerSettings {
  /** Names of the member that holds the text, from the outside in. */
  readonly textField: readonly string[];
  /** Say of each change what it took away, so that the text can be restored. */
  readonly edits: boolean;
}

/** What a line was, and the line to write for it, without line feed. */
export type Answer =
  | { readonly kind: "cleaned" | "failed"; readonly json: string }
  | { readonly kind: "trailer"; readonly end: number };

/**
 * Answers a line: with a cleaned record, or one that says what is wrong. The answer depends on nothing but the line, so
 * that it does not matter how an input is cut into sessions.
 */
export function answerLine(line: Line, cleaner: Cleaner, settings: AnswerSettings): Answer {
  const record = readJson(line);
  if (isFault(record)) return fail(undefined, record);
  const end = readTrailer(record);
  if (end !== undefined) return { kind: "trailer", end };
  const place = findText(record, settings.textField);
  if (isFault(place)) return fail(record, place);
  try {
    const result = cleanRecordText(record, place.text, cleaner);
    const json = writeCleaned(record, place, result.body, describeResult(result, settings.edits));
    return { kind: "cleaned", json };
  } catch (error) {
    return fail(record, { code: "E_CLEAN", message: describeError(error) });
  }
}

function readJson(line: Line): JsonRecord | Fault {
  if ("tooLong" in line) {
    return { code: "E_LINE_LENGTH", message: `the line has ${line.tooLong} bytes; allow them with --max-line` };
  }
  const text = readLine(line.bytes);
  // A carriage return stands between tokens only, where a space says the same and never ends a line.
  return isFault(text) ? text : readRecord(text.replaceAll("\r", " ").trim());
}

/** The count of a record that says nothing but `{"dehusk":{"end":N}}`. */
function readTrailer({ fields }: JsonRecord): number | undefined {
  const own = fields[OWN_FIELD];
  if (typeof own !== "object" || own === null || Object.keys(fields).length > 1) return undefined;
  const end = "end" in own ? own.end : undefined;
  return typeof end === "number" ? end : undefined;
}

function fail(record: JsonRecord | undefined, fault: Fault): Answer {
  return { kind: "failed", json: writeFailed(record, fault) };
}
