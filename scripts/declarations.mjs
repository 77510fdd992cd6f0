import { spawnSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path";
import process from "node:process";

/**
 * Writes the declarations that users of the package can reach from its `entries`, and no others: those of inner files would
 * name packages that are bundled and that nobody else has.
 */
export async function writeDeclarations(target, entries) {
  const all = await mkdtemp(join(tmpdir(), "dehusk-types-"));
  try {
    const tsc = join("node_modules", "typescript", "bin", "tsc");
    const { status } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", all], {
      stdio: "inherit",
    });
    if (status !== 0) throw new Error("tsc could not write the declarations; its messages stand above");
    for (const file of await listReachable(all, entries)) await cp(join(all, file), join(target, file));
  } finally {
    await rm(all, { recursive: true, force: true });
  }
}

async function listReachable(root, entries) {
  const reached = new Set(entries);
  for (const file of reached) {
    const text = await readFile(join(root, file), "utf8");
    for (const [, path] of text.matchAll(/(?:from|import\()\s*"(\.[^"]+)\.js"/g)) {
      reached.add(normalize(join(dirname(file), `${path}.d.ts`)));
    }
  }
  return reached;
}
