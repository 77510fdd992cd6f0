import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Task } from "../src/batch/clean-task.js";
import { createWorkerPool, type WorkerPool } from "../src/batch/worker-pool.js";
import { makeFolder } from "./cli-process.js";

/** A worker whose texts are orders; the ones it survives are counted. */
const WORKER = `
import { parentPort, workerData } from "node:worker_threads";
const ORDERS = {
  ok: () => {},
  hang: () => { for (;;); },
  large: () => { for (;;); },
  regex: () => /^(a|a)*$/.test("a".repeat(60) + "b"),
  exit: () => process.exit(0),
  throw: () => { throw new Error("broken"); },
  // Functions of its own, as dehusk has them: a thread can be ended at their calls.
  memory: () => { const kept = []; for (;;) kept.push("to fill a memory".split(" ").map((word, at) => ({ word, at }))); },
};
parentPort.on("message", (task) => {
  const done = [];
  Buffer.from(task.bytes).toString().split(" ").forEach((order, index) => {
    Atomics.store(workerData.position, 0, index);
    if (task.skip?.has(index)) {
      // Longer than a text may take.
      if (order === "large") for (const end = Date.now() + 2500; Date.now() < end; );
      done.push(task.skip.get(index));
    }
    else { ORDERS[order](); done.push(order); }
  });
  parentPort.postMessage({ result: { bytes: Buffer.from(done.join("|")), accounts: "" } });
});
`;

const SETTINGS = {
  options: {},
  textField: ["text"],
  metadata: "none",
  attributes: false,
  delivery: "print",
  memoryMb: 64,
  keepAccounts: false,
} as const;

function createPool(source: string, size: number, limitMs = 1500): WorkerPool {
  const folder = makeFolder();
  const file = join(folder, "worker.mjs");
  writeFileSync(file, source);
  const pool = createWorkerPool({ file, settings: SETTINGS, size, limitMs, memoryMb: 64 });
  onTestFinished(() => pool.close());
  return pool;
}

function order(text: string): Task {
  return { kind: "lines", path: "a", firstLine: 1, bytes: Buffer.from(text) };
}

async function run(pool: WorkerPool, text: string): Promise<string> {
  const { bytes } = await pool.run(order(text));
  return Buffer.from(bytes).toString();
}

describe("a pool of workers", () => {
  it.each([
    ["ok hang ok", "ok|it took longer than 1.5 s; see --time-limit|ok"],
    ["large ok", "it took longer than 1.5 s; see --time-limit|ok"],
    ["ok regex ok", "ok|it took longer than 1.5 s; see --time-limit|ok"],
    ["exit ok", "its worker thread ended|ok"],
    ["ok throw", "ok|its worker thread failed: broken"],
    ["memory ok", "it took more than 64 MB; see --memory-limit|ok"],
    ["exit throw exit ok", "its worker thread ended|its worker thread failed: broken|its worker thread ended|ok"],
  ])("gives up the one text at which a worker is lost: %s", async (text, expected) => {
    // Filling a memory takes its time on a machine with much to do.
    const limitMs = text.includes("memory") ? 60_000 : 1500;
    expect(await run(createPool(WORKER, 1, limitMs), text)).toBe(expected);
  });

  it("goes on with other tasks meanwhile and afterwards", async () => {
    const pool = createPool(WORKER, 2);
    const results = await Promise.all(
      ["exit", "ok ok", "throw ok", "ok", "exit ok", "ok"].map((text) => run(pool, text)),
    );
    expect(results.map((result) => result.split("|").at(-1))).toEqual([
      "its worker thread ended",
      "ok",
      "ok",
      "ok",
      "ok",
      "ok",
    ]);
  });

  it("gives a task up whose worker does not start", async () => {
    await expect(createPool("throw new Error('no rules')", 2).run(order("ok"))).rejects.toThrow("no rules");
  });

  it("ends at once, whatever its workers do", async () => {
    const pool = createPool(WORKER, 2);
    const ended = ["hang", "hang", "ok"].map((text) => expect(pool.run(order(text))).rejects.toThrow("interrupted"));
    const start = performance.now();
    await pool.close();
    await Promise.all(ended);
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
