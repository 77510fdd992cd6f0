import type { FileMetaData, RowGroup } from "hyparquet";
import type { ReadOptions, RecordChunk } from "./chunk.js";
import { importPeer } from "./import-peer.js";
import { readAsStored } from "./parquet-schema.js";

const PURPOSE = "reading Parquet";
/** Of a row group so much is unpacked at a time, roughly. */
const SLICE_BYTES = 4 * 2 ** 20;
const MIN_ROWS = 16;

type Row = Readonly<Record<string, unknown>>;
/** Reads the rows of a Parquet file as records; `rows` go along when the result is to be Parquet, too. */
export async function* readParquet(path: string, options: ReadOptions): AsyncGenerator<RecordChunk> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await importPeer<
    typeof import("hyparquet")
  >("hyparquet", PURPOSE);
  const { compressors } = await importPeer<typeof import("hyparquet-compressors")>("hyparquet-compressors", PURPOSE);
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const { keepRows, from, signal, textField } = options;
  const read = { file, compressors, metadata: keepRows ? readAsStored(metadata) : metadata, utf8: !keepRows };
  for (const [rowStart, rowEnd] of listSlices(metadata)) {
    if (rowEnd <= from.end) continue;
    signal.throwIfAborted();
    const rows = (await parquetReadObjects({ ...read, rowStart, rowEnd, useOffsetIndex: true })) as readonly Row[];
    const bytes = Buffer.from(rows.map((row) => `${toLine(row, keepRows ? textField[0] : undefined)}\n`).join(""));
    const task = { kind: "lines" as const, path, firstLine: rowStart + 1, bytes };
    yield { task, end: rowEnd, lines: rowEnd, ...(keepRows ? { rows: { schema: metadata.schema, rows } } : {}) };
  }
}

function* listSlices({ row_groups }: FileMetaData): Generator<readonly [start: number, end: number]> {
  let start = 0;
  for (const group of row_groups) {
    const end = start + Number(group.num_rows);
    const step = rowsOfSlice(group);
    for (let row = start; row < end; row += step) yield [row, Math.min(row + step, end)];
    start = end;
  }
}

function rowsOfSlice({ num_rows, total_byte_size }: RowGroup): number {
  const rowBytes = Math.max(1, Number(total_byte_size) / Math.max(1, Number(num_rows)));
  return Math.max(MIN_ROWS, Math.floor(SLICE_BYTES / rowBytes));
}

/** A row as JSON; only what cleaning needs where the rest of it is kept aside. */
function toLine(row: Row, textField: string | undefined): string {
  if (textField === undefined) return JSON.stringify(row, writeValue);
  const { url } = row;
  const text = row[textField];
  return JSON.stringify({ [textField]: text ?? undefined, ...(typeof url === "string" ? { url } : {}) });
}

/** What JSON has no words for: large whole numbers as text, bytes in base 64. Times know how to write themselves. */
function writeValue(_: string, value: unknown): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}
