const INTERVAL_MS = 200;

/** A line on a terminal that says how far a run is; nothing in a pipe. */
export interface Progress {
  /** Notes work done: texts, and bytes of the inputs. */
  readonly add: (texts: number, bytes: number) => void;
  /** Takes the line away, so that something can be said; the next `add` brings it back. */
  readonly clear: () => void;
}

/**
 * @param stream undefined where nothing is to be shown
 * @param totalBytes size of all inputs, 0 when it is not known
 */
export function createProgress(stream: NodeJS.WriteStream | undefined, totalBytes: number): Progress {
  if (!stream?.isTTY || process.env["TERM"] === "dumb") return { add: () => {}, clear: () => {} };
  const start = performance.now();
  let texts = 0;
  let bytes = 0;
  let shownAt = start;
  let isShown = false;
  return {
    add: (moreTexts, moreBytes) => {
      texts += moreTexts;
      bytes += moreBytes;
      const now = performance.now();
      if (now - shownAt < INTERVAL_MS) return;
      shownAt = now;
      isShown = true;
      const line = describeProgress(texts, bytes, totalBytes, (now - start) / 1000);
      stream.write(`\r\x1b[K${line.slice(0, (stream.columns || 80) - 1)}`);
    },
    clear: () => {
      if (isShown) stream.write("\r\x1b[K");
      isShown = false;
    },
  };
}

/** `12,345 texts, 61 %, 8.2 MB/s, 3 min left`. */
export function describeProgress(texts: number, bytes: number, totalBytes: number, seconds: number): string {
  const rate = bytes / Math.max(seconds, 0.001);
  const parts = [`${texts.toLocaleString("en")} texts`];
  if (totalBytes > 0) parts.push(`${Math.min(100, Math.floor((100 * bytes) / totalBytes))} %`);
  parts.push(`${(rate / 1e6).toFixed(1)} MB/s`);
  if (totalBytes > 0 && rate > 0) parts.push(`${describeTime(Math.max(0, totalBytes - bytes) / rate)} left`);
  return parts.join(", ");
}

/** `45 s`, `3 min` or `2 h 5 min`. */
export function describeTime(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
