import { lstatSync, realpathSync, statSync } from "node:fs";
import { dirname, extname, join, parse, relative, resolve, sep } from "node:path";
import { readShape, SUFFIXES } from "../batch/formats.js";
import { DehuskError } from "../errors.js";
import type { Format } from "./commands.js";
import type { Input } from "./find-inputs.js";
import { showName } from "./terminal.js";

const EXTENSIONS: Readonly<Record<Format, readonly string[]>> = {
  md: [".md", ".markdown", ".mdown"],
  txt: [".txt", ".text"],
  json: [".json"],
  jsonl: [".jsonl"],
};

/** The format to write `path` in when none was asked for. */
export function formatOf(path: string): Format {
  return readShape(path).kind === "txt" ? "txt" : "md";
}

/**
 * Where below `folder` each input's result goes: the tree below the inputs' common folder is mirrored. Throws a
 * DehuskError when two results would meet or one would replace an input.
 */
export function planOutputs(inputs: readonly Input[], folder: string, format?: Format): ReadonlyMap<Input, string> {
  const base = findCommonFolder(inputs.map((input) => input.base));
  const sources = new Map(inputs.map((input) => [identify(input.path), input]));
  const taken = new Map<string, Input>();
  for (const input of inputs) {
    const name = relative(base, resolve(input.path));
    const target = join(folder, nameResult(name, format));
    refuseMeeting(target, input, taken.get(target));
    const source = sources.get(identify(target));
    if (source !== undefined) throw wouldReplace(target, source);
    taken.set(target, input);
  }
  return new Map([...taken].map(([target, input]) => [input, target]));
}

/** Throws a DehuskError when writing to `target` would leave `folder` by way of a symbolic link. */
export function refuseEscape(target: string, folder: string): void {
  let existing = resolve(target);
  while (lstatSync(existing, { throwIfNoEntry: false }) === undefined) existing = dirname(existing);
  const root = resolve(folder);
  // Nothing below `folder` exists yet: there is no link to follow.
  if (existing.length <= root.length) return;
  const real = realpathSync.native(existing);
  if (real.startsWith(realpathSync.native(root) + sep)) return;
  throw new DehuskError("E_OUTSIDE", `leads out of ${showName(folder)} to ${showName(real)}; remove the symbolic link`);
}

function refuseMeeting(target: string, input: Input, other: Input | undefined): void {
  if (other === undefined) return;
  const both = `${showName(other.path)} and ${showName(input.path)}`;
  throw new DehuskError("E_USAGE", `${both} would both become ${showName(target)}; clean them into different folders.`);
}

function wouldReplace(target: string, source: Input): DehuskError {
  const message = `${showName(target)} would replace the input ${showName(source.path)}; give another --out`;
  return new DehuskError("E_USAGE", `${message}, or --in-place if that is meant.`);
}

/** Names the file that a path leads to, through links and whatever the letter case; a path of no file names itself. */
export function identify(path: string): string {
  const stats = path === "-" ? undefined : statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? resolve(path) : `${stats.dev}:${stats.ino}`;
}

function findCommonFolder(folders: readonly string[]): string {
  const [first = "", ...rest] = folders;
  let parts = first.split(sep);
  for (const folder of rest) {
    const others = folder.split(sep);
    const end = parts.findIndex((part, i) => part !== others[i]);
    if (end >= 0) parts = parts.slice(0, end);
  }
  return parts.join(sep) || sep;
}

/** Records stay records, packed as they were; an article is written plain. */
function nameResult(path: string, format: Format = formatOf(path)): string {
  const { kind, compression, stem } = readShape(path);
  if (kind === "jsonl" || kind === "parquet") return path;
  if (kind === "warc") return `${stem}.jsonl${SUFFIXES[compression]}`;
  return changeExtension(compression === "none" ? path : path.slice(0, -extname(path).length), format);
}

function changeExtension(path: string, format: Format): string {
  const extensions = EXTENSIONS[format];
  const { dir, name, ext } = parse(path);
  return extensions.includes(ext.toLowerCase()) ? path : join(dir, `${name}${extensions[0]}`);
}
