import { dirname } from "node:path";
import type { Input } from "../cli/find-inputs.js";
import { refuseEscape } from "../cli/plan-outputs.js";
import { say } from "../cli/standard-streams.js";
import { showName } from "../cli/terminal.js";
import type { Chunk } from "./chunk.js";
import type { TaskResult } from "./clean-task.js";
import { type ManifestEntry, stampFile } from "./manifest.js";
import { mapOrdered } from "./map-ordered.js";
import { openSink } from "./open-sink.js";
import { readChunks } from "./read-chunks.js";
import { writeFailed } from "./record.js";
import type { Run } from "./run.js";
import type { Sink } from "./sink.js";
import { EMPTY_TALLY } from "./tally.js";

/**
 * Cleans the texts of `inputs` into one file, or to standard output without `target`. The file appears when all is done.
 * Of a single input that cannot be read to its end there is no result.
 */
export async function deliverRecords(
  inputs: readonly Input[],
  target: string | undefined,
  out: string | undefined,
  run: Run,
): Promise<void> {
  const stamps = inputs.map(({ path }) => stampFile(path));
  const content = stamps.join(" ");
  const done = target === undefined ? undefined : run.state?.manifest?.find(target);
  if (done?.content === content) return keep(inputs[0]?.path ?? "", done, run);
  const key = JSON.stringify([run.state?.key, inputs.map(({ path }, i) => [path, stamps[i]])]);
  const sink = await openSink(target, key, run, inputs.length === 1);
  let filled: Filled;
  try {
    filled = await fillSink(inputs, stamps, sink, run);
  } catch (error) {
    sink.suspend();
    throw error;
  }
  if (!filled.isComplete && inputs.length === 1) return sink.discard();
  if (target !== undefined && out !== undefined) refuseEscape(target, out === target ? dirname(out) : out);
  await sink.finish();
  const { isComplete, failed } = filled;
  if (target !== undefined && isComplete) run.state?.manifest?.add([{ target, content, failed }]);
}

/** Leaves a result as it is; what failed in it is still a failure. */
function keep(path: string, { failed = 0 }: ManifestEntry, { log }: Run): void {
  if (failed === 0) log.keep(1, 0);
  else log.addProblem({ path, kind: "failed", message: `${failed} of its records failed before; --fresh tells which` });
}

interface Filled {
  /** All inputs could be read to their ends. */
  readonly isComplete: boolean;
  readonly failed: number;
}

async function fillSink(inputs: readonly Input[], stamps: readonly string[], sink: Sink, run: Run): Promise<Filled> {
  const { engine, log, signal, settings, onRead } = run;
  if (sink.resumed !== undefined) {
    const { tally, cursor } = sink.resumed;
    say(`dehusk: going on with ${showName(inputs[cursor.input]?.path ?? "")} behind line ${cursor.lines}`);
    log.add({ tally, problems: [], accounts: "" });
  }
  const { from, keepRows } = sink;
  const chunks = readChunks(inputs, { from, keepRows, textField: settings.textField, signal, onRead });
  const work = async (chunk: Chunk): Promise<readonly [TaskResult, Uint8Array]> => {
    const result = chunk.task === undefined ? tellProblem(chunk) : await engine.run(chunk.task);
    // Packed here, so that several pieces are packed side by side.
    return [result, await sink.pack(result.bytes)];
  };
  let isComplete = true;
  let failed = sink.resumed?.tally.counts.failed ?? 0;
  for await (const [chunk, [result, packed]] of mapOrdered(chunks, engine.capacity, work)) {
    signal.throwIfAborted();
    isComplete &&= chunk.problem?.isFatal !== true;
    failed += result.tally.counts.failed;
    await sink.write(packed, chunk, result);
    log.add(result, result.bytesRead);
  }
  return { isComplete: !tellChanges(inputs, stamps, run) && isComplete, failed };
}

function tellProblem({ problem }: Chunk): TaskResult {
  const { path = "", message = "", isFatal = false } = problem ?? {};
  const line = isFatal ? "" : `${writeFailed(undefined, { code: "E_LINE_LENGTH", message })}\n`;
  return {
    bytes: Buffer.from(line),
    bytesRead: 0,
    files: [],
    tally: { ...EMPTY_TALLY, counts: { ...EMPTY_TALLY.counts, failed: 1 } },
    problems: [{ path, kind: "failed", message }],
    accounts: JSON.stringify({ path, status: "failed", message }),
  };
}

/** Says which files were written to while they were read. */
function tellChanges(inputs: readonly Input[], stamps: readonly string[], { log }: Run): boolean {
  const changed = inputs.filter(({ path }, i) => stampFile(path) !== stamps[i]);
  for (const { path } of changed) {
    log.addProblem({ path, kind: "failed", message: "it changed while it was read; run again when it is complete" });
  }
  return changed.length > 0;
}
