import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TaskSettings } from "./clean-task.js";

/** A hash of all that results depend on beside the inputs: dehusk itself with its rules, options, rules of the caller. */
export function fingerprint(settings: TaskSettings): string {
  const hash = createHash("sha256");
  const folder = dirname(fileURLToPath(import.meta.url));
  for (const name of readdirSync(folder).sort()) {
    if (/\.(cjs|json)$/.test(name)) hash.update(readFileSync(join(folder, name)));
  }
  const { keepAccounts: _accounts, memoryMb: _memory, ...rest } = settings;
  return hash.update(JSON.stringify(rest)).digest("hex");
}
