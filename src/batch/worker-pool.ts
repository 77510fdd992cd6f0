import { setFlagsFromString } from "node:v8";
import { type ResourceLimits, Worker } from "node:worker_threads";
import { describeError, readCode } from "../cli/describe-error.js";
import type { Task, TaskResult, TaskSettings } from "./clean-task.js";
import type { WorkerAnswer, WorkerData } from "./worker.js";
import { WORKER } from "./worker-word.js";

export interface PoolOptions {
  /** Script of a worker. */
  readonly file: string;
  readonly settings: TaskSettings;
  readonly size: number;
  /** Longest time that one text may take. */
  readonly limitMs: number;
  /** Largest heap of a worker, in MiB. */
  readonly memoryMb: number;
}

/** Runs tasks in worker threads. */
export interface WorkerPool {
  readonly run: (task: Task) => Promise<TaskResult>;
  /** Ends the threads at once; tasks that are not done yet are rejected. */
  readonly close: () => Promise<void>;
}

interface Order {
  task: Task;
  readonly resolve: (result: TaskResult) => void;
  readonly reject: (error: Error) => void;
}

/** One place for a worker, who is there from the first task on and replaced when lost. */
interface Seat {
  worker?: Worker | undefined;
  readonly position: Int32Array;
  order?: Order | undefined;
  /** The position that was seen last, and when it was first seen. */
  seen: number;
  since: number;
  /** Why the worker is being ended. */
  verdict?: string | undefined;
}

/**
 * Starts worker threads. A text at which its worker hangs, dies or runs out of memory is given up with a reason, and
 * its task is done again without it by a new worker: workers change nothing outside, so doing a task twice is safe.
 */
export function createWorkerPool(options: PoolOptions): WorkerPool {
  limitGrowth();
  const waiting: Order[] = [];
  const seats = Array.from({ length: options.size }, (): Seat => {
    return { position: new Int32Array(new SharedArrayBuffer(4)), seen: -1, since: 0 };
  });
  const watch = setInterval(checkTimes, Math.min(250, Math.max(10, options.limitMs / 4)));
  let isClosed = false;

  function hire(seat: Seat): Worker {
    const worker = startWorker(options, seat.position);
    let failure: unknown;
    worker.on("message", (answer: WorkerAnswer) => finish(seat, answer));
    worker.on("error", (error) => {
      failure = error;
    });
    worker.on("exit", () => {
      seat.worker = undefined;
      if (!isClosed) recover(seat, failure);
    });
    return worker;
  }

  /** Gives up the text at which a worker was lost, and has its task done without it. */
  function recover(seat: Seat, failure: unknown): void {
    const { order } = seat;
    const index = Atomics.load(seat.position, 0);
    const reason = seat.verdict ?? describeLoss(failure, options);
    seat.verdict = undefined;
    seat.order = undefined;
    if (order === undefined) return;
    if (index >= 0 && !order.task.skip?.has(index)) {
      order.task = { ...order.task, skip: new Map([...(order.task.skip ?? []), [index, reason]]) };
      start(seat, order);
    } else {
      order.reject(new Error(`a worker thread cannot go on: ${reason}`));
      assignNext(seat);
    }
  }

  function finish(seat: Seat, answer: WorkerAnswer): void {
    const { order } = seat;
    seat.order = undefined;
    assignNext(seat);
    if ("result" in answer) order?.resolve(answer.result);
    else order?.reject(answer.error);
  }

  function assignNext(seat: Seat): void {
    const order = waiting.shift();
    if (order !== undefined) start(seat, order);
  }

  function start(seat: Seat, order: Order): void {
    seat.order = order;
    seat.seen = -1;
    Atomics.store(seat.position, 0, -1);
    seat.worker ??= hire(seat);
    seat.worker.postMessage(order.task);
  }

  function checkTimes(): void {
    const now = performance.now();
    for (const seat of seats) {
      const position = Atomics.load(seat.position, 0);
      // A text that is given up already only has to be written, and a large one may take its time over that.
      const isGivenUp = seat.order?.task.skip?.has(position) === true;
      if (seat.order === undefined || position < 0 || position !== seat.seen || isGivenUp) {
        seat.seen = position;
        seat.since = now;
      } else if (now - seat.since > options.limitMs && seat.verdict === undefined) {
        seat.verdict = `it took longer than ${options.limitMs / 1000} s; see --time-limit`;
        void seat.worker?.terminate();
      }
    }
  }

  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        const order = { task, resolve, reject };
        const free = seats.find((seat) => seat.order === undefined);
        if (free === undefined) waiting.push(order);
        else start(free, order);
      }),
    close: async () => {
      isClosed = true;
      clearInterval(watch);
      const open = [...waiting.splice(0), ...seats.flatMap(({ order }) => order ?? [])];
      for (const { reject } of open) reject(new Error("interrupted"));
      await Promise.all(seats.map(({ worker }) => worker?.terminate()));
    },
  };
}

/**
 * Room for what lives as long as a text; more saves no time. From Node 24 on a thread that is held to it and runs out of
 * memory in a loop of built-in calls, of which V8 leaves out the look for orders from outside, can never be ended;
 * without it the process ends, from which a run can at least go on.
 */
const YOUNG: ResourceLimits = Number(process.versions.node.split(".")[0]) < 24 ? { maxYoungGenerationSizeMb: 24 } : {};

/**
 * Rules of many languages stay in the heap of each worker for good. Left to itself, V8 lets the heap grow to half as
 * much again before it looks for garbage; a fifth costs no time that can be measured.
 */
function limitGrowth(): void {
  setFlagsFromString("--heap-growing-percent=20");
}

function startWorker({ file, settings, memoryMb }: PoolOptions, position: Int32Array): Worker {
  const workerData: WorkerData = { settings, position };
  return new Worker(file, {
    workerData,
    argv: [WORKER],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, ...YOUNG },
  });
}

function describeLoss(failure: unknown, { memoryMb }: PoolOptions): string {
  if (readCode(failure) === "ERR_WORKER_OUT_OF_MEMORY") return `it took more than ${memoryMb} MB; see --memory-limit`;
  return failure === undefined ? "its worker thread ended" : `its worker thread failed: ${describeError(failure)}`;
}
