/** Rules made to hang: refused when they are loaded, or held to the time that any other rule takes. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { type Cleaner, createCleaner, DehuskError, loadRules } from "../../src/index.js";
import { FURNITURE, PROSE } from "../cli-article.js";
import { makeFolder } from "../cli-process.js";

const MB = 2 ** 20;
const LIMIT_SECONDS = 30;

/** Known ways to make a matcher backtrack, each with a few letters. */
const PATTERNS: readonly ((letter: string) => string)[] = [
  (x) => `(${x}+)+$`,
  (x) => `(${x}|${x})*b`,
  (x) => `(${x}|${x}${x})+$`,
  (x) => `(.*${x}){20}`,
  (x) => `(${x}+${x}+)+y`,
  (x) => `([${x}-z]+)*\\d`,
  (x) => `${x}.*${x}.*${x}.*${x}.*9`,
  (x) => `(\\w+\\s?)+${x}$`,
  (x) => `(?=${x}*)${x}*b`,
  (x) => `(${x}*)*\\1c`,
];
const LETTERS = ["a", "e", "i", "o", "u"];

/** The folder of a pack with one rule. */
function writeRule(rule: object): string {
  const folder = makeFolder();
  const whole = { id: "evil", why: "Made to be slow.", examples: { remove: ["1", "2"], keep: ["3", "4"] }, ...rule };
  const pack = { pack: "en/evil", language: "en", category: "share", rules: [whole] };
  writeFileSync(join(folder, "evil.json"), JSON.stringify(pack));
  return folder;
}

describe("17: fifty evil rules on a megabyte each", () => {
  const rules = PATTERNS.flatMap((pattern) => LETTERS.map((letter) => [pattern(letter), letter] as const));
  let refused = 0;
  let slowest = 0;

  it.each(rules)("%s", (pattern, letter) => {
    const rules = writeRule({ match: { pattern }, examples: { remove: [letter, "x"], keep: ["3", "4"] } });
    const texts = [`${PROSE}\n${letter.repeat(MB)}!\n`, `${PROSE}\n${`${letter} `.repeat(MB / 2)}!\n`];
    const start = process.cpuUsage();
    try {
      const cleaner = createCleaner({ rules: loadRules([rules]) });
      for (const text of texts) cleaner.clean(text);
      expect(cleaner.clean(`${PROSE}\n${FURNITURE}\n`).body).not.toContain(FURNITURE);
    } catch (error) {
      expect(error).toBeInstanceOf(DehuskError);
      refused += 1;
    }
    const { user, system } = process.cpuUsage(start);
    slowest = Math.max(slowest, (user + system) / 1e6);
    expect(slowest).toBeLessThan(2 * LIMIT_SECONDS);
  });

  it("in sum", () => {
    process.stdout.write(
      `  measured: ${rules.length} rules, ${refused} refused, the slowest took ${slowest.toFixed(1)} CPU s\n`,
    );
    expect(rules).toHaveLength(50);
  });
});

describe("25: cost is linear", () => {
  it.each([
    ["prose", PROSE],
    ["husk", `${FURNITURE}\n\n`],
    ["one line", `${PROSE.replace(/\s+/g, " ")}`],
    ["marks", "*_[(<`~|#> "],
    ["letters", "a"],
  ])("twice of %s takes at most 2.3 times as long", (_, piece) => {
    expectLinear(createCleaner(), piece);
  });

  it("with a rule that looks past dividers, too", () => {
    const where = { kinds: ["divider"], before: { words: { min: 3 } } };
    expectLinear(
      createCleaner({ rules: loadRules([writeRule({ match: { features: { chars: { max: 9 } } }, where })]) }),
      "---\n\n",
    );
  });
});

/** Twice the text may cost 2.3 times as much. */
function expectLinear(cleaner: Cleaner, piece: string): void {
  const texts = [1, 2].map((size) => piece.repeat(Math.ceil((size * MB) / 8 / piece.length)));
  const costs = texts.map((text) => Math.min(...Array.from({ length: 3 }, () => measure(() => cleaner.clean(text)))));
  const [one = 0, two = 0] = costs;
  process.stdout.write(`  measured: ${one.toFixed(2)} and ${two.toFixed(2)} CPU s, ${(two / one).toFixed(2)} times\n`);
  // Clocks are coarse.
  expect(two).toBeLessThan(2.3 * one + 0.02);
}

function measure(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
