import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, parseDocument } from "yaml";
import { renderJson, renderJsonLine, renderMarkdown, renderText } from "../src/render/render.js";
import type { CleanResult, Metadata } from "../src/types.js";

const resultOf = (body: string, metadata: Metadata = {}): CleanResult => ({
  body,
  metadata,
  edits: [],
  warnings: [],
  inLanguage: "en",
  stats: { wordsIn: 0, wordsOut: 0, blocksIn: 0, blocksCut: 0, cutWords: {}, input: "article" },
});

const METADATA: Metadata = {
  wordCount: 12,
  copyrightYear: 2023,
  author: ["Ann Lee", "no"],
  title: "Who pays: “we” do",
  datePublished: "2023-05-04",
  provenance: { title: { rule: "any/title", confidence: 1 } },
};

const FRONT_MATTER = `---
title: "Who pays: “we” do"
author:
  - Ann Lee
  - "no"
datePublished: "2023-05-04"
copyrightYear: 2023
wordCount: 12
---
`;

describe("Markdown", () => {
  const check = (what: string, actual: string, expected: string): void => it(what, () => expect(actual).toBe(expected));
  const markdown = (body: string, metadata: Metadata): string => renderMarkdown(resultOf(body, metadata));

  check(
    "has front matter, title and body",
    markdown("Text.\n", METADATA),
    `${FRONT_MATTER}\n# Who pays: “we” do\n\nText.\n`,
  );
  check("has neither where nothing is known", markdown("Text.", {}), "Text.\n");
  check("of nothing is nothing", markdown("", {}), "");
  check(
    "may do without front matter",
    renderMarkdown(resultOf("Text.", METADATA), { frontMatter: false }),
    "# Who pays: “we” do\n\nText.\n",
  );
  check("keeps a title the body has", markdown("# A\n\nText.", { title: "A" }), "---\ntitle: A\n---\n\n# A\n\nText.\n");
  check(
    "keeps a title that stands further down in the body",
    renderMarkdown(resultOf("Home > News\n\n# A\n\nText.", { title: "A" }), { frontMatter: false }),
    "Home > News\n\n# A\n\nText.\n",
  );
  check(
    "takes no line of code for the title",
    renderMarkdown(resultOf("Text.\n\n```sh\n# A\n```", { title: "A" }), { frontMatter: false }),
    "# A\n\nText.\n\n```sh\n# A\n```\n",
  );
  check(
    "escapes a title that would lose its marks",
    markdown("", { title: "2*3*4 in C#" }),
    '---\ntitle: "2*3*4 in C#"\n---\n\n# 2\\*3\\*4 in C\\#\n',
  );
  check(
    "leaves marks of a title alone that mean nothing",
    renderMarkdown(resultOf("", { title: "5 * 3 = 15" }), { frontMatter: false }),
    "# 5 * 3 = 15\n",
  );
  check(
    "knows a title the body has from one that only begins like it",
    renderMarkdown(resultOf("# A day\n\nText.", { title: "A" }), { frontMatter: false }),
    "# A\n\n# A day\n\nText.\n",
  );
  check(
    "merges into front matter of the body, which wins",
    markdown("---\n# mine: kept\ntags: [a,  b] # two\n'title': \"T\"\nnested:\n  author: x\n---\n\nText.", {
      title: "A",
      author: ["Ann Lee"],
    }),
    "---\n# mine: kept\ntags: [a,  b] # two\n'title': \"T\"\nnested:\n  author: x\nauthor:\n  - Ann Lee\n---\n\n# A\n\nText.\n",
  );
  check(
    "merges into front matter it is given",
    renderMarkdown(resultOf("Text.", { license: "CC BY 4.0" }), { existing: "---\r\nid: 7\r\n---\r\n" }),
    "---\r\nid: 7\r\nlicense: CC BY 4.0\n---\n\nText.\n",
  );
  for (const odd of ["x: 1\n{a: 1}", "  a: 1", "a: [\n1: x\n]", "x: 1\n? a\n: b", "x: 1\na:b: c"]) {
    const matter = `---\n${odd}\n---`;
    check(
      `leaves alone what is no plain mapping: ${odd}`,
      markdown(`${matter}\n\nText.`, { license: "L" }),
      `${matter}\n\nText.\n`,
    );
  }
});

describe("front matter", () => {
  it("has every field, those first that say what the text is", () => {
    const all: Metadata = {
      timeRequired: "PT4M",
      wordCount: 12,
      contactPoint: ["ann at lee"],
      usageInfo: "free",
      license: "CC BY",
      copyrightNotice: "All rights reserved",
      copyrightYear: 2023,
      copyrightHolder: ["Goat Press"],
      creditText: "Photo, Ann Lee",
      authorDescription: "Ann Lee writes",
      spatialCoverage: ["Hull"],
      keywords: ["goats"],
      about: ["ferries"],
      isPartOf: ["Goats, part two"],
      isBasedOn: "a report",
      url: "a/b",
      inLanguage: "en",
      articleSection: "News",
      publisher: "Gazette",
      dateModified: "May 5",
      datePublished: "May 4",
      author: ["Ann Lee"],
      title: "Goats",
    };
    const rendered = renderMarkdown(resultOf("", all)).split("---\n")[1] ?? "";
    expect(Object.entries(parse(rendered) as object)).toEqual(Object.entries(all).reverse());
  });
  it("of the body wins whatever the quotes of its keys", () => {
    for (const key of ["license", '"license"', "'license'", "license "]) {
      const matter = `---\n${key}: mine\n---`;
      expect(renderMarkdown(resultOf(`${matter}\n\nText.`, { license: "L" }))).toBe(`${matter}\n\nText.\n`);
    }
  });
});

