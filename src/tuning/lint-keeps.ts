/** Keep examples that try nothing: the rule would not have looked at them anyway. */
import type { JsonPath } from "../rules/json-source.js";
import type { Warn } from "../rules/lint.js";
import type { LoadedRule } from "../rules/packs.js";
import { type Lists, type PhraseNode, parsePhrase } from "../rules/phrase-syntax.js";
import { literalTokens } from "../text/literal.js";

/** Warns when no keep example holds a word that the rule looks for. */
export function lintKeeps(rule: LoadedRule, path: JsonPath, lists: Lists, warn: Warn): void {
  const words = wordsOf(rule, lists);
  if (words.size === 0) return;
  const tries = (text: string): boolean => literalTokens(text).some(({ folded }) => holds(words, folded));
  if (rule.examples.keep.some(tries)) return;
  const remedy = "Write prose with the words of the phrase that must stay: it shows what the conditions are for.";
  warn(
    "W_RULE_WEAK_KEEP",
    [...path, "examples", "keep"],
    "no text to keep holds a word that the rule looks for",
    remedy,
  );
}

/** A beginning of words ends with `*`. */
function holds(words: ReadonlySet<string>, word: string): boolean {
  if (words.has(word)) return true;
  for (let length = 1; length <= word.length; length++) if (words.has(`${word.slice(0, length)}*`)) return true;
  return false;
}

const MIN_WORD_CHARS = 3;

/** The words of the phrases, the shortest left out: any text has some of those. */
function wordsOf({ match, anchors = [] }: LoadedRule, lists: Lists): ReadonlySet<string> {
  const words = new Set(anchors);
  const add = (node: PhraseNode): void => {
    if (node.kind === "sequence" || node.kind === "choice") node.nodes.forEach(add);
    else if (node.kind === "word" || node.kind === "prefix") {
      for (const { folded, kind } of literalTokens(node.text)) {
        if (folded.length < MIN_WORD_CHARS && kind === "word") continue;
        words.add(node.kind === "prefix" ? `${folded}*` : folded);
      }
    }
  };
  for (const source of match.phrases ?? []) add(parsePhrase(source, lists));
  // Stems: any form of the word will do.
  for (const source of match.stems ?? []) {
    for (const { folded } of literalTokens(source)) words.add(`${folded.slice(0, Math.max(3, folded.length - 3))}*`);
  }
  return words;
}
