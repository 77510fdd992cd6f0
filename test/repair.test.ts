import fc from "fast-check";
import { expect, test } from "vitest";
import { findRepairs, type Repair } from "../src/text/repair.js";
import { segment } from "../src/text/segment.js";
import { expectLinear } from "./growth.js";

const LANGUAGE = { connectives: new Set(["and", "the", "of", "with", "und", "y", "و"]) };

const repairsOf = (text: string): readonly Repair[] => findRepairs(text, segment(text, "auto"), LANGUAGE);

function apply(text: string, repairs: readonly Repair[]): string {
  let body = "";
  let at = 0;
  for (const { start, end, inserted } of repairs) {
    expect(start).toBeGreaterThanOrEqual(at);
    expect(end).toBeGreaterThan(start);
    body += text.slice(at, start) + inserted;
    at = end;
  }
  return body + text.slice(at);
}

function check(name: string, text: string, expected: string, rules: readonly string[]): void {
  test(name, () => {
    const repairs = repairsOf(text);
    expect(apply(text, repairs)).toBe(expected);
    expect(repairs.map(({ rule }) => rule.replace("repair/", ""))).toEqual(rules);
  });
}

function keeps(name: string, text: string): void {
  check(name, text, text, []);
}

const CUT = "The orchard had been sold twice. Nobody in the village could remember who had planted the";
const REST = "oldest of the trees, which bore yellow plums.";
const NEXT = "On Sunday the plums were gone.";

check(
  "joins a sentence that goes on with a small letter",
  `${CUT} very\n\n${REST}\n\n${NEXT}`,
  `${CUT} very ${REST}\n\n${NEXT}`,
  ["page-break"],
);
check(
  "joins after a word that ends no sentence",
  `${CUT}\n\nBlack Orchard, as it was called.`,
  `${CUT} Black Orchard, as it was called.`,
  ["page-break"],
);
check(
  "joins through emphasis",
  `*Ada Brook is a beekeeper, an essayist, and for nine years now a retired*\n\nplumber. She lives in Hale.`,
  "*Ada Brook is a beekeeper, an essayist, and for nine years now a retired* plumber. She lives in Hale.",
  ["page-break"],
);
check("joins over a form feed", `${CUT} very\n\f${REST}`, `${CUT} very ${REST}`, ["page-break"]);
const MIDDLE = `${REST} When the winter came, the wind took the last of the`;
check("joins three parts", `${CUT} very\n\n${MIDDLE}\n\nleaves. ${NEXT}`, `${CUT} very ${MIDDLE} leaves. ${NEXT}`, [
  "page-break",
  "page-break",
]);
check(
  "joins a word that the page break divided",
  `${CUT} vener-\n\nable trees. ${NEXT}`,
  `${CUT} venerable trees. ${NEXT}`,
  ["hyphen", "page-break"],
);

for (const line of ["12", "- 12 -", "[12]", "Page 3 of 9", "p. 42"]) {
  check(`takes out ${line} in a sentence`, `${CUT} very\n\n${line}\n\n${REST}`, `${CUT} very ${REST}`, [
    "page-number",
    "page-break",
  ]);
}
check(
  "takes out foot and head of a page, and lines like them elsewhere",
  `${CUT} very\n\nplum.example          no. 7\n\nThe Plum Eater, a Quarterly\n\nPage 3\n\n${REST}\n\n${NEXT}\n\nPage 4`,
  `${CUT} very ${REST}\n\n${NEXT}`,
  ["page-number", "running-header", "page-number", "page-break", "page-number"],
);
check(
  "takes out headers that recur at form feeds",
  `The Plum Eater\n\n${NEXT}\n\n1\f\nThe Plum Eater\n\n${NEXT}\n\n2\f\nThe Plum Eater\n\n${NEXT}`,
  `${NEXT}\n\n${NEXT}\n\n${NEXT}`,
  ["running-header", "page-number", "running-header", "page-number", "running-header"],
);
check(
  "joins letters that have no case between lines of two pages",
  "سافر الرجل في الصباح. ثم كتب إلى أخيه رسالة طويلة عن الطريق والناس والبحر في ذلك\n\nصفحة ٥\n\nالبلد، ولم يرسلها.\n\nعاد في الشتاء.\n\nصفحة ٦",
  "سافر الرجل في الصباح. ثم كتب إلى أخيه رسالة طويلة عن الطريق والناس والبحر في ذلك البلد، ولم يرسلها.\n\nعاد في الشتاء.",
  ["page-number", "page-break", "page-number"],
);

