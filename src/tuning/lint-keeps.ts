/** Keep examples that try nothing: the rule would not have looked at them anyway. */
import type { JsonPath } from "../rules/json-source.js";
import type { Warn } from "../rules/lint.js";
import type { LoadedRule } from "../rules/packs.js";
import { type Lists, type PhraseNode, parsePhrase } from "../rules/phrase-syntax.js";
import { foldString, literalTokens } from "../text/literal.js";

/** Warns when no keep example holds a word that the rule looks for. */
export function lintKeeps(rule: LoadedRule, path: JsonPath, lists: Lists, warn: Warn): void {
  const words = wordsOf(rule, lists);
  const phrases = (rule.match.phrases ?? []).map((source) => parsePhrase(source, lists));
  if (words.size === 0 || isBare(rule, phrases)) return;
  const tries = (text: string): boolean => {
    const tokens = literalTokens(text).map(({ folded }) => folded);
    return tokens.some((token) => holds(words, token)) || phrases.some((phrase) => isCovered(phrase, tokens));
  };
  if (rule.examples.keep.some(tries)) return;
  const remedy = "Write prose with the words of the phrase that must stay: it shows what the conditions are for.";
  warn(
    "W_RULE_WEAK_KEEP",
    [...path, "examples", "keep"],
    "no text to keep holds a word that the rule looks for",
    remedy,
  );
}

/** A text with one of its words is hit by such a rule, whatever else it says. */
function isBare({ match, where, unless }: LoadedRule, phrases: readonly PhraseNode[]): boolean {
  const { phrases: _phrases, ...others } = match;
  return Object.keys({ ...others, ...where, ...unless }).length === 0 && phrases.every(isOneWord);
}

/** May the phrase match a single word, and nothing beside it? */
function isOneWord(node: PhraseNode): boolean {
  if (node.kind === "choice") return node.nodes.every((child) => isOptional(child) || isOneWord(child));
  if (node.kind !== "sequence") return node.kind === "word" || node.kind === "prefix";
  const [needed, ...others] = node.nodes.filter((child) => !isOptional(child));
  return needed !== undefined && others.length === 0 && isOneWord(needed);
}

function isOptional(node: PhraseNode): boolean {
  if (node.kind === "sequence") return node.nodes.every(isOptional);
  return node.kind === "gap" || (node.kind === "choice" && node.nodes.some(isOptional));
}

/** Whether everything that the phrase needs stands in a text, in whatever order. */
function isCovered(node: PhraseNode, tokens: readonly string[]): boolean {
  switch (node.kind) {
    case "word":
    case "punctuation":
      return literalTokens(node.text).every(({ folded }) => tokens.includes(folded));
    case "prefix":
      return tokens.some((token) => token.startsWith(foldString(node.text)));
    case "number":
      return tokens.some((token) => /^\d/.test(token));
    case "gap":
      return true;
    case "sequence":
      return node.nodes.every((child) => isCovered(child, tokens));
    case "choice":
      return node.nodes.some((child) => isCovered(child, tokens));
    default:
      return node satisfies never;
  }
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
