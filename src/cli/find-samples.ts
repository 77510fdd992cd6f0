import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DehuskError } from "../errors.js";
import type { Sample } from "../tuning/test-samples.js";
import type { CleanOptions } from "../types.js";
import { usageError } from "./parse-arguments.js";

/** The sample folders below `root`: those that hold an input.md. Throws a DehuskError when one is not whole. */
export async function findSamples(root: string): Promise<readonly Sample[]> {
  const { default: glob } = await import("fast-glob");
  const inputs = await glob("**/input.md", { cwd: root, followSymbolicLinks: false });
  if (inputs.length === 0) throw usageError(`There is no input.md below ${root}; samples are folders with one.`);
  return inputs.sort().map((input) => readSample(join(root, dirname(input))));
}

function readSample(folder: string): Sample {
  const expected = join(folder, "expected.md");
  if (!existsSync(expected)) {
    throw new DehuskError("E_SAMPLE", `${expected} is missing; write into it what must be left of input.md.`);
  }
  const more = join(folder, "expected.json");
  const read = (path: string): string => readFileSync(path, "utf8");
  return { folder, input: read(join(folder, "input.md")), expected: read(expected), options: readOptions(more) };
}

function readOptions(file: string): CleanOptions {
  if (!existsSync(file)) return {};
  try {
    const { options } = JSON.parse(readFileSync(file, "utf8")) as { readonly options?: CleanOptions };
    return options ?? {};
  } catch {
    throw new DehuskError("E_SAMPLE", `${file} is no JSON object; write {} for a sample without options.`);
  }
}
