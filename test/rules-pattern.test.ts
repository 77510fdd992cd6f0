import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkPattern } from "../src/rules/pattern.js";
import { costPerChar } from "../src/rules/pattern-cost.js";
import { parsePattern } from "../src/rules/regexp-tree.js";
import { requiredWords } from "../src/rules/required-words.js";
import { compilePattern } from "../src/rules/word-edge.js";
import { foldString, literalTokens } from "../src/text/literal.js";
import { countSteps } from "./backtrack.js";

describe("a pattern is accepted", () => {
  test.each([
    "share this",
    "^(?:by|from) (?<name>[a-z .'-]{2,60})$",
    "copyright .{0,80}\\d{4}",
    "\\b[a-z]+ [a-z]+:",
    ":\\s*x",
    "^\\W*share\\W*$",
    "(?:^|[.!?] )\\w+",
    "(?<![a-z])[a-z]+:",
    "^[^>]{2,40}(?: > [^>]{2,80}){1,6}$",
    "(?=a)b|(?!c)d",
    "^(?:(?:de|da|del|von) ){0,2}[a-z]{1,24}$",
  ])("%s", (source) => expect(checkPattern(source)).toBeNull());
});

describe("a pattern is refused", () => {
  test.each([
    ["(a+)+", 0, "repeats without bound"],
    ["^(?:a|b)*", 1, "repeats without bound"],
    ["(?<x>a)\\k<x>", 7, "backreference"],
    [".*.*x", 0, "comes behind"],
    ["^\\d+\\d", 1, "comes behind"],
    ["^\\s+\\s*$", 1, "comes behind"],
    ["^[a-z]+(?:b|c)", 1, "comes behind"],
    ["^a+(?:b?)a", 1, "comes behind"],
    ["(?:a+b?){1,5}", 3, "comes behind"],
    ["\\s+$", 0, "begin anywhere"],
    ["[a-z]+:", 0, "begin anywhere"],
    ["ab*c*d", 4, ""],
    ["a(?<!b+)", 5, "lookbehind"],
    ["^(?:[^|]{1,32}(?: ?\\| ?[^|]{1,32})){3,14}$", 0, "steps"],
    ["[a-z ]{0,300}!", 0, "steps"],
    ["(?:a|a){20}", 0, "steps"],
    ["a{0,501}", 0, "501 times"],
    ["Share", 0, "never stands in folded text"],
    ["café", 3, "never stands in folded text"],
    ["a(", 2, "not valid"],
    ["[z-a]", 4, "not valid"],
    ["a{2,1}", 6, "not valid"],
    ["\\p{Nope}", 7, "not valid"],
    ["a**", 3, "not valid"],
    [`a${"b".repeat(1000)}`, 0, "longer"],
  ])("%s at %i: %s", (source, offset, message) => {
    if (message === "") expect(checkPattern(source)).toBeNull();
    else expect(checkPattern(source)).toMatchObject({ offset, message: expect.stringContaining(message) });
  });

  test("with capitals unless it sees them", () => expect(checkPattern("^Share", "exact")).toBeNull());
});

describe("the words that a pattern needs", () => {
  test.each([
    ["\\bshare\\b", ["share"]],
    ["\\bshar(?:e|ing)\\b", ["share", "sharing"]],
    ["^copyright .{0,80}\\d{4}", ["copyright"]],
    ["© ?\\d{4}", ["©"]],
    [" posted on ", ["posted"]],
    ["^(?:by|von) x", ["by", "von"]],
    ["rights?\\s+reserved[.!]?$", ["reserved"]],
    ["(?:\\bfoo\\b|\\bbar\\b).{0,9}\\d", ["bar", "foo"]],
    ["(?:\\bfoo\\b)?x", null],
    ["\\bfoo|\\bbar\\b", null],
    ["share", null],
    ["\\bshare", null],
    ["'share'", null],
    ["[a-z]{3}", null],
    ["\\b[Bb]y\\b", ["by"]],
    ["分享到", ["分"]],
    ["(?!\\bfoo\\b)\\bbar\\b", ["bar"]],
  ])("%s: %j", (source, words) => expect(requiredWords(source, foldString)).toEqual(words));
});

describe("the edge of a word", () => {
  test.each([
    ["\\bshare\\b", "we share.", true],
    ["\\bshare\\b", "share's", false],
    ["\\bshare\\b", "shares", false],
    ["\\bshare\\b", "'share'", true],
    ["\\bдом\\b", "наш дом.", true],
    ["\\bдом\\b", "домик", false],
    ["\\bgro\\b", "groß", false],
    ["e\\B", "es", true],
    ["e\\B", "e s", false],
    ["x\\b-\\bs?y", "x-y", true],
    ["[\\b]", "\b", true],
    ["\\\\b", "\\b", true],
    ["\\u0061\\b", "a b", true],
    ["a{1,2}\\b", "aa", true],
    ["\\bs{0,1}©", "a©", true],
  ])("%s in %s: %s", (source, text, expected) => expect(compilePattern(source).test(text)).toBe(expected));
});

// Patterns and texts of few characters, so that they meet.
const CHARS = ["a", "b", "ab", " ", ":", "'", "д", "分", "©", "7", "_"];
const unit = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...CHARS) },
  { weight: 2, arbitrary: fc.constantFrom("[ab]", "[a-c]", "[^:]", "[^a]", "[ab ]", ".", "\\w", "\\s", "\\W") },
  { weight: 3, arbitrary: fc.constantFrom("\\b", "^", "$", "\\B", "(?=a)", "(?!b)") },
);
const quantifier = fc.constantFrom("", "", "", "", "?", "*", "+", "{0,5}", "{2,9}", "{1,30}", "*?", "{3}");
const quantified = fc
  .tuple(unit, quantifier)
  .map(([atom, times]) => (/^(?:\\[bB]|\^|\$|\(|..$)/.test(atom) && !/^\\[wsW]/.test(atom) ? atom : atom + times));
const sequence = (part: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(""));
const group = fc
  .tuple(fc.array(sequence(quantified), { minLength: 1, maxLength: 3 }), quantifier)
  .map(([alternatives, times]) => `(?:${alternatives.join("|")})${times}`);
const pattern = sequence(fc.oneof({ weight: 3, arbitrary: quantified }, { weight: 1, arbitrary: group })).filter(
  (source) => checkPattern(source, "exact") === null,
);
const piece = fc.constantFrom(...CHARS, "aaaaaaaaaaaaaaaa", "abababab", "a:", "  ", "don't", "bbbbbbbb");

describe("for any accepted pattern", () => {
  test("a text without the words that it needs does not match", () => {
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => foldString(pieces.join("")));
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 10, maxLength: 10 }), (source, texts) => {
        const words = requiredWords(source, foldString);
        fc.pre(words !== null);
        const expression = compilePattern(source);
        for (const one of texts) {
          const tokens = new Set(literalTokens(one).map(({ folded }) => folded));
          if (!words?.some((word) => tokens.has(word))) expect(expression.test(one)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("matching takes about the steps that were worked out, on any text", () => {
    const text = fc
      .tuple(piece, fc.array(piece, { minLength: 1, maxLength: 3 }), piece)
      .map(([head, units, tail]) => head + units.join("").repeat(200).slice(0, 400) + tail);
    // The reference takes up to three steps where an engine takes one, and looks at some characters ahead.
    const allowed = 12;
    fc.assert(
      fc.property(pattern, text, (source, one) => {
        const limit = allowed * costPerChar(parsePattern(source)) * one.length;
        expect(countSteps(source, one, limit + 1)).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 500 },
    );
  });
});
