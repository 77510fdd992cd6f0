import fc from "fast-check";
import { expect, test } from "vitest";
import { segment } from "../src/text/segment.js";
import type { TextFormat } from "../src/types.js";
import { expectLinear } from "./growth.js";

const LINE = "\n";

/** Each block as `kind level: text`, with `⏎` for its line ends. */
function blocksOf(text: string, format: TextFormat): readonly string[] {
  return segment(text, format).map(
    ({ kind, level, start, end }) =>
      `${kind}${level > 0 ? ` ${level}` : ""}: ${text.slice(start, end).replace(/\r\n|[\r\n]/g, "⏎")}`,
  );
}

function check(name: string, text: string, expected: readonly string[], format: TextFormat = "auto"): void {
  test(name, () => {
    expect(blocksOf(text, format)).toEqual(expected);
  });
}

check("finds nothing in white space", " \n\t\n\f\u00a0", []);
check("parts paragraphs at blank lines", "One two.\n\n \t\nThree four.\n", [
  "paragraph: One two.",
  "paragraph: Three four.",
]);
check("reads every kind of line end", "One.\r\n\r\nTwo.\r\rThree.\fFour.", [
  "paragraph: One.",
  "paragraph: Two.",
  "paragraph: Three.",
  "paragraph: Four.",
]);

check(
  "reads an indented o as the mark of an inner list, but not as a word",
  "* Sport\n      o Tennis\n      o 1 Liga\n      o que foi\n\nEra uma vez\n    o Porto de ontem.\n\no Porto",
  [
    "list-item 1: * Sport",
    "list-item 3: o Tennis",
    "list-item 3: o 1 Liga",
    "paragraph: o que foi",
    "paragraph: Era uma vez",
    "paragraph: o Porto de ontem.",
    "paragraph: o Porto",
  ],
);

check("reads headings of both kinds", "# Top\n## Sub ##\nBelow\n\nTitle\n=====\n\nLesser\n------\n#tag", [
  "heading 1: # Top",
  "heading 2: ## Sub ##",
  "paragraph: Below",
  "heading 1: Title⏎=====",
  "heading 2: Lesser⏎------",
  "paragraph: #tag",
]);
check("takes a line under a full sentence for a divider", "It rained.\n---\nIt stopped.", [
  "paragraph: It rained.",
  "divider: ---",
  "paragraph: It stopped.",
]);
check("takes escaped underscores for a blank to fill in", "\\_\\_\\_", ["paragraph: \\_\\_\\_"]);
check(
  "reads dividers of all sorts",
  ["***", "* * *", "\\*\\*\\*", "\\*", "\\---", "_____", "═══", "*****", "* * * * *"].join("\n\n"),
  [
    "divider: ***",
    "divider: * * *",
    "divider: \\*\\*\\*",
    "divider: \\*",
    "divider: \\---",
    "divider: _____",
    "divider: ═══",
    "divider: *****",
    "divider: * * * * *",
  ],
);

check(
  "gives each list item its level",
  "- one\n  - two\n    three\n      - four\n* five\n1. six\n2) seven\n• eight\na) nine",
  [
    "list-item 1: - one",
    "list-item 2: - two⏎    three",
    "list-item 3: - four",
    "list-item 1: * five",
    "list-item 1: 1. six",
    "list-item 1: 2) seven",
    "list-item 1: • eight",
    "list-item 1: a) nine",
  ],
);
check(
  "ends an item where a new sentence begins",
  "- The last item of them all.\nA paragraph follows without a blank line.",
  ["list-item 1: - The last item of them all.", "paragraph: A paragraph follows without a blank line."],
);
check(
  "reads a sentence of an item over its line end",
  "- An item that is so long that whoever wrote it had to break the\nline somewhere.",
  ["list-item 1: - An item that is so long that whoever wrote it had to break the⏎line somewhere."],
);
check(
  "does not take a number within a sentence for an item",
  "They had been counting the geese on the lake since the spring of\n84. By autumn there were none left, and the man who had been paid to\ncount them went home.",
  [
    "paragraph: They had been counting the geese on the lake since the spring of⏎84. By autumn there were none left, and the man who had been paid to⏎count them went home.",
  ],
);
check("takes a date that begins with an ordinal for text", "4. Mai 2023, 10:15 Uhr\n\n2. Oktober fest", [
  "paragraph: 4. Mai 2023, 10:15 Uhr",
  "list-item 1: 2. Oktober fest",
]);
check("reads a heading and an image inside of an item", "-   ### Deep\n\n1. ![a](b.png)", [
  "heading 3: -   ### Deep",
  "image: 1. ![a](b.png)",
]);
check("takes prose below an item for a paragraph", "- item\n\n    More about the item, in words.", [
  "list-item 1: - item",
  "paragraph: More about the item, in words.",
]);

