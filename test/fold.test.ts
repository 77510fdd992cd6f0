import { describe, expect, it } from "vitest";
import { startFolding } from "../src/text/fold.js";
import { foldedText, originalText, plainText } from "../src/text/folded-text.js";
import { TOKEN_SOFT } from "../src/text/folding-state.js";
import { foldHan, foldString, literalTokens } from "../src/text/literal.js";
import type { Block } from "../src/types.js";

const paragraph = (text: string, kind: Block["kind"] = "paragraph"): readonly Block[] => [
  { kind, level: 1, start: 0, end: text.length },
];

const cases: readonly (readonly [name: string, input: string, plain: string, kind?: Block["kind"]])[] = [
  ["collapses white space", "two   words\n\tmore", "two words more"],
  ["leaves emphasis and code marks out", "**Follow** _us_ on `X`", "Follow us on X"],
  ["keeps the text of a link", "see [our *list*](https://a.b/c_(d)) now", "see our list now"],
  ["keeps brackets that are no link", "noted [1] and [see", "noted [1] and [see"],
  ["leaves images out", "![a cat](c.png) The cat", "The cat"],
  ["leaves an image inside a link out", "[![a cat](c.png)](d) sat", "sat"],
  ["leaves tags out and keeps addresses", "a <b>bold</b> <http://x.y/z> one", "a bold http://x.y/z one"],
  ["leaves out the target of a link that began before", "](http://x.y/z?from=newsletter) on", "] on"],
  ["resolves entities and escapes", "Q&amp;A&nbsp;\\*x\\*", "Q&A *x*"],
  ["straightens quotes and dashes", "\u201cdon\u2019t\u201d \u2014 \u00abs\u00ee\u00bb", '"don\'t" - "s\u00ee"'],
  ["narrows full width", "\uff33\uff28\uff21\uff32\uff25\uff01", "SHARE!"],
  ["drops what nobody sees", "news\u00adlet\u200bter\ufeff", "newsletter"],
  ["skips heading marks", "## Read more ##", "Read more ##", "heading"],
  ["skips list marks", "12. Read more", "Read more", "list-item"],
  ["skips quote marks on each line", "> one\n> two", "one two", "quote"],
  ["keeps underscores inside words", "snake_case _x_", "snake_case x"],
];

const fold = (text: string, blocks: readonly Block[]) => {
  const folded = startFolding(text, blocks);
  return { ...folded, blocks: blocks.map((_, i) => folded.block(i)) };
};

describe("folding", () => {
  for (const [name, input, plain, kind] of cases) {
    it(name, () => {
      const folded = fold(input, paragraph(input, kind));
      const [block] = folded.blocks;
      expect(plainText(folded, block?.start ?? 0, block?.end ?? 0)).toBe(plain);
    });
  }

  it("folds case and accents one unit to one unit", () => {
    const input = "\u00c9t\u00e9 STRASSE \u0401\u0436 \u0130stanbul";
    const folded = fold(input, paragraph(input));
    expect(foldedText(folded, 0, input.length)).toBe("ete strasse \u0435\u0436 istanbul");
    expect(foldString(input)).toBe("ete strasse \u0435\u0436 istanbul");
  });

  it("folds the forms of a Chinese character", () => {
    expect(literalTokens("訂閱電子報 訂閲 裏 裡")).toEqual(literalTokens("订阅电子报 订阅 里 里"));
    expect(foldHan("^[說説]明(?<lead>閱+)\\p{Script=Han}")).toBe("^[说说]明(?<lead>阅+)\\p{Script=Han}");
  });

  it("folds the spellings of Arabic", () => {
    const same: readonly (readonly [string, string])[] = [
      ["أحمد إلى آخر ٱلقرآن", "احمد الى اخر القران"],
      ["مؤسسة رئيسة", "موسسه رييسه"],
      ["عـــاجل: شارِكْ\u200f هذَا المقالَ\u061c", "عاجل: شارك هذا المقال"],
      ["اقرأ أيضًا: ١٢ مقالة، ثمّ علّقْ؟", "اقرا ايضا: 12 مقاله, ثم علق?"],
    ];
    for (const [written, typed] of same) expect(literalTokens(written)).toEqual(literalTokens(typed));
  });

  it("maps back to what the input says", () => {
    const input = "**\u201cIt\u2019s**\n  here\u201d";
    const folded = fold(input, paragraph(input));
    expect(originalText(folded, input, 0, folded.blocks[0]?.end ?? 0)).toBe("\u201cIt\u2019s here\u201d");
  });

  it("maps back to accents that stand alone", () => {
    const input = "**\u063a\u0644\u0651\u0627\u064a\u0640\u0629\u064c** cafe\u0301";
    const folded = fold(input, paragraph(input));
    const original = originalText(folded, input, 0, folded.blocks[0]?.end ?? 0);
    expect(original).toBe("\u063a\u0644\u0651\u0627\u064a\u0629\u064c cafe\u0301");
  });

  it("counts words, link text and possible sentences", () => {
    const input = "See [one two](x). Then \u6f22\u5b57\u6f22\u5b57";
    expect(fold(input, paragraph(input)).blocks[0]).toMatchObject({
      words: 6,
      linkUnits: 7,
      linkCount: 1,
      innerStop: true,
    });
  });

  it("hashes the tokens of a text as it hashes those of a literal", () => {
    const text = "Don\u2019t SHARE, \u5206\u4eab! caf\u00e9 \u00a9 2023";
    const folded = fold(text, paragraph(text));
    const literals = literalTokens(text);
    expect([...folded.tokenHash.slice(0, folded.blocks[0]?.lastToken ?? 0)]).toEqual(literals.map(({ hash }) => hash));
    expect(
      [...folded.tokenType.slice(0, folded.blocks[0]?.lastToken ?? 0)].filter((type) => type === TOKEN_SOFT),
    ).toHaveLength(1);
  });

  it("makes elided articles light, and leaves other apostrophes within their words", () => {
    const words = (text: string) => literalTokens(text).map(({ folded, soft }) => (soft ? `(${folded})` : folded));
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ["L\u2019article", ["(l')", "article"]],
      ["dell'anno", ["(dell')", "anno"]],
      ["qu'il s'est, lorsqu'on c'\u00e8", ["(qu')", "il", "(s')", "est", "(,)", "lorsqu'on", "(c')", "e"]],
      ["quell'apr\u00e8s-midi", ["(quell')", "apres", "(-)", "midi"]],
      ["don't we're o'clock dog's Int'l that'll", ["don't", "we're", "o'clock", "dog's", "int'l", "that'll"]],
      ["l'", ["l", "(')"]],
      ["l'8 marzo", ["l'8", "marzo"]],
    ];
    for (const [text, expected] of cases) {
      expect(words(text)).toEqual(expected);
      const folded = fold(text, paragraph(text));
      const last = folded.blocks[0]?.lastToken ?? 0;
      expect([...folded.tokenHash.slice(0, last)]).toEqual(literalTokens(text).map(({ hash }) => hash));
      expect([...folded.tokenType.slice(0, last)].filter((type) => type === TOKEN_SOFT)).toHaveLength(
        expected.filter((word) => word.startsWith("(")).length,
      );
      expect(plainText(folded, 0, folded.blocks[0]?.end ?? 0)).toBe(text.replaceAll("\u2019", "'"));
    }
  });

  it("reads a million brackets in linear time", () => {
    for (const piece of ["[", "](", "[a](", "<a", "&", "![", "\\"]) {
      const text = piece.repeat(400_000 / piece.length);
      expect(fold(text, paragraph(text)).blocks).toHaveLength(1);
    }
  });
});