keeps("leaves whole sentences apart", `${CUT} plums.\n\n${REST}`);
keeps(
  "leaves a title apart from the text",
  "How the people of a small village came to own the largest orchard\n\nThe orchard had been sold twice.",
);
keeps(
  "leaves a title apart from its byline",
  "How the people of a small village came to own the largest orchard\n\nby Ada Brook",
);
keeps("leaves labels with a colon", `${CUT} following:\n\n${REST}`);
for (const mark of ["*", "(*)", "\\*"]) {
  keeps(
    `leaves the note of a form that shows its mark ${mark}`,
    `Your address will not be shown to anyone. Fields to fill are marked with ${mark}\n\nSaltmarsh ${REST}`,
  );
}
keeps(
  "leaves verse",
  "the gull on the roof\nof the boathouse and\n\nthe rain on the gull\nand the\n\nsea under the rain",
);
keeps("leaves lists", `- ${CUT}\n\n- ${REST}\n\n- ${CUT}`);
keeps("leaves headings and code", `## ${CUT}\n\n${REST}\n\n\`\`\`\n${CUT}\n\nexam-\nple\n\`\`\``);
keeps(
  "leaves speakers' names that recur",
  `ADA BROOK\n\n${NEXT}\n\nBO LIND\n\n${NEXT}\n\nADA BROOK\n\n${NEXT}\n\nADA BROOK\n\n${NEXT}`,
);
keeps("leaves numbers between whole paragraphs", `${NEXT}\n\n1\n\n${NEXT}\n\n2\n\n${NEXT}\n\n3\n\n${NEXT}`);
keeps("leaves names that begin with a small letter", `${CUT} very\n\niPlum is a shop. It sells plums.`);
keeps("leaves texts without capitals", `${CUT} very\n\noldest of trees. they bore plums.`);

const WIDE = "the keeper of the lighthouse wrote that the birds had begun to exam-";
check(
  "makes a divided word whole and keeps the width of the lines",
  `In the spring of that year\n${WIDE}\nine the lamp as if they meant to buy it, and that the oil had\ngone up again.`,
  `In the spring of that year\n${WIDE.slice(0, -1)}ine\nthe lamp as if they meant to buy it, and that the oil had\ngone up again.`,
  ["hyphen", "hyphen"],
);
check(
  "merges lines where the next would begin another paragraph",
  `${WIDE}\nine. Nobody minded.`,
  `${WIDE.slice(0, -1)}ine. Nobody minded.`,
  ["hyphen"],
);
check(
  "keeps a hyphen that the text has elsewhere",
  "A well-known keeper was there, and he was so very well-\nknown. That was all.",
  "A well-known keeper was there, and he was so very well-known. That was all.",
  ["hyphen"],
);
check(
  "keeps the hyphens of a chain and of capitals",
  "It was an out-of-\ndate lamp, said the UN-\nled group of keepers.",
  "It was an out-of-date\nlamp, said the UN-led\ngroup of keepers.",
  ["hyphen", "hyphen", "hyphen", "hyphen"],
);
keeps("leaves a hyphen before a connective", "They had lamps of all kinds, from pre-\nand postwar times.");
keeps(
  "leaves a hyphen before a capital",
  "They had lamps of all kinds, from the shop of Baden-\nPowell and his sons, it seems.",
);

const PIECES = [
  "\n",
  "\n\n",
  "\n\n",
  "\f",
  " ",
  "12",
  "- 3 -",
  "Page 4",
  "Page 5",
  "The Head          7",
  "The Head",
  CUT,
  REST,
  NEXT,
  "exam-\n",
  "ple ",
  "ple and more",
  "well-known",
  "and",
  "the",
  "*",
  "**",
  "- ",
  "> ",
  "# ",
  "lower words that go on for much longer than sixty characters, as they",
  "سافر الرجل في الصباح. ثم كتب إلى أخيه رسالة طويلة عن الطريق والناس",
];
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join("")),
);

test("finds ordered repairs apart from one another, and soon none any more", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      // A word that is whole again may show what was torn around it, once or twice.
      let mended = text;
      for (let round = 0; round < 3; round++) mended = apply(mended, repairsOf(mended));
      expect(repairsOf(mended)).toEqual([]);
    }),
    { numRuns: 20000 },
  );
});

test.each([
  `${CUT}\n\n`,
  `${CUT} very\n\n12\n\n${REST}\n\n`,
  "exam-\nple and ",
  "a\f",
  "Page 3\n\n",
  "-\n",
  `${REST}\n\n`,
  "http://a-\nb",
  "abc-\nabc-\n",
])("takes time in proportion to a text made of %j", (piece) => {
  expectLinear(repairsOf, piece);
});
