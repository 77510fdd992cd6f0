import { createReadStream } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { createGunzip } from "node:zlib";

/** A longer line is no document, and strings have an end. */
const MAX_LINE_CHARS = 64_000_000;

/**
 * The lines of a file, one at a time, also of one packed with gzip. Line ends are taken off; empty lines are kept, so
 * that counting them gives line numbers. Throws system errors, and an Error for a line of more than 64 million characters.
 */
export async function* readLines(path: string, signal: AbortSignal): AsyncGenerator<string> {
  const bytes = createReadStream(path, { signal });
  const unpack = path.endsWith(".gz") ? createGunzip() : null;
  // The error of the file is that of whoever reads from it.
  if (unpack !== null) bytes.on("error", (error) => unpack.destroy(error)).pipe(unpack);
  const decoder = new StringDecoder("utf8");
  let rest = "";
  try {
    for await (const chunk of unpack ?? bytes) {
      const lines = decoder.write(chunk as Buffer).split("\n");
      lines[0] = rest + (lines[0] ?? "");
      rest = lines.pop() ?? "";
      if (rest.length > MAX_LINE_CHARS) throw new Error(`a line has more than ${MAX_LINE_CHARS} characters`);
      for (const line of lines) yield line;
    }
  } finally {
    bytes.destroy();
  }
  rest += decoder.end();
  if (rest !== "") yield rest;
}
