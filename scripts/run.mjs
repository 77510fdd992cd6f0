// Runs a TypeScript script: node scripts/run.mjs scripts/build-rules.ts [arguments]
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) throw new Error("usage: node scripts/run.mjs SCRIPT.ts [arguments]");

// Beside its source, so that import.meta.url and bare imports resolve as they would for the source.
const bundle = resolve(`${entry}.${process.pid}.run.mjs`);
try {
  await build({
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    define: { DEHUSK_PACKS: JSON.stringify(pathToFileURL("src/generated").href) },
    // For the CommonJS module among the sources.
    banner: {
      js: 'import { createRequire as bindRequire } from "node:module"; const require = bindRequire(import.meta.url);',
    },
    sourcemap: "inline",
    logLevel: "warning",
  });
  process.argv.splice(1, process.argv.length - 1, resolve(entry), ...rest);
  await import(pathToFileURL(bundle).href);
} finally {
  await rm(bundle, { force: true });
}
