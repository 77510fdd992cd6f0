import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { TaskSettings } from "./clean-task.js";
import { fingerprint } from "./fingerprint.js";
import { isCollection } from "./formats.js";
import { takeLock } from "./lock.js";
import { openManifest } from "./manifest.js";
import type { RunState } from "./run.js";

export interface StateOptions {
  /** Keep a manifest of what is done, when all does not go into one file. */
  readonly keepManifest: boolean;
  /** Forget what an earlier run did. */
  readonly isFresh: boolean;
}

/**
 * Opens the hidden folder in which a run that writes to `out` keeps what is unfinished and what is done; it goes away
 * with the run when nothing is in it. Throws a DehuskError when another run writes there.
 */
export function openState(
  out: string,
  settings: TaskSettings,
  { keepManifest, isFresh }: StateOptions,
): RunState & { readonly release: () => void } {
  const isOneFile = isCollection(out);
  const folder = isOneFile ? join(dirname(out), `.${basename(out)}.dehusk`) : join(out, ".dehusk");
  const unlock = takeLock(join(folder, "lock"));
  sweep(folder, isFresh);
  const key = fingerprint(settings);
  const file = join(folder, "manifest.jsonl");
  const hasManifest = !isOneFile && (keepManifest || existsSync(file));
  return {
    folder,
    key,
    ...(hasManifest ? { manifest: openManifest(file, key, isFresh) } : {}),
    release: () => {
      unlock();
      if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
    },
  };
}

/** Takes away what a run that was killed left behind; what the next one can go on with stays. */
function sweep(folder: string, isFresh: boolean): void {
  for (const name of readdirSync(folder)) {
    if (name.endsWith(".tmp") || (isFresh && /\.part(\.journal)?$/.test(name))) rmSync(join(folder, name));
  }
}
