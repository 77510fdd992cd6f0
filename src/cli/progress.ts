/** A line on a terminal that replaces the one before; nothing in a pipe. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

/** Lets a signal be handled between two long steps. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}

const MILLISECONDS_BETWEEN = 100;

/** Returns a function to await at each of many steps: ten times a second it shows how far they are and lets signals in. */
export function createPacer(noun: string, signal: AbortSignal): (done: number) => Promise<void> {
  let last = 0;
  return async (done) => {
    const now = performance.now();
    if (now - last < MILLISECONDS_BETWEEN) return;
    last = now;
    showProgress(`${done} ${noun}`);
    await breathe(signal);
  };
}
