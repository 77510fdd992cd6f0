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

/** Stands in for what this package never uses of others, which would cost every start time. */
const leaveOut = {
  name: "leave-out",
  setup({ onResolve, onLoad }) {
    // The stemmers load stop words and tokenizers, 360 kB of them, for methods that nobody here calls.
    onResolve({ filter: /stopwords|[\\/]tokenizers[\\/]/ }, ({ path, importer }) => {
      return /natural[\\/]stemmers[\\/]/.test(importer) ? { path, namespace: "left-out" } : undefined;
    });
    onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "module.exports = {};" }));
    // Only calendar dates are read, see src/harvest/dates.ts.
    onLoad({ filter: /[\\/]chrono-node[\\/].*(Time|Casual|Relati|Weekday|Deadline|EndOf)\w*Parser\.js$/ }, () => ({
      contents: "export default class RelativeParser { pattern() { return /[]/; } extract() { return null; } }",
    }));
    onLoad({ filter: /[\\/]chrono-node[\\/].*(Refiner|Filter)\.js$/ }, () => ({ contents: "export default class {}" }));
    onResolve({ filter: /./ }, ({ path, importer }) => {
      const isYargs = /[\\/](yargs[\\/]lib[\\/]platform-shims|cliui|wrap-ansi)[\\/]/.test(importer);
      return isYargs && path in YARGS_PLATFORM ? { path, namespace: "yargs-platform" } : undefined;
    });
    onLoad({ filter: /.*/, namespace: "yargs-platform" }, ({ path }) => ({ contents: YARGS_PLATFORM[path] }));
  },
};

/** For a command line in ASCII and English: yargs itself measures emoji and reads locales and the nearest package.json. */
const YARGS_PLATFORM = {
  assert: "export const strictEqual = () => {}; export const notStrictEqual = strictEqual;",
  "escalade/sync": "export default () => undefined;",
  "get-caller-file": "export default () => undefined;",
  "string-width": "export default ({ length }) => length;",
  y18n: `
    const fill = (text, ...values) => text.replace(/%s/g, () => values.shift());
    const fillCounted = (one, many, count, ...values) => fill(count === 1 ? one : many, ...values);
    export default () => ({ __: fill, __n: fillCounted, setLocale: () => {} });`,
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
    plugins: [leaveOut, importBuiltins, parseJson],
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
