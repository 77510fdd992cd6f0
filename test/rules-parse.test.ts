import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLanguageFile, parseRuleFile, parseWeightsFile } from "../src/rules/parse.js";

const FILE = `{
  "pack": "en/test",
  "language": "en",
  "category": "share",
  "rules": [
    {
      "id": "one",
      "why": "A label.",
      "match": { "phrases": ["share this", "share that"] },
      "examples": { "remove": ["a", "b"], "keep": ["c", "d"] }
    }
  ]
}
`;
const MATCH = '{ "phrases": ["share this", "share that"] }';

/** What is wrong, the text of FILE that is replaced (null: all of it), by what, and the issues. */
type Broken = readonly [name: string, from: string | null, to: string, ...issues: string[]];

const BROKEN: readonly Broken[] = [
  ["a comment", '"language"', '// no\n  "language"', '3:3 E_RULE_JSON invalid comment token at "/".'],
  ["a trailing comma", '"share that"]', '"share that",]', '9:57 E_RULE_JSON value expected, found "]".'],
  ["single quotes", '"en/test"', "'en/test'", '2:11 E_RULE_JSON invalid symbol at "\'".'],
  ["a missing comma", '"en/test",', '"en/test"', '3:3 E_RULE_JSON comma expected, found "\\"".'],
  ["a missing bracket", "  ]\n}", "  }\n}", '12:3 E_RULE_JSON comma expected, found "}".'],
  ["text behind the end", "  ]\n}\n", "  ]\n}\n{}", '14:1 E_RULE_JSON end of file expected, found "{".'],
  ["an unclosed string", '"A label."', '"A label.', '8:14 E_RULE_JSON unexpected end of string at "\\"".'],
  ["a raw line feed in a string", "A label.", "A\nlabel.", '8:14 E_RULE_JSON unexpected end of string at "\\"".'],
  ["an unknown key of the file", '"category"', '"categry"', '4:3 E_RULE_UNKNOWN_KEY the key "categry" is unknown.'],
  ["an unknown key of a rule", '"why"', '"wy": "", "why"', '8:7 E_RULE_UNKNOWN_KEY the key "wy" is unknown.'],
  [
    "an unknown key of a match",
    '"phrases"',
    '"phrase": [], "phrases"',
    '9:18 E_RULE_UNKNOWN_KEY the key "phrase" is unknown.',
  ],
  [
    "a duplicate key",
    '"why": "A label."',
    '"why": "A label.", "why": "B"',
    '8:26 E_RULE_DUPLICATE_KEY the key "why" stands here twice.',
  ],
  [
    "__proto__",
    '"id": "one"',
    '"__proto__": { "polluted": true }, "id": "one"',
    '7:7 E_RULE_UNSAFE_KEY the key "__proto__" is not safe.',
  ],
  [
    "__proto__ with escapes",
    '"id": "one"',
    '"__pr\\u006fto__": { "polluted": true }, "id": "one"',
    '7:7 E_RULE_UNSAFE_KEY the key "__proto__" is not safe.',
  ],
  [
    "constructor",
    '"language": "en"',
    '"language": "en", "lists": { "constructor": ["a"] }',
    '3:32 E_RULE_UNSAFE_KEY the key "constructor" is not safe.',
  ],
  [
    "prototype",
    '"language": "en"',
    '"language": "en", "override": { "prototype": {} }',
    '3:35 E_RULE_UNSAFE_KEY the key "prototype" is not safe.',
  ],
  ["no pack", '"pack": "en/test",\n', "", '1:1 E_RULE_MISSING_KEY the key "pack" is missing.'],
  [
    "no rules",
    '"rules"',
    '"description"',
    '1:1 E_RULE_MISSING_KEY the key "rules" is missing.',
    '5:18 E_RULE_VALUE "description" is a list of 1.',
  ],
  ["no why", '"why": "A label.",\n', "", '6:5 E_RULE_MISSING_KEY the key "why" is missing.'],
  [
    "no examples",
    ',\n      "examples": { "remove": ["a", "b"], "keep": ["c", "d"] }',
    "",
    '6:5 E_RULE_EXAMPLES the key "examples" is missing.',
  ],
  ["no keep examples", ', "keep": ["c", "d"]', "", '10:19 E_RULE_EXAMPLES the key "keep" is missing.'],
  [
    "one remove example",
    '["a", "b"]',
    '["a"]',
    '10:31 E_RULE_EXAMPLES there must be at least 2 "remove" examples, found 1.',
  ],
  ["no example at all", '["c", "d"]', "[]", '10:51 E_RULE_EXAMPLES there must be at least 2 "keep" examples, found 0.'],
  ["an example twice", '["a", "b"]', '["a", "a"]', "10:37 E_RULE_EXAMPLES the example stands here twice."],
  [
    "an example on both sides",
    '["c", "d"]',
    '["c", "a"]',
    "10:57 E_RULE_EXAMPLES the same text is to be removed and kept.",
  ],
  ["a list for a file", null, "[]\n", "1:1 E_RULE_VALUE the file is an empty list."],
  ["a number for a file", null, "42", "1:1 E_RULE_VALUE the file is 42."],
  ["nothing", null, "", "1:1 E_RULE_JSON value expected, found the end of the file."],
  ["a list for a rule", '"rules": [', '"rules": [ [],', '5:14 E_RULE_VALUE entry 1 of "rules" is an empty list.'],
  ["a string for a number", '"id": "one"', '"id": "one", "weight": "high"', '7:30 E_RULE_VALUE "weight" is "high".'],
  ["a weight out of range", '"id": "one"', '"id": "one", "weight": 1e9', '7:30 E_RULE_VALUE "weight" is 1000000000.'],
  ["a wrong level", '"id": "one"', '"id": "one", "level": "lite"', '7:29 E_RULE_VALUE "level" is "lite".'],
  [
    "a wrong zone",
    '"id": "one"',
    '"id": "one", "where": { "zone": ["tail", "foot"] }',
    '7:48 E_RULE_VALUE entry 2 of "zone" is "foot".',
  ],
  [
    "a range upside down",
    '"id": "one"',
    '"id": "one", "where": { "words": { "min": 5, "max": 2 } }',
    '7:40 E_RULE_VALUE "words" is an object.',
  ],
  [
    "a share above one",
    '"id": "one"',
    '"id": "one", "where": { "coverage": { "min": 5 } }',
    '7:52 E_RULE_VALUE "min" is 5.',
  ],
  ["null", '"A label."', "null", '8:14 E_RULE_VALUE "why" is null.'],
  ["an empty string", '"A label."', '""', '8:14 E_RULE_VALUE "why" is "".'],
  ["a wrong id", '"one"', '"One Two"', '7:13 E_RULE_VALUE "id" is "One Two".'],
  ["a wrong language", '"language": "en"', '"language": "english"', '3:15 E_RULE_VALUE "language" is "english".'],
  [
    "a wrong metadata field",
    '"id": "one"',
    '"id": "one", "extract": { "autor": "after" }',
    '7:33 E_RULE_UNKNOWN_KEY the key "autor" is unknown.',
  ],
  [
    "a wrong extract source",
    '"id": "one"',
    '"id": "one", "extract": { "author": "behind" }',
    '7:43 E_RULE_VALUE "author" is "behind".',
  ],
  [
    "a duplicate id",
    "\n  ]",
    ',\n    { "id": "one", "why": "x", "match": { "phrases": ["a"] }, "examples": { "remove": ["a", "b"], "keep": ["c", "d"] } }\n  ]',
    '12:13 E_RULE_DUPLICATE_ID the id "one" is taken.',
  ],
  ["no category", '  "category": "share",\n', "", "5:5 E_RULE_CATEGORY the rule has no category."],
  ["nothing to match", MATCH, "{}", "9:16 E_RULE_MATCH the rule matches nothing."],
  ["only a second phrase", MATCH, '{ "with": ["us"] }', "9:16 E_RULE_MATCH the rule matches nothing."],
  ["no phrases", '["share this", "share that"]', "[]", '9:29 E_RULE_MATCH "phrases" is empty.'],
  ["a phrase twice", '"share that"', '"share this"', '9:44 E_RULE_PHRASE "share this" stands here twice.'],
  ["an open group", '"share that"', '"share (that|this"', '9:51 E_RULE_PHRASE "(" is not closed.'],
  [
    "an ending in brackets",
    '"share that"',
    '"share article[s]"',
    "9:58 E_RULE_PHRASE a group, list, gap, number or * stands against a word.",
  ],
  ["an empty alternative", '"share that"', '"share (that|)"', "9:57 E_RULE_PHRASE an empty alternative."],
  [
    "a phrase of options",
    '"share that"',
    '"[share] [that]"',
    "9:45 E_RULE_PHRASE the phrase can match nothing at all.",
  ],
  ["an unknown list", '"share that"', '"share {platfrom}"', "9:51 E_RULE_PHRASE there is no list {platfrom}."],
  [
    "a list within itself",
    '"category": "share",',
    '"category": "share", "lists": { "a": ["x {b}"], "b": ["{a}"] },',
    "4:44 E_RULE_PHRASE in list {b}: list {b} contains itself: b > a > b.",
    "4:58 E_RULE_PHRASE in list {a}: list {a} contains itself: a > b > a.",
  ],
  [
    "an empty list",
    '"category": "share",',
    '"category": "share", "lists": { "a": [] },',
    '4:40 E_RULE_VALUE "a" is an empty list.',
  ],
  ["a wide gap", '"share that"', '"share ...99 that"', "9:51 E_RULE_PHRASE a gap of 99 words."],
  ["a phrase error behind escapes", '"share that"', '"\\u0073h\\"are (x"', '9:58 E_RULE_PHRASE "(" is not closed.'],
  [
    "a phrase of a veto",
    '"id": "one"',
    '"id": "one", "unless": { "phrases": ["(x"] }',
    '7:45 E_RULE_PHRASE "(" is not closed.',
  ],
  [
    "a mention of a site",
    '"language": "en"',
    '"language": "en", "site": { "hosts": ["a.org"], "mentions": ["*"] }',
    '3:65 E_RULE_PHRASE "*" without a word.',
  ],
  [
    "a host with a scheme",
    '"language": "en"',
    '"language": "en", "site": { "hosts": ["https://a.org"] }',
    '3:41 E_RULE_VALUE entry 1 of "hosts" is "https://a.org".',
  ],
  [
    "an invalid pattern",
    MATCH,
    '{ "pattern": "share (this" }',
    "9:41 E_RULE_PATTERN the pattern is not valid: Unterminated group.",
  ],
  [
    "an invalid pattern behind escapes",
    MATCH,
    '{ "pattern": "\\\\bshare\\\\d\\\\b(" }',
    "9:45 E_RULE_PATTERN the pattern is not valid: Unterminated group.",
  ],
  [
    "a backreference",
    MATCH,
    '{ "pattern": "(a)\\\\1" }',
    "9:33 E_RULE_PATTERN a backreference cannot run in linear time.",
  ],
  [
    "nested repetition",
    MATCH,
    '{ "pattern": "^(?:a+)+$" }',
    "9:31 E_RULE_PATTERN the group (?:a+)+ repeats without bound.",
  ],
  [
    "a repeated group without bound",
    MATCH,
    '{ "pattern": "^(?:ab)*c" }',
    "9:31 E_RULE_PATTERN the group (?:ab)* repeats without bound.",
  ],
  [
    "neighbours that overlap",
    MATCH,
    '{ "pattern": "^\\\\s*\\\\s*x" }',
    "9:31 E_RULE_PATTERN \\s* also matches what comes behind it.",
  ],
  [
    "a dot that repeats",
    MATCH,
    '{ "pattern": "^share.*this" }',
    "9:36 E_RULE_PATTERN .* also matches what comes behind it.",
  ],
  [
    "a repetition that begins anywhere",
    MATCH,
    '{ "pattern": "\\\\w+:" }',
    "9:30 E_RULE_PATTERN \\w+ can begin anywhere within the same characters.",
  ],
  [
    "a lookbehind without bound",
    MATCH,
    '{ "pattern": "(?<=a+)b" }',
    "9:34 E_RULE_PATTERN a+ has no bound inside a lookbehind.",
  ],
  [
    "too many ways",
    MATCH,
    '{ "pattern": "^(?:a|a ?){1,20}$" }',
    "9:30 E_RULE_PATTERN the pattern may take 136317 steps for a character, more than 100.",
  ],
  [
    "gaps that multiply",
    MATCH,
    '{ "pattern": "a.{0,99}b.{0,99}c.{0,99}d" }',
    "9:30 E_RULE_PATTERN the pattern may take millions of steps for a character, more than 100.",
  ],
  ["a repetition of thousands", MATCH, '{ "pattern": "^a{0,5000}" }', "9:31 E_RULE_PATTERN repeats up to 5000 times."],
  [
    "a capital that is never seen",
    MATCH,
    '{ "pattern": "^Share" }',
    '9:31 E_RULE_PATTERN "S" never stands in folded text.',
  ],
  [
    "flags of the pattern",
    MATCH,
    '{ "pattern": "(?i:share)" }',
    "9:31 E_RULE_PATTERN the pattern is not valid: Invalid group.",
  ],
  [
    "a veto pattern",
    '"id": "one"',
    '"id": "one", "unless": { "pattern": "(" }',
    "7:45 E_RULE_PATTERN the pattern is not valid: Unterminated group.",
  ],
  [
    "a group that is not there",
    '"id": "one"',
    '"id": "one", "extract": { "author": "$name" }',
    '7:43 E_RULE_EXTRACT the pattern has no group "name".',
  ],
  [
    "a group misspelt",
    MATCH,
    '{ "pattern": "by (?<name>[a-z]{1,9})" }, "extract": { "author": "$nam" }',
    '9:80 E_RULE_EXTRACT the pattern has no group "nam".',
  ],
  [
    "a place beside features",
    MATCH,
    '{ "features": { "links": { "min": 3 } } }, "extract": { "author": "after" }',
    '9:82 E_RULE_EXTRACT "after" needs a match.',
  ],
  [
    "extract without fields",
    '"id": "one"',
    '"id": "one", "action": "extract"',
    "7:30 E_RULE_EXTRACT nothing is extracted.",
  ],
  [
    "an override with a wrong phrase",
    '"language": "en"',
    '"language": "en", "override": { "en/x/y": { "match": { "phrases": ["[a"] } } }',
    '3:71 E_RULE_PHRASE "[" is not closed.',
  ],
  [
    "an override of an id",
    '"language": "en"',
    '"language": "en", "override": { "en/x/y": { "id": "z" } }',
    '3:47 E_RULE_UNKNOWN_KEY the key "id" is unknown.',
  ],
];

