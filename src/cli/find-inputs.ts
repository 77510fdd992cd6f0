import { statSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { KNOWN_FILES } from "../batch/formats.js";
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

const GLOB_CHARACTER = /[*?[{]|[!+@]\(/;

/** Finds the files that `operands` name, each once, those of a folder or glob sorted. Symbolic links in them are left. */
export async function findInputs(operands: readonly string[], outFolder?: string): Promise<FoundInputs> {
  const inputs = new Map<string, Input>();
  const problems: InputProblem[] = [];
  for (const operand of operands) {
    const found = await findOperand(operand);
    if ("message" in found) problems.push(found);
    else for (const input of found) addInput(inputs, input, outFolder);
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

async function findOperand(operand: string): Promise<readonly Input[] | InputProblem> {
  if (operand === "-") return [{ path: "-", base: resolve("."), named: true }];
  try {
    const stats = statSync(operand);
    if (stats.isDirectory()) return await findInFolder(operand);
    return [{ path: operand, base: resolve(dirname(operand)), named: true }];
  } catch (error) {
    if (GLOB_CHARACTER.test(operand)) return await findByGlob(operand);
    return { path: operand, message: describeError(error) };
  }
}

async function findInFolder(folder: string): Promise<readonly Input[] | InputProblem> {
  const base = resolve(folder);
  const files = await glob(KNOWN_FILES, base);
  if (files.length === 0)
    return { path: folder, message: "no .md, .txt, .html, .jsonl or other text file in this folder" };
  const prefix = folder === "." ? "" : folder.replace(/\/*$/, "/");
  return files.map((file) => ({ path: `${prefix}${file}`, base, named: false }));
}

async function findByGlob(pattern: string): Promise<readonly Input[] | InputProblem> {
  const files = await glob(pattern, resolve("."));
  if (files.length === 0) return { path: pattern, message: "no file matches" };
  const parts = pattern.split("/");
  const literal = parts.slice(
    0,
    parts.findIndex((part) => GLOB_CHARACTER.test(part)),
  );
  const base = resolve(literal.length === 0 ? "." : `${literal.join("/")}/`);
  return files.map((path) => ({ path, base, named: false }));
}

async function glob(pattern: string, cwd: string): Promise<readonly string[]> {
  const { default: fastGlob } = await import("fast-glob");
  const files = await fastGlob(pattern, { cwd, followSymbolicLinks: false, caseSensitiveMatch: false });
  return files.sort();
}
