import { appendFileSync, readFileSync, statSync, writeFileSync } from "node:fs";

/** What an earlier run did, and what this one does: which content each result was made of. */
export interface Manifest {
  /** The entry of the result at `target`, if that is still there as it was written. */
  readonly find: (target: string) => ManifestEntry | undefined;
  /** Notes results that are written. */
  readonly add: (entries: readonly ManifestEntry[]) => void;
}

export interface ManifestEntry {
  readonly target: string;
  /** Identifies the content that was read. */
  readonly content: string;
  /** Records that could not be cleaned. */
  readonly failed?: number;
}

interface Line extends ManifestEntry {
  /** Size and time of the result, by which a change of it is known. */
  readonly result: string;
}

/**
 * Opens the manifest `file`. What it says holds only for the same `settings`: rules, options and version of dehusk.
 * A damaged line, as after a crash, is as good as none.
 */
export function openManifest(file: string, settings: string, isFresh: boolean): Manifest {
  const known = isFresh ? undefined : readManifest(file, settings);
  if (known === undefined) writeFileSync(file, `${JSON.stringify({ settings })}\n`);
  // A line that was cut off must not swallow the next one.
  else appendFileSync(file, "\n");
  return {
    find: (target) => {
      const line = known?.get(target);
      return line !== undefined && line.result === stampFile(target) ? line : undefined;
    },
    add: (entries) => {
      const lines = entries.map((entry) =>
        JSON.stringify({ ...entry, result: stampFile(entry.target) } satisfies Line),
      );
      appendFileSync(file, lines.map((line) => `${line}\n`).join(""));
    },
  };
}

/** Size and time of last change of a file; empty when there is none. */
export function stampFile(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? "" : `${stats.size}-${stats.mtimeNs}`;
}

function readManifest(file: string, settings: string): ReadonlyMap<string, Line> | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  const [head, ...lines] = text.split("\n");
  if (head !== JSON.stringify({ settings })) return undefined;
  return new Map(lines.flatMap((line) => (line === "" ? [] : readLine(line))));
}

function readLine(line: string): readonly (readonly [string, Line])[] {
  try {
    const entry = JSON.parse(line) as Line;
    return [[entry.target, entry]];
  } catch {
    return [];
  }
}
