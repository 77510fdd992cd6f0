import { pipeline, Readable } from "node:stream";
import { promisify } from "node:util";
import * as zlib from "node:zlib";
import { type Compression, NO_ZSTD } from "./formats.js";
import { importPeer } from "./import-peer.js";

/** The largest article: more is a mistake, or made to fill the memory. */
const MAX_DOCUMENT_BYTES = 128 * 2 ** 20;

type Transform = (options?: object) => NodeJS.ReadWriteStream & Readable;
type Once = (bytes: Uint8Array, options: object) => Promise<Buffer>;

/** zstd came to Node with 22.15. */
interface Zstd {
  readonly createZstdDecompress?: Transform;
  readonly zstdCompress?: typeof zlib.gzip;
}

const zstd: Zstd = zlib as object;

const gzip: Once = promisify(zlib.gzip) as Once;

/** Unpacks a stream of bytes piece by piece. */
export async function* unpackStream(source: Readable, compression: Compression): AsyncGenerator<Buffer> {
  if (compression === "none") yield* source as AsyncIterable<Buffer>;
  else if (compression === "gzip") yield* through(source, zlib.createGunzip({ chunkSize: 2 ** 18 }));
  else if (zstd.createZstdDecompress !== undefined) yield* through(source, zstd.createZstdDecompress());
  else yield* unzstd(source);
}

/** Unpacks a whole file, up to the size that an article may have. */
export async function unpack(content: Buffer, compression: Compression): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of unpackStream(Readable.from([content]), compression)) {
    parts.push(part);
    size += part.length;
    if (size > MAX_DOCUMENT_BYTES) throw new Error(`unpacked it is larger than ${MAX_DOCUMENT_BYTES / 2 ** 20} MB`);
  }
  return Buffer.concat(parts);
}

/** Packs a piece of a file by itself: pieces can be strung together, and each can be the last. */
export async function pack(bytes: Uint8Array, compression: Compression): Promise<Uint8Array> {
  if (compression === "none") return bytes;
  if (compression === "gzip") return await gzip(bytes, { level: 6 });
  if (zstd.zstdCompress === undefined) throw new Error(NO_ZSTD);
  return await (promisify(zstd.zstdCompress) as Once)(bytes, {});
}

async function* through(source: Readable, unpacker: NodeJS.ReadWriteStream & Readable): AsyncGenerator<Buffer> {
  // Errors of both arrive at the reader of the last stream.
  pipeline(source, unpacker, () => {});
  try {
    yield* unpacker as AsyncIterable<Buffer>;
  } catch (error) {
    throw tellDamage(error);
  }
}

function tellDamage(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "Z_BUF_ERROR") return new Error("its compressed data ends too early; fetch it again");
  return /^(Z_|ZSTD_)/.test(code) ? new Error("its compressed data is damaged; fetch it again") : error;
}

async function* unzstd(source: Readable): AsyncGenerator<Buffer> {
  const { Decompress } = await importPeer<typeof import("fzstd")>("fzstd", "reading .zst with Node before 22.15");
  const parts: Buffer[] = [];
  const unpacker = new Decompress((part) => parts.push(Buffer.from(part)));
  try {
    for await (const part of source as AsyncIterable<Buffer>) {
      unpacker.push(part);
      yield* parts.splice(0);
    }
    unpacker.push(new Uint8Array(0), true);
  } catch {
    throw new Error("its compressed data is damaged; fetch it again");
  }
  yield* parts.splice(0);
}
