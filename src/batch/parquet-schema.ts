import type { FileMetaData, SchemaElement } from "hyparquet";

/** Text and structure; every other meaning of a value is left to those who read the file. */
const KEPT_MEANINGS = new Set<string | undefined>(["UTF8", "LIST", "MAP", "MAP_KEY_VALUE"]);

/**
 * The metadata of a file such that values are read as they are stored: numbers in place of times and decimals, bytes in
 * place of JSON. Written back in the same way, they lose no digit.
 */
export function readAsStored(metadata: FileMetaData): FileMetaData {
  return { ...metadata, schema: asStored(metadata.schema) };
}

/** The schema without the meanings that values are not converted by. */
export function asStored(schema: readonly SchemaElement[]): SchemaElement[] {
  return schema.map((element) => {
    const { converted_type, logical_type, ...rest } = element;
    const isText = converted_type === "UTF8" || logical_type?.type === "STRING";
    if (isText) return { ...rest, converted_type: "UTF8" };
    return KEPT_MEANINGS.has(converted_type) || element.num_children !== undefined ? element : rest;
  });
}

/** The names of the columns at the top of a schema. */
export function columnNames(schema: readonly SchemaElement[]): readonly string[] {
  const names: string[] = [];
  for (let i = 1; i < schema.length; i = skipElement(schema, i)) names.push(schema[i]?.name ?? "");
  return names;
}

/** The number of the element behind the one at `index` and all that it holds. */
function skipElement(schema: readonly SchemaElement[], index: number): number {
  let next = index + 1;
  for (let i = 0; i < (schema[index]?.num_children ?? 0); i += 1) next = skipElement(schema, next);
  return next;
}

/** The schema with one more column of text, unless it has one of that name. */
export function withTextColumn(schema: readonly SchemaElement[], name: string): readonly SchemaElement[] {
  const [root, ...rest] = schema;
  if (root === undefined || columnNames(schema).includes(name)) return schema;
  const column: SchemaElement = { name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" };
  return [{ ...root, num_children: (root.num_children ?? 0) + 1 }, ...rest, column];
}