describe("front matter, for any text in it", () => {
  const odd = [
    "yes",
    "1e3",
    "0x1f",
    "12:30",
    "~",
    "- a",
    "a: b",
    "a #b",
    "\ud800",
    "\u0085",
    "a\nb",
    " a",
    "<<",
    "2023-05-04",
    ".inf",
    "=",
    "null",
    "true",
    "@x",
    "a, b",
  ];
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...odd));
  const wellFormed = (value: string): string => value.replace(/\p{Cs}/gu, "\ufffd");
  const metadata = fc.record({ title: text, author: fc.array(text, { minLength: 1, maxLength: 3 }), license: text });

  it.each(["1.1", "1.2"] as const)("is read back as it was by YAML %s", (version) => {
    const property = fc.property(metadata, ({ title, author, license }) => {
      const rendered = renderMarkdown(resultOf("", { title, author, license }));
      const yaml = rendered.slice(4, rendered.indexOf("\n---\n") + 1);
      const stated = Object.entries({
        title: wellFormed(title),
        author: author.map(wellFormed),
        license: wellFormed(license),
      });
      expect(parse(yaml, { version })).toEqual(Object.fromEntries(stated.filter(([, value]) => value !== "")));
    });
    fc.assert(property, { numRuns: 3000 });
  });

  it("stays valid where it is merged", () => {
    const existing = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,6}$/),
      fc.oneof(fc.string(), fc.integer(), fc.array(fc.string())),
      { minKeys: 1 },
    );
    const property = fc.property(existing, text, (own, license) => {
      const lines = Object.entries(own).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
      const rendered = renderMarkdown(resultOf(`---\n${lines.join("\n")}\n---\n`, { license: `L${license}` }));
      const document = parseDocument(rendered.slice(4, rendered.lastIndexOf("---")));
      expect(document.errors).toEqual([]);
      expect(document.toJS()).toMatchObject({ license: wellFormed(`L${license}`), ...own });
    });
    fc.assert(property, { numRuns: 1000 });
  });
});

describe("plain text", () => {
  const check = (markdown: string, text: string): void =>
    it(JSON.stringify(markdown), () => expect(renderText(resultOf(markdown))).toBe(text));

  check(
    '## A *heading* ##\n\nA **bold** [link](https://x.example/a_(b) "t") here.',
    "A heading\n\nA bold link here.\n",
  );
  check("Title\n=====\n\n> quoted *text*\n> goes on", "Title\n\nquoted text\ngoes on\n");
  check("- one *a*\n- two\n  - three", "- one a\n- two\n  - three\n");
  check("Before.\n\n![alt](x.png)\n\nAfter.", "Before.\n\nAfter.\n");
  check("```js\nconst a = b * c * d;\n\n**x**\n```\n\nText.", "const a = b * c * d;\n\n**x**\n\nText.\n");
  check("| a | b |\n| - | - |\n| *1* | 2 |", "| a | b |\n| - | - |\n| *1* | 2 |\n");
  check("1\\. not a list, 5 * 3, snake_case_name, \\*\\*\\*", "1. not a list, 5 * 3, snake_case_name, ***\n");
  check("AT&amp;T &#169; <b>bold</b> `a*b*`", "AT&T © bold a*b*\n");
  check("---\ntitle: x\n---\n\nText.", "Text.\n");
  check("[a](b) [not a link] [x](y z)", "a [not a link] [x](y z)\n");
  check("Item # one\n=====\n\nText.", "Item # one\n\nText.\n");
  check("# Learning C#\n\nText.", "Learning C#\n\nText.\n");
  check("Before.\n\n<!-- a note -->\n\nAfter.", "Before.\n\nAfter.\n");
  check("", "");

  it("leaves a body alone that is no Markdown", () => {
    expect(renderText(resultOf("2*3*4"), { format: "text" })).toBe("2*3*4\n");
  });

  it("is made in linear time", () => {
    for (const hostile of ["[a](", "*a ", "`", "``a`", "![", "<a ", "((](", "[x](y z)", "~~a", "> ", "\n", "# "]) {
      const time = (length: number): number => {
        const result = resultOf(hostile.repeat(length / hostile.length));
        const start = performance.now();
        renderText(result);
        renderMarkdown(result);
        return performance.now() - start;
      };
      time(50_000);
      expect(time(400_000), hostile).toBeLessThan(40 * time(50_000) + 200);
    }
  });
});

describe("JSON", () => {
  it("holds the whole result, what the caller adds in front", () => {
    const result = resultOf("Text.", METADATA);
    expect(JSON.parse(renderJson(result, { path: "a.md" }))).toEqual({ path: "a.md", ...result });
    expect(Object.keys(JSON.parse(renderJsonLine(result, { path: "a.md" })) as object)[0]).toBe("path");
  });

  it("is one line as a line, and well-formed, for any text", () => {
    const property = fc.property(
      fc.string({ unit: "binary" }),
      fc.constantFrom("", "\ud800", "\\ud800", "\\\ud800", "\u2028\n\u0085", "😀"),
      (text, odd) => {
        const line = renderJsonLine(resultOf(text + odd), { [odd]: 1 });
        expect(line.slice(0, -1)).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
        expect(line).not.toMatch(/\p{Cs}/u);
        const { body } = JSON.parse(line) as CleanResult;
        expect(body).toBe((text + odd).replace(/\p{Cs}/gu, "\ufffd"));
      },
    );
    fc.assert(property, { numRuns: 3000 });
  });
});
