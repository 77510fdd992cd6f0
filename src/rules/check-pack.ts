/** What a schema cannot say about packs: phrases, patterns, ids, examples and what they need of one another. */
import type { Pack, Rule } from "../types.js";
import { type IssueLog, type JsonNode, type JsonPath, MAX_ISSUES, nodeAt, offsetInString } from "./json-source.js";
import { didYouMean } from "./nearest.js";
import { checkPattern } from "./pattern.js";
import { type Lists, measurePhrase, PhraseError } from "./phrase-syntax.js";
import { quote } from "./read-json.js";
import { groupNames } from "./regexp-tree.js";

/** A phrase may be large, but not all of them: compiling takes time, too. */
const MAX_NODES = 1_000_000;

/** What checking needs to know about a file. */
export interface CheckedFile {
  readonly text: string;
  readonly root: JsonNode;
  readonly log: IssueLog;
  /** Lists that its phrases may name, besides its own. */
  readonly lists: Lists;
  /** How much its phrases may still grow to when their lists are written out. */
  readonly nodes?: { left: number };
}

type Change = Pick<Partial<Rule>, "match" | "unless" | "extract" | "action">;

export function checkPack(pack: Pack, file: CheckedFile): void {
  const lists = pack.lists === undefined ? file.lists : new Map([...file.lists, ...Object.entries(pack.lists)]);
  const scoped = { ...file, lists, nodes: { left: MAX_NODES } };
  checkLists(pack.lists ?? {}, scoped);
  checkPhrases(pack.site?.mentions, ["site", "mentions"], scoped);
  const seen = new Set<string>();
  for (const [index, rule] of pack.rules.entries()) {
    const path = ["rules", index];
    if (seen.has(rule.id)) {
      add(
        scoped,
        "E_RULE_DUPLICATE_ID",
        [...path, "id"],
        `the id "${rule.id}" is taken`,
        "Give each rule of a file its own id.",
      );
    }
    seen.add(rule.id);
    checkRule(rule, pack.category, path, scoped);
  }
  for (const [id, change] of Object.entries(pack.override ?? {})) checkChange(change, ["override", id], scoped);
}

export function checkLists(lists: Readonly<Record<string, readonly string[]>>, file: CheckedFile): void {
  for (const [name, entries] of Object.entries(lists)) checkPhrases(entries, ["lists", name], file);
}

function checkRule(rule: Rule, packCategory: string | undefined, path: JsonPath, file: CheckedFile): void {
  if (rule.category === undefined && packCategory === undefined) {
    add(file, "E_RULE_CATEGORY", path, "the rule has no category", 'Add "category" to the file or to the rule.');
  }
  const { phrases, stems, pattern, features } = rule.match;
  const hasWords = phrases !== undefined || stems !== undefined || pattern !== undefined;
  if (!hasWords && Object.keys(features ?? {}).length === 0) {
    const remedy = "Add phrases, stems, a pattern or features.";
    add(file, "E_RULE_MATCH", [...path, "match"], "the rule matches nothing", remedy);
  }
  if (rule.action === "extract" && rule.extract === undefined) {
    add(
      file,
      "E_RULE_EXTRACT",
      [...path, "action"],
      "nothing is extracted",
      'Add "extract", such as { "author": "after" }.',
    );
  }
  checkChange(rule, path, file);
  checkExamples(rule, path, file);
}

/** Checks that hold for a rule and for an override alike. */
function checkChange({ match, unless, extract }: Change, path: JsonPath, file: CheckedFile): void {
  for (const key of ["phrases", "stems", "with"] as const) {
    if (match?.[key]?.length === 0) {
      add(file, "E_RULE_MATCH", [...path, "match", key], `"${key}" is empty`, "Add an entry, or leave the key away.");
    }
    checkPhrases(match?.[key], [...path, "match", key], file);
  }
  checkPhrases(unless?.phrases, [...path, "unless", "phrases"], file);
  const isValid = checkSource(match?.pattern, match?.caseSensitive, [...path, "match", "pattern"], file);
  checkSource(unless?.pattern, match?.caseSensitive, [...path, "unless", "pattern"], file);
  if (match !== undefined && isValid) checkExtract(extract ?? {}, match, [...path, "extract"], file);
}

function checkPhrases(phrases: readonly string[] | undefined, path: JsonPath, file: CheckedFile): void {
  const seen = new Set<string>();
  for (const [index, phrase] of (phrases ?? []).entries()) {
    if (seen.has(phrase)) {
      add(file, "E_RULE_PHRASE", [...path, index], `${quote(phrase)} stands here twice`, "Remove one of the two.");
    }
    seen.add(phrase);
    try {
      spendNodes(measurePhrase(phrase, file.lists).size, phrase, path, file);
    } catch (error) {
      if (!(error instanceof PhraseError)) throw error;
      const node = nodeAt(file.root, [...path, index]);
      file.log.add("E_RULE_PHRASE", offsetInString(file.text, node, error.offset), error.message, error.remedy);
    }
  }
}

function spendNodes(size: number, phrase: string, path: JsonPath, file: CheckedFile): void {
  const { nodes } = file;
  if (nodes === undefined || nodes.left < 0) return;
  nodes.left -= size;
  if (nodes.left >= 0) return;
  add(
    file,
    "E_RULE_SIZE",
    path,
    `with ${quote(phrase)} the phrases of the file grow too large`,
    "Use fewer or smaller lists.",
  );
}

/** True when there is no pattern or it is sound. */
function checkSource(
  source: string | undefined,
  sensitive: boolean | undefined,
  path: JsonPath,
  file: CheckedFile,
): boolean {
  const issue = source === undefined ? null : checkPattern(source, sensitive === true ? "exact" : "folded");
  if (issue === null) return true;
  const offset = offsetInString(file.text, nodeAt(file.root, path), issue.offset);
  file.log.add("E_RULE_PATTERN", offset, issue.message, issue.remedy);
  return false;
}

function checkExtract(
  extract: NonNullable<Rule["extract"]>,
  match: Rule["match"],
  path: JsonPath,
  file: CheckedFile,
): void {
  const names = match.pattern === undefined ? [] : groupNames(match.pattern);
  const hasWords = match.phrases !== undefined || match.stems !== undefined || match.pattern !== undefined;
  for (const [field, source] of Object.entries(extract)) {
    const name = source.startsWith("$") ? source.slice(1) : null;
    if (name !== null && !names.includes(name)) {
      const remedy = `${didYouMean(name, names)}Name a group of the pattern so: (?<${name}>...).`;
      add(file, "E_RULE_EXTRACT", [...path, field], `the pattern has no group "${name}"`, remedy);
    } else if (name === null && !hasWords && source !== "block" && source !== "links") {
      const remedy = "Rules of features only have no match; use block or links.";
      add(file, "E_RULE_EXTRACT", [...path, field], `"${source}" needs a match`, remedy);
    }
  }
}

function checkExamples({ examples }: Rule, path: JsonPath, file: CheckedFile): void {
  const seen = new Map<string, string>();
  for (const kind of ["remove", "keep"] as const) {
    for (const [index, example] of examples[kind].entries()) {
      const other = seen.get(example);
      seen.set(example, kind);
      if (other === undefined) continue;
      const message = other === kind ? "the example stands here twice" : "the same text is to be removed and kept";
      add(file, "E_RULE_EXAMPLES", [...path, "examples", kind, index], message, "Write another example.");
    }
  }
}

function add({ log, root }: CheckedFile, code: string, path: JsonPath, message: string, remedy: string): void {
  if (log.issues.length < MAX_ISSUES) log.add(code, nodeAt(root, path).offset, message, remedy);
}
