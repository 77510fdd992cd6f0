import type { TaskSettings } from "./clean-task.js";

const MIB = 2 ** 20;
/** Memory for the rules of a few languages. */
const BASE_MB = 60;
/** Memory to clean a byte of text, in bytes; prose takes half of it. */
const BYTES_PER_BYTE = 40;

/**
 * Why a text of `bytes` must not be tried with the memory that a thread has, if so. V8 ends the whole process, not only
 * the thread, when a single large piece of memory is refused: it must not come to that.
 */
export function refuseLarge(bytes: number, { memoryMb }: TaskSettings): string | undefined {
  const needed = Math.ceil(BASE_MB + (bytes * BYTES_PER_BYTE) / MIB);
  if (needed <= memoryMb) return undefined;
  return `it has ${Math.ceil(bytes / MIB)} MB, too much for --memory-limit ${memoryMb}; give ${needed}`;
}
