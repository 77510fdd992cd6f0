import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { TaskSettings } from "./clean-task.js";
import { fingerprint } from "./fingerprint.js";
import { isCollection } from "./formats.js";
import { takeLock } from "./lock.js";
import { openManifest } from "./manifest.js";
import type { RunState } from "./run.js";

/**
 * Opens the hidden folder in which a run that writes to `out` keeps what is unfinished and, for a folder, what is done.
 * Throws a DehuskError when another run writes there.
 */
export function openState(
  out: string,
  settings: TaskSettings,
  isFresh: boolean,
): RunState & { readonly release: () => void } {
  const isOneFile = isCollection(out);
  const folder = isOneFile ? join(dirname(out), `.${basename(out)}.dehusk`) : join(out, ".dehusk");
  mkdirSync(folder, { recursive: true });
  const unlock = takeLock(join(folder, "lock"));
  sweep(folder, isFresh);
  const key = fingerprint(settings);
  return {
    folder,
    key,
    ...(isOneFile ? {} : { manifest: openManifest(join(folder, "manifest.jsonl"), key, isFresh) }),
    release: () => {
      unlock();
      if (isOneFile && readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
    },
  };
}

/** Takes away what a run that was killed left behind; what the next one can go on with stays. */
function sweep(folder: string, isFresh: boolean): void {
  for (const name of readdirSync(folder)) {
    if (name.endsWith(".tmp") || (isFresh && /\.part(\.journal)?$/.test(name))) rmSync(join(folder, name));
  }
}
