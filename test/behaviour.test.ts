/** What each part of a rule does, as a table: one rule, one text, what is left of it. */
import { describe, expect, it } from "vitest";
import { clean, createCleaner, DehuskError } from "../src/index.js";
import { builtinRules } from "../src/rules/builtin.js";
import type { CleanOptions, CleanResult, Pack, Rule, RuleSet } from "../src/types.js";

const { languages, weights } = builtinRules();
const examples = { remove: [], keep: [] };
type Draft = Omit<Rule, "id" | "why" | "examples"> & { readonly id?: string };

const toPack = (rules: readonly Draft[], more: Partial<Pack> = {}): Pack => ({
  pack: "en/test",
  language: "en",
  category: "test",
  ...more,
  rules: rules.map((rule, i) => ({ id: `rule-${i}`, why: "test", examples, ...rule })),
});
const toRules = (...packs: readonly Pack[]): RuleSet => ({ packs, languages, weights, page: null });
const cleanWith = (rules: readonly Draft[], text: string, options: CleanOptions = {}): CleanResult =>
  createCleaner({ rules: toRules(toPack(rules)), maxCut: 1 }).clean(text, { inLanguage: "en", ...options });

const PROSE = "The ferry left at nine and came back at noon, with eleven cars and one goat aboard.";
const MORE = "Nobody on the quay could say why the goat had gone, or what it had paid for the trip.";
const around = (husk: string): string => [PROSE, husk, MORE].join("\n\n");
const BARE = [PROSE, MORE].join("\n\n");

const check = (rule: Draft, text: string, body: string): void => {
  expect(cleanWith([rule], text).body).toBe(body);
};

describe("phrases match", () => {
  const matches: readonly (readonly [name: string, phrase: string, text: string])[] = [
    ["words in a row", "share this article", "Share this article"],
    ["across Markdown", "share this article", "**Share** [this](#) _article_"],
    ["whatever the quotes and dashes", "don't miss - it", "Don\u2019t miss \u2014 it"],
    ["full width letters", "share", "\uff33\uff28\uff21\uff32\uff25"],
    ["an accent or none", "resume", "R\u00e9sum\u00e9"],
    ["a soft hyphen inside", "newsletter", "News\u00adletter"],
    ["an alternative", "(share|send) this", "Send this"],
    ["with an option left out", "[please] share", "share"],
    ["over a gap", "sign up ... letter", "Sign up for our good old letter"],
    ["a number", "# comments", "12 comments"],
    ["a beginning", "subscrib*", "subscribing"],
    ["a stop that must stand there", "read more :", "Read more:"],
    ["a list of the language", "on {platform}", "on Facebook"],
    ["inside light punctuation", "share this", "(share, this)"],
  ];
  it.each(matches)("%s", (_, phrase, text) => {
    check({ match: { phrases: [phrase] }, target: "block", where: { at: "whole" } }, around(text), BARE);
  });

  const misses: readonly (readonly [name: string, phrase: string, text: string])[] = [
    ["over a stop", "share this article", "Share. This article"],
    ["part of a word", "share", "shareholder"],
    ["over too wide a gap", "sign ...2 letter", "Sign up for our good letter"],
    ["without the stop", "read more :", "Read more"],
    ["inside quotation marks", "share this", 'Read "share this" aloud'],
  ];
  it.each(misses)("not: %s", (_, phrase, text) => {
    check({ match: { phrases: [phrase] }, target: "block" }, around(text), around(text));
  });

  it("by stem", () => {
    check({ match: { stems: ["subscription reminder"] }, target: "block" }, around("Subscriptions reminders"), BARE);
  });

  it("a pattern on folded text, or on capitals when told so", () => {
    check({ match: { pattern: "^by [a-z]{3} [a-z]{3}$" }, target: "block" }, around("By Ann Lee"), BARE);
    check(
      { match: { pattern: "^By [A-Z]", caseSensitive: true }, target: "block" },
      around("by Ann Lee"),
      around("by Ann Lee"),
    );
  });
});

