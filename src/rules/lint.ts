import type { RuleIssue } from "../errors.js";
import type { Pack, RuleSet } from "../types.js";
import { builtinRules } from "./builtin.js";
import { createIssueLog, type JsonPath, nodeAt, parseJson } from "./json-source.js";
import { didYouMean } from "./nearest.js";
import type { LoadedRule } from "./packs.js";
import { costPerChar } from "./pattern-cost.js";
import { type Lists, type PhraseNode, parsePhrase } from "./phrase-syntax.js";
import { readRules } from "./read-rules.js";
import { parsePattern } from "./regexp-tree.js";
import { findRulesFolder } from "./rule-files.js";
import { createListScope, type OwnPack } from "./stack-rules.js";

export interface LintReport {
  /** What makes `loadRules` refuse the files. */
  readonly issues: readonly RuleIssue[];
  /** What works, but slowly or hardly as it was meant. */
  readonly warnings: readonly LintWarning[];
}

export interface LintWarning extends RuleIssue {
  /** What can be taken out of the file without changing what its rules do. */
  readonly removable?: JsonPath;
}

/** Shorter beginnings of words are not in the index. */
const INDEXED_PREFIX_CHARS = 4;

/** Checks rule files, or folders of them; those that dehusk brings along when none are given. */
export function lintRules(paths: string | readonly string[] = findRulesFolder()): LintReport {
  const { own, ruleSet, issues } = readRules(typeof paths === "string" ? [paths] : paths, builtinRules());
  if (issues.length > 0) return { issues, warnings: [] };
  const listsOf = createListScope(ruleSet.languages);
  return { issues, warnings: own.flatMap((pack) => lintPack(pack, ruleSet, listsOf(pack.pack.language))) };
}

/** Notes a warning at the place that `path` leads to. */
export type Warn = (code: string, path: JsonPath, message: string, remedy: string, how?: "removable") => void;

function lintPack({ file, text, pack }: OwnPack, { languages }: RuleSet, languageLists: Lists): readonly LintWarning[] {
  const { warn, warnings } = createWarner(text, file);
  if (!languages.some(({ language }) => language === pack.language)) {
    const remedy = "Add a language.json for it: without, no text is taken to be in this language.";
    warn("W_RULE_LANGUAGE", ["language"], `the language "${pack.language}" is unknown`, remedy);
  }
  lintCategory(pack.category, ["category"], warn);
  lintLists(pack, text, warn);
  const lists = new Map([...languageLists, ...Object.entries(pack.lists ?? {})]);
  for (const [index, rule] of pack.rules.entries()) lintRule(rule, ["rules", index], lists, warn);
  return warnings();
}

/** Collects the warnings of one file. */
export function createWarner(
  text: string,
  file: string,
): { readonly warn: Warn; readonly warnings: () => readonly LintWarning[] } {
  const source = text.startsWith("\ufeff") ? text.slice(1) : text;
  const log = createIssueLog(source, file);
  const root = parseJson(source, log);
  const removable = new Map<number, JsonPath>();
  const warn: Warn = (code, path, message, remedy, how) => {
    if (root === null) return;
    if (how === "removable") removable.set(log.issues.length, path);
    log.add(code, nodeAt(root, path).offset, message, remedy);
  };
  const warnings = (): readonly LintWarning[] =>
    log.issues.map((issue, i) => {
      const path = removable.get(i);
      return path === undefined ? issue : { ...issue, removable: path };
    });
  return { warn, warnings };
}

let categories: ReadonlySet<string> | null = null;

function builtinCategories(): ReadonlySet<string> {
  categories ??= new Set(
    builtinRules().packs.flatMap((pack) => pack.rules.flatMap((rule) => rule.category ?? pack.category ?? [])),
  );
  return categories;
}

function lintCategory(category: string | undefined, path: JsonPath, warn: Warn): void {
  const known = builtinCategories();
  if (category === undefined || known.has(category)) return;
  const remedy = `${didYouMean(category, known)}Otherwise ignore this: a category of your own is fine.`;
  warn("W_RULE_CATEGORY", path, `no built-in rule has the category "${category}"`, remedy);
}

function lintLists({ lists = {} }: Pack, text: string, warn: Warn): void {
  for (const name of Object.keys(lists)) {
    if (text.includes(`{${name}}`)) continue;
    warn("W_RULE_LIST", ["lists", name], `no phrase uses the list {${name}}`, "Use it, or remove it.", "removable");
  }
}

function lintRule(rule: LoadedRule, path: JsonPath, lists: Lists, warn: Warn): void {
  lintCategory(rule.category, [...path, "category"], warn);
  lintWords(rule, path, lists, warn);
  if (rule.section !== undefined && rule.target !== "section") {
    const remedy = 'It needs "target": "section".';
    warn("W_RULE_FIELD", [...path, "section"], '"section" has no effect here', remedy, "removable");
  }
  for (const field of ["confidence", "prefer"] as const) {
    if (rule[field] === undefined || rule.extract !== undefined) continue;
    warn("W_RULE_FIELD", [...path, field], `"${field}" has no effect here`, 'It belongs to "extract".', "removable");
  }
}

/** Rules of features alone look at no words, and so need none. */
function lintWords(rule: LoadedRule, path: JsonPath, lists: Lists, warn: Warn): void {
  const { match, anchors } = rule;
  const remedy = `${describeCost(rule)} Add a word that must be there if you can.`;
  for (const key of ["phrases", "stems"] as const) {
    for (const [index, phrase] of (match[key] ?? []).entries()) {
      if (hasWord(parsePhrase(phrase, lists))) continue;
      warn("W_RULE_NO_WORD", [...path, "match", key, index], "the phrase has no word to be found by", remedy);
    }
  }
  const hasPhrases = match.phrases !== undefined || match.stems !== undefined;
  if (match.pattern === undefined || hasPhrases || anchors !== undefined) return;
  warn("W_RULE_NO_WORD", [...path, "match", "pattern"], "the pattern has no word to be found by", remedy);
}

/** What it costs that a rule has no word to be found by. */
function describeCost({ match, where, target = "sentence" }: LoadedRule): string {
  const isOfBlock = target === "block" || target === "section" || target === "rest";
  const limit = isOfBlock ? (where?.words?.max ?? match.features?.words?.max) : undefined;
  const blocks = limit === undefined ? "every block" : `every block of up to ${limit} words`;
  const steps = match.pattern === undefined ? 0 : Math.ceil(costPerChar(parsePattern(match.pattern)));
  return `The rule is tried on ${blocks}${steps > 0 ? `, up to ${steps} steps for each character` : ""}.`;
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
