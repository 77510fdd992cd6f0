// Builds dist/: rules as JSON, the library and the command line as bundles, declarations, notices of bundled packages.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, readFile, rm, writeFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import process from "node:process";
import { build } from "esbuild";
import { writeDeclarations } from "./declarations.mjs";
import { collectNotices } from "./notices.mjs";

/** CommonJS packages `require` builtins; importing them instead keeps the bundles free of a `require` of their own. */
const importBuiltins = {
  name: "import-builtins",
  setup({ onResolve, onLoad }) {
    const builtins = new RegExp(`^(node:)?(${builtinModules.join("|")})$`);
    onResolve({ filter: builtins }, ({ path, kind }) => {
      const builtin = path.startsWith("node:") ? path : `node:${path}`;
      return kind === "require-call" ? { path: builtin, namespace: "builtin" } : { path: builtin, external: true };
    });
    onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({
      contents: `export * from "${path}"; export { default } from "${path}";`,
    }));
  },
};

/** Engines read a long JSON string several times faster than the same data written as a JavaScript literal. */
const parseJson = {
  name: "parse-json",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]generated[\\/].*\.json$/ }, async ({ path }) => {
      const json = JSON.stringify(JSON.parse(await readFile(path, "utf8")));
      return { contents: `export default /* @__PURE__ */ JSON.parse(${JSON.stringify(json)});` };
    });
  },
};

async function bundle() {
  const { version } = JSON.parse(await readFile("package.json", "utf8"));
  const { metafile } = await build({
    entryPoints: { index: "src/index.ts", cli: "src/cli/main.ts" },
    outdir: "dist",
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    // The CommonJS form of some packages hides what it requires.
    mainFields: ["module", "main"],
    // Less to read at each start; names stay, for stack traces in bug reports.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    define: { DEHUSK_VERSION: JSON.stringify(version) },
    plugins: [importBuiltins, parseJson],
    metafile: true,
    logLevel: "warning",
  });
  await chmod("dist/cli.js", 0o755);
  return Object.keys(metafile.inputs);
}

function run(command, ...args) {
  const { status } = spawnSync(process.execPath, [command, ...args], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

if (existsSync("scripts/build-rules.ts")) run("scripts/run.mjs", "scripts/build-rules.ts");
await rm("dist", { recursive: true, force: true });
const inputs = await bundle();
await writeFile("dist/THIRD-PARTY-NOTICES.md", await collectNotices(inputs));
await writeDeclarations("dist");
