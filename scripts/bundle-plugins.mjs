// What esbuild does to the packages that are bundled.
import { readFile } from "node:fs/promises";
import { builtinModules } from "node:module";

/** CommonJS packages `require` builtins; importing them instead keeps the bundles free of a `require` of their own. */
export const importBuiltins = {
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
export const parseJson = {
  name: "parse-json",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]generated[\\/].*\.json$/ }, async ({ path }) => {
      const json = JSON.stringify(JSON.parse(await readFile(path, "utf8")));
      return { contents: `module.exports = JSON.parse(${JSON.stringify(json)});` };
    });
  },
};

/** Modules of packages that this package never uses, which would cost every start time, by what stands in for them. */
const STAND_INS = [
  // The stemmers load stop words and tokenizers, 360 kB of them, for methods that nobody here calls.
  {
    path: /stopwords|[\\/]tokenizers[\\/]/,
    importer: /natural[\\/]stemmers[\\/]/,
    contents: "module.exports = {};",
  },
  // Only calendar dates are read, see src/harvest/dates.ts.
  {
    path: /[\\/]chrono-node[\\/].*(Time|Casual|Relati|Weekday|Deadline|EndOf)\w*Parser\.js$/,
    contents: "export default class RelativeParser { pattern() { return /[]/; } extract() { return null; } }",
  },
  { path: /[\\/]chrono-node[\\/].*(Refiner|Filter)\.js$/, contents: "export default class {}" },
];

/** What stands in for a module that is asked for from `importer`; null when it is needed. */
export function findStandIn(path, importer) {
  const found = STAND_INS.find((one) => one.path.test(path) && (one.importer?.test(importer) ?? true));
  return found?.contents ?? null;
}

/** Keeps out of the bundles what is never used. */
export const leaveOut = {
  name: "leave-out",
  setup({ onResolve, onLoad }) {
    const [stemming, ...inPlace] = STAND_INS;
    onResolve({ filter: stemming.path }, ({ path, importer }) => {
      return stemming.importer.test(importer) ? { path, namespace: "left-out" } : undefined;
    });
    onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: stemming.contents }));
    for (const { path, contents } of inPlace) onLoad({ filter: path }, () => ({ contents }));
    onResolve({ filter: /./ }, ({ path, importer }) => {
      const isYargs = /[\\/](yargs[\\/]lib[\\/]platform-shims|cliui|wrap-ansi)[\\/]/.test(importer);
      return isYargs && path in YARGS_PLATFORM ? { path, namespace: "yargs-platform" } : undefined;
    });
    onLoad({ filter: /.*/, namespace: "yargs-platform" }, ({ path }) => ({ contents: YARGS_PLATFORM[path] }));
  },
};

/** For a command line in ASCII and English: yargs itself measures emoji and reads locales and the nearest package.json. */
const YARGS_PLATFORM = {
  // What fails is caught at once and costs a stack trace otherwise: there never is a package.json.
  assert: "export const strictEqual = () => {}; export const notStrictEqual = (a, b) => { if (a === b) throw null; };",
  "escalade/sync": "export default () => undefined;",
  "get-caller-file": "export default () => undefined;",
  "string-width": "export default ({ length }) => length;",
  y18n: `
    const fill = (text, ...values) => text.replace(/%s/g, () => values.shift());
    const fillCounted = (one, many, count, ...values) => fill(count === 1 ? one : many, ...values);
    export default () => ({ __: fill, __n: fillCounted, setLocale: () => {} });`,
};

/** Packages that few runs need: a bundle each, loaded by the one that asks */
export const SELDOM_USED = ["fast-glob", "iconv-lite", "jschardet"];

export const keepApart = {
  name: "keep-apart",
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^(${SELDOM_USED.join("|")})$`) }, ({ path, kind }) => {
      return kind === "dynamic-import" ? { path: `./${path}.cjs`, external: true } : undefined;
    });
  },
};
