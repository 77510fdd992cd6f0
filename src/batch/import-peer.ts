import { createRequire } from "node:module";

type ImportModule = (name: string) => Promise<unknown>;

/**
 * Loads a package that only some users need and that they install beside dehusk. Throws an error that says what to
 * install, and for what (`purpose` completes "... needs the package").
 */
export async function importPeer<T>(name: string, purpose: string): Promise<T> {
  // The command line is a script that V8 keeps compiled, which cannot import; a file of its own does it.
  const importModule = createRequire(import.meta.url)("./import-module.cjs") as ImportModule;
  try {
    return (await importModule(name)) as T;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw error;
    throw new Error(`${purpose} needs the package ${name}; run: npm install ${name} (with -g if dehusk is global)`);
  }
}
