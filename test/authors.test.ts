/** Authors who are no persons, and the links that name them. */
import { describe, expect, it } from "vitest";
import { readAuthors } from "../src/harvest/authors.js";
import { readLinks } from "../src/harvest/links.js";
import { clean } from "../src/index.js";
import { languageOf } from "./languages.js";

function check(text: string, authors: readonly string[], links: readonly string[] = []): void {
  const byline = { text, links, language: languageOf("en"), isLabelled: false, anyName: true };
  it(text, () => expect(readAuthors(byline)).toEqual(authors));
}

describe("any name", () => {
  check("by ibberson", ["ibberson"]);
  check("By the Brill Team | 3 May 2023", ["the Brill Team"]);
  check("By 3i Global", ["3i Global"]);
  check("by clicking here", []);
  check("by those who know all about the mills of the valley", []);
  check("by 2023", []);
  check("By Ann Lee | Fact-checked by Bo Chan", ["Ann Lee"], ["Ann Lee", "Bo Chan"]);
  check("By Ann Lee. Reviewed by Bo Chan", ["Ann Lee"], ["Ann Lee", "Bo Chan"]);
  check("By Ann Lee and Bo Chan", ["Ann Lee", "Bo Chan"], ["Ann Lee", "Bo Chan"]);
});

describe("links", () => {
  const cases: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    [
      "by [Ann Lee](/author/ann) in [Mills](/mills)",
      [
        ["Ann Lee", "/author/ann"],
        ["Mills", "/mills"],
      ],
    ],
    ["[![Picture of Ann](a.png)Ann Lee](/author/ann)", [["Ann Lee", "/author/ann"]]],
    ["![Ann](a.png)", []],
    [
      "[Ann](/a_(b)) and [Bo](/b)",
      [
        ["Ann", "/a_(b)"],
        ["Bo", "/b"],
      ],
    ],
    ["[not a link] (x) \\[Ann](/a) ]( [", []],
    ["[", []],
  ];
  it.each(cases)("%s", (text, links) => {
    expect(readLinks(text).map(({ text: name, target }) => [name, target])).toEqual(links);
  });

  it("takes linear time", () => {
    const hostile = "[](".repeat(50_000);
    const start = performance.now();
    readLinks(hostile);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe("title, author and day of an article", () => {
  const prose =
    "The mill at the end of the lane has stood since the flood, and nobody in the village knows who built it.";
  const address = "https://brill.example/2020/why-the-old-mill-at-brill-fell";

  it("takes the line that has the words of the address for the title", () => {
    const { metadata } = clean(`${prose}\n\n## Why the old Mill at Brill fell\n\n${prose}`, { url: address });
    expect(metadata.title).toBe("Why the old Mill at Brill fell");
  });

  it("takes no question and no other line", () => {
    for (const line of ["## Why the old mill at Brill fell?", "## The old mill and why it fell", "## The fall"])
      expect(clean(`${prose}\n\n${line}\n\n${prose}`, { url: address }).metadata.title).toBeUndefined();
  });

  it("does not believe a rule that the address contradicts", () => {
    const text = `Stopping to smell the flowers\n\n3 May 2021\n\n${prose}`;
    expect(clean(text, { url: address }).metadata.title).toBeUndefined();
    expect(clean(text).metadata.title).toBe("Stopping to smell the flowers");
  });

  it("tells the day of a change from that of publication", () => {
    const { metadata } = clean(`# Why the mill fell\n\nUpdated August 14, 2025\n\n${prose}`);
    expect([metadata.datePublished, metadata.dateModified]).toEqual([undefined, "2025-08-14"]);
  });

  it("reads the author off the biography at the foot", () => {
    const { metadata } = clean(`# Why the mill fell\n\n${prose}\n\n${prose}\n\nAda Lund is a senior writer at Brill.`);
    expect(metadata.author).toEqual(["Ada Lund"]);
  });
});
