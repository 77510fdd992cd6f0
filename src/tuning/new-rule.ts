/** Puts a new rule into the text of a rule file, old or new. */
import { applyEdits, modify } from "jsonc-parser";
import { createIssueLog, nodeAt, parseJson } from "../rules/json-source.js";
import type { Pack, Rule } from "../types.js";

const FORMATTING = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: "\n" } } as const;

/**
 * The text of a file with `rule` as its last rule. An existing text keeps its own form; a new one gets the head of
 * `pack`. Null when the existing text is no rule file.
 */
export function addRule(text: string | null, pack: Omit<Pack, "rules">, rule: Rule): string | null {
  if (text === null) return `${JSON.stringify({ ...pack, rules: [rule] }, undefined, 2)}\n`;
  const root = parseJson(text, createIssueLog(text, ""));
  const rules = root === null ? undefined : nodeAt(root, ["rules"]);
  if (rules?.type !== "array") return null;
  const edits = modify(text, ["rules", rules.children?.length ?? 0], rule, { ...FORMATTING, isArrayInsertion: true });
  return applyEdits(text, edits);
}

/** An id from the first words of a phrase, in so far as they are Latin. */
export function nameAfter(phrase: string): string {
  const words =
    phrase
      .normalize("NFKD")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return words.slice(0, 4).join("-").slice(0, 60).replace(/-$/, "");
}
