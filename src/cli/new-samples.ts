/** The two samples that come with a new rule. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createCleaner } from "../core.js";
import type { Pack, Rule, RuleSet } from "../types.js";
import { usageError } from "./parse-arguments.js";
import { showName } from "./terminal.js";
import { writeFileAtomic } from "./write-file.js";

export interface Sample {
  readonly folder: string;
  readonly input: string;
  /** What ought to be left of it. */
  readonly wanted: string;
}

const toText = (paragraphs: readonly string[]): string => `${paragraphs.join("\n\n")}\n`;

/** A text with what is to be cut among what is to stay, and one with the latter alone. */
export function planSamples(
  { category: usual }: Pack,
  { id, category = usual ?? "own", examples }: Rule,
  root: string,
): readonly Sample[] {
  const [first = "", ...rest] = examples.keep;
  const wanted = toText(examples.keep);
  const plans = [
    { folder: join(root, category, `cut.${id}`), input: toText([first, examples.remove[0] ?? "", ...rest]), wanted },
    { folder: join(root, category, `keep.${id}`), input: wanted, wanted },
  ];
  const taken = plans.find(({ folder }) => existsSync(folder));
  if (taken !== undefined)
    throw usageError(`${showName(taken.folder)} is there already; give another --id or --samples.`);
  return plans;
}

interface Outcome {
  readonly host: string | undefined;
  /** The rule does what its examples say. */
  readonly isRight: boolean;
}

/** What comes out now is what is expected, unless the rule is still to be mended. */
export function writeSamples(samples: readonly Sample[], rules: RuleSet, { host, isRight }: Outcome): void {
  const options = host === undefined ? {} : { url: `https://${host}/` };
  const cleaner = createCleaner({ ...options, rules });
  for (const { folder, input, wanted } of samples) {
    writeFileAtomic(join(folder, "input.md"), input);
    writeFileAtomic(join(folder, "expected.md"), isRight ? cleaner.clean(input).body : wanted);
    const expected = host === undefined ? {} : { options };
    writeFileAtomic(join(folder, "expected.json"), `${JSON.stringify(expected, undefined, 2)}\n`);
  }
}
