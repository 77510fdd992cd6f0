/** The promises of the README as properties. DEHUSK_CASES sets how many cases each one runs. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clean, createCleaner, restore } from "../src/index.js";
import { applyEdits } from "../src/render/edits.js";
import type { CleanResult } from "../src/types.js";
import { mutatedSample, randomText } from "./texts.js";

const numRuns = Number(process.env["DEHUSK_CASES"] ?? 1000);

/** The body is the input but for the edits, and every edit says why. */
function checkEdits(text: string, result: CleanResult): void {
  expect(applyEdits(text, result.edits)).toBe(result.body);
  let end = 0;
  for (const edit of result.edits) {
    expect(edit.start).toBeGreaterThanOrEqual(end);
    expect(edit.removed).toBe(text.slice(edit.start, edit.end));
    expect(edit.rule).not.toBe("");
    if (edit.kind === "cut") {
      expect(edit.inserted).toBe("");
      expect(edit.category).not.toBe("");
    }
    end = edit.end;
  }
}

describe.each([
  ["random text", randomText],
  ["mutated samples", mutatedSample],
] as const)("on %s", (_, texts) => {
  it("nothing is lost: restore gives the input back", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const result = clean(text);
        expect(restore(result)).toBe(text);
        checkEdits(text, result);
      }),
      { numRuns },
    );
  });

  it("is idempotent: cleaning the body changes nothing", () => {
    fc.assert(
      fc.property(texts, fc.constantFrom("light", "normal", "strict"), (text, level) => {
        const { body } = clean(text, { level });
        expect(clean(body, { level }).body).toBe(body);
      }),
      { numRuns },
    );
  });

  it("stays within the budget, which warns where it binds", () => {
    fc.assert(
      fc.property(texts, fc.double({ min: 0, max: 1, noNaN: true }), (text, maxCut) => {
        const { stats, body, warnings } = clean(text, { maxCut });
        const lost = stats.wordsIn === 0 ? 0 : 1 - stats.wordsOut / stats.wordsIn;
        expect(lost).toBeLessThanOrEqual(maxCut + 1e-9);
        if (warnings.some(({ code }) => code === "W_BUDGET")) expect(clean(text, { maxCut: 1 }).body).not.toBe(body);
      }),
      { numRuns },
    );
  });

  it("is pure: the same answer in any order, from any cleaner", () => {
    const other = createCleaner();
    fc.assert(
      fc.property(texts, texts, (first, second) => {
        const before = JSON.stringify(clean(first));
        clean(second);
        expect(JSON.stringify(other.clean(first))).toBe(before);
      }),
      { numRuns },
    );
  });

  it("explains every block, and that changes nothing", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { blocks = [], ...result } = clean(text, { explain: true });
        expect(result).toEqual(clean(text));
        for (const { verdict, start, end } of blocks) {
          expect(start).toBeLessThanOrEqual(end);
          if (verdict.kind === "cut") expect(verdict.reasons.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: Math.ceil(numRuns / 10) },
    );
  });
});
