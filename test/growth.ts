import { expect } from "vitest";

const SMALL_UNITS = 60_000;
const NOISE_MS = 60;

/** Least CPU time in milliseconds of three runs, so that what else the machine does counts little. */
function cpuTime(run: (text: string) => unknown, text: string): number {
  const times = [1, 2, 3].map(() => {
    const began = process.cpuUsage();
    run(text);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

/** Fails when `run` takes much more than in proportion longer for a text of `piece` that is eight times as long. */
export function expectLinear(run: (text: string) => unknown, piece: string): void {
  const text = (units: number): string => piece.repeat(Math.ceil(units / piece.length));
  const small = cpuTime(run, text(SMALL_UNITS));
  // Quadratic work would take sixty-four times as long.
  expect(cpuTime(run, text(8 * SMALL_UNITS))).toBeLessThan(24 * small + NOISE_MS);
}
