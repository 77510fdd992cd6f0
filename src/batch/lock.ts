import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { readCode } from "../cli/describe-error.js";
import { makeFolder } from "../cli/make-folder.js";
import { showName } from "../cli/terminal.js";
import { DehuskError } from "../errors.js";

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/**
 * Takes the lock `path`, or throws a DehuskError when another run has it. The lock of a run that is dead is taken over.
 * Returns what releases it.
 */
export function takeLock(path: string): () => void {
  makeFolder(dirname(path));
  const own: Holder = { pid: process.pid, host: hostname() };
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      writeFileSync(path, JSON.stringify(own), { flag: "wx" });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (readCode(error) !== "EEXIST") throw error;
      breakIfDead(path);
    }
  }
  throw new DehuskError("E_LOCKED", `${showName(path)} cannot be taken; other runs come and go there`);
}

function breakIfDead(path: string): void {
  const holder = readHolder(path);
  if (holder !== undefined && isAlive(holder)) {
    const who = `process ${holder.pid}${holder.host === hostname() ? "" : ` on ${holder.host}`}`;
    const remedy = `wait for it, or remove ${showName(path)} if it is surely over`;
    throw new DehuskError("E_LOCKED", `another run (${who}) writes there; ${remedy}.`);
  }
  // Of several that find it dead only one can rename it.
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    rmSync(aside, { force: true });
  } catch (error) {
    if (readCode(error) !== "ENOENT") throw error;
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    // Gone meanwhile, or its writer died over it.
    return undefined;
  }
}

function isAlive({ pid, host }: Holder): boolean {
  if (host !== hostname()) return true;
  // A process that got the number of a dead one, as in containers, cannot hold its lock.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return readCode(error) !== "ESRCH";
  }
}
