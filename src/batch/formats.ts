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

/** For searching folders: all that `readShape` knows by its name. */
export const KNOWN_FILES: string = `**/*{${Object.keys(KINDS).join(",")},.json.gz,.json.zst}{,${Object.keys(COMPRESSIONS).join(",")}}`;

/** Tells by its name what a file holds; Markdown when the name does not say. */
export function readShape(path: string): FileShape {
  const outer = extname(path);
  const compression = COMPRESSIONS[outer.toLowerCase()] ?? "none";
  const name = compression === "none" ? path : path.slice(0, -outer.length);
  const inner = extname(name);
  const key = inner.toLowerCase();
  // Corpora call compressed JSON lines so.
  const known = key === ".json" && compression !== "none" ? "jsonl" : KINDS[key];
  const kind = known ?? "md";
  return { kind, compression, stem: known === undefined ? name : name.slice(0, -inner.length || undefined) };
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
