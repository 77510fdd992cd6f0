/** A corpus: text files, and files of JSON lines, read one document at a time. */
import { existsSync } from "node:fs";
import type { CorpusDocument } from "../tuning/corpus.js";
import { readText } from "./clean-input.js";
import { describeError } from "./describe-error.js";
import { findInputs, type Input } from "./find-inputs.js";
import { type Arguments, usageError } from "./parse-arguments.js";
import { readLines } from "./read-lines.js";
import { say } from "./standard-streams.js";
import { showName } from "./terminal.js";

export interface Corpus {
  /** Reads all of it, from the start each time. */
  readonly documents: () => AsyncGenerator<CorpusDocument>;
  /** How many inputs could not be read, so far; each has been told on standard error. */
  readonly failures: () => number;
}

const JSON_LINES = /\.(?:jsonl|ndjson)(?:\.gz)?$/i;
/** More complaints help nobody. */
const MAX_TOLD = 20;

interface Line {
  readonly text: string | undefined;
  readonly gold: string | undefined;
  readonly url: string | undefined;
  /** What a line of text and a line of gold share when they are two. */
  readonly doc: string | undefined;
}

/** Reads one line; throws an Error that says what is wrong with it. */
function parseLine(line: string): Line {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error("this is no JSON; write one object a line");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("this is no object");
  const fields = value as Readonly<Record<string, unknown>>;
  const read = (name: string): string | undefined => {
    const field = fields[name] ?? undefined;
    if (field !== undefined && typeof field !== "string") throw new Error(`"${name}" must be a string`);
    return field;
  };
  return { text: read("input") ?? read("text"), gold: read("gold"), url: read("url"), doc: read("doc") };
}

const isUrl = (url: string | undefined): url is string => url !== undefined && URL.canParse(url);

/** Whether the first line of a file is one that gives gold to documents of another file. */
async function holdsGold(path: string, signal: AbortSignal): Promise<boolean> {
  for await (const line of readLines(path, signal)) {
    if (line.trim() === "") continue;
    const { text, gold, doc } = parseLine(line);
    return text === undefined && gold !== undefined && doc !== undefined;
  }
  return false;
}

/**
 * Finds the documents that the operands of a command line name: files, folders and globs of texts, and of JSON lines with
 * `input` or `text`, and perhaps `gold` and `url`; lines of one `doc` belong together. Throws a DehuskError `E_USAGE` when
 * there are none.
 */
export async function openCorpus({ operands }: Arguments, signal: AbortSignal): Promise<Corpus> {
  if (operands.length === 0)
    throw usageError("Name a corpus: files, folders, globs, or JSON lines with input or text.");
  if (operands.includes("-")) throw usageError("A corpus is read more than once; save standard input to a file first.");
  let failures = 0;
  const fail = (where: string, message: string): void => {
    failures += 1;
    if (failures <= MAX_TOLD) say(`dehusk: ${showName(where)}: ${message}`);
    if (failures === MAX_TOLD) say("dehusk: further lines that cannot be read are not told");
  };
  const { inputs, problems } = await findInputs(operands.flatMap(addJsonLines));
  for (const { path, message } of problems) if (!path.includes(ALL_JSON_LINES)) fail(path, message);
  const golds = new Map<string, Line>();
  const files: Input[] = [];
  for (const input of inputs) {
    try {
      if (!JSON_LINES.test(input.path) || !(await holdsGold(input.path, signal))) files.push(input);
      else for await (const line of readGold(input.path, signal)) golds.set(line.doc ?? "", line);
    } catch (error) {
      signal.throwIfAborted();
      fail(input.path, describeError(error));
    }
  }
  if (files.length === 0 && failures === 0) throw usageError("The corpus has no documents.");
  // What failed once fails again when the corpus is read again, and is told once.
  let told = false;
  async function* documents(): AsyncGenerator<CorpusDocument> {
    const tell = told ? () => undefined : fail;
    for (const input of files) {
      try {
        if (JSON_LINES.test(input.path)) yield* readDocuments(input.path, golds, tell, signal);
        else yield* readOne(input, tell, signal);
      } catch (error) {
        signal.throwIfAborted();
        tell(input.path, describeError(error));
      }
    }
    told = true;
  }
  return { documents, failures: () => failures };
}

const ALL_JSON_LINES = "**/*.{jsonl,ndjson,jsonl.gz,ndjson.gz}";

/** A folder stands for the JSON lines in it, too. */
function addJsonLines(operand: string): readonly string[] {
  const isFolder = existsSync(`${operand}/.`);
  return isFolder ? [operand, `${operand.replace(/\/+$/, "")}/${ALL_JSON_LINES}`] : [operand];
}

async function* readGold(path: string, signal: AbortSignal): AsyncGenerator<Line> {
  for await (const line of readLines(path, signal)) if (line.trim() !== "") yield parseLine(line);
}

type Tell = (where: string, message: string) => void;

async function* readDocuments(
  path: string,
  golds: ReadonlyMap<string, Line>,
  tell: Tell,
  signal: AbortSignal,
): AsyncGenerator<CorpusDocument> {
  let number = 0;
  for await (const raw of readLines(path, signal)) {
    number += 1;
    if (raw.trim() === "") continue;
    const name = `${path}:${number}`;
    try {
      const { text, gold, url, doc } = parseLine(raw);
      if (text === undefined) throw new Error('neither "input" nor "text" is here');
      const labelled = golds.get(doc ?? "");
      yield toDocument(name, text, gold ?? labelled?.gold, isUrl(url) ? url : labelled?.url);
    } catch (error) {
      signal.throwIfAborted();
      tell(name, describeError(error));
    }
  }
}

async function* readOne(input: Input, tell: Tell, signal: AbortSignal): AsyncGenerator<CorpusDocument> {
  const read = await readText(input, signal);
  if ("skipped" in read) tell(input.path, read.skipped);
  else yield toDocument(input.path, read.text, undefined, undefined);
}

const toDocument = (name: string, text: string, gold: string | undefined, url: string | undefined): CorpusDocument => ({
  name,
  text,
  ...(gold === undefined ? {} : { gold }),
  ...(isUrl(url) ? { url } : {}),
});
