import type { Engine } from "./engine.js";
import type { Manifest } from "./manifest.js";
import type { BatchSettings } from "./read-batch-settings.js";
import type { RunLog } from "./run-log.js";

/** A run that is going on, and all that its parts share. */
export interface Run {
  readonly settings: BatchSettings;
  readonly engine: Engine;
  readonly log: RunLog;
  readonly signal: AbortSignal;
  /** Notes bytes read from files of records. */
  readonly onRead: (bytes: number) => void;
  /** Where unfinished files lie; undefined when results go to standard output. */
  readonly state?: RunState;
}

export interface RunState {
  /** Folder of what is not finished yet. */
  readonly folder: string;
  /** Identifies rules, options and version. */
  readonly key: string;
  /** Undefined when all results go into one file. */
  readonly manifest?: Manifest;
}
