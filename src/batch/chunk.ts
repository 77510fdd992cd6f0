import type { SchemaElement } from "hyparquet";
import type { Task } from "./clean-task.js";

/** Work that is handed out in one piece, and what is needed to go on behind it. */
export interface Chunk {
  /** Undefined where there is nothing to clean: the problem is all there is to tell. */
  readonly task?: Task;
  /** What kept a part of the input from being read; the input ends here when `isFatal`. */
  readonly problem?: { readonly path: string; readonly message: string; readonly isFatal: boolean };
  readonly cursor: Cursor;
  /** The rows that the lines of the task were made of, for an output that keeps their types. */
  readonly rows?: Rows;
}

/** Where to go on in a list of inputs. */
export interface Cursor {
  /** Number of the input, from 0. */
  readonly input: number;
  /** How much of it is done: bytes unpacked, or records. */
  readonly end: number;
  readonly lines: number;
}

export interface Rows {
  readonly schema: readonly SchemaElement[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export interface ReadOptions {
  readonly from: Cursor;
  readonly textField: readonly string[];
  /** Hand on the rows of Parquet, too. */
  readonly keepRows: boolean;
  readonly signal: AbortSignal;
  /** Told how many bytes of files of records were read. */
  readonly onRead: (bytes: number) => void;
}

export const START: Cursor = { input: 0, end: 0, lines: 0 };

/** A chunk of one file, which does not know its number. */
export type RecordChunk = Omit<Chunk, "cursor"> & Pick<Cursor, "end" | "lines">;
