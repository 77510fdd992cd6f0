/** Whole lines of a stream. */
export interface Lines {
  readonly bytes: Buffer;
  /** Number of the first line, from 1. */
  readonly firstLine: number;
  /** Offset in the stream behind the lines. */
  readonly end: number;
  /** Lines up to there. */
  readonly lines: number;
  /** The line was longer than allowed; `bytes` is empty. */
  readonly isTooLong?: true;
}

/** Where to go on in a stream, offset and lines before it. */
export interface Position {
  readonly end: number;
  readonly lines: number;
}

export interface SplitOptions {
  readonly chunkBytes: number;
  readonly maxLineBytes: number;
  readonly from?: Position;
}

const LINE_FEED = 10;

/**
 * Cuts a stream into pieces of whole lines, each the shortest one of at least `chunkBytes`: where they begin and end
 * does not depend on how the bytes arrive. A line longer than `maxLineBytes` is passed over.
 *
 * @param source the bytes from `from.end` on
 */
export async function* splitLines(source: AsyncIterable<Buffer>, options: SplitOptions): AsyncGenerator<Lines> {
  const { chunkBytes, maxLineBytes, from = { end: 0, lines: 0 } } = options;
  let position: Position = from;
  let parts: Buffer[] = [];
  let size = 0;
  let passedOver = 0;

  const take = (bytes: Buffer): Lines => {
    const lines = position.lines + countLines(bytes);
    const taken = { bytes, firstLine: position.lines + 1, end: position.end + bytes.length, lines };
    position = taken;
    return taken;
  };
  const endLongLine = (length: number): Lines => {
    const lines = position.lines + 1;
    const taken = {
      bytes: Buffer.alloc(0),
      firstLine: lines,
      end: position.end + length,
      lines,
      isTooLong: true,
    } as const;
    position = taken;
    passedOver = 0;
    return taken;
  };

  for await (const data of source) {
    let rest = data;
    while (rest.length > 0) {
      if (passedOver > 0) {
        const lineEnd = rest.indexOf(LINE_FEED) + 1;
        passedOver += lineEnd || rest.length;
        if (lineEnd > 0) yield endLongLine(passedOver);
        rest = lineEnd > 0 ? rest.subarray(lineEnd) : rest.subarray(rest.length);
        continue;
      }
      const lineEnd = rest.indexOf(LINE_FEED, Math.max(0, chunkBytes - size - 1)) + 1;
      const isWhole = lineEnd > 0 && size + lineEnd >= chunkBytes;
      parts.push(isWhole ? rest.subarray(0, lineEnd) : rest);
      size += isWhole ? lineEnd : rest.length;
      rest = isWhole ? rest.subarray(lineEnd) : rest.subarray(rest.length);
      if (isWhole || size > chunkBytes + maxLineBytes) {
        const all = Buffer.concat(parts);
        const whole = all.lastIndexOf(LINE_FEED) + 1;
        if (whole > 0) yield take(all.subarray(0, whole));
        passedOver = size - whole;
        parts = [];
        size = 0;
      }
    }
  }
  if (passedOver > 0) yield endLongLine(passedOver);
  if (size > 0) yield take(Buffer.concat(parts));
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return bytes.at(-1) === LINE_FEED ? count : count + 1;
}
