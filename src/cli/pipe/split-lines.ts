import { Buffer } from "node:buffer";

/** A line without its line feed, or the length of one that was too long to be kept. */
export type Line = { readonly bytes: Buffer } | { readonly tooLong: number };

export interface LineSplitter {
  /** The lines that end in `chunk`. */
  readonly push: (chunk: Buffer) => readonly Line[];
  /** What stands behind the last line feed, if anything. */
  readonly end: () => Line | undefined;
}

const LINE_FEED = 0x0a;

/** Cuts a stream of bytes into lines; of a line longer than `maxBytes` only the length is remembered. */
export function createLineSplitter(maxBytes: number): LineSplitter {
  let parts: Buffer[] = [];
  let length = 0;

  const add = (part: Buffer): void => {
    length += part.length;
    if (length > maxBytes) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const take = (): Line => {
    const [first] = parts;
    const bytes = parts.length === 1 && first !== undefined ? first : Buffer.concat(parts);
    const line = length > maxBytes ? { tooLong: length } : { bytes };
    parts = [];
    length = 0;
    return line;
  };

  return {
    push: (chunk) => {
      const lines: Line[] = [];
      let start = 0;
      for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
        add(chunk.subarray(start, end));
        lines.push(take());
        start = end + 1;
      }
      add(chunk.subarray(start));
      return lines;
    },
    end: () => (length > 0 ? take() : undefined),
  };
}
