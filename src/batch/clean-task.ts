import type { CleanOptions, RuleSet } from "../types.js";
import type { Delivery } from "./delivery.js";
import type { Account, Tally } from "./tally.js";

/** How to clean and what to write, the same for all tasks of a run; crosses over to workers as it is. */
export interface TaskSettings {
  readonly options: CleanOptions;
  /** Rules of the caller; the built-in ones when absent. */
  readonly rules?: RuleSet;
  /** Names of the field of a record that holds its text, from the outside in. */
  readonly textField: readonly string[];
  readonly metadata: "inline" | "sidecar" | "none";
  /** Write dolma attributes, spans to cut, in place of texts. */
  readonly attributes: boolean;
  /** What is to come back of texts that have files of their own. */
  readonly delivery: Delivery;
  /** Differences are painted. */
  readonly colors?: true;
  /** Memory of the thread, in MiB. */
  readonly memoryMb: number;
  /** Hand back the accounts of all texts, for a report. */
  readonly keepAccounts: boolean;
}

/** A piece of work that is done whole, by one thread. `skip` says of texts that they must not be tried, and why. */
export type Task = LinesTask | FilesTask;

interface LinesTask {
  readonly kind: "lines";
  /** Name of the file, for messages. */
  readonly path: string;
  /** Number of the first line, from 1. */
  readonly firstLine: number;
  /** Whole lines of JSON, as UTF-8. */
  readonly bytes: Uint8Array;
  readonly skip?: ReadonlyMap<number, string>;
}

interface FilesTask {
  readonly kind: "files";
  readonly files: readonly FileToClean[];
  readonly skip?: ReadonlyMap<number, string>;
}

export interface FileToClean {
  readonly path: string;
  /** The operand of the command line was this file itself: that it is no text is a failure. */
  readonly named: boolean;
  /** Its bytes, where they cannot be read from the path: standard input. */
  readonly content?: Uint8Array;
  /** What to make of it. */
  readonly format: "md" | "txt" | "json" | "jsonl" | "record";
  /** Where the result will lie; undefined for standard output. */
  readonly target?: string;
  /** SHA-256 of the content that needs no cleaning any more. */
  readonly known?: string;
}

/** What a task gives back. */
export interface TaskResult {
  /** The results of all texts, one after another. */
  readonly bytes: Uint8Array;
  /** Size of the files that were read; 0 for lines, which were read before. */
  readonly bytesRead: number;
  /** For files: which part of `bytes` each one's result takes, and what belongs beside it. */
  readonly files: readonly CleanedFile[];
  readonly tally: Tally;
  readonly problems: readonly Problem[];
  /** As JSON, set apart by commas; empty unless asked for. */
  readonly accounts: string;
}

export interface CleanedFile {
  /** Undefined when there is nothing to write. */
  readonly bytes?: readonly [start: number, end: number];
  /** Metadata to be written beside the result. */
  readonly sidecar?: string;
  /** Bytes of the file. */
  readonly size?: number;
  /** SHA-256 of the content that was read. */
  readonly hash?: string;
  /** The content was the one that needs no cleaning any more. */
  readonly known?: true;
  readonly account?: Account;
}

/** Something to tell about a text; `message` is safe to print. */
export interface Problem {
  readonly path: string;
  readonly kind: "failed" | "skipped" | "warning";
  readonly message: string;
}

/** Called before each text of a task with its number from 0; the text waits for the answer. */
export type Announce = (index: number) => Promise<void> | void;
/** Does one task; throws for what is no fault of a text only. */
export type CleanTask = (task: Task, announce?: Announce) => Promise<TaskResult>;
