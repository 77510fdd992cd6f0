/** Drafts -> rules with examples, and packs of them. */
import { parseRuleFile } from "../rules/parse.js";
import { likeness } from "../text/similarity.js";
import type { Pack, Rule, RuleSet } from "../types.js";
import type { Draft } from "./draft-rules.js";
import { testRules } from "./test-rules.js";

/** Texts of a line that are told and made examples. */
export const EXAMPLES = 3;
/** What the husk is, nobody has said yet. */
export const CATEGORY = "template";

/** A pack for the host, or for a folder when the documents have no address. */
export function makePack(source: string, rules: readonly Rule[]): Pack {
  const isHost = /^[^\s/:*A-Z]+\.[a-z][^\s/:*A-Z]*$/.test(source);
  const name =
    source
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join("-") ?? "corpus";
  return {
    pack: `suggested/${name}`,
    language: "any",
    category: CATEGORY,
    description: "Proposed by dehusk rules suggest; the rules are on trial and cut nothing.",
    ...(isHost ? { site: { hosts: [source] } } : {}),
    rules,
  };
}

/** The rule with examples that it passes, or null. It must keep the likest prose of the source, and torn lines. */
export function withExamples({ rule, texts, source }: Draft, prose: readonly string[], rules: RuleSet): Rule | null {
  const [first = ""] = texts;
  const remove = [...new Set([...texts.slice(0, EXAMPLES - 1), `**${first}**`])];
  const near = prose.toSorted((a, b) => likeness(b, first) - likeness(a, first));
  const keep = [...new Set([...near.slice(0, 2), ...tear(first)])].filter(
    (text) => text !== "" && !remove.includes(text),
  );
  for (let from = 0; from + 2 <= keep.length; from++) {
    const made = { ...rule, examples: { remove, keep: keep.slice(from, from + 2) } };
    if (passes(made, source, rules)) return made;
  }
  return null;
}

/** The two halves of a line. */
function tear(line: string): readonly string[] {
  const words = line.split(" ");
  const half = Math.ceil(words.length / 2);
  return [words.slice(0, half).join(" "), words.slice(half).join(" ")];
}

/** Whether a rule is sound and passes its examples. */
function passes(rule: Rule, source: string, rules: RuleSet): boolean {
  const { pack, issues } = parseRuleFile(JSON.stringify(makePack(source, [rule])), source);
  if (pack === null || issues.length > 0) return false;
  const { site: _site, ...general } = pack;
  return testRules({ ...rules, packs: [general] }).failures.length === 0;
}
