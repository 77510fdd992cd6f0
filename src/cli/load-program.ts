import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { Script } from "node:vm";

/** What the bundle of the command line exports. */
export type Program = Pick<typeof import("./run.js"), "run" | "runWorker">;

/** Where V8's compiled form of `file` lies: made by the build, and of use to the very same version of Node only. */
export function cachePath(file: string): string {
  return `${file}.${process.version}-${process.platform}-${process.arch}.cache`;
}

/** Runs the bundle `file`, a function in ASCII, without compiling it anew where its compiled form is there. */
export function loadProgram(file: string): { readonly program: Program; readonly script: Script } {
  const source = readFileSync(file, "latin1");
  const cachedData = readCache(cachePath(file));
  const script = new Script(source, cachedData === undefined ? { filename: file } : { filename: file, cachedData });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return { program: module.exports as Program, script };
}

function readCache(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
