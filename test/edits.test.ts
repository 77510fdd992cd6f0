import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, composeEdits, inputOffset, restore } from "../src/render/edits.js";
import type { Edit } from "../src/types.js";

/** An edit as `[start, end, inserted]`. */
type Short = readonly [start: number, end: number, inserted: string];

const toEdits = (text: string, rule: string, shorts: readonly Short[]): readonly Edit[] =>
  shorts.map(([start, end, inserted]) => ({
    start,
    end,
    inserted,
    rule,
    removed: text.slice(start, end),
    kind: "cut",
    category: "share",
    score: 1,
  }));

const unit = fc.oneof(fc.constantFrom("a", "b", " ", "\n", "\ud83d", "\ude00"), fc.string({ unit: "binary" }));
const anyText = fc.array(unit, { maxLength: 30 }).map((units) => units.join(""));

/** Edits of `text` from arbitrary numbers: sorted cut points, some of them pairs that touch or are empty. */
const editsOf = (text: string, rule: string): fc.Arbitrary<readonly Edit[]> =>
  fc.array(fc.tuple(fc.nat(text.length), fc.oneof(fc.constant(""), anyText)), { maxLength: 12 }).map((points) => {
    const sorted = points.toSorted((a, b) => a[0] - b[0]);
    const shorts: Short[] = [];
    for (let i = 0; i + 1 < sorted.length; i += 2) {
      const [start, inserted] = sorted[i] ?? [0, ""];
      const end = sorted[i + 1]?.[0] ?? start;
      if (end > start || inserted !== "") shorts.push([start, end, inserted]);
    }
    return toEdits(text, rule, shorts);
  });

const twoRounds = anyText.chain((input) =>
  editsOf(input, "first").chain((first) =>
    editsOf(applyEdits(input, first), "second").map((second) => ({ input, first, second })),
  ),
);

const RUNS = { numRuns: 10_000 };

describe("edits, for any text", () => {
  it("composed do what both rounds do", () => {
    const property = fc.property(twoRounds, ({ input, first, second }) => {
      const composed = composeEdits(first, second, input);
      expect(applyEdits(input, composed)).toBe(applyEdits(applyEdits(input, first), second));
    });
    fc.assert(property, RUNS);
  });

  it("composed are in order, apart, and say what they removed", () => {
    const property = fc.property(twoRounds, ({ input, first, second }) => {
      let end = 0;
      for (const edit of composeEdits(first, second, input)) {
        expect(edit.start).toBeGreaterThanOrEqual(end);
        expect(edit.removed).toBe(input.slice(edit.start, edit.end));
        expect(edit.removed + edit.inserted).not.toBe("");
        end = edit.end;
      }
    });
    fc.assert(property, RUNS);
  });

  it("composed keep every earlier edit that removed something", () => {
    const property = fc.property(twoRounds, ({ input, first, second }) => {
      const kept = composeEdits(first, second, input).filter(({ rule, removed }) => rule === "first" && removed !== "");
      const spans = (edits: readonly Edit[]) => edits.map(({ start, end }) => [start, end]);
      expect(spans(kept)).toEqual(spans(first.filter(({ removed }) => removed !== "")));
    });
    fc.assert(property, RUNS);
  });

  it("are undone by restore", () => {
    const property = fc.property(twoRounds, ({ input, first, second }) => {
      const edits = composeEdits(first, second, input);
      expect(restore({ body: applyEdits(input, edits), edits })).toBe(input);
    });
    fc.assert(property, RUNS);
  });

  it("map every unit that stays back to itself", () => {
    const property = fc.property(
      anyText.chain((input) => editsOf(input, "r").map((edits) => ({ input, edits }))),
      ({ input, edits }) => {
        const cuts = edits.map((edit) => ({ ...edit, inserted: "" }));
        const body = applyEdits(input, cuts);
        for (let i = 0; i < body.length; i++) expect(input[inputOffset(cuts, i)]).toBe(body[i]);
      },
    );
    fc.assert(property, RUNS);
  });
});

function check(
  what: string,
  first: readonly Short[],
  second: readonly Short[],
  expected: readonly (readonly [string, ...Short])[],
): void {
  it(what, () => {
    const input = "0123456789";
    const firstEdits = toEdits(input, "first", first);
    const secondEdits = toEdits(applyEdits(input, firstEdits), "second", second);
    const composed = composeEdits(firstEdits, secondEdits, input);
    expect(composed.map(({ rule, start, end, inserted }) => [rule, start, end, inserted])).toEqual(expected);
  });
}

describe("a later edit", () => {
  check(
    "counts in the text in between",
    [[0, 2, ""]],
    [[3, 4, ""]],
    [
      ["first", 0, 2, ""],
      ["second", 5, 6, ""],
    ],
  );
  check(
    "is split around an earlier one, its text at its last piece",
    [[4, 5, "x"]],
    [[2, 8, "NEW"]],
    [
      ["second", 2, 4, ""],
      ["first", 4, 5, ""],
      ["second", 5, 8, "NEW"],
    ],
  );
  check(
    "takes part of earlier new text",
    [[4, 5, "xyz"]],
    [[2, 5, ""]],
    [
      ["second", 2, 4, ""],
      ["first", 4, 5, "yz"],
    ],
  );
  check("within earlier new text goes into it", [[4, 5, "xyz"]], [[5, 6, "Q"]], [["first", 4, 5, "xQz"]]);
  check("leaves no trace of an insertion it takes back", [[4, 4, "x"]], [[4, 5, ""]], []);
  check(
    "may touch an earlier one",
    [[2, 4, ""]],
    [
      [1, 2, ""],
      [2, 3, ""],
    ],
    [
      ["second", 1, 2, ""],
      ["first", 2, 4, ""],
      ["second", 4, 5, ""],
    ],
  );
});

it("composes in linear time", () => {
  const time = (count: number): number => {
    const input = "ab".repeat(count);
    const first = toEdits(
      input,
      "first",
      Array.from({ length: count }, (_, i) => [2 * i, 2 * i + 1, "x"]),
    );
    const second = toEdits(input, "second", [[0, input.length, ""]]);
    const start = performance.now();
    composeEdits(first, second, input);
    return performance.now() - start;
  };
  time(20_000);
  expect(time(80_000)).toBeLessThan(20 * time(20_000) + 20);
});
