import { basename, extname } from "node:path";

/** What a file holds: one article, or records of which a field is the text. */
export type ContentKind = "md" | "txt" | "html" | "jsonl" | "parquet" | "warc";
export type Compression = "none" | "gzip" | "zstd";

export interface FileShape {
  readonly kind: ContentKind;
  readonly compression: Compression;
  /** The path without the extensions that say so. */
  readonly stem: string;
}

const KINDS: Readonly<Record<string, ContentKind>> = {
  ".md": "md",
  ".markdown": "md",
  ".mdown": "md",
  ".txt": "txt",
  ".text": "txt",
  ".html": "html",
  ".htm": "html",
  ".xhtml": "html",
  ".jsonl": "jsonl",
  ".ndjson": "jsonl",
  ".parquet": "parquet",
  ".wet": "warc",
  ".warc": "warc",
};
const COMPRESSIONS: Readonly<Record<string, Compression>> = { ".gz": "gzip", ".zst": "zstd", ".zstd": "zstd" };
/** Written behind the name of a compressed file. */
export const SUFFIXES: Readonly<Record<Compression, string>> = { none: "", gzip: ".gz", zstd: ".zst" };

/** Whether this Node can write the compression; reading zstd has a second way. */
export const canPack = (compression: Compression): boolean =>
  compression !== "zstd" || process.versions["zstd"] !== undefined;

export const NO_ZSTD: string = `writing .zst needs Node 22.15 or later, this is ${process.version}; write .gz`;

/** Tells by its name what a file holds; Markdown when the name does not say. */
export function readShape(path: string): FileShape {
  const { kind, ...rest } = readName(path);
  return { ...rest, kind: kind ?? "md" };
}

/** Whether the name of a file says that it holds texts. */
export function isKnown(path: string): boolean {
  return readName(path).kind !== undefined;
}

function readName(path: string): Omit<FileShape, "kind"> & { readonly kind: ContentKind | undefined } {
  const outer = extname(path);
  const compression = COMPRESSIONS[outer.toLowerCase()] ?? "none";
  const name = compression === "none" ? path : path.slice(0, -outer.length);
  const inner = extname(name);
  const key = inner.toLowerCase();
  // Corpora call compressed JSON lines so.
  const kind = key === ".json" && compression !== "none" ? "jsonl" : KINDS[key];
  return { kind, compression, stem: kind === undefined ? name : name.slice(0, -inner.length || undefined) };
}

/** Whether a file of this kind holds many texts. */
export function isRecords(kind: ContentKind): kind is "jsonl" | "parquet" | "warc" {
  return kind === "jsonl" || kind === "parquet" || kind === "warc";
}

/** Whether --out names a file for all results, not a folder. */
export function isCollection(out: string): boolean {
  const { kind } = readShape(out);
  return (kind === "jsonl" || kind === "parquet") && basename(out) !== extname(out);
}
