/** Changes that buttons make to the user's rule file. */
import type { Rule } from "../../src/types.js";

type RuleFile = Readonly<Record<string, unknown>>;

/** A rule file with nothing in it yet. */
function emptyFile(language: string): RuleFile {
  return { pack: `${language}/mine`, language, category: "template", rules: [] };
}

/** The file as an object; null when it is not JSON, so that a button would destroy what is being written. */
function read(text: string, language: string): RuleFile | null {
  if (text.trim() === "") return emptyFile(language);
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as RuleFile) : null;
  } catch {
    return null;
  }
}

const write = (file: RuleFile): string => `${JSON.stringify(file, null, 2)}\n`;
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Adds a rule that takes out exactly this line, to be widened by hand. Null when the file is not JSON. */
export function addRuleFor(text: string, language: string, line: string): string | null {
  const file = read(text, language);
  if (file === null) return null;
  const rules = listOf(file["rules"]);
  const example = line.replace(/\s+/g, " ").trim();
  const rule = {
    id: `rule-${rules.length + 1}`,
    why: "Say how this differs from prose that looks like it.",
    match: { phrases: [toPhrase(example)] },
    target: "block",
    where: { at: "whole" },
    examples: {
      remove: [example, otherwise(example)],
      keep: ["Write a line here that looks alike and must stay.", "Write another one here."],
    },
  };
  return write({ ...file, rules: [...rules, rule] });
}

/** Two examples are needed; the second differs in its last sign only, until its author knows better. */
const otherwise = (line: string): string => (line.endsWith("!") ? line.slice(0, -1) : `${line.replace(/[.?…]$/, "")}!`);

// Words, and the signs between them that phrases do not skip.
const WORDS_AND_STOPS = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*|[.:;!?…。｡؟۔؛©®℗@！．：；？＠]/gu;
const STOP = /^[^\p{L}\p{N}]$/u;
const MAX_WORDS = 40;

/** The words of a line as a phrase; stops are set off by spaces, as the notation wants them. */
export function toPhrase(line: string): string {
  const found =
    line
      .replace(/\]\([^)]*\)/g, "]")
      .toLowerCase()
      .match(WORDS_AND_STOPS) ?? [];
  const last = found.findLastIndex((part) => !STOP.test(part));
  return found
    .slice(0, last + 1)
    .slice(0, MAX_WORDS)
    .join(" ");
}

/** Switches a built-in rule off. Null when the file is not JSON. */
export function disableRule(text: string, language: string, id: string): string | null {
  const file = read(text, language);
  if (file === null) return null;
  const disabled = listOf(file["disable"]);
  return write(disabled.includes(id) ? file : insertBeforeRules(file, { disable: [...disabled, id] }));
}

/** Copies a built-in rule to change it; the original is switched off. Null when the file is not JSON. */
export function copyRule(text: string, language: string, id: string, rule: Rule): string | null {
  const file = read(disableRule(text, language, id) ?? "[", language);
  return file === null ? null : write({ ...file, rules: [...listOf(file["rules"]), rule] });
}

function insertBeforeRules({ rules, ...head }: RuleFile, added: RuleFile): RuleFile {
  return { ...head, ...added, rules };
}
