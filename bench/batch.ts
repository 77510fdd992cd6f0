/** What a run of many texts costs around clean(): reading, JSON, edits to the records, accounts, journal, writing. */

import { once } from "node:events";
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { cleanFiles } from "../src/batch/clean-files.js";
import { cleanLines } from "../src/batch/clean-lines.js";
import type { TaskSettings } from "../src/batch/clean-task.js";
import { deliverDocuments } from "../src/batch/deliver-documents.js";
import { deliverRecords } from "../src/batch/deliver-records.js";
import type { Engine } from "../src/batch/engine.js";
import { openState } from "../src/batch/open-state.js";
import type { BatchSettings } from "../src/batch/read-batch-settings.js";
import type { Run } from "../src/batch/run.js";
import { createRunLog } from "../src/batch/run-log.js";
import { createCleaner } from "../src/builtin-cleaner.js";
import type { Cleaner, CleanResult } from "../src/types.js";
import type { Corpus } from "./corpus.js";
import { byteLength, type Costs, median, timesCost } from "./measure.js";
import { type Row, type Section, speed } from "./report.js";

const ROUNDS = 5;
const WARM_ROUNDS = 2;
/** Each text comes so often, under another number. */
const REPEATS = 4;
const MB = 1_000_000;

const BATCH: BatchSettings = {
  textField: ["text"],
  metadata: "inline",
  attributes: false,
  fresh: true,
  limitMs: 60_000,
  memoryMb: 1024,
};
const TASK: TaskSettings = { ...BATCH, options: {}, delivery: "write", keepAccounts: false };

/** Hands out results that were made before, so that what is left to measure is all that lies around. */
interface Replay {
  readonly cleaner: Cleaner;
  /** CPU seconds to make them all, once each. */
  readonly seconds: number;
}

function createReplay(texts: readonly string[]): Replay {
  const real = createCleaner();
  for (const text of texts) real.clean(text);
  const began = cpuNow();
  const results = new Map(texts.map((text): [string, CleanResult] => [text, real.clean(text)]));
  const seconds = cpuNow() - began;
  const clean: Cleaner["clean"] = (text) => results.get(text) ?? real.clean(text);
  return { cleaner: { ...real, clean }, seconds };
}

/** CPU seconds of this process so far, its helping threads included. */
function cpuNow(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / MB;
}

function openRun(out: string, cleaner: Cleaner): { readonly run: Run; readonly release: () => void } {
  const engine: Engine = {
    capacity: 1,
    run: async (task) => {
      return task.kind === "lines"
        ? await cleanLines(task, cleaner, TASK, () => {})
        : await cleanFiles(task, cleaner, TASK, () => {});
    },
    close: async () => {},
  };
  const log = createRunLog({ add: () => {}, clear: () => {} }, undefined);
  const { release, ...state } = openState(out, TASK, { keepManifest: true, isFresh: true });
  const signal = new AbortController().signal;
  return { run: { settings: BATCH, engine, log, signal, onRead: () => {}, state }, release };
}

interface Way {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** CPU seconds for each MB, one for each round; the ways take turns. */
async function raceAsync(ways: readonly Way[], bytes: number): Promise<readonly Costs[]> {
  const costs = ways.map((): number[] => []);
  for (let round = -WARM_ROUNDS; round < ROUNDS; round++) {
    for (const [i, { run }] of ways.entries()) {
      const began = cpuNow();
      await run();
      if (round >= 0) costs[i]?.push(((cpuNow() - began) * MB) / bytes);
    }
  }
  return costs;
}

/** Parses, copies and writes. */
async function copyLines(file: string, target: string): Promise<void> {
  const output = createWriteStream(target);
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    const record = JSON.parse(line) as object;
    if (!output.write(`${JSON.stringify({ ...record })}\n`)) await once(output, "drain");
  }
  output.end();
  await once(output, "close");
}

/** Reads, decodes and writes. */
async function copyFiles(folder: string, target: string): Promise<void> {
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(folder)) writeFileSync(join(target, name), readFileSync(join(folder, name), "utf8"));
}

async function measureWays(what: string, bytes: number, clean: number, ways: readonly [Way, Way]): Promise<Section> {
  const costs = await raceAsync(ways, bytes);
  const [copy = [], around = []] = costs;
  const inside = (clean * MB) / bytes;
  const rows: Row[] = [
    { what: ways[0].name, amount: speed(1 / median(copy)) },
    {
      what: ways[1].name,
      amount: speed(1 / median(around)),
      ratio: timesCost(around, copy),
      against: ways[0].name,
      bar: { atMost: 1.25 },
    },
    { what: "clean() itself", amount: speed(1 / inside) },
    { what: "of the whole, clean()", amount: `${((100 * inside) / (inside + median(around))).toFixed(1)} %` },
  ];
  return { title: `A run of many texts, ${what}, ${(bytes / MB).toFixed(0)} MB`, rows };
}

/** Around clean(), against programs that only read, copy and write. */
export async function measureLines({ articles, folder }: Corpus): Promise<Section> {
  const file = join(folder, "articles.jsonl");
  const numbered = Array.from({ length: REPEATS }, () => articles).flat();
  writeFileSync(file, numbered.map((text, id) => `${JSON.stringify({ id, source: "bench", text })}\n`).join(""));
  const { cleaner, seconds } = createReplay(articles);
  const out = join(folder, "lines");
  const target = join(out, "articles.jsonl");
  const batch = async (): Promise<void> => {
    const { run, release } = openRun(out, cleaner);
    await deliverRecords([{ path: file, base: folder, named: true }], target, out, run);
    release();
  };
  const copy = (): Promise<void> => copyLines(file, join(folder, "copied.jsonl"));
  const ways = [
    { name: "parse, copy, write", run: copy },
    { name: "around clean()", run: batch },
  ] as const;
  return await measureWays("JSON lines", statSync(file).size, seconds * REPEATS, ways);
}

/** The same for files of one text each. */
export async function measureFiles({ articles, folder }: Corpus): Promise<Section> {
  const inputs = join(folder, "files");
  mkdirSync(inputs);
  const numbered = Array.from({ length: REPEATS }, () => articles).flat();
  for (const [id, text] of numbered.entries()) writeFileSync(join(inputs, `${id}.md`), text);
  const { cleaner, seconds } = createReplay(articles);
  const out = join(folder, "cleaned");
  const documents = numbered.map((_, id) => {
    const input = { path: join(inputs, `${id}.md`), base: inputs, named: false };
    return { input, target: join(out, `${id}.md`), format: "md" } as const;
  });
  const batch = async (): Promise<void> => {
    rmSync(out, { recursive: true, force: true });
    const { run, release } = openRun(out, cleaner);
    await deliverDocuments(documents, "write", out, run);
    release();
  };
  const copied = join(folder, "copied");
  const copy = async (): Promise<void> => {
    rmSync(copied, { recursive: true, force: true });
    await copyFiles(inputs, copied);
  };
  const ways = [
    { name: "read, decode, write", run: copy },
    { name: "around clean()", run: batch },
  ] as const;
  const bytes = numbered.reduce((sum, text) => sum + byteLength(text), 0);
  return await measureWays(`${documents.length} files`, bytes, seconds * REPEATS, ways);
}
