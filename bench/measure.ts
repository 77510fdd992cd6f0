/** CPU time, side by side: contestants take turns, so that what else the machine does hits all of them alike. */
import { spawnSync } from "node:child_process";
import process from "node:process";

/** Runs once and says how many CPU seconds that took, user and system together. */
type Run = () => number;

export interface Contestant {
  readonly name: string;
  /** UTF-8 bytes that one run reads. */
  readonly bytes: number;
  readonly run: Run;
}

/** CPU seconds for a MB, one for each round. */
export type Costs = readonly number[];

const MB = 1_000_000;

/** CPU seconds of this process for one call, its garbage collector's threads included. */
export function cpuSeconds(call: () => void): number {
  const began = process.cpuUsage();
  call();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / MB;
}

/** A contestant that runs in this process. */
export const inProcess = (name: string, bytes: number, call: () => void): Contestant => ({
  name,
  bytes,
  run: () => cpuSeconds(call),
});

/** CPU seconds of a child process, in milliseconds' steps; its output is thrown away. Needs bash. */
export function childSeconds(command: string, args: readonly string[]): number {
  const { stderr, status } = spawnSync(
    "bash",
    ["-c", 'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null 2>&1', "bash", command, ...args],
    { encoding: "utf8", env: { ...process.env, LC_ALL: "C.UTF-8" } },
  );
  const [user, system] = stderr.trim().split(" ").map(Number);
  if (status !== 0 || user === undefined || system === undefined) throw new Error(`${command} failed: ${stderr}`);
  return user + system;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Rounds in which code gets optimized; they do not count. */
const WARM_ROUNDS = 2;

/** Runs the contestants in turn, so many rounds after warming up. Gives the costs of each, in order. */
export function race(contestants: readonly Contestant[], rounds: number): readonly Costs[] {
  const costs = contestants.map((): number[] => []);
  for (let round = -WARM_ROUNDS; round < rounds; round++) {
    contestants.forEach(({ bytes, run }, i) => {
      const seconds = run();
      if (round >= 0) costs[i]?.push((seconds * MB) / bytes);
    });
  }
  return costs;
}

/** MB per CPU second. */
export const speedOf = (costs: Costs): number => 1 / median(costs);

/** How many times the cost of `base` a cost is: the median over the rounds. */
export const timesCost = (costs: Costs, base: Costs): number =>
  median(costs.map((cost, round) => cost / (base[round] ?? Number.NaN)));

/** How many times as fast as `base` something is. */
export const timesSpeed = (costs: Costs, base: Costs): number => timesCost(base, costs);

export const byteLength = (text: string): number => Buffer.byteLength(text);
