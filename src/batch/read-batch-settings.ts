import { type Arguments, usageError } from "../cli/parse-arguments.js";
import { readTextField } from "./read-text-field.js";

/** What a run over many texts was asked for, beside how to clean. */
export interface BatchSettings {
  /** Worker threads; as many as pay when absent. */
  readonly jobs?: number;
  /** Names of the field that holds the text of a record, from the outside in. */
  readonly textField: readonly string[];
  readonly metadata: "inline" | "sidecar" | "none";
  readonly attributes: boolean;
  /** Do not go on from an earlier run. */
  readonly fresh: boolean;
  /** Longest time for one text, in milliseconds. */
  readonly limitMs: number;
  /** Largest heap of a worker, in MiB. */
  readonly memoryMb: number;
}

const DEFAULT_LIMIT_S = 60;
const DEFAULT_MEMORY_MB = 1024;
const MAX_JOBS = 256;

/** Reads the options of a run; throws a DehuskError `E_USAGE` for values that make no sense. */
export function readBatchSettings({ options }: Arguments): BatchSettings {
  const last = (name: string): string | undefined => options.get(name)?.at(-1);
  const jobs = readNumber("jobs", last("jobs"), { min: 1, max: MAX_JOBS, isWhole: true });
  const seconds = readNumber("time-limit", last("time-limit"), { min: 0.001, max: 1e6 });
  const memory = readNumber("memory-limit", last("memory-limit"), { min: 16, max: 1e6, isWhole: true });
  return {
    ...(jobs === undefined ? {} : { jobs }),
    textField: readTextField(last("text-field")),
    metadata: (last("metadata") ?? "inline") as BatchSettings["metadata"],
    attributes: options.has("attributes"),
    fresh: options.has("fresh"),
    limitMs: (seconds ?? DEFAULT_LIMIT_S) * 1000,
    memoryMb: memory ?? DEFAULT_MEMORY_MB,
  };
}

interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly isWhole?: true;
}

function readNumber(name: string, text: string | undefined, { min, max, isWhole }: NumberRange): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (value >= min && value <= max && (!isWhole || Number.isInteger(value))) return value;
  throw usageError(`--${name} takes a ${isWhole ? "whole " : ""}number from ${min} to ${max}, not "${text}".`);
}