describe("targets", () => {
  it("sentence: the paragraph stays as it was", () => {
    const rule: Draft = { match: { phrases: ["follow us"] }, where: { at: "start" }, weight: 2 };
    check(
      rule,
      around(`Dr. Hale stayed in the **car**. Follow us on [Mastodon](#). It rained.`),
      around("Dr. Hale stayed in the **car**. It rained."),
    );
    check(rule, around("*It rained. Follow us!*"), around("*It rained.*"));
  });
  it("span: what matched only", () => {
    check(
      { match: { pattern: "\\(photo: [^)]{1,40}\\)" }, target: "span", weight: 2 },
      `${PROSE} (Photo: A. Lee)`,
      PROSE,
    );
  });
  it("section: a label and what belongs to it", () => {
    const rule: Draft = {
      match: { phrases: ["most read"] },
      target: "section",
      where: { at: "whole", kinds: ["heading", "paragraph"] },
    };
    check(rule, `${PROSE}\n\n## Most read\n\n- [One](a)\n- [Two](b)\n`, `${PROSE}\n`);
    check(
      rule,
      `${PROSE}\n\n## Most read\n\n- [One](a)\n\n## The goat\n\n${MORE}\n`,
      `${PROSE}\n\n## The goat\n\n${MORE}\n`,
    );
  });
  it("section: ends at a note to the text, and takes no heading off text that stays", () => {
    const rule: Draft = {
      match: { phrases: ["most read"] },
      target: "section",
      where: { at: "whole", kinds: ["heading"] },
    };
    check(rule, `${BARE}\n\n## Most read\n\n- [One](a)\n\n[^1]: A goat.\n`, `${BARE}\n\n[^1]: A goat.\n`);
    const text = `${BARE}\n\n## Most read\n\n${MORE}\n\n${PROSE}`;
    check(rule, text, text);
  });
  it("block: the wider of the gaps around it stays", () => {
    const rule: Draft = { match: { phrases: ["share this"] }, target: "block" };
    check(rule, `${PROSE}\n\n\n\nShare this\n\n${MORE}`, `${PROSE}\n\n\n\n${MORE}`);
    check(rule, `${PROSE}\n\nShare this\n\n\n\n${MORE}`, `${PROSE}\n\n\n\n${MORE}`);
  });
  it("rest: to the end, when that is the smaller part", () => {
    const rule: Draft = { match: { phrases: ["reader comments"] }, target: "rest", where: { at: "whole" } };
    check(rule, `${around(MORE)}\n\nReader comments\n\nGreat goat.\n`, `${around(MORE)}\n`);
    check(rule, `${around(MORE)}\n\n${PROSE}\n\nReader comments\n\n${MORE}\n`, `${around(MORE)}\n\n${PROSE}\n`);
    expect(cleanWith([rule], `Reader comments\n\n${BARE}`).body).toContain(PROSE);
  });
  it("block: a heading goes with all that stood below it", () => {
    const rule: Draft = { match: { phrases: ["share this"] }, target: "block" };
    const goat = `## The goat\n\n${MORE}`;
    check(rule, `${PROSE}\n\n## In touch\n\nShare this\n\n${goat}`, `${PROSE}\n\n${goat}`);
    check(rule, `${PROSE}\n\n## In touch\n\n### Today\n\nShare this\n\n${goat}`, `${PROSE}\n\n${goat}`);
    const stays = `${PROSE}\n\n## In touch\n\nShare this\n\n### The quay\n\n${MORE}`;
    check(rule, stays, stays.replace("Share this\n\n", ""));
    const kept = { except: ["test"] };
    expect(cleanWith([rule], `${PROSE}\n\n## In touch\n\nShare this\n\n${goat}`, kept).edits).toEqual([]);
  });
});

