import type { Arguments } from "./parse-arguments.js";
export async function rulesNewCommand(given: Arguments, signal: AbortSignal): Promise<number> {
  return given.operands.length + Number(signal.aborted);
}
