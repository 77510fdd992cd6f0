import { constants } from "node:buffer";
import { readTextField } from "../../batch/read-text-field.js";
import { type Arguments, usageError } from "../parse-arguments.js";
import { lastValue } from "../read-settings.js";
import type { AnswerSettings } from "./answer-line.js";

/** What `dehusk pipe` was asked to do. */
export interface PipeSettings extends AnswerSettings {
  /** There are no trailers: the end of the input is its end. */
  readonly plain: boolean;
  /** Longer lines are answered with an error record. */
  readonly maxLineBytes: number;
}

/** Cleaning takes some forty times the memory of its text, and articles have less than one. */
const DEFAULT_MAX_LINE_MIB = 8;
const BYTES_PER_MIB = 1024 * 1024;

/** Reads the settings of `dehusk pipe`; throws a DehuskError `E_USAGE` for those that make no sense. */
export function readPipeSettings(given: Arguments): PipeSettings {
  const [operand] = given.operands;
  if (operand !== undefined) throw usageError("dehusk pipe reads standard input; write dehusk pipe < FILE.");
  return {
    textField: readTextField(lastValue(given, "text-field")),
    edits: given.options.has("edits"),
    plain: given.options.has("plain"),
    maxLineBytes: readSize(lastValue(given, "max-line")),
  };
}

function readSize(text: string | undefined): number {
  const bytes = Number(text ?? DEFAULT_MAX_LINE_MIB) * BYTES_PER_MIB;
  if (bytes >= 1 && bytes <= constants.MAX_STRING_LENGTH) return Math.floor(bytes);
  const most = Math.floor(constants.MAX_STRING_LENGTH / BYTES_PER_MIB);
  throw usageError(`--max-line takes a number of MiB up to ${most}, not "${text}".`);
}
