import { createHash } from "node:crypto";
import { renameSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { makeFolder } from "../cli/make-folder.js";
import { printBytes } from "../cli/standard-streams.js";
import { START } from "./chunk.js";
import { pack } from "./compression.js";
import { readShape } from "./formats.js";
import { openJournaled } from "./journal.js";
import type { Run } from "./run.js";
import type { Sink } from "./sink.js";

/** @param key identifies the inputs and how they are cleaned: an interrupted run with the same key is gone on with */
export async function openSink(
  target: string | undefined,
  key: string,
  { state, settings }: Run,
  isSingle: boolean,
): Promise<Sink> {
  if (target === undefined || state === undefined) return createPrinter();
  const { kind, compression } = readShape(target);
  const name = createHash("sha256").update(resolve(target)).digest("hex").slice(0, 16);
  const part = join(state.folder, `${name}-${basename(target).slice(0, 32)}.part`);
  const publish = (): void => {
    makeFolder(dirname(target));
    renameSync(part, target);
  };
  if (kind === "parquet")
    return await (await import("./write-parquet.js")).createParquetSink(part, {
      textField: settings.textField,
      keepRows: isSingle,
      publish,
    });
  return createFileSink(part, publish, key, compression);
}

function createFileSink(part: string, publish: () => void, key: string, compression: Parameters<typeof pack>[1]): Sink {
  const file = openJournaled(part, key);
  return {
    from: file.resumed?.cursor ?? START,
    keepRows: false,
    ...(file.resumed === undefined ? {} : { resumed: file.resumed }),
    pack: (bytes) => pack(bytes, compression),
    write: async (packed, { cursor }, { tally }) => file.append(packed, cursor, tally),
    finish: async () => {
      file.finish();
      publish();
      file.remove();
    },
    suspend: file.suspend,
    discard: () => {
      file.suspend();
      file.remove();
    },
  };
}

function createPrinter(): Sink {
  return {
    from: START,
    keepRows: false,
    pack: async (bytes) => bytes,
    write: printBytes,
    finish: async () => {},
    suspend: () => {},
    discard: () => {},
  };
}