check("reads quotations by depth", "> a\n> b\n>\n> c\n>> d\nAfter.", [
  "quote 1: > a⏎> b⏎>",
  "quote 1: > c",
  "quote 2: >> d",
  "paragraph: After.",
]);
check("reads fenced code to its end", "```js\na\n\n# b\n```\nText\n\n~~~\nc", [
  "code: ```js⏎a⏎⏎# b⏎```",
  "paragraph: Text",
  "divider: ~~~",
  "paragraph: c",
]);
check("reads an unclosed fence to the end of the text", "```\na\n\nb\n\n", ["code: ```⏎a⏎⏎b"]);
check(
  "reads indented code only where it looks like code",
  "Text\n\n    if (a == b) { c = d; }\n    e = f();\n\n    An indented paragraph (with brackets).",
  ["paragraph: Text", "code: if (a == b) { c = d; }⏎    e = f();", "paragraph: An indented paragraph (with brackets)."],
);
check("reads tables", "| a | b |\n|---|---|\n| 1 | 2 |\nAfter\n\nc | d\n--|--\ne | f\n\n| x |\n| y |\n\n| lone |", [
  "table: | a | b |⏎|---|---|⏎| 1 | 2 |",
  "paragraph: After",
  "table: c | d⏎--|--⏎e | f",
  "table: | x |⏎| y |",
  "paragraph: | lone |",
]);
check("reads lines of images only", "![a](b)\n[![c](d)](e) ![f](g(h))\n![i](j) caption\n[k](l)", [
  "image: ![a](b)",
  "image: [![c](d)](e) ![f](g(h))",
  "paragraph: ![i](j) caption",
  "paragraph: [k](l)",
]);
check(
  "reads HTML, but not the tags of a sentence",
  "<div class=x>\ntext\n\n<!-- a\n\nb -->\n<em>Now</em> then\n\n<3 you",
  ["html: <div class=x>⏎text", "html: <!-- a⏎⏎b -->", "paragraph: <em>Now</em> then", "paragraph: <3 you"],
);
check("reads front matter at the top only", "---\ntitle: A\n\ntags: [b]\n---\nText\n\n---\nc: d\n---", [
  "front-matter: ---⏎title: A⏎⏎tags: [b]⏎---",
  "paragraph: Text",
  "divider: ---",
  "heading 2: c: d⏎---",
]);
check(
  "knows few kinds in plain text",
  "# one\n\n| a |\n|---|\n\n> two\n\n- three\n\nfour\n---\n```",
  [
    "paragraph: # one",
    "paragraph: | a |",
    "paragraph: |---|",
    "quote 1: > two",
    "list-item 1: - three",
    "paragraph: four",
    "divider: ---",
    "paragraph: ```",
  ],
  "text",
);

const WRAPPED = [
  "The ferry had been out of service for so long that the people on the",
  "island had begun to build a bridge of their own. It was made of old",
  "Barrels and rope, and the mayor, who was afraid of water, opened it",
  "with his eyes closed.",
];
check("joins lines broken at a margin", WRAPPED.join(LINE), [`paragraph: ${WRAPPED.join("⏎")}`]);
check(
  "parts hard-wrapped paragraphs that no blank line parts",
  [
    ...WRAPPED,
    "Nobody else came. The next morning the bridge was gone, and with it",
    "the only boat on the whole of that side of the water, says the man.",
  ].join(LINE),
  [
    `paragraph: ${WRAPPED.join("⏎")}`,
    "paragraph: Nobody else came. The next morning the bridge was gone, and with it⏎the only boat on the whole of that side of the water, says the man.",
  ],
);
const LONG =
  "A paragraph of more than a hundred and twenty characters stands on one line, because whoever took it off the page did not wrap it.";
