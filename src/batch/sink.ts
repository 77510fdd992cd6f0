import type { Chunk, Cursor } from "./chunk.js";
import type { TaskResult } from "./clean-task.js";
import type { Tally } from "./tally.js";

/** Takes the results of records in their order. */
export interface Sink {
  /** Where to begin reading. */
  readonly from: Cursor;
  /** Rows of Parquet are of use to it. */
  readonly keepRows: boolean;
  /** What an earlier run that was interrupted has done already. */
  readonly resumed?: { readonly cursor: Cursor; readonly tally: Tally };
  readonly pack: (bytes: Uint8Array) => Promise<Uint8Array>;
  readonly write: (packed: Uint8Array, chunk: Chunk, result: TaskResult) => Promise<void>;
  /** Makes the result appear. */
  readonly finish: () => Promise<void>;
  /** Leaves what is needed to go on later. */
  readonly suspend: () => void;
  readonly discard: () => void;
}
