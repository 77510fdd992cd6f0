/** Rules that are accepted and yet made to make a cleaner slow, each with the text that suits it. */
import type { Match, Rule } from "../src/types.js";
import { fill } from "./hostile-texts.js";

export interface HostileRule {
  readonly name: string;
  readonly rule: Omit<Rule, "id" | "why" | "examples">;
  readonly text: string;
}

const rule = (match: Match, more: Partial<Rule> = {}): HostileRule["rule"] => ({ match, ...more });

const letters = [..."abcdefgh"];
/** Words that share their first letters, and more of them than anyone needs. */
const manyWords = Array.from({ length: 2000 }, (_, i) => `word${i.toString(36)}`);

export const HOSTILE_RULES: readonly HostileRule[] = [
  {
    name: "pattern with a wide gap",
    rule: rule({ pattern: "share.{0,80}zz" }),
    text: fill("share a share b share c\n\n"),
  },
  {
    name: "the same in long lines",
    rule: rule({ pattern: "share.{0,80}zz" }),
    text: fill(`${"share ".repeat(300)}\n\n`),
  },
  {
    name: "two gaps that multiply",
    rule: rule({ pattern: "share.{0,9}e.{0,8}zz" }),
    text: fill(`${"share ".repeat(300)}\n\n`),
  },
  { name: "pattern without a word", rule: rule({ pattern: "a.{0,40}z" }), text: fill(`${"a".repeat(150)}\n\n`) },
  {
    name: "many alternatives",
    rule: rule({ pattern: `(?:${manyWords.slice(0, 100).join("|")}) end` }),
    text: fill(`${"word1 end0 ".repeat(150)}\n\n`),
  },
  {
    name: "unless pattern",
    rule: rule({ phrases: ["a"] }, { unless: { pattern: "a.{0,40}z" } }),
    text: fill(`${"a ".repeat(900)}\n\n`),
  },
  { name: "gaps in a row", rule: rule({ phrases: ["a ...12 a ...12 a ...12 a ...12 zz"] }), text: `${fill("a ")} zz` },
  {
    name: "gaps in a row, in short lines",
    rule: rule({ phrases: ["a ...12 a ...12 a ...12 b zz"] }),
    text: fill(`${"a ".repeat(60)}b zz a\n\n`),
  },
  {
    name: "gaps and options",
    rule: rule({ phrases: ["[a] ...9 [b] ...9 [a] ...9 [b] ...9 zz"] }),
    text: fill(`${"a b ".repeat(30)}zz\n\n`),
  },
  {
    name: "optional words",
    rule: rule({ phrases: [`${"[a] ".repeat(20)}zz`] }),
    text: fill(`${"a ".repeat(80)}zz y\n\n`),
  },
  {
    name: "2,000 phrases, all begun",
    rule: rule({ phrases: manyWords.map((word) => `${word} end`) }),
    text: fill(`${manyWords.join(" ")} end. `),
  },
  {
    name: "2,000 phrases, each once",
    rule: rule({ phrases: manyWords.map((word) => `${word} x y end`) }),
    text: fill(`${manyWords.map((word) => `${word} x`).join(" ")} y end. `),
  },
  {
    name: "2,000 phrases that must be there, too",
    rule: rule({ phrases: ["a"], with: manyWords }),
    text: fill(`${"a ".repeat(5000)}\n\n`),
  },
  {
    name: "2,000 phrases that may not",
    rule: rule({ phrases: ["a"] }, { unless: { phrases: manyWords } }),
    text: fill(`${"a ".repeat(5000)}\n\n`),
  },
  { name: "stems", rule: rule({ stems: ["running ...5 walking"] }), text: fill("running walked runs walks ") },
  { name: "every letter is a phrase", rule: rule({ phrases: letters }, { target: "span" }), text: fill("a b c d ") },
  { name: "every sentence is hit", rule: rule({ phrases: ["ab"] }), text: fill("Ab cd ef. ") },
  {
    name: "every block is a section",
    rule: rule({ phrases: ["ab"] }, { target: "section", section: { maxBlocks: 100_000, maxWords: 1000 } }),
    text: fill("Ab cd ef\n\n"),
  },
  {
    name: "every block asks for the rest",
    rule: rule({ phrases: ["ab"] }, { target: "rest" }),
    text: fill("Ab cd ef\n\n"),
  },
  {
    name: "every block asks its neighbours",
    rule: rule({ phrases: ["ab"] }, { where: { before: { categories: ["bench"] } } }),
    text: fill("Ab cd ef\n\n"),
  },
  {
    name: "dividers between neighbours",
    rule: rule({ phrases: ["ab"] }, { where: { before: { categories: ["bench"] } } }),
    text: fill(`Ab\n\n${"---\n\n".repeat(1000)}`),
  },
  {
    name: "neighbours of dividers",
    rule: rule({ features: { chars: { max: 9 } } }, { where: { kinds: ["divider"], before: { words: { min: 3 } } } }),
    text: fill("---\n\n"),
  },
  {
    name: "repeated blocks",
    rule: rule({ phrases: ["ab"] }, { where: { repeated: true } }),
    text: fill("Ab cd ef\n\n"),
  },
  {
    name: "count of sentences",
    rule: rule({ phrases: ["ab"] }, { where: { sentences: { max: 3 } } }),
    text: fill("Ab cd ef. "),
  },
  {
    name: "coverage of long units",
    rule: rule({ phrases: ["ab"] }, { target: "block", where: { coverage: { min: 0.9 } } }),
    text: fill("Ab cd ef "),
  },
  {
    name: "end of long units",
    rule: rule({ phrases: ["ab"] }, { target: "block", where: { at: "end" } }),
    text: `${fill("Ab cd ef ")}gh`,
  },
  { name: "in quotation marks only", rule: rule({ phrases: ["ab"] }), text: fill('"Ab cd" ') },
  {
    name: "extracts everywhere",
    rule: rule({ phrases: ["ab"] }, { action: "extract", extract: { keywords: "block", author: "after" } }),
    text: fill("Ab cd ef. "),
  },
  {
    name: "extracts links everywhere",
    rule: rule({ phrases: ["ab"] }, { action: "extract", extract: { keywords: "links" } }),
    text: fill("[Ab](c) ef. "),
  },
];