check("reads one paragraph a line", `${LONG}\nA short one.\n${LONG}`, [
  `paragraph: ${LONG}`,
  "paragraph: A short one.",
  `paragraph: ${LONG}`,
]);
check(
  "keeps headlines apart",
  "Council votes to close the swimming pool in the autumn\nFarmers ask for rain, and for a minister who listens\nTen things to do with a cabbage",
  [
    "paragraph: Council votes to close the swimming pool in the autumn",
    "paragraph: Farmers ask for rain, and for a minister who listens",
    "paragraph: Ten things to do with a cabbage",
  ],
);
check("keeps a label below a headline apart", "Council votes to close the swimming pool in the autumn\nshare", [
  "paragraph: Council votes to close the swimming pool in the autumn",
  "paragraph: share",
]);
check("keeps short lines apart", "Flour\nEggs and butter\nsalt", [
  "paragraph: Flour",
  "paragraph: Eggs and butter",
  "paragraph: salt",
]);
check(
  "counts wide characters twice",
  "村の図書館は長いあいだ閉まっていたが、去年の秋に若い夫婦が引き継いで\n開けることにした。古い本の半分は隣町に送られた。",
  [
    "paragraph: 村の図書館は長いあいだ閉まっていたが、去年の秋に若い夫婦が引き継いで⏎開けることにした。古い本の半分は隣町に送られた。",
  ],
);
check("joins a link text over a line end", "[Opening\nhours](https://example.org/hours)", [
  "paragraph: [Opening⏎hours](https://example.org/hours)",
]);

const PIECES = [
  "\n",
  "\n\n",
  "\r\n",
  "\f",
  " ",
  "    ",
  "\t",
  "- ",
  "1. ",
  "> ",
  "# ",
  "```",
  "~~~",
  "---",
  "***",
  "|",
  "|-|",
  "<div>",
  "<!--",
  "-->",
  "![a](b)",
  "[",
  "](",
  ")",
  "\\*",
  "word",
  "Words of a sentence that is long enough to be prose",
  "lower and lower and lower.",
  "漢字。",
  "12",
  "\u00a0",
  "=",
  "{}",
];
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join("")),
);
const anyFormat = fc.constantFrom<TextFormat>("auto", "markdown", "text");

test("covers any text with blocks in order and white space between", () => {
  fc.assert(
    fc.property(anyText, anyFormat, (text, format) => {
      let at = 0;
      for (const { start, end } of segment(text, format)) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(end).toBeGreaterThan(start);
        expect(text.slice(at, start).trim()).toBe("");
        expect(text.slice(start, end).trim()).toHaveLength(end - start);
        at = end;
      }
      expect(text.slice(at).trim()).toBe("");
    }),
    { numRuns: 5000 },
  );
});

test("reads a run of lines the same wherever it stands", () => {
  const closed = anyText.filter((text) => !/```|~~~|<!--|^---/.test(text));
  fc.assert(
    fc.property(closed, closed, anyFormat, (one, two, format) => {
      const first = `Start.\n\n${one}`;
      expect(blocksOf(`${first}\n\n${two}`, format)).toEqual([
        ...blocksOf(first, format),
        ...blocksOf(`\n\n${two}`, format),
      ]);
    }),
    { numRuns: 2000 },
  );
});

const HOSTILE = [
  "a\f",
  "a\r",
  "[\n",
  "|\n",
  "```\n",
  "~~~\n",
  "<!--\n\n",
  "    a\n\n",
  "> > ",
  "![",
  "(",
  "\\*\n",
  "-\n",
  "Ab-\nab ",
  "|a|\n|-|\n",
  "===\n",
];
test.each(HOSTILE)("takes time in proportion to a text made of %j", (piece) => {
  expectLinear((text) => segment(text, "auto"), piece);
});