describe("conditions", () => {
  const card = "The walls of the lock were dry for the first time since the flood.";
  const cut = (where: Rule["where"], text: string): boolean =>
    cleanWith(
      [{ match: { phrases: ["share this"] }, target: "block", ...(where === undefined ? {} : { where }) }],
      text,
    ).body !== text;
  const cases: readonly (readonly [name: string, where: NonNullable<Rule["where"]>, yes: string, no: string])[] = [
    ["zone", { zone: ["tail"] }, `${BARE}\n\nShare this`, `${PROSE}\n\nShare this\n\n${MORE}`],
    ["kinds", { kinds: ["heading"] }, around("## Share this"), around("Share this")],
    ["words", { words: { max: 3 } }, around("Share this now"), around("Share this now or later")],
    ["linkDensity", { linkDensity: { min: 0.5 } }, around("[Share this](#)"), around("Share this")],
    ["at end", { at: "end" }, around("Please share this"), around("Share this please")],
    ["coverage", { coverage: { min: 0.6 } }, around("Share this now"), around("Share this with all of them")],
    ["terminal", { terminal: false }, around("Share this"), around("Share this.")],
    ["level", { kinds: ["heading"], level: { min: 3 } }, around("### Share this"), around("## Share this")],
    ["position", { position: { max: 1 } }, `Share this\n\n${BARE}`, around("Share this")],
    ["fromEnd", { fromEnd: { max: 1 } }, `${BARE}\n\nShare this`, around("Share this")],
    ["repeated", { repeated: true }, `Share this\n\n${BARE}\n\nShare this`, around("Share this")],
    [
      "altText",
      { altText: true },
      around("![Share this](a.jpg)\n\nShare this"),
      around("![Share](a.jpg)\n\nShare this"),
    ],
    [
      "copy",
      { copy: true },
      around(`Share this\n\n${card}\n\nShare this\n\n${card}`),
      around("Share this\n\nShare this"),
    ],
    ["only", { kinds: ["heading"], only: true }, around("# Share this"), `${around("# Share this")}\n\n# Other`],
    ["before", { before: { kinds: ["heading"] } }, around("## Goat\n\nShare this"), around("Share this")],
    ["after", { after: { none: true } }, `${BARE}\n\nShare this`, around("Share this")],
  ];
  it.each(cases)("%s", (_, where, yes, no) => {
    expect([cut(where, yes), cut(where, no)]).toEqual([true, false]);
  });
  it("immune kinds stay unless a rule names them", () => {
    for (const block of [
      "```\nshare this\n```",
      "> share this",
      "| share this | b |\n|---|---|\n| 1 | 2 |",
      "## share this",
    ])
      expect(cut(undefined, around(block))).toBe(false);
    expect(cut({ kinds: ["code"] }, around("```\nshare this\n```"))).toBe(true);
  });
  it("unless takes a hit back, with asks for another one", () => {
    check(
      { match: { phrases: ["share this"] }, target: "block", unless: { phrases: ["said"] } },
      around("Share this, she said"),
      around("Share this, she said"),
    );
    check(
      { match: { phrases: ["share this"], with: ["friend"] }, target: "block" },
      around("Share this"),
      around("Share this"),
    );
    check(
      { match: { phrases: ["share this"], with: ["friend"] }, target: "block" },
      around("Share this, friend"),
      BARE,
    );
  });
});

describe("evidence", () => {
  const weak = (weight: number, phrase = "share this"): Draft => ({
    match: { phrases: [phrase] },
    target: "block",
    weight,
  });
  it("adds up, and speaks against cutting as well", () => {
    const text = around("Please share this page with us");
    expect(cleanWith([weak(0.5)], text).body).toBe(text);
    expect(cleanWith([weak(0.6), weak(0.6, "with us")], text).body).toBe(BARE);
    expect(cleanWith([weak(1.2), { ...weak(0.9, "please"), action: "keep" }], text).body).toBe(text);
  });
  it("has three levels", () => {
    const bodies = (["light", "normal", "strict"] as const).map(
      (level) => cleanWith([weak(1)], around("Share this page, all of you"), { level }).body === BARE,
    );
    expect(bodies).toEqual([false, true, true]);
    expect(cleanWith([{ ...weak(3), level: "strict" }], around("Share this"), { level: "normal" }).body).toBe(
      around("Share this"),
    );
  });
  it("between blocks that are cut may be less, on one side or on both", () => {
    const rules = [weak(2), weak(1 - weights.neighbour, "send us"), weak(1 - 2 * weights.neighbour, "call us")];
    const text = (...lines: readonly string[]): string => around(lines.join("\n\n"));
    const [call, send, share] = ["Call us all of you", "Send us all of you", "Share this"] as const;
    for (const lines of [[send], [call], [share, call], [call, share]]) {
      const rest = lines.filter((line) => line !== share);
      expect(cleanWith(rules, text(...lines)).body).toBe(text(...rest));
    }
    for (const lines of [
      [share, send],
      [send, share],
      [share, call, share],
    ])
      expect(cleanWith(rules, text(...lines)).body).toBe(BARE);
  });
  it("of trial rules is not counted", () => {
    expect(cleanWith([{ ...weak(3), status: "trial" }], around("Share this")).body).toBe(around("Share this"));
  });
  it("is explained, block by block", () => {
    const { blocks = [] } = cleanWith(
      [weak(2), { match: { phrases: ["goat"] }, target: "block", where: { at: "start" } }],
      around("Share this"),
      { explain: true },
    );
    expect(blocks.map(({ verdict }) => verdict.kind)).toEqual(["keep", "cut", "keep"]);
    expect(blocks[0]?.verdict).toMatchObject({ nearest: { rule: "en/test/rule-1", failed: "at" } });
    expect(blocks[1]?.verdict).toMatchObject({ rule: "en/test/rule-0", category: "test" });
    expect(blocks[1]?.verdict.reasons[0]).toMatchObject({ source: "en/test/rule-0", weight: 2, text: "Share this" });
  });
  it("can be limited to categories", () => {
    expect(cleanWith([weak(2)], around("Share this"), { except: ["test"] }).body).toBe(around("Share this"));
    expect(cleanWith([weak(2)], around("Share this"), { only: ["page"] }).body).toBe(around("Share this"));
    expect(cleanWith([weak(2)], around("Share this"), { only: ["test"] }).body).toBe(BARE);
  });
});

