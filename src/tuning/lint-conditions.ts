/** Conditions that no text can meet, or that do nothing. */
import type { JsonPath } from "../rules/json-source.js";
import type { Warn } from "../rules/lint.js";
import type { LoadedRule } from "../rules/packs.js";
import { type Lists, type PhraseNode, parsePhrase } from "../rules/phrase-syntax.js";
import type { Neighbour, Range } from "../types.js";

const LEVELLED = new Set(["heading", "list-item", "quote"]);

/** Warns of the conditions of one rule at `path`. */
export function lintConditions(rule: LoadedRule, path: JsonPath, lists: Lists, warn: Warn): void {
  const { where = {}, match, target = "sentence" } = rule;
  lintLength(rule, path, lists, warn);
  for (const name of Object.keys(match.features ?? {})) {
    if (!(name in where)) continue;
    const remedy = "What stands in where takes its place; say it once.";
    warn("W_RULE_FIELD", [...path, "match", "features", name], `"${name}" has no effect here`, remedy, "removable");
  }
  const kinds = where.kinds ?? ["list-item"];
  if ((where.level ?? match.features?.level) !== undefined && !kinds.some((kind) => LEVELLED.has(kind))) {
    const place = where.level === undefined ? ["match", "features", "level"] : ["where", "level"];
    const remedy = 'Only headings, list items and quotations have a level; name one of them under "kinds".';
    unreachable(warn, [...path, ...place], `a block of ${kinds.join(" or ")} has no level`, remedy);
  }
  if (where.whole === true && (target === "block" || target === "section" || target === "rest")) {
    const remedy = `A ${target} is always whole.`;
    warn("W_RULE_FIELD", [...path, "where", "whole"], '"whole" has no effect here', remedy, "removable");
  }
  if (
    where.at !== undefined &&
    match.phrases === undefined &&
    match.stems === undefined &&
    match.pattern === undefined
  ) {
    const remedy = "Rules of features have no match that could stand anywhere.";
    if (where.at !== "whole") warn("W_RULE_FIELD", [...path, "where", "at"], '"at" has no effect here', remedy);
  }
  const links = where.links ?? match.features?.links;
  const density = where.linkDensity ?? match.features?.linkDensity;
  if (links?.max === 0 && (density?.min ?? 0) > 0) {
    const remedy = "Drop one of the two.";
    unreachable(warn, [...path, "where"], "no link is allowed, and some link text is asked for", remedy);
  }
  for (const side of ["before", "after"] as const) lintNeighbour(where[side], [...path, "where", side], warn);
}

function unreachable(warn: Warn, path: JsonPath, message: string, remedy: string): void {
  warn("W_RULE_UNREACHABLE", path, message, remedy);
}

/** A block that is not there has neither kind nor words. */
function lintNeighbour(neighbour: Neighbour | undefined, path: JsonPath, warn: Warn): void {
  if (neighbour?.none !== true) return;
  const others = Object.keys(neighbour).filter((name) => name !== "none");
  if (others.length === 0) return;
  const remedy = 'Leave "none" away to ask something of a neighbour.';
  unreachable(warn, path, `there is to be no neighbour, and ${others.join(" and ")} of it are asked for`, remedy);
}

/** A phrase cannot stand in fewer words or characters than it has itself. */
function lintLength({ where = {}, match }: LoadedRule, path: JsonPath, lists: Lists, warn: Warn): void {
  const sources = [...(match.phrases ?? []), ...(match.stems ?? [])];
  if (sources.length === 0) return;
  const nodes = sources.map((source) => parsePhrase(source, lists));
  const check = (name: "words" | "chars", range: Range | undefined, measure: (node: PhraseNode) => number): void => {
    const least = Math.min(...nodes.map(measure));
    if (range?.max === undefined || least <= range.max) return;
    const remedy = `Let "max" be ${least} or more.`;
    const at = where[name] === undefined ? ["match", "features", name] : ["where", name];
    unreachable(warn, [...path, ...at], `the shortest phrase has ${least} ${name}, more than ${range.max}`, remedy);
  };
  check("words", where.words ?? match.features?.words, countWords);
  check("chars", where.chars ?? match.features?.chars, countChars);
}

function countWords(node: PhraseNode): number {
  switch (node.kind) {
    case "word":
    case "prefix":
    case "number":
      return 1;
    case "punctuation":
    case "gap":
      return 0;
    case "sequence":
      return node.nodes.reduce((sum, child) => sum + countWords(child), 0);
    case "choice":
      return Math.min(...node.nodes.map(countWords));
    default:
      return node satisfies never;
  }
}

function countChars(node: PhraseNode): number {
  switch (node.kind) {
    case "word":
    case "prefix":
    case "punctuation":
      return node.text.length;
    case "number":
      return 1;
    case "gap":
      return 0;
    case "sequence":
      return node.nodes.reduce((sum, child) => sum + countChars(child), 0);
    case "choice":
      return Math.min(...node.nodes.map(countChars));
    default:
      return node satisfies never;
  }
}