describe("a broken rule file is refused at the right place", () => {
  const cases = BROKEN.map(([name, from, to, ...expected]) => ({ name, from, to, expected }));
  test.each(cases)("$name", ({ from, to, expected }) => {
    const text = from === null ? to : FILE.replace(from, () => to);
    expect(text).not.toBe(FILE);
    const { issues } = parseRuleFile(text, "x.json");
    expect(issues.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`)).toEqual(expected);
    for (const { file, remedy } of issues) {
      expect(file).toBe("x.json");
      expect(remedy).toMatch(/^[A-Z"].*[.\\]$/s);
    }
  });
});

describe("what a remedy suggests", () => {
  const remedyOf = (from: string, to: string): string | undefined =>
    parseRuleFile(
      FILE.replace(from, () => to),
      "x.json",
    ).issues[0]?.remedy;

  test.each([
    ['"category"', '"categry"', 'Did you mean "category"?'],
    ['"id": "one"', '"id": "one", "level": "ligth"', 'Did you mean "light"?'],
    ['"id": "one"', '"id": "one", "where": { "word": {} }', 'Did you mean "words"?'],
    ['"id": "one"', '"id": "one", "extract": { "autor": "after" }', 'Did you mean "author"?'],
    ['"share that"', '"share {platfrom}"], "with": ["{platform}"', 'Define it under "lists".'],
  ])("%s -> %s", (from, to, expected) => expect(remedyOf(from, to)).toContain(expected));
});

describe("a sound rule file", () => {
  test("comes back as it was written, without its $schema", () => {
    const withSchema = FILE.replace("{", '{ "$schema": "../rule.schema.json",');
    expect(parseRuleFile(withSchema, "x.json")).toEqual({ pack: JSON.parse(FILE), issues: [] });
  });

  test("may begin with a byte order mark and have CRLF", () => {
    const { pack, issues } = parseRuleFile(`\ufeff${FILE.replaceAll("\n", "\r\n")}`, "x.json");
    expect(issues).toEqual([]);
    expect(pack?.rules[0]?.id).toBe("one");
  });

  test("knows the lists of its language", () => {
    const text = FILE.replace("share that", "share {thing}");
    const lists = (language: string) => new Map(language === "en" ? [["thing", ["page", "post"]]] : []);
    expect(parseRuleFile(text, "x.json", lists).issues).toEqual([]);
    expect(parseRuleFile(text, "x.json").issues).toHaveLength(1);
  });

  test("learns the words that its patterns need", () => {
    const text = FILE.replace(MATCH, () => JSON.stringify({ pattern: "^copyright .{0,40}\\d{4}" }));
    expect(parseRuleFile(text, "x.json").pack?.rules[0]).toMatchObject({ anchors: ["copyright"] });
  });
});

describe("hostile files", () => {
  test("cannot reach a prototype", () => {
    const text = FILE.replace(
      '"id": "one"',
      '"__proto__": { "polluted": 1 }, "constructor": { "prototype": { "polluted": 1 } }',
    );
    parseRuleFile(text, "x.json");
    parseRuleFile(FILE.replace('"language"', '"lists": { "__proto__": ["polluted"] }, "language"'), "x.json");
    expect("polluted" in {}).toBe(false);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  test.each([
    ["lists", "[".repeat(100_000), "1:33 E_RULE_NESTING"],
    ["objects", '{"a":'.repeat(100_000), "1:161 E_RULE_NESTING"],
    ["a rule deep inside", FILE.replace(MATCH, () => "[".repeat(100_000)), "9:45 E_RULE_NESTING"],
    ["a very large file", `"${"a".repeat(4_000_001)}"`, "1:1 E_RULE_SIZE"],
    ["a phrase of brackets", FILE.replace("share that", "(".repeat(1500)), "9:61 E_RULE_PHRASE"],
    ["a pattern of groups", FILE.replace(MATCH, () => `{ "pattern": "${"(?:".repeat(300)}" }`), "9:30 E_RULE_PATTERN"],
    [
      "a pattern of quantifiers",
      FILE.replace(MATCH, () => `{ "pattern": "${"a?".repeat(490)}" }`),
      "9:30 E_RULE_PATTERN",
    ],
  ])("of %s are refused in good time", (_name, text, expected) => {
    const started = performance.now();
    const [issue] = parseRuleFile(text, "x.json").issues;
    expect(`${issue?.line}:${issue?.column} ${issue?.code}`).toBe(expected);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("of lists that double each other do not explode", () => {
    const lists = Object.fromEntries(
      Array.from({ length: 15 }, (_, index) => [
        `l${index}`,
        index === 0 ? ["a"] : [`{l${index - 1}} {l${index - 1}}`],
      ]),
    );
    const text = JSON.stringify({ ...JSON.parse(FILE), lists });
    expect(parseRuleFile(text, "x.json").issues.map(({ code }) => code)).toContain("E_RULE_PHRASE");
  });

  test("give at most a thousand issues", () => {
    const rules = Array.from({ length: 5000 }, () => 1);
    const { issues } = parseRuleFile(JSON.stringify({ ...JSON.parse(FILE), rules }), "x.json");
    expect(issues).toHaveLength(1000);
  });

  const never = (text: string): void => {
    for (const { issues } of [parseRuleFile(text, "f"), parseLanguageFile(text, "f"), parseWeightsFile(text, "f")]) {
      for (const { line, column, message, remedy } of issues) {
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
        expect(message).not.toBe("");
        expect(remedy).not.toBe("");
      }
    }
  };

  test("of any text never throw", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), never), { numRuns: 1000 });
  });

  test("of any JSON never throw", () => {
    fc.assert(fc.property(fc.json({ maxDepth: 6 }), never), { numRuns: 1000 });
  });

  test("that were mutated never throw", () => {
    const cut = fc.tuple(
      fc.nat(FILE.length),
      fc.nat(20),
      fc.constantFrom("", '"', "{", "}", "[", "]", ",", "\\", "0", "(", "{a}"),
    );
    const mutated = fc
      .array(cut, { minLength: 1, maxLength: 4 })
      .map((cuts) => cuts.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), FILE));
    fc.assert(fc.property(mutated, never), { numRuns: 2000 });
  });
});

describe("language and weights files", () => {
  const LANGUAGE = {
    language: "xx",
    name: "X",
    stopWords: [],
    abbreviations: [],
    conjunctions: [],
    organisationWords: [],
    bylineWords: [],
    connectives: [],
    wordsPerMinute: 200,
  };

  test("are read", () => {
    expect(parseLanguageFile(JSON.stringify(LANGUAGE), "l")).toEqual({ language: LANGUAGE, issues: [] });
    const byLevel = { light: 1, normal: 1, strict: 1 };
    const weights = { thresholds: byLevel, maxCut: byLevel, features: [], neighbour: 0.1 };
    expect(parseWeightsFile(JSON.stringify(weights), "w")).toEqual({ weights, issues: [] });
  });

  test.each([
    [{ ...LANGUAGE, wordsPerMinute: 0 }, "E_RULE_VALUE"],
    [{ ...LANGUAGE, stopwords: [] }, "E_RULE_UNKNOWN_KEY"],
    [{ ...LANGUAGE, lists: { a: ["{b}"] } }, "E_RULE_PHRASE"],
    [{ ...LANGUAGE, lists: { "a b": ["c"] } }, "E_RULE_UNKNOWN_KEY"],
  ])("are refused: %j", (value, code) => {
    expect(parseLanguageFile(JSON.stringify(value), "l").issues.map((issue) => issue.code)).toEqual([code]);
  });

  test("see the lists of any language", () => {
    const text = JSON.stringify({ ...LANGUAGE, lists: { a: ["{b}"] } });
    expect(parseLanguageFile(text, "l", () => new Map([["b", ["c"]]])).issues).toEqual([]);
  });
});
