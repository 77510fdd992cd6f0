import { describe, expect, it } from "vitest";
import { createDocument } from "../src/match/document.js";
import { createRulebook } from "../src/match/rulebook.js";
import { measurePage, type PageFeatures } from "../src/page/features.js";
import { lookAgain, lookFirst, measureAgain } from "../src/page/model.js";
import { findStretches } from "../src/page/stretches.js";
import { builtinRules } from "../src/rules/builtin.js";
import { startFolding } from "../src/text/fold.js";
import { segment } from "../src/text/segment.js";
import type { PageModel } from "../src/types.js";

const rulebook = createRulebook(builtinRules());

function measure(text: string): PageFeatures {
  const blocks = segment(text, "markdown");
  const document = createDocument(startFolding(text, blocks), rulebook.language("en"));
  return measurePage(
    document,
    blocks.map(() => []),
  );
}

const PARAGRAPH =
  "The heron waited by the river until the fishermen had gone, and then it took its breakfast from their basket.";
const PAGE = [
  "[News](/news)",
  "[Sport](/sport)",
  PARAGRAPH,
  "Heron, river and basket",
  PARAGRAPH.replace("waited", "slept"),
  "Cookies and privacy",
  "[Imprint](/imprint)",
].join("\n\n");

/** Longer blocks are text; the second look is what a test makes it. */
const model = (second: PageModel["second"]): PageModel => ({
  bias: -2,
  change: 0,
  features: { words: [[0.5, 5]] },
  second,
});
const NOTHING = { bias: 0, features: {} };

const textOf = (second: PageModel["second"]): readonly number[] => {
  const own = model(second);
  return [...lookAgain(lookFirst(measure(PAGE), own), own, 0).states];
};
const column = (name: string): readonly number[] => [
  ...(measureAgain(lookFirst(measure(PAGE), model(NOTHING))).get(name) ?? []),
];

describe("a second look", () => {
  it("leaves things as they are where it has nothing to say", () => {
    expect(textOf(NOTHING)).toEqual([0, 0, 1, 0, 1, 0, 0]);
  });
  it("keeps a line with the words of the text and none without", () => {
    expect(textOf({ bias: 0, features: { "words-of-text": [[0.7, 6]] } })).toEqual([0, 0, 1, 1, 1, 0, 0]);
  });
  it("measures a block against the others, never against itself", () => {
    const [, , first = 0, line = 0, , cookies = 1] = column("words-of-text");
    expect(line).toBe(1);
    expect(cookies).toBe(0);
    expect(first).toBeGreaterThan(0.5);
    expect(first).toBeLessThan(1);
  });
  it("knows how likely blocks are text that look alike", () => {
    const [news = 1, , paragraph = 0] = column("text-alike-in-style");
    expect(news).toBeLessThan(0.2);
    expect(paragraph).toBeGreaterThan(0.9);
    expect(column("alike-in-style").map((count) => Math.round(Math.exp(count)))).toEqual([3, 3, 2, 2, 2, 2, 3]);
  });
  it("tells what is around a block", () => {
    expect(column("text-within-3").map((text) => text > 0.3)).toEqual([false, true, false, true, false, true, false]);
    expect(column("stretch-words").map(Math.sign)).toEqual([-1, -1, 1, -1, 1, -1, -1]);
    const before = column("text-before");
    expect([...before].sort((a, b) => a - b)).toEqual(before);
  });
  it.each([
    ["nothing", ""],
    ["a word", "otter"],
    ["dividers", "---\n\n---\n\n---"],
  ])("bears a page of %s", (_, text) => {
    const page = measure(text);
    for (const [name, values] of measureAgain(lookFirst(page, model(NOTHING)))) {
      expect(values.length, name).toBe(page.count);
      expect([...values].every(Number.isFinite), name).toBe(true);
    }
  });
});

describe("stretches", () => {
  it.each([
    ["", [], []],
    ["a", [0], [1]],
    ["aabbba", [0, 0, 2, 2, 2, 5], [2, 2, 5, 5, 5, 6]],
  ])("of %j", (all, from, to) => {
    const found = findStretches(all.length, (a, b) => all[a] === all[b]);
    expect([[...found.from], [...found.to]]).toEqual([from, to]);
  });
});