describe("a vague category", () => {
  const husk = "Nice that you came. Share this.";
  const [vague] = weights.vague ?? [];
  const packs = [
    { ...toPack([{ match: { phrases: ["nice that"] }, target: "block", weight: 3 }]), category: `${vague}` },
    { ...toPack([{ match: { phrases: ["share this"] }, target: "sentence", weight: 2 }]), pack: "en/telling" },
  ];
  const cut = (options: CleanOptions): CleanResult =>
    createCleaner({ rules: toRules(...packs), maxCut: 1 }).clean(around(husk), { inLanguage: "en", ...options });
  it("leaves it to a rule for a part to say what is cut", () => {
    expect(cut({}).edits.map(({ kind, category }) => [kind, category])).toEqual([["cut", "test"]]);
    expect(cut({}).body).toBe(BARE);
  });
  it("does not cut what that rule found when its category is excepted", () => {
    expect(cut({ except: ["test"] }).body).toBe(around(husk));
  });
});

describe("packs", () => {
  const base = toPack([{ match: { phrases: ["share this"] }, target: "block", weight: 2 }]);
  const text = around("Share this");
  const bodyOf = (packs: readonly Pack[], options: CleanOptions = {}): string =>
    createCleaner({ rules: toRules(...packs) }).clean(text, { inLanguage: "en", ...options }).body;
  it("disable and override rules of others", () => {
    expect(bodyOf([base])).toBe(BARE);
    expect(bodyOf([base, toPack([], { pack: "en/mine", disable: ["en/test/*"] })])).toBe(text);
    expect(bodyOf([base, toPack([], { pack: "en/mine", override: { "en/test/rule-0": { weight: 0.1 } } })])).toBe(text);
  });
  it("of a site act there only: by host, or by a mention where there is no address", () => {
    const site = toPack([{ match: { phrases: ["goat news daily"] }, target: "block", weight: 2 }], {
      pack: "sites/goat.example",
      language: "any",
      site: { hosts: ["goat.example"], mentions: ["the goat gazette"], publisher: "The Goat Gazette" },
    });
    const cleaner = createCleaner({ rules: toRules(site) });
    const page = `${BARE}\n\nGoat news daily`;
    expect(cleaner.clean(page, { url: "https://www.goat.example/1" }).body).toBe(`${BARE}\n`);
    expect(cleaner.clean(page, { url: "https://other.example/1" }).body).toBe(page);
    expect(cleaner.clean(page).body).toBe(page);
    const named = cleaner.clean(`${page}\n\nThe Goat Gazette`);
    expect(named.body).not.toContain("Goat news daily");
    expect(named.metadata.publisher).toBe("The Goat Gazette");
  });
  it("of a language act on its texts only", () => {
    expect(bodyOf([{ ...base, language: "de" }])).toBe(text);
    expect(bodyOf([{ ...base, language: "any" }])).toBe(BARE);
  });
});

describe("clean", () => {
  it("rolls back when too much would go, and says so", () => {
    const husk = "Share this article on Facebook, Twitter and WhatsApp.";
    const { body, warnings, edits } = clean(`${PROSE}\n\n${Array(8).fill(husk).join("\n\n")}`, { maxCut: 0.2 });
    expect(body).toContain(husk);
    expect(warnings).toMatchObject([{ code: "W_BUDGET" }]);
    expect(edits).toEqual([]);
  });
  it("gives the same text back when nothing is husk", () => {
    expect(clean(BARE)).toMatchObject({ body: BARE, edits: [], warnings: [] });
  });
  it("takes any string", () => {
    for (const text of ["", " ", "\n", "\ud800", "\0", "\ufeff", "a", "---", "```"])
      expect(clean(text).body).toBe(text.replace("\ufeff", ""));
  });
  it("refuses wrong options with a reason", () => {
    const wrong = [
      { level: "hard" },
      { maxCut: 2 },
      { format: "html" },
      { input: "feed" },
      { only: "share" },
      { url: 5 },
    ];
    for (const options of wrong) expect(() => clean("x", options as unknown as CleanOptions)).toThrow(DehuskError);
  });
});

it("takes any number of blocks between paragraphs away", () => {
  const { body, stats } = cleanWith(
    [{ match: { phrases: ["more"] }, target: "block" }],
    around("More\n\n".repeat(130_000)),
  );
  expect(stats.blocksCut).toBe(130_000);
  expect(body.split(/\n+/)).toEqual([PROSE, MORE]);
});
