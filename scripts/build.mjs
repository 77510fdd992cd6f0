// Builds dist/: rules as JSON, the library and the command line as bundles, declarations, notices of bundled packages.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, copyFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import process from "node:process";
import { build } from "esbuild";
import { importBuiltins, keepApart, leaveOut, parseJson, SELDOM_USED } from "./bundle-plugins.mjs";
import { writeDeclarations } from "./declarations.mjs";
import { collectNotices } from "./notices.mjs";

const COMMON = {
  bundle: true,
  platform: "node",
  target: "node20",
  // The CommonJS form of some packages hides what it requires.
  mainFields: ["module", "main"],
  // Less to read at each start; names stay, for stack traces in bug reports.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
};

function bundleLibrary() {
  return build({
    ...COMMON,
    entryPoints: { index: "src/index.ts" },
    outdir: "dist",
    format: "esm",
    plugins: [leaveOut, importBuiltins, parseJson],
  });
}

/** CommonJS, which V8 can keep compiled: see src/cli/load-program.ts. */
async function bundleProgram() {
  const { version } = JSON.parse(await readFile("package.json", "utf8"));
  const packages = SELDOM_USED.map((name) => [name, name]);
  return await build({
    ...COMMON,
    entryPoints: { main: "src/cli/main.ts", program: "src/cli/run.ts", ...Object.fromEntries(packages) },
    outdir: "dist/cli",
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    supported: { "dynamic-import": false },
    banner: { js: '"use strict";const importMetaUrl=require("node:url").pathToFileURL(__filename).href;' },
    define: { DEHUSK_VERSION: JSON.stringify(version), "import.meta.url": "importMetaUrl" },
    plugins: [leaveOut, keepApart, parseJson],
  });
}

function run(...words) {
  const { status } = spawnSync(process.execPath, words, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) process.exit(status ?? 1);
}

if (existsSync("scripts/build-rules.ts")) run("scripts/run.mjs", "scripts/build-rules.ts");
await rm("dist", { recursive: true, force: true });
const bundles = await Promise.all([bundleLibrary(), bundleProgram()]);
for (const name of await readdir("src/generated")) {
  if (/^packs\..*\.json$/.test(name)) await copyFile(`src/generated/${name}`, `dist/cli/${name}`);
}
await copyFile("src/batch/import-module.cjs", "dist/cli/import-module.cjs");
await chmod("dist/cli/main.cjs", 0o755);
run("scripts/run.mjs", "scripts/code-cache.ts", "dist/cli/program.cjs", "samples/articles/news-agency/input.md");
const inputs = new Set(bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs)));
await writeFile("dist/THIRD-PARTY-NOTICES.md", await collectNotices([...inputs]));
await writeDeclarations("dist");
