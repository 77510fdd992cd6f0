import type { RuleIssue } from "../errors.js";
import type { Pack } from "../types.js";
import { createIssueLog, type JsonPath, nodeAt, parseJson } from "./json-source.js";
import { didYouMean } from "./nearest.js";
import type { LoadedRule } from "./packs.js";
import { costPerChar } from "./pattern-cost.js";
import { type Lists, type PhraseNode, parsePhrase } from "./phrase-syntax.js";
import { parsePattern } from "./regexp-tree.js";
import type { OwnPack } from "./stack-rules.js";

export interface LintReport {
  /** What makes `loadRules` refuse the files. */
  readonly issues: readonly RuleIssue[];
  /** What works, but slowly or hardly as it was meant. */
  readonly warnings: readonly LintWarning[];
  /** What is well to know and costs little. */
  readonly notes: readonly RuleIssue[];
}

export interface LintWarning extends RuleIssue {
  /** What can be taken out of the file without changing what its rules do. */
  readonly removable?: JsonPath;
}

/** Few blocks of a text are as short, so that trying a rule on them costs little. */
const SHORT_WORDS = 30;
/** Shorter beginnings of words are not in the index. */
const INDEXED_PREFIX_CHARS = 4;

/** What a pack is looked at against. */
export interface LintScope {
  /** Tags of the languages that there are. */
  readonly languages: ReadonlySet<string>;
  /** Categories of the rules that dehusk brings along. */
  readonly categories: ReadonlySet<string>;
  /** Word lists that phrases of the pack may name. */
  readonly lists: Lists;
}

/** Notes a warning at the place that `path` leads to. */
export type Warn = (code: string, path: JsonPath, message: string, remedy: string, how?: "removable" | "note") => void;

/** Warns of what a pack says that does nothing, or costs time. */
export function lintPack({ text, pack }: OwnPack, { languages, categories, lists }: LintScope, warn: Warn): void {
  if (!languages.has(pack.language)) {
    const remedy = "Add a language.json for it: without, no text is taken to be in this language.";
    warn("W_RULE_LANGUAGE", ["language"], `the language "${pack.language}" is unknown`, remedy);
  }
  lintCategory(pack.category, ["category"], categories, warn);
  lintLists(pack, text, warn);
  for (const [index, rule] of pack.rules.entries()) {
    const path = ["rules", index];
    lintCategory(rule.category, [...path, "category"], categories, warn);
    lintRule(rule, path, lists, warn);
  }
}

export interface Warner {
  readonly warn: Warn;
  readonly warnings: () => readonly LintWarning[];
  readonly notes: () => readonly RuleIssue[];
}

/** Collects the warnings and notes of one file. */
export function createWarner(text: string, file: string): Warner {
  const source = text.startsWith("\ufeff") ? text.slice(1) : text;
  const log = createIssueLog(source, file);
  const noteLog = createIssueLog(source, file);
  const root = parseJson(source, log);
  const removable = new Map<number, JsonPath>();
  const warn: Warn = (code, path, message, remedy, how) => {
    if (root === null) return;
    if (how === "removable") removable.set(log.issues.length, path);
    (how === "note" ? noteLog : log).add(code, nodeAt(root, path).offset, message, remedy);
  };
  const warnings = (): readonly LintWarning[] =>
    log.issues.map((issue, i) => {
      const path = removable.get(i);
      return path === undefined ? issue : { ...issue, removable: path };
    });
  return { warn, warnings, notes: () => noteLog.issues };
}

function lintCategory(category: string | undefined, path: JsonPath, known: ReadonlySet<string>, warn: Warn): void {
  if (category === undefined || known.has(category)) return;
  const meant = didYouMean(category, known);
  const remedy = `${meant}Otherwise ignore this: a category of your own is fine.`;
  const how = meant === "" ? "note" : undefined;
  warn("W_RULE_CATEGORY", path, `no built-in rule has the category "${category}"`, remedy, how);
}

function lintLists({ lists = {} }: Pack, text: string, warn: Warn): void {
  for (const name of Object.keys(lists)) {
    if (text.includes(`{${name}}`)) continue;
    warn("W_RULE_LIST", ["lists", name], `no phrase uses the list {${name}}`, "Use it, or remove it.", "removable");
  }
}

function lintRule(rule: LoadedRule, path: JsonPath, lists: Lists, warn: Warn): void {
  lintWords(rule, path, lists, warn);
  if (rule.section !== undefined && rule.target !== "section") {
    const remedy = 'It needs "target": "section".';
    warn("W_RULE_FIELD", [...path, "section"], '"section" has no effect here', remedy, "removable");
  }
  for (const field of ["confidence", "prefer", "anyName"] as const) {
    if (rule[field] === undefined || rule.extract !== undefined) continue;
    warn("W_RULE_FIELD", [...path, field], `"${field}" has no effect here`, 'It belongs to "extract".', "removable");
  }
}

/** Rules of features alone look at no words, and so need none. */
function lintWords(rule: LoadedRule, path: JsonPath, lists: Lists, warn: Warn): void {
  const { match, anchors } = rule;
  const remedy = `${describeCost(rule)} Add a word that must be there if you can.`;
  const how = isAnchored(match.pattern) || (wordLimit(rule) ?? Infinity) <= SHORT_WORDS ? "note" : undefined;
  for (const key of ["phrases", "stems"] as const) {
    for (const [index, phrase] of (match[key] ?? []).entries()) {
      if (hasWord(parsePhrase(phrase, lists))) continue;
      warn("W_RULE_NO_WORD", [...path, "match", key, index], "the phrase has no word to be found by", remedy, how);
    }
  }
  const hasPhrases = match.phrases !== undefined || match.stems !== undefined;
  if (match.pattern === undefined || hasPhrases || anchors !== undefined) return;
  warn("W_RULE_NO_WORD", [...path, "match", "pattern"], "the pattern has no word to be found by", remedy, how);
}

/** What it costs that a rule has no word to be found by. */
function describeCost(rule: LoadedRule): string {
  const { match } = rule;
  const limit = wordLimit(rule);
  const blocks = limit === undefined ? "every block" : `every block of up to ${limit} words`;
  const steps = match.pattern === undefined ? 0 : Math.ceil(costPerChar(parsePattern(match.pattern)));
  const cost = isAnchored(match.pattern) ? ", at its start only" : `, up to ${steps} steps for each character`;
  return `The rule is tried on ${blocks}${steps > 0 ? cost : ""}.`;
}

/** Whether a pattern fails at once anywhere but at the start. */
function isAnchored(pattern: string | undefined): boolean {
  if (pattern === undefined) return false;
  return parsePattern(pattern).alternatives.every(({ elements: [first] }) => {
    return first?.type === "Assertion" && first.kind === "start";
  });
}

/** The most words of a block that the rule is tried on. */
function wordLimit({ match, where, target = "sentence" }: LoadedRule): number | undefined {
  const isOfBlock = target === "block" || target === "section" || target === "rest";
  return isOfBlock ? (where?.words?.max ?? match.features?.words?.max) : undefined;
}

/** Must a word, a sign or a long enough beginning of a word stand wherever the phrase matches? */
function hasWord(node: PhraseNode): boolean {
  switch (node.kind) {
    case "word":
    case "punctuation":
      return true;
    case "prefix":
      return node.text.length >= INDEXED_PREFIX_CHARS;
    case "number":
    case "gap":
      return false;
    case "sequence":
      return node.nodes.some(hasWord);
    case "choice":
      return node.nodes.every(hasWord);
    default:
      return node satisfies never;
  }
}
