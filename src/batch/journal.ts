import {
  appendFileSync,
  closeSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "../cli/make-folder.js";
import { writeFileAtomic } from "../cli/write-file.js";
import type { Cursor } from "./chunk.js";
import { addTally, startSums, type Tally } from "./tally.js";

/** A file that is being written, with a journal from which a later run can go on. */
export interface JournaledFile {
  /** How far an earlier run came; undefined at the beginning. */
  readonly resumed?: { readonly cursor: Cursor; readonly tally: Tally };
  readonly append: (bytes: Uint8Array, cursor: Cursor, tally: Tally) => void;
  /** Makes sure that the bytes are on the disk and closes the file, which lies at `part`. */
  readonly finish: () => void;
  /** Closes the file so that a later run can go on. */
  readonly suspend: () => void;
  readonly remove: () => void;
  readonly part: string;
}

interface Entry {
  readonly cursor: Cursor;
  /** Bytes written up to here. */
  readonly size: number;
  readonly tally: Tally;
}

/** A longer journal is summed up: the last entry tells all that a later run needs. */
const MAX_JOURNAL_BYTES = 4 * 2 ** 20;

/**
 * Opens `part` to go on where its journal ends, if that was made for the same `key`: settings and inputs.
 *
 * An entry is written behind the bytes it speaks of, so that the bytes it counts are surely there.
 */
export function openJournaled(part: string, key: string): JournaledFile {
  const journal = `${part}.journal`;
  makeFolder(dirname(part));
  const entries = readJournal(journal, key);
  const found = entries.at(-1);
  const last = found !== undefined && sizeOf(part) >= found.size ? found : undefined;
  if (last === undefined) writeFileSync(journal, `${JSON.stringify({ key })}\n`);
  else appendFileSync(journal, "\n");
  const file = openSync(part, last === undefined ? "w" : "r+");
  let size = last?.size ?? 0;
  ftruncateSync(file, size);
  const tally = startSums();
  if (last !== undefined) for (const entry of entries) addTally(tally, entry.tally);
  let journalBytes = statSync(journal).size;
  return {
    part,
    ...(last === undefined ? {} : { resumed: { cursor: last.cursor, tally: structuredClone(tally) } }),
    append: (bytes, cursor, added) => {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, size + at);
      size += bytes.length;
      addTally(tally, added);
      if (journalBytes > MAX_JOURNAL_BYTES) {
        const head = JSON.stringify({ key });
        writeFileAtomic(journal, `${head}\n${JSON.stringify({ cursor, size, tally } satisfies Entry)}\n`);
        journalBytes = 0;
      } else {
        const line = `${JSON.stringify({ cursor, size, tally: added } satisfies Entry)}\n`;
        appendFileSync(journal, line);
        journalBytes += line.length;
      }
    },
    finish: () => {
      fsyncSync(file);
      closeSync(file);
    },
    suspend: () => closeSync(file),
    remove: () => {
      rmSync(part, { force: true });
      rmSync(journal, { force: true });
    },
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? -1;
}

function readJournal(journal: string, key: string): readonly Entry[] {
  try {
    const [head, ...lines] = readFileSync(journal, "utf8").split("\n");
    return head === JSON.stringify({ key }) ? lines.flatMap((line) => (line === "" ? [] : readEntry(line))) : [];
  } catch {
    return [];
  }
}

/** The last line of a run that was killed may be cut off. */
function readEntry(line: string): readonly Entry[] {
  try {
    return [JSON.parse(line) as Entry];
  } catch {
    return [];
  }
}
