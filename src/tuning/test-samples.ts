/** Runs sample folders: what is left of `input.md` must be `expected.md`. */
import { createCleaner } from "../builtin-cleaner.js";
import type { CleanOptions, RuleSet } from "../types.js";

export interface Sample {
  readonly folder: string;
  readonly input: string;
  readonly expected: string;
  readonly options: CleanOptions;
}

export interface SampleFailure {
  readonly folder: string;
  /** Number of the first line that differs, from 1, and the line as it should be and as it is. */
  readonly line: number;
  readonly wanted: string;
  readonly found: string;
}

/** Cleans each sample and compares. Throws a DehuskError for options that are none. */
export function testSamples(samples: readonly Sample[], rules: RuleSet): readonly SampleFailure[] {
  const cleaner = createCleaner({ rules });
  return samples.flatMap(({ folder, input, expected, options }) => {
    const { body } = cleaner.clean(input, options);
    if (body === expected) return [];
    const [wanted, found] = [expected.split("\n"), body.split("\n")];
    const at = wanted.findIndex((line, i) => line !== found[i]);
    const line = at < 0 ? wanted.length : at;
    return [{ folder, line: line + 1, wanted: wanted[line] ?? "", found: found[line] ?? "" }];
  });
}
