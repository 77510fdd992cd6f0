import { readFileSync, realpathSync } from "node:fs";
import type { CleanedInput } from "./clean-input.js";
import { type DecodedText, encode } from "./decode.js";
import type { Input } from "./find-inputs.js";
import { refuseEscape } from "./plan-outputs.js";
import type { CleanSettings } from "./read-settings.js";
import { say, writeOutput, writeReport } from "./standard-streams.js";
import { createPaint, showName } from "./terminal.js";
import { writeFileAtomic } from "./write-file.js";

/** Brings a cleaned text where the settings want it. `target` is its place below --out. */
export type Deliver = (input: Input, cleaned: CleanedInput, target: string | undefined) => Promise<void>;

/** Chooses how results are delivered: listed, compared, announced, written to files or to standard output. */
export function createDelivery(settings: CleanSettings): Deliver {
  const { out, inPlace, check, diff, dryRun } = settings;
  if (diff) return showDiff;
  if (check) return listChanged;
  if (dryRun) return (input, cleaned, target) => announce(input, cleaned, inPlace ? input.path : target);
  if (inPlace) return replaceInput;
  if (out !== undefined) return (_, cleaned, target) => writeBelow(out, cleaned, target);
  return createPrinter();
}

async function listChanged({ path }: Input, { changed }: CleanedInput): Promise<void> {
  if (changed) await writeOutput(`${path}\n`);
}

async function showDiff({ path }: Input, { changed, source, output }: CleanedInput): Promise<void> {
  if (!changed) return;
  const { formatDiff } = await import("./diff.js");
  const before = source.text.replace(/\r\n?/g, "\n");
  const shown = formatDiff(path, before, output, createPaint(process.stdout, process.env));
  if (shown === undefined) say(`dehusk: ${showName(path)}: the difference is too large to show`);
  else await writeReport(shown);
}

async function announce({ path }: Input, cleaned: CleanedInput, target: string | undefined): Promise<void> {
  const { edits, stats } = cleaned.result;
  const cuts = edits.filter(({ kind }) => kind === "cut").length;
  const place = target === undefined ? "standard output" : showName(target);
  const account = `${cuts} ${cuts === 1 ? "cut" : "cuts"}, ${stats.wordsIn - stats.wordsOut} of ${stats.wordsIn} words`;
  const verb = cleaned.changed || target !== path ? `would write ${place}` : "would stay as it is";
  await writeReport(`${showName(path)}: ${verb} (${account})\n`);
}

async function writeBelow(folder: string, { output }: CleanedInput, target: string | undefined): Promise<void> {
  if (target === undefined) return;
  refuseEscape(target, folder);
  writeFileAtomic(target, output);
}

async function replaceInput({ path }: Input, { changed, source, output }: CleanedInput): Promise<void> {
  if (!changed) return;
  // The file itself, so that a symbolic link to it stays one.
  const file = realpathSync(path);
  const before = await encode(source.text, source);
  if (before === undefined || !readFileSync(file).equals(before)) {
    throw new Error(`it is not clean ${source.encoding} and would not be kept byte for byte; use --out`);
  }
  const after = await encode(restoreLineEnds(output, source), source);
  if (after === undefined) throw new Error(`its clean text has characters that ${source.encoding} lacks; use --out`);
  writeFileAtomic(file, after);
}

function restoreLineEnds(output: string, { text }: DecodedText): string {
  const count = (lineEnd: RegExp): number => text.match(lineEnd)?.length ?? 0;
  const crlf = count(/\r\n/g);
  const cr = count(/\r/g) - crlf;
  const lf = count(/\n/g) - crlf;
  if (lf >= Math.max(crlf, cr)) return output;
  return output.replaceAll("\n", crlf >= cr ? "\r\n" : "\r");
}

/** Several texts are set apart by an empty line. */
function createPrinter(): Deliver {
  let isFirst = true;
  return async (_, { output, format }) => {
    const gap = isFirst || format === "jsonl" ? "" : "\n";
    isFirst = false;
    await writeOutput(output === "" || output.endsWith("\n") ? `${gap}${output}` : `${gap}${output}\n`);
  };
}
