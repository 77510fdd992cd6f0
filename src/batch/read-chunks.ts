import { describeFileError } from "../cli/describe-error.js";
import type { Input } from "../cli/find-inputs.js";
import { type Chunk, type Cursor, type ReadOptions, type RecordChunk, START } from "./chunk.js";
import type { FileToClean } from "./clean-task.js";
import { isRecords, readShape } from "./formats.js";
import { readBytes } from "./read-bytes.js";
import { type Lines, splitLines } from "./split-lines.js";

/** Small pieces: each is there several times over, before, while and after it is cleaned. */
const CHUNK_BYTES = 2 ** 18;
const MAX_LINE_BYTES = 64 * 2 ** 20;
const FILES_A_TASK = 32;

/** Reads inputs one after another, as pieces of work. What cannot be read becomes a problem at its place. */
export async function* readChunks(inputs: readonly Input[], options: ReadOptions): AsyncGenerator<Chunk> {
  let index = options.from.input;
  while (index < inputs.length) {
    const input = inputs[index] as Input;
    const { kind } = readShape(input.path);
    if (isRecords(kind)) {
      yield* readRecords(input, index, options);
      index += 1;
    } else {
      const files = takeDocuments(inputs, index);
      index += files.length;
      yield { task: { kind: "files", files }, cursor: { input: index, end: 0, lines: 0 } };
    }
  }
}

function takeDocuments(inputs: readonly Input[], start: number): readonly FileToClean[] {
  const some = inputs.slice(start, start + FILES_A_TASK);
  const end = some.findIndex(({ path }) => isRecords(readShape(path).kind));
  return some.slice(0, end < 0 ? undefined : end).map(({ path, named }) => ({ path, named, format: "record" }));
}

async function* readRecords({ path }: Input, index: number, options: ReadOptions): AsyncGenerator<Chunk> {
  const from = options.from.input === index ? options.from : START;
  let last: Pick<Cursor, "end" | "lines"> = from;
  try {
    for await (const chunk of openRecords(path, { ...options, from })) {
      last = chunk;
      const { end, lines, ...rest } = chunk;
      yield { ...rest, cursor: { input: index, end, lines } };
    }
  } catch (error) {
    if (options.signal.aborted) throw error;
    const cursor = { input: index, end: last.end, lines: last.lines };
    yield { problem: { path, message: describeFileError(path, error), isFatal: true }, cursor };
  }
}

async function* openRecords(path: string, options: ReadOptions): AsyncGenerator<RecordChunk> {
  switch (readShape(path).kind) {
    case "parquet":
      return yield* (await import("./read-parquet.js")).readParquet(path, options);
    case "warc":
      return yield* (await import("./read-warc.js")).readWarc(path, options);
    default:
      return yield* readJsonLines(path, options);
  }
}

async function* readJsonLines(path: string, { from, signal, onRead }: ReadOptions): AsyncGenerator<RecordChunk> {
  const options = { chunkBytes: CHUNK_BYTES, maxLineBytes: MAX_LINE_BYTES, from };
  for await (const piece of splitLines(readBytes(path, { start: from.end, signal, onRead }), options)) {
    refuseBinary(piece);
    yield toChunk(path, piece);
  }
}

function toChunk(path: string, { bytes, firstLine, end, lines, isTooLong }: Lines): RecordChunk {
  if (!isTooLong) return { task: { kind: "lines", path, firstLine, bytes }, end, lines };
  const message = `the line is longer than ${MAX_LINE_BYTES / 2 ** 20} MB; it is left out`;
  return { problem: { path: `${path}:${firstLine}`, message, isFatal: false }, end, lines };
}

function refuseBinary({ bytes, firstLine }: Lines): void {
  if (firstLine > 1) return;
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw new Error(`no JSON lines: byte ${nul + 1} is NUL; they must be UTF-8`);
}
