import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "./make-folder.js";

/**
 * Writes a file whole or not at all: beside its place first, then renamed. An existing file's mode and owner are kept.
 * Runs without a pause, so that no signal is handled while the temporary file exists.
 *
 * @param aside folder for the temporary file, on the same disk
 */
export function writeFileAtomic(path: string, content: string | Uint8Array, aside: string = dirname(path)): void {
  const folder = dirname(path);
  makeFolder(folder);
  const before = statSync(path, { throwIfNoEntry: false });
  // Cut short, so that the suffix never makes the longest possible file name too long.
  const temporary = join(aside, `.${basename(path).slice(0, 32)}.${process.pid}.tmp`);
  const file = openSync(temporary, "wx", 0o666);
  try {
    try {
      writeAll(file, typeof content === "string" ? Buffer.from(content) : content);
      if (before !== undefined) copyAttributes(file, before);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(file, bytes, written);
}

function copyAttributes(file: number, { mode, uid, gid }: { mode: number; uid: number; gid: number }): void {
  const now = fstatSync(file);
  if (now.uid !== uid || now.gid !== gid) {
    try {
      fchownSync(file, uid, gid);
    } catch {
      // Only root may give files away; whoever may write here may also own the result.
    }
  }
  fchmodSync(file, mode & 0o7777);
}
