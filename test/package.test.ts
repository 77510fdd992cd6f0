import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { ARTICLE, FURNITURE } from "./cli-article.js";

const folder = mkdtempSync(join(tmpdir(), "dehusk-package-"));
const tarball = join(folder, `dehusk-${manifest.version}.tgz`);
const installed = join(folder, "node_modules", "dehusk");

function run(command: string, ...words: readonly string[]): string {
  return execFileSync(command, words, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function node(script: string): string {
  return run(process.execPath, "--input-type=module", "--eval", script);
}

function listFiles(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: "utf8" });
}

beforeAll(() => {
  execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], { stdio: "ignore" });
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  writeFileSync(join(folder, ".env"), "DEHUSK_LEAK=1\nPATH=/nowhere\n");
  // Nothing but the package itself is needed, so nothing needs the network.
  run("npm", "install", "--offline", "--no-audit", "--no-fund", tarball);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the package", () => {
  it("brings no other package along", () => {
    expect(readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["dehusk"]);
    expect(manifest).not.toHaveProperty("dependencies");
  });

  it("imports nothing but what Node has", () => {
    const scripts = listFiles(join(installed, "dist")).filter((name) => /\.c?js$/.test(name));
    const specifiers = scripts.flatMap((name) => {
      const text = readFileSync(join(installed, "dist", name), "utf8");
      const imported = text.matchAll(/(?:(?:^|[;}\n])\s*(?:import|export)\b[^"'();]*?from\s*|\brequire\()"([^"]+)"/g);
      return [...imported].map(([, path]) => path ?? "");
    });
    const foreign = specifiers.filter(
      (path) => !path.startsWith(".") && !builtinModules.includes(path.replace("node:", "")),
    );
    expect(specifiers.length).toBeGreaterThan(5);
    expect(foreign).toEqual([]);
  });

  it("holds rules, types and the licences of what is bundled, and no sources", () => {
    const files = listFiles(installed);
    const wanted = [
      "LICENSE",
      "README.md",
      "dist/index.d.ts",
      "dist/cli/main.cjs",
      "dist/playground/index.html",
      "dist/playground/rules/en.json",
      "rules/en/share.json",
      "rules/rule.schema.json",
    ];
    expect(files).toEqual(expect.arrayContaining(wanted));
    expect(files.filter((name) => /^(src|test|bench|samples)\b/.test(name))).toEqual([]);
    const notices = readFileSync(join(installed, "dist", "THIRD-PARTY-NOTICES.md"), "utf8");
    const named = [...notices.matchAll(/^## (\S+) /gm)].map(([, name]) => name);
    expect(named).toEqual(
      expect.arrayContaining([
        "natural",
        "chrono-node",
        "jschardet",
        "iconv-lite",
        "yargs",
        "fast-glob",
        "@codemirror/view",
      ]),
    );
  });

  it("runs as a command", () => {
    const bin = join(folder, "node_modules", ".bin", "dehusk");
    expect(run(bin, "--version")).toBe(`${manifest.version}\n`);
    writeFileSync(join(folder, "a.md"), ARTICLE);
    expect(run(bin, "a.md")).not.toContain(FURNITURE);
  });

  it("cleans as a library, silently and without touching the environment", () => {
    const script = `
      const before = JSON.stringify(process.env);
      const { clean, restore } = await import("dehusk");
      const text = ${JSON.stringify(ARTICLE)};
      const result = clean(text);
      const same = JSON.stringify(process.env) === before && restore(result) === text;
      console.log(JSON.stringify({ same, cut: !result.body.includes(${JSON.stringify(FURNITURE)}) }));`;
    expect(node(script)).toBe('{"same":true,"cut":true}\n');
  });

  it("costs less than 150 ms of processor time to import", () => {
    const measure = (script: string): number => {
      const print = "; const { user, system } = process.cpuUsage(); console.log((user + system) / 1000);";
      return Math.min(...Array.from({ length: 7 }, () => Number(node(script + print))));
    };
    expect(measure('await import("dehusk")') - measure("0")).toBeLessThan(150);
  });

  it("has types that stand on their own", () => {
    writeFileSync(
      join(folder, "use.ts"),
      `import { clean, type CleanResult, createCleaner, loadRules, restore } from "dehusk";
       export const result: CleanResult = clean("text", { level: "light" });
       export const text: string = restore(createCleaner({ rules: loadRules([]) }).clean("text"));
       // @ts-expect-error there is no such level
       clean("text", { level: "harsh" });`,
    );
    const tsc = resolve("node_modules", "typescript", "bin", "tsc");
    const flags = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--types", "", "use.ts"];
    expect(run(process.execPath, tsc, ...flags)).toBe("");
  });

  it.each([
    { tool: "publint", words: [tarball, "--strict"] },
    { tool: "attw", words: [tarball, "--profile", "esm-only", "--no-color"] },
  ])("satisfies $tool", ({ tool, words }) => {
    expect(existsSync(tarball)).toBe(true);
    expect(() => run(resolve("node_modules", ".bin", tool), ...words)).not.toThrow();
  });
});
