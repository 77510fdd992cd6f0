import { Buffer } from "node:buffer";
import { neutralize } from "./terminal.js";

/** Tells people something, on standard error. `text` must be safe to print. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Writes data to standard output and waits until it is taken. Only on a terminal are control characters made visible. */
export async function writeOutput(text: string): Promise<void> {
  await writeReport(process.stdout.isTTY ? neutralize(text) : text);
}

/** Writes data to standard output as it is and waits until it is taken. */
export async function writeBytes(bytes: Uint8Array): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

/** Writes texts to standard output as they are, and on a terminal with control characters made visible. */
export async function printBytes(bytes: Uint8Array): Promise<void> {
  if (process.stdout.isTTY) await writeOutput(Buffer.from(bytes).toString());
  else await writeBytes(bytes);
}

/** Writes text that dehusk itself made safe, with its colours. */
export async function writeReport(text: string): Promise<void> {
  await writeData(text);
}

/** Writes what another program reads, as it is. */
export async function writeData(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** Everything that comes from standard input. */
export async function readInput(signal: AbortSignal): Promise<Buffer> {
  const stop = (): void => {
    process.stdin.destroy();
  };
  signal.addEventListener("abort", stop, { once: true });
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  signal.removeEventListener("abort", stop);
  return Buffer.concat(chunks);
}

/** Keeps a closed pipe, as after `dehusk ... | head`, from being an uncaught error; writers get it as a rejection. */
export function calmStreams(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}
