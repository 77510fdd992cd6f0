import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { formatIssue } from "../src/errors.js";
import { lintAll } from "../src/tuning/lint-all.js";

/** A file without fault; each case breaks it in one place. */
const SOUND = `{
  "pack": "en/river",
  "language": "en",
  "category": "contact",
  "lists": { "desk": ["river desk", "news desk"] },
  "rules": [
    {
      "id": "ring-the-desk",
      "why": "Asks readers for sightings; prose about the desk does not begin by asking.",
      "match": { "phrases": ["seen an otter ? ring (us|the {desk})"] },
      "target": "block",
      "where": { "at": "start", "words": { "max": 15 } },
      "examples": {
        "remove": ["Seen an otter? Ring us", "Seen an otter? Ring the river desk"],
        "keep": ["Have you seen an otter? she asked.", "Nobody had seen an otter that year."]
      }
    }
  ]
}
`;

/** What is broken: the text replaced (null: all of it), and by what. */
type Broken = readonly [name: string, from: string | null, to: string];

const BROKEN: readonly Broken[] = [
  ["an empty file", null, ""],
  ["a file of white space", null, " \n\t\n"],
  ["a file that is no object", null, "[]"],
  ["a file that ends in the middle", SOUND.slice(SOUND.indexOf(`"examples"`)), ""],
  ["a comment", `"language"`, `// the language\n  "language"`],
  ["a trailing comma", `"news desk"]`, `"news desk",]`],
  ["single quotes", `"en/river"`, "'en/river'"],
  ["a missing comma", `"contact",`, `"contact"`],
  ["brackets nested too deep", `"lists"`, `"deep": ${"[".repeat(40)}${"]".repeat(40)}, "lists"`],
  ["a key twice", `"language": "en",`, `"language": "en", "language": "de",`],
  ["__proto__", `"language"`, `"__proto__": { "polluted": true }, "language"`],
  ["constructor in a rule", `"why"`, `"constructor": { "prototype": { "polluted": true } }, "why"`],
  ["a mistyped key of the file", `"category"`, `"catgory"`],
  ["a mistyped key of a rule", `"target"`, `"traget"`],
  ["a mistyped condition", `"words"`, `"word"`],
  ["a pack without rules", /"rules": \[[\s\S]*\]\n/.exec(SOUND)?.[0] ?? "", `"rules": {}\n`],
  ["no name of the pack", `  "pack": "en/river",\n`, ""],
  ["a pack with capitals", `"en/river"`, `"EN/River"`],
  ["a language that is no tag", `"language": "en"`, `"language": "english"`],
  ["a rule without id", `      "id": "ring-the-desk",\n`, ""],
  ["an id with spaces", `"ring-the-desk"`, `"ring the desk"`],
  ["a rule without why", /^ +"why".*\n/m.exec(SOUND)?.[0] ?? "", ""],
  ["an unknown target", `"block"`, `"blokc"`],
  ["a weight as text", `"target"`, `"weight": "1.5", "target"`],
  ["a weight out of bounds", `"target"`, `"weight": 50, "target"`],
  ["a range upside down", `{ "max": 15 }`, `{ "min": 20, "max": 15 }`],
  ["a match of nothing", `{ "phrases": ["seen an otter ? ring (us|the {desk})"] }`, "{}"],
  ["no phrases", `["seen an otter ? ring (us|the {desk})"]`, "[]"],
  ["a group that is not closed", "(us|the {desk})", "(us|the {desk}"],
  ["an ending in brackets", "an otter", "an otter[s]"],
  ["an unknown list", "{desk}", "{desks}"],
  ["a phrase that can be empty", "seen an otter ? ring (us|the {desk})", "[seen] [an otter]"],
  ["a gap that is too wide", "ring (us", "...99 ring (us"],
  ["a list that holds itself", `"river desk"`, `"river {desk}"`],
  ["a pattern with a backreference", `"phrases": ["seen`, `"pattern": "(\\\\w)\\\\1", "phrases": ["seen`],
  ["a pattern with a nested repeat", `"phrases": ["seen`, `"pattern": "(?:a+)+b", "phrases": ["seen`],
  ["a pattern with capitals", `"phrases": ["seen`, `"pattern": "Seen", "phrases": ["seen`],
  ["a pattern that is none", `"phrases": ["seen`, `"pattern": "seen(", "phrases": ["seen`],
  ["an extract from a missing group", `"target"`, `"extract": { "author": "$name" }, "target"`],
  ["an unknown metadata field", `"target"`, `"extract": { "autor": "after" }, "target"`],
  ["one example only", `, "Seen an otter? Ring the river desk"`, ""],
  ["an example for both", `"Nobody had seen an otter that year."`, `"Seen an otter? Ring us"`],
  ["an override of nothing", `"lists"`, `"override": { "en/shere/x": { "weight": 0 } }, "lists"`],
  ["a disabled rule that is not there", `"lists"`, `"disable": ["en/nowhere/*"], "lists"`],
  // From here on the files can be used, and are warned of.
  ["a list that nothing uses", "(us|the {desk})", "us"],
  ["fewer words than the phrase has", `{ "max": 15 }`, `{ "max": 3 }`],
  ["a level of a paragraph", `"at": "start"`, `"kinds": ["paragraph"], "level": { "max": 2 }, "at": "start"`],
  ["no neighbour, but its kind", `"at": "start"`, `"before": { "none": true, "kinds": ["image"] }, "at": "start"`],
  ["features that where overrules", `"phrases": ["seen`, `"features": { "words": { "min": 2 } }, "phrases": ["seen`],
  ["confidence in nothing", `"target"`, `"confidence": 0.5, "target"`],
  ["a section that is none", `"target"`, `"section": { "maxBlocks": 2 }, "target"`],
  ["a category of its own", `"contact"`, `"contcat"`],
  ["a phrase without words", "seen an otter ? ring (us|the {desk})", "# ...3 se*"],
  ["keeps that try nothing", /"keep": \[.*\]/.exec(SOUND)?.[0] ?? "", `"keep": ["Rain fell.", "It was late."]`],
];

const folder = mkdtempSync(join(tmpdir(), "dehusk-broken-"));
afterAll(() => rmSync(folder, { recursive: true }));

function lint(text: string): string {
  const file = join(folder, "river.json");
  writeFileSync(file, text);
  const { issues, warnings, notes } = lintAll([file]);
  const lines = [...issues, ...warnings, ...notes].map((issue) => formatIssue({ ...issue, file: "river.json" }));
  return lines.join("\n");
}

describe("rules lint on a broken file", () => {
  test("finds nothing wrong with the sound one", () => {
    expect(lint(SOUND)).toBe("");
  });

  test.each(BROKEN)("%s", (_, from, to) => {
    if (from !== null) expect(SOUND).toContain(from);
    const text = from === null ? to : SOUND.replace(from, () => to);
    const before = performance.now();
    const found = lint(text);
    expect(performance.now() - before).toBeLessThan(5000);
    expect(found).not.toBe("");
    expect(found).toMatchSnapshot();
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("covers more than forty faults", () => {
    expect(BROKEN.length).toBeGreaterThanOrEqual(40);
  });
});
