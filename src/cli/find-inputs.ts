import { readdirSync, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { isKnown } from "../batch/formats.js";
import { describeError } from "./describe-error.js";

/** A text to clean. */
export interface Input {
  /** Path to read it from, relative to the working folder or absolute; `-` is standard input. */
  readonly path: string;
  /** Absolute folder that the operand named: where the tree to mirror begins. */
  readonly base: string;
  /** The operand was this file itself, not a folder or a glob. */
  readonly named: boolean;
}

/** An operand that gave no input; `message` is safe to print. */
export interface InputProblem {
  readonly path: string;
  readonly message: string;
}

export interface FoundInputs {
  readonly inputs: readonly Input[];
  readonly problems: readonly InputProblem[];
}

const NO_TEXTS = "no .md, .txt, .html, .jsonl or other text file in this folder";
const GLOB_CHARACTER = /[*?[{]|[!+@]\(/;

/** Finds the files that `operands` name, each once, those of a folder or glob sorted. Symbolic links in them are left. */
export async function findInputs(operands: readonly string[], outFolder?: string): Promise<FoundInputs> {
  const inputs = new Map<string, Input>();
  const problems: InputProblem[] = [];
  for (const operand of operands) {
    const found = await findOperand(operand);
    problems.push(...found.problems);
    for (const input of found.inputs) addInput(inputs, input, outFolder);
  }
  return { inputs: [...inputs.values()], problems };
}

function addInput(inputs: Map<string, Input>, input: Input, outFolder: string | undefined): void {
  const key = input.path === "-" ? "-" : resolve(input.path);
  if (!input.named && outFolder !== undefined && isEarlierResult(key, input.base, resolve(outFolder))) return;
  if (!inputs.has(key)) inputs.set(key, input);
}

/** Results of an earlier run, below the searched folder, are no inputs of this one. */
function isEarlierResult(path: string, base: string, outFolder: string): boolean {
  return outFolder.startsWith(withSeparator(base)) && path.startsWith(withSeparator(outFolder));
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}

async function findOperand(operand: string): Promise<FoundInputs> {
  if (operand === "-") return oneInput({ path: "-", base: resolve("."), named: true });
  try {
    const stats = statSync(operand);
    if (stats.isDirectory()) return findInFolder(operand);
    return oneInput({ path: operand, base: resolve(dirname(operand)), named: true });
  } catch (error) {
    if (GLOB_CHARACTER.test(operand)) return await findByGlob(operand);
    return oneProblem(operand, describeError(error));
  }
}

function oneInput(input: Input): FoundInputs {
  return { inputs: [input], problems: [] };
}

function oneProblem(path: string, message: string): FoundInputs {
  return { inputs: [], problems: [{ path, message }] };
}

function findInFolder(folder: string): FoundInputs {
  const base = resolve(folder);
  const files: string[] = [];
  const problems: InputProblem[] = [];
  const prefix = folder === "." ? "" : folder.replace(/\/*$/, "/");
  const search = (inner: string): void => {
    try {
      for (const entry of readdirSync(join(base, inner), { withFileTypes: true })) {
        // Hidden files are not for us, links could lead in a circle.
        if (entry.name.startsWith(".")) continue;
        if (entry.isDirectory()) search(`${inner}${entry.name}/`);
        else if (entry.isFile() && isKnown(entry.name)) files.push(`${inner}${entry.name}`);
      }
    } catch (error) {
      problems.push({ path: `${prefix}${inner}`, message: describeError(error) });
    }
  };
  search("");
  if (files.length === 0 && problems.length === 0) return oneProblem(folder, NO_TEXTS);
  return { inputs: files.sort().map((file) => ({ path: `${prefix}${file}`, base, named: false })), problems };
}

async function findByGlob(pattern: string): Promise<FoundInputs> {
  const files = await glob(pattern, resolve("."));
  if (files.length === 0) return oneProblem(pattern, "no file matches");
  const parts = pattern.split("/");
  const literal = parts.slice(
    0,
    parts.findIndex((part) => GLOB_CHARACTER.test(part)),
  );
  const base = resolve(literal.length === 0 ? "." : `${literal.join("/")}/`);
  return { inputs: files.map((path) => ({ path, base, named: false })), problems: [] };
}

async function glob(pattern: string, cwd: string): Promise<readonly string[]> {
  const { default: fastGlob } = await import("fast-glob");
  const files = await fastGlob(pattern, { cwd, followSymbolicLinks: false, caseSensitiveMatch: false });
  return files.sort();
}
