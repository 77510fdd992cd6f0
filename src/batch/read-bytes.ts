import { createReadStream } from "node:fs";
import type { ReadOptions } from "./chunk.js";
import { unpackStream } from "./compression.js";
import { readShape } from "./formats.js";

const READ_BYTES = 2 ** 20;

type ByteOptions = Pick<ReadOptions, "signal" | "onRead"> & { readonly start: number };

/** The unpacked bytes of a file, from `start` on. */
export async function* readBytes(path: string, { start, signal, onRead }: ByteOptions): AsyncGenerator<Buffer> {
  const { compression } = readShape(path);
  const canSeek = compression === "none";
  const source = createReadStream(path, { highWaterMark: READ_BYTES, signal, start: canSeek ? start : 0 });
  let seen = 0;
  let toSkip = canSeek ? 0 : start;
  for await (const piece of unpackStream(source, compression)) {
    const { bytesRead } = source;
    onRead(bytesRead - seen);
    seen = bytesRead;
    if (toSkip < piece.length) yield toSkip > 0 ? piece.subarray(toSkip) : piece;
    toSkip = Math.max(0, toSkip - piece.length);
  }
}
