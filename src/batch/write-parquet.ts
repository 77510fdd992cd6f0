import { closeSync, fsyncSync, openSync, rmSync } from "node:fs";
import type { SchemaElement } from "hyparquet";
import { type Rows, START } from "./chunk.js";
import { importPeer } from "./import-peer.js";
import { asStored, columnNames, withTextColumn } from "./parquet-schema.js";
import type { Sink } from "./sink.js";

type Writing = typeof import("hyparquet-writer");
type Row = Readonly<Record<string, unknown>>;

/** Columns of records whose fields the first ones did not have. */
const OTHERS = "other_fields";
const OWN_FIELD = "dehusk";

export interface ParquetOptions {
  readonly textField: readonly string[];
  /** All comes from one file, whose columns can be kept. */
  readonly keepRows: boolean;
  /** Makes the file appear. */
  readonly publish: () => void;
}

/**
 * Writes results as Parquet: rows of Parquet with all their columns as they were, JSON lines with a column for each field
 * of the first ones. Such a file has an end that speaks of all of it, so an interrupted one begins anew.
 */
export async function createParquetSink(part: string, options: ParquetOptions): Promise<Sink> {
  const { textField, keepRows, publish } = options;
  const { ParquetWriter, fileWriter } = await importPeer<Writing>("hyparquet-writer", "writing Parquet");
  let table: Table | undefined;
  let writer: InstanceType<Writing["ParquetWriter"]> | undefined;
  const discard = (): void => rmSync(part, { force: true });
  return {
    from: START,
    keepRows,
    pack: async (bytes) => bytes,
    write: async (bytes, { rows }) => {
      const lines = readLines(bytes);
      table ??= rows === undefined ? createJsonTable(lines) : createRowTable(rows.schema, textField[0] ?? "");
      const schema = asStored(table.schema);
      writer ??= new ParquetWriter({ writer: fileWriter(part), schema, statistics: false, createdBy: OWN_FIELD });
      const values = table.toRows(lines, rows);
      await writer.write({
        columnData: columnNames(schema).map((name) => ({ name, data: values.map((row) => row[name] ?? null) })),
      });
    },
    finish: async () => {
      table ??= createJsonTable([]);
      writer ??= new ParquetWriter({ writer: fileWriter(part), schema: [...table.schema] });
      // Written as stored, to be read by their meanings.
      writer.schema = [...table.schema];
      await writer.finish();
      syncFile(part);
      publish();
    },
    suspend: discard,
    discard,
  };
}

interface Table {
  readonly schema: readonly SchemaElement[];
  readonly toRows: (lines: readonly Row[], rows: Rows | undefined) => readonly Row[];
}

function readLines(bytes: Uint8Array): readonly Row[] {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString().split("\n");
  return lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line) as Row);
}

function createRowTable(schema: readonly SchemaElement[], textField: string): Table {
  return {
    schema: withTextColumn(schema, OWN_FIELD),
    toRows: (lines, rows) =>
      lines.map((line, i) => {
        const row = rows?.rows[i] ?? {};
        const own = line[OWN_FIELD];
        const text = line[textField] ?? row[textField];
        return { ...row, [textField]: text, ...(own === undefined ? {} : { [OWN_FIELD]: JSON.stringify(own) }) };
      }),
  };
}

type Column = "BOOLEAN" | "DOUBLE" | "UTF8" | "JSON";

function createJsonTable(first: readonly Row[]): Table {
  const columns = new Map<string, Column>();
  for (const row of first) {
    for (const [name, value] of Object.entries(row)) {
      const kind = kindOf(value);
      const before = columns.get(name);
      if (kind !== undefined) columns.set(name, before === undefined || before === kind ? kind : "JSON");
    }
  }
  columns.set(OTHERS, "JSON");
  const root: SchemaElement = { name: "root", num_children: columns.size };
  return {
    schema: [root, ...[...columns].map(([name, kind]) => describeColumn(name, kind))],
    toRows: (lines) => lines.map((line) => fitRow(line, columns)),
  };
}

function kindOf(value: unknown): Column | undefined {
  switch (typeof value) {
    case "string":
      return "UTF8";
    case "number":
      return "DOUBLE";
    case "boolean":
      return "BOOLEAN";
    default:
      return value === null ? undefined : "JSON";
  }
}

function describeColumn(name: string, kind: Column): SchemaElement {
  if (kind === "BOOLEAN" || kind === "DOUBLE") return { name, type: kind, repetition_type: "OPTIONAL" };
  return { name, type: "BYTE_ARRAY", converted_type: kind, repetition_type: "OPTIONAL" };
}

/** What fits no column goes to the column of other fields. */
function fitRow(line: Row, columns: ReadonlyMap<string, Column>): Row {
  const row: Record<string, unknown> = {};
  const others: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(line)) {
    const column = columns.get(name);
    if (value === null) continue;
    if (column === "JSON" && name !== OTHERS) row[name] = Buffer.from(JSON.stringify(value));
    else if (column !== undefined && column === kindOf(value)) row[name] = value;
    else others[name] = value;
  }
  return Object.keys(others).length === 0 ? row : { ...row, [OTHERS]: Buffer.from(JSON.stringify(others)) };
}

function syncFile(path: string): void {
  const file = openSync(path, "r+");
  fsyncSync(file);
  closeSync(file);
}
