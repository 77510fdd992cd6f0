import { parentPort, workerData } from "node:worker_threads";
import type { Task, TaskResult, TaskSettings } from "./clean-task.js";
import { createCleanTask } from "./create-clean-task.js";

/** What a worker is started with. */
export interface WorkerData {
  readonly settings: TaskSettings;
  /** One number: which text of its task the worker is at, from 0; -1 before the first. */
  readonly position: Int32Array;
}

export type WorkerAnswer = { readonly result: TaskResult } | { readonly error: Error };

/** Runs in a worker thread: does each task that arrives and sends its result back. */
export function runWorker(): void {
  const { settings, position } = workerData as WorkerData;
  const cleanTask = createCleanTask(settings);
  const announce = (index: number): void => {
    Atomics.store(position, 0, index);
  };
  parentPort?.on("message", async (task: Task) => {
    try {
      const result = await cleanTask(task, announce);
      const { buffer } = result.bytes;
      // Small buffers share their memory with others, which must stay here.
      const isOwn = result.bytes.byteLength === buffer.byteLength && buffer.byteLength > 0;
      answer({ result }, isOwn ? [buffer as ArrayBuffer] : []);
    } catch (error) {
      answer({ error: error instanceof Error ? error : new Error(String(error)) });
    }
  });
}

function answer(message: WorkerAnswer, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}
