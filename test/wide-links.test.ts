import { expect, it } from "vitest";
import { segment } from "../src/text/segment.js";
import { toUnits } from "../src/text/units.js";
import { findWideLinks } from "../src/text/wide-links.js";

const insideOf = (text: string): string => [...findWideLinks(toUnits(text), segment(text, "auto"))].join("");

const cases: readonly (readonly [name: string, text: string, inside: string])[] = [
  ["a card", "one\n\n[\n\n### Two\n\nthree\n\n](http://x.y/)\n\nfour", "011110"],
  ["a card in a list", "-   [\n\n    ## Two\n\n    three\n\n    ](/two)\n\nfour", "11110"],
  ["an image in a card", "[\n\n![two](/t.png)\n\n](/two)", "111"],
  ["cards one behind the other", "[\n\none\n\n](/one)\n\n[\n\ntwo\n\n](/two)", "111111"],
  ["links of their own", "[one](/one)\n\ntwo [three](/three)", "00"],
  ["a bracket that is never closed", "one [two\n\nthree", "00"],
  ["a bracket that closes nothing", "one\n\n](/one)", "00"],
  ["brackets without an address", "one [two\n\nthree] four", "00"],
  ["brackets with escapes", "one \\[\n\n](/one)", "00"],
  ["brackets in code", "```\na[\n```\n\n](/one)", "00"],
  ["brackets far apart", `[\n\n${"one\n\n".repeat(30)}](/one)`, "0".repeat(32)],
];

for (const [name, text, inside] of cases) {
  it(`finds links around several blocks: ${name}`, () => {
    expect(insideOf(text)).toBe(inside);
  });
}
