import { existsSync, type FSWatcher, statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** Editors write a file in several steps. */
const SETTLE_MILLISECONDS = 120;

/** Calls `act` whenever something below the paths changes, until the signal aborts. */
export async function watchFiles(
  paths: readonly string[],
  act: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let last = Promise.resolve();
  const notice = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      last = last.then(act);
    }, SETTLE_MILLISECONDS);
  };
  const watchers = paths.filter((path) => existsSync(path)).map((path) => watchPath(path, notice));
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  clearTimeout(timer);
  for (const watcher of watchers) watcher.close();
  await last;
}

/** A file is watched by way of its folder: editors put a new file in its place. */
function watchPath(path: string, notice: () => void): FSWatcher {
  if (statSync(path).isDirectory()) return watch(path, { recursive: true }, notice);
  return watch(dirname(path), (_, name) => {
    if (name === basename(path)) notice();
  });
}
