import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { makeReference } from "../scripts/make-reference.js";
import { formatIssue } from "../src/errors.js";
import { loadRules } from "../src/rules/load.js";
import { lintAll } from "../src/tuning/lint-all.js";
import { testRules } from "../src/tuning/test-rules.js";
import type { Pack, Rule } from "../src/types.js";
import { CLI, makeFolder } from "./cli-process.js";

const GUIDE = readFileSync("docs/guide.md", "utf8");

/** The code blocks of the guide in a language. */
const blocks = (language: string): readonly string[] =>
  [...GUIDE.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, text]) => text ?? "");

const CASES = blocks("json").map((text): readonly [string, Pack] => {
  const value = JSON.parse(text) as Pack | Rule;
  if ("pack" in value) return [value.pack, value];
  // The one case in another language says so.
  const language = /[\u3040-\u30ff]/.test(text) ? "ja" : "en";
  return [value.id, { pack: "guide/case", language, rules: [value] }];
});

describe("the guide", () => {
  it("has twenty cases and more", () => {
    expect(CASES.length).toBeGreaterThanOrEqual(20);
    expect(new Set(CASES.map(([name]) => name)).size).toBe(CASES.length);
  });

  it.each(CASES)("has a case without fault: %s", (_, pack) => {
    const file = join(makeFolder({ "case.json": JSON.stringify(pack) }), "case.json");
    const { issues, warnings } = lintAll([file]);
    // Built-in rules may know the husk of a case as well.
    const own = warnings.filter(({ code }) => code !== "W_RULE_SHADOWED" && code !== "W_RULE_NO_WORD");
    expect([...issues, ...own].map(formatIssue)).toEqual([]);
    const rules = loadRules(file);
    expect(testRules({ ...rules, packs: rules.packs.filter(({ pack: name }) => name === pack.pack) }).failures).toEqual(
      [],
    );
  });

  it("tells how to mend every code that rule files can get", () => {
    const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    const codes = sources.flatMap(
      (name) => readFileSync(join("src", name), "utf8").match(/"(?:[EW]_RULE_\w+|E_SAMPLE)"/g) ?? [],
    );
    const known = [...GUIDE.matchAll(/^### ([EW]_\w+)$/gm)].map(([, code]) => code);
    expect(known.toSorted()).toEqual([...new Set(codes.map((code) => code.slice(1, -1)))].sort());
  });

  it("leads from nothing to a working rule", () => {
    const command = blocks("sh").find((text) => text.includes("rules new")) ?? "";
    const cwd = makeFolder({ "page.md": "The mill stood.\n\nSpotted a kingfisher? Tell the river desk\n" });
    const run = (line: string) => {
      const script = line.replace(/^dehusk/, `"${process.execPath}" "${CLI}"`);
      return spawnSync("sh", ["-c", script], { cwd, encoding: "utf8", input: "" });
    };
    expect(run("dehusk page.md").stdout).toContain("kingfisher");
    expect(run(command)).toMatchObject({ status: 0, stderr: "" });
    expect(run("dehusk rules lint my-rules").stdout).toContain("0 errors, 0 warnings");
    expect(run("dehusk rules test my-rules --samples samples").stdout).toContain("6 examples passed, 0 failed");
    expect(run("dehusk page.md --rules my-rules").stdout).not.toContain("kingfisher");
  });

  it("stands beside a reference that is that of the schema", () => {
    const reference = makeReference();
    if (process.env["UPDATE"] === "1") writeFileSync("docs/reference.md", reference);
    expect(readFileSync("docs/reference.md", "utf8")).toBe(reference);
  });
});
