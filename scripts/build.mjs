// Builds dist/: rules as JSON, the library and the command line as bundles, declarations, notices of bundled packages.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import process from "node:process";
import { build } from "esbuild";
import { build as buildPage } from "vite";
import { importBuiltins, keepApart, leaveOut, parseJson, SELDOM_USED } from "./bundle-plugins.mjs";
import { writeDeclarations } from "./declarations.mjs";
import { collectNotices } from "./notices.mjs";

const ADAPTERS = ["langchain", "llamaindex"];

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

/** What Node puts around a module: src/cli/load-program.ts evaluates the text of the file as it is. */
const MODULE = ["(function (exports, require, module, __filename, __dirname) {", "})"];

function bundleLibrary() {
  return build({
    ...COMMON,
    entryPoints: { index: "src/index.ts" },
    outdir: "dist",
    format: "esm",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    define: { DEHUSK_PACKS: '"./packs"' },
    plugins: [leaveOut, importBuiltins, parseJson],
  });
}

/** Each stands on the library beside it and on a framework that its user brings. */
function bundleAdapters() {
  return build({
    ...COMMON,
    entryPoints: ADAPTERS.map((name) => `src/adapters/${name}.ts`),
    outdir: "dist/adapters",
    format: "esm",
    external: ["../index.js", "@langchain/*", "@llamaindex/*"],
  });
}

/** CommonJS, which V8 can keep compiled. */
async function bundleCommand(entryPoints, [open, close] = ["", ""]) {
  const { version } = JSON.parse(await readFile("package.json", "utf8"));
  return await build({
    ...COMMON,
    entryPoints,
    outdir: "dist/cli",
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    supported: { "dynamic-import": false },
    banner: { js: `${open}"use strict";const importMetaUrl=require("node:url").pathToFileURL(__filename).href;` },
    footer: { js: close },
    define: {
      DEHUSK_PACKS: '"../packs"',
      DEHUSK_VERSION: JSON.stringify(version),
      "import.meta.url": "importMetaUrl",
    },
    plugins: [leaveOut, keepApart, parseJson],
  });
}

/** The playground, and the names of the files that went into it. */
async function bundlePlayground() {
  const inputs = new Set();
  const listInputs = {
    name: "list-inputs",
    load(id) {
      if (id.startsWith("/") && !id.includes("?")) inputs.add(relative(process.cwd(), id));
      return null;
    },
  };
  const plugins = [listInputs];
  await buildPage({ configFile: "playground/vite.config.ts", logLevel: "warn", plugins });
  run("scripts/run.mjs", "scripts/playground-rules.ts", "dist/playground/rules");
  return [...inputs];
}

function run(...words) {
  const { status } = spawnSync(process.execPath, words, { stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) process.exit(status ?? 1);
}

if (existsSync("scripts/build-rules.ts")) run("scripts/run.mjs", "scripts/build-rules.ts");
await rm("dist", { recursive: true, force: true });
const bundles = await Promise.all([
  bundleLibrary(),
  bundleCommand({ main: "src/cli/main.ts", ...Object.fromEntries(SELDOM_USED.map((name) => [name, name])) }),
  bundleCommand({ program: "src/cli/run.ts" }, MODULE),
  bundleAdapters(),
]);
await mkdir("dist/packs");
for (const name of await readdir("src/generated")) {
  if (/^packs\..*\.(jsonl|bin)$/.test(name)) await copyFile(`src/generated/${name}`, `dist/packs/${name}`);
}
await copyFile("src/batch/import-module.cjs", "dist/cli/import-module.cjs");
await chmod("dist/cli/main.cjs", 0o755);
run("scripts/run.mjs", "scripts/code-cache.ts", "dist/cli/program.cjs", "samples/articles/news-agency/input.md");
const page = await bundlePlayground();
const inputs = new Set([...bundles.flatMap(({ metafile }) => Object.keys(metafile.inputs)), ...page]);
await writeFile("dist/THIRD-PARTY-NOTICES.md", await collectNotices([...inputs]));
await writeDeclarations("dist", ["index.d.ts", ...ADAPTERS.map((name) => `adapters/${name}.d.ts`)]);
