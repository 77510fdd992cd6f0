import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { now } from "../cli/clock.js";
import type { Task, TaskResult, TaskSettings } from "./clean-task.js";
import { createCleanTask } from "./create-clean-task.js";

/** What does the tasks of a run. */
export interface Engine {
  /** Tasks to hand out at a time, so that nobody waits for work. */
  readonly capacity: number;
  readonly run: (task: Task) => Promise<TaskResult>;
  readonly close: () => Promise<void>;
}

export interface EngineOptions {
  /** Worker threads. */
  readonly size: number;
  readonly limitMs: number;
  readonly memoryMb: number;
}

/** Starting workers takes as long as cleaning so much. */
const SMALL_RUN_BYTES = 2 * 2 ** 20;
const MAX_JOBS = 8;
/** Longest time that this thread hears no signal when it has several texts to clean, in milliseconds. */
const DEAF_MS = 50;

/** Worker threads for a run: as many as asked for, or as pay; 0 where it is done sooner without. */
export function countWorkers(jobs: number | undefined, inputBytes: number): number {
  if (jobs !== undefined) return jobs;
  return inputBytes < SMALL_RUN_BYTES ? 0 : Math.min(availableParallelism(), MAX_JOBS);
}

/** Starts worker threads, or for `size` 0 none: then this thread cleans. */
export async function createEngine(
  settings: TaskSettings,
  { size, limitMs, memoryMb }: EngineOptions,
): Promise<Engine> {
  if (size === 0) return createOwnThread(settings);
  const file = fileURLToPath(new URL("./main.cjs", import.meta.url));
  const { createWorkerPool } = await import("./worker-pool.js");
  const pool = createWorkerPool({ file, settings, size, limitMs, memoryMb });
  return { capacity: 2 * size, ...pool };
}

function createOwnThread(settings: TaskSettings): Engine {
  const cleanTask = createCleanTask(settings);
  let isClosed = false;
  let heardAt = Number.NEGATIVE_INFINITY;
  /** Lets signals be heard between two texts, every now and then. */
  const listen = async (): Promise<void> => {
    if (now() - heardAt < DEAF_MS) return;
    await new Promise((resume) => setImmediate(resume));
    if (isClosed) throw new Error("interrupted");
    heardAt = now();
  };
  return {
    capacity: 1,
    run: async (task) => await cleanTask(task, listen),
    close: async () => {
      isClosed = true;
    },
  };
}
