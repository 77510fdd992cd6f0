import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { DehuskError } from "../errors.js";
import type { Labelled } from "../tuning/labelled.js";

/** A line as it stands in a file: the text and its gold in one line, or in two that share a `doc`. */
interface Line {
  readonly doc?: string;
  readonly input?: string;
  readonly gold?: string;
  readonly url?: string | null;
  readonly suspect?: boolean;
}

function parseLine(text: string, file: string, number: number): Line {
  const fail = (message: string): never => {
    throw new DehuskError("E_LABELLED", `${file}:${number}: ${message}`);
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail("this is no JSON; write one object a line");
  }
  if (typeof value !== "object" || value === null) return fail("this is no object; write one a line");
  const line = value as Line;
  for (const field of ["doc", "input", "gold"] as const) {
    const own = line[field];
    if (own !== undefined && typeof own !== "string") fail(`"${field}" must be a string`);
  }
  if (line.input === undefined && line.gold === undefined) return fail('neither "input" nor "gold" is here');
  return line;
}

function readLines(file: string): readonly Line[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text.split("\n").flatMap((line, i) => (line.trim() === "" ? [] : [parseLine(line, file, i + 1)]));
}

const hostOf = ({ url, doc }: Line, number: number): string =>
  url !== undefined && url !== null && URL.canParse(url) ? new URL(url).hostname : (doc ?? `line ${number}`);

/**
 * Reads labelled texts from JSON lines, also with gzip.
 *
 * @throws DehuskError `E_LABELLED` with file and line for what cannot be used
 */
export function readLabelled(files: readonly string[]): readonly Labelled[] {
  const lines = files.flatMap(readLines);
  const golds = new Map(lines.flatMap((line) => (line.gold === undefined ? [] : [[line.doc ?? "", line] as const])));
  return lines.flatMap((line, number): readonly Labelled[] => {
    if (line.input === undefined) return [];
    const labelled = line.gold === undefined ? golds.get(line.doc ?? "") : line;
    if (labelled?.gold === undefined) {
      throw new DehuskError(
        "E_LABELLED",
        `nothing gives the gold of "${line.doc ?? `line ${number + 1}`}"; add its line`,
      );
    }
    const isSuspect = labelled.suspect === true || line.suspect === true;
    return [{ input: line.input, gold: labelled.gold, host: hostOf(labelled, number + 1), isSuspect }];
  });
}
