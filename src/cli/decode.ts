import { type Buffer, isUtf8 } from "node:buffer";

/** A text file as text, and what is needed to write it back as it was. */
export interface DecodedText {
  /** Without byte order mark. */
  readonly text: string;
  /** Name of the encoding as iconv-lite knows it. */
  readonly encoding: string;
  /** False when the encoding was guessed from the letters and may be another. */
  readonly sure: boolean;
  readonly bom: boolean;
}

/** Bytes that are no text; `reason` completes "skipped: ...". */
export interface NoText {
  readonly reason: string;
}

const BYTE_ORDER_MARKS = [
  ["utf-32le", [0xff, 0xfe, 0, 0]],
  ["utf-32be", [0, 0, 0xfe, 0xff]],
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
] as const;

/** Enough for a guess by letter frequency, and little enough to take a few milliseconds. */
const SAMPLE_BYTES = 65_536;
const SURE_CONFIDENCE = 0.9;
/** What is most common where a guess fails; every byte has a meaning in it. */
const FALLBACK = "windows-1252";

/** Decodes a file: by byte order mark, as UTF-8 where it is valid, otherwise by the letters it holds. */
export async function decode(bytes: Buffer): Promise<DecodedText | NoText> {
  const mark = BYTE_ORDER_MARKS.find(([, signature]) => signature.every((byte, i) => bytes[i] === byte));
  if (mark !== undefined) {
    const [encoding, signature] = mark;
    const text = await decodeAs(bytes.subarray(signature.length), encoding);
    return { text, encoding, sure: !text.includes("\ufffd"), bom: true };
  }
  const reason = findBinary(bytes);
  if (reason !== undefined) return { reason };
  if (isUtf8(bytes)) return { text: bytes.toString("utf8"), encoding: "utf-8", sure: true, bom: false };
  const damaged = decodeDamagedUtf8(bytes);
  if (damaged !== undefined) return { text: damaged, encoding: "utf-8", sure: false, bom: false };
  const { encoding, sure } = await guessEncoding(bytes);
  return { text: await decodeAs(bytes, encoding), encoding, sure, bom: false };
}

/** The bytes of `text` in the encoding and with the byte order mark of `like`; undefined where it cannot hold them. */
export async function encode(text: string, like: Omit<DecodedText, "text">): Promise<Buffer | undefined> {
  const iconv = await loadIconv();
  const bytes = iconv.encode(text, like.encoding, { addBOM: like.bom });
  return iconv.decode(bytes, like.encoding) === text ? bytes : undefined;
}

function findBinary(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-") return "a PDF file; extract its text first";
  const nul = bytes.indexOf(0);
  if (nul >= 0) return `no text: byte ${nul + 1} is NUL`;
  return undefined;
}

/** Undefined unless nearly all of `bytes` is UTF-8, as in a file cut off within a character. */
function decodeDamagedUtf8(bytes: Buffer): string | undefined {
  const text = bytes.toString("utf8");
  const wrong = text.match(/\ufffd/g)?.length ?? 0;
  // In other encodings a letter beyond ASCII hardly ever looks like a whole UTF-8 character.
  const right = text.match(/[\x80-\ufffc]/g)?.length ?? 0;
  return right >= 10 * wrong ? text : undefined;
}

async function guessEncoding(bytes: Buffer): Promise<{ encoding: string; sure: boolean }> {
  const [{ default: jschardet }, iconv] = await Promise.all([import("jschardet"), loadIconv()]);
  // ASCII tells encodings apart badly: begin where it ends.
  const first = Math.max(0, bytes.findIndex((byte) => byte > 0x7f) - SAMPLE_BYTES / 4);
  const guess = jschardet.detect(bytes.subarray(first, first + SAMPLE_BYTES));
  const name = guess.encoding?.toLowerCase() ?? FALLBACK;
  // As browsers do: text said to be ISO 8859-1 or ASCII often holds the quotes and dashes of windows-1252.
  const encoding = /^(iso-8859-1|ascii)$/.test(name) || !iconv.encodingExists(name) ? FALLBACK : name;
  return { encoding, sure: encoding === name && guess.confidence >= SURE_CONFIDENCE };
}

async function decodeAs(bytes: Buffer, encoding: string): Promise<string> {
  if (encoding === "utf-8") return bytes.toString("utf8");
  const iconv = await loadIconv();
  return iconv.decode(bytes, encoding, { stripBOM: false });
}

async function loadIconv(): Promise<typeof import("iconv-lite")> {
  const { default: iconv } = await import("iconv-lite");
  return iconv;
}
