import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { readCode } from "./describe-error.js";

/** Makes a folder and those above it, where they are not there. Throws system errors. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    if (readCode(error) !== "ENOENT") throw error;
    // So Node speaks of a disk that is read-only, too; one folder at a time it tells the truth.
    const missing: string[] = [];
    for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder)) missing.unshift(folder);
    for (const folder of missing) mkdirSync(folder);
  }
}
