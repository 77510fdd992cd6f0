/** The files of the playground, as they lie in the package. */
import type { Buffer } from "node:buffer";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DehuskError } from "../errors.js";

export interface PageFile {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
};

/** The folder of the built playground. */
export function findPlayground(): string {
  const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "playground");
  if (existsSync(join(folder, "index.html"))) return folder;
  throw new DehuskError("E_PLAYGROUND", `There is no playground in ${folder}; build the package with "npm run build".`);
}

/** What a request for `url` gets; null when there is no such file. Only names of the playground's kind are looked up. */
export async function readPageFile(folder: string, url: string): Promise<PageFile | null> {
  const [path = "/"] = url.split(/[?#]/);
  const name = path === "/" ? "index.html" : path.slice(1);
  const type = TYPES[extname(name)];
  // No dots but within names, no escapes: nothing outside the folder has such a path.
  if (type === undefined || !/^(?:[\w-]+\/)?[\w-]+(?:\.[\w-]+)+$/.test(name)) return null;
  try {
    return { bytes: await readFile(join(folder, name)), headers: { "content-type": type } };
  } catch {
    return null;
  }
}
