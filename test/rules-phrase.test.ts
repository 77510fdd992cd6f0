import { describe, expect, test } from "vitest";
import { measurePhrase, PhraseError, type PhraseNode, parsePhrase } from "../src/rules/phrase-syntax.js";

const LISTS = new Map([
  ["site", ["facebook", "x / twitter"]],
  ["nested", ["on {site}"]],
  ["wide", Array.from({ length: 100 }, (_, index) => `word${index}`)],
  ["wider", Array.from({ length: 50 }, () => "{wide}")],
]);

/** One line for a tree: words as they are, `p*`, `'.'`, `<5>`, `(a b)`, `(a | b)`. */
function show(node: PhraseNode): string {
  switch (node.kind) {
    case "word":
      return node.text;
    case "prefix":
      return `${node.text}*`;
    case "number":
      return "#";
    case "punctuation":
      return `'${node.text}'`;
    case "gap":
      return `<${node.max}>`;
    case "sequence":
      return `(${node.nodes.map(show).join(" ")})`;
    case "choice":
      return `(${node.nodes.map(show).join(" | ")})`;
    default:
      return node satisfies never;
  }
}

describe("a phrase reads", () => {
  test.each([
    ["share", "share"],
    ["share this  article", "(share this article)"],
    ["[please] share", "((please | ()) share)"],
    ["(a|b c) d", "((a | (b c)) d)"],
    ["[(a|b)] c", "(((a | b) | ()) c)"],
    ["share on {site}", "(share on (facebook | (x '/' twitter)))"],
    ["{nested}", "(on (facebook | (x '/' twitter)))"],
    ["a ... b ...12 c", "(a <5> b <12> c)"],
    ["# comments", "(# comments)"],
    ["subscrib*", "subscrib*"],
    ["e-newsl*", "(e newsl*)"],
    ["don't e-mail", "(don't e-mail)"],
    ["tags : #", "(tags ':' #)"],
    ["tags:", "(tags ':')"],
    ['please, "share" (now)', "(please share now)"],
    ["© # all", "('©' # all)"],
    ["follow @us", "(follow '@' us)"],
    ["a / b", "(a '/' b)"],
    ["a/b", "(a b)"],
    ["\\* required", "('*' required)"],
    ["\\(c\\) #", "('(' c ')' #)"],
    ["a [:] b", "(a (':' | ()) b)"],
    ["a [-] b", "(a ('-' | ()) b)"],
    ["分享(到|至)微信", "(分享 (到 | 至) 微信)"],
    ["नमस्ते दुनिया", "(नमस्ते दुनिया)"],
    ["→ 😀", "('→' '😀')"],
  ])("%s", (phrase, expected) => expect(show(parsePhrase(phrase, LISTS))).toBe(expected));
});

describe("a phrase is refused", () => {
  test.each([
    ["", 0, "match nothing"],
    ["[a] [b]", 0, "match nothing"],
    ["...", 0, "match nothing"],
    ["(a", 0, "not closed"],
    ["a [b", 2, "not closed"],
    ["a) b", 1, "outside of a group"],
    ["a | b", 2, "outside of a group"],
    ["(a|)", 3, "empty alternative"],
    ["()", 1, "empty alternative"],
    ["article[s]", 7, "against a word"],
    ["[re]post", 4, "against a word"],
    ["a#", 1, "against a word"],
    ["wait...", 4, "against a word"],
    ["post*ed", 5, "against a word"],
    ["* a", 0, "without a word"],
    ["分享*", 2, "single characters"],
    ["{", 0, "name of a list"],
    ["a }", 2, "without"],
    ["{none}", 0, "no list {none}"],
    ["a ...0 b", 2, "gap of 0"],
    ["a ...61 b", 2, "gap of 61"],
    ["a \\b", 2, "escapes nothing"],
    ["a \\", 2, "at the end"],
    [`${"(".repeat(17)}a`, 16, "deep"],
    ["a".repeat(2001), 0, "longer"],
    ["{wider}", 0, "grows"],
  ])("%s at %i: %s", (phrase, offset, message) => {
    const parse = (): PhraseNode => parsePhrase(phrase, LISTS);
    expect(parse).toThrow(PhraseError);
    expect(parse).toThrow(expect.objectContaining({ offset, message: expect.stringContaining(message) }));
  });

  test("for lists that contain each other, also where they are asked for again", () => {
    const lists = new Map([
      ["a", ["x {b}"]],
      ["b", ["y {a}"]],
    ]);
    for (const phrase of ["{a}", "{b}", "{a}"]) expect(() => parsePhrase(phrase, lists)).toThrow("contains itself");
  });
});

test("lists count each time they are written out", () => {
  expect(measurePhrase("{wide} {wide}", LISTS).size).toBe(200);
});
