import type { ReadOptions, RecordChunk } from "./chunk.js";
import { importPeer } from "./import-peer.js";
import { readBytes } from "./read-bytes.js";

const CHUNK_CHARS = 2 ** 20;

/** Reads the texts of a web archive (WET) as records: id, address, date and text. Other records are passed over. */
export async function* readWarc(
  path: string,
  { from, signal, onRead, textField }: ReadOptions,
): AsyncGenerator<RecordChunk> {
  const { WARCParser } = await importPeer<typeof import("warcio")>("warcio", "reading WARC");
  const archive = new WARCParser(readBytes(path, { start: 0, signal, onRead }));
  let lines: string[] = [];
  let chars = 0;
  let done = from.lines;
  let seen = 0;
  const take = (): RecordChunk => {
    const chunk = {
      task: { kind: "lines", path, firstLine: done + 1, bytes: Buffer.from(lines.join("")) },
      end: seen,
      lines: seen,
    } as const;
    done = seen;
    lines = [];
    chars = 0;
    return chunk;
  };
  for await (const record of archive) {
    const text = isText(record) ? await record.contentText() : undefined;
    if (text === undefined) continue;
    seen += 1;
    if (seen <= from.lines) continue;
    const line = `${toLine(record, text, textField)}\n`;
    lines.push(line);
    chars += line.length;
    if (chars >= CHUNK_CHARS) yield take();
  }
  if (lines.length > 0) yield take();
}

interface ArchiveRecord {
  readonly warcType: string;
  readonly warcTargetURI?: string | null | undefined;
  readonly warcDate?: string | null | undefined;
  readonly warcHeader: (name: string) => string | null | undefined;
}

function isText(record: ArchiveRecord): boolean {
  const type = record.warcHeader("Content-Type") ?? "";
  return record.warcType === "conversion" && /^text\/plain\b/i.test(type);
}

function toLine(record: ArchiveRecord, text: string, textField: readonly string[]): string {
  const nested = textField.reduceRight<unknown>((value, name) => ({ [name]: value }), text) as object;
  const id = record.warcHeader("WARC-Record-ID")?.replace(/^<|>$/g, "");
  return JSON.stringify({ id, url: record.warcTargetURI, added: record.warcDate, ...nested });
}
