/** Rule files: text in, checked packs out, with every issue at its place. Nothing here throws or touches a disk. */
import type { RuleIssue } from "../errors.js";
import { foldString } from "../text/literal.js";
import type { Language, Pack, PageWeights, Rule, Weights } from "../types.js";
import { checkLists, checkPack } from "./check-pack.js";
import { createIssueLog, type IssueLog, type JsonNode, parseJson } from "./json-source.js";
import type { LoadedRule } from "./packs.js";
import { pageWeightsSchema } from "./page-schema.js";
import type { Lists } from "./phrase-syntax.js";
import { readJson } from "./read-json.js";
import { requiredWords } from "./required-words.js";
import { languageSchema, packSchema, weightsSchema } from "./schema.js";
import type { SchemaOf } from "./schema-parts.js";

/** Finds the lists that a language lends to its packs. */
export type ListScope = (language: string) => Lists;

const NO_LISTS: ListScope = () => new Map();

/**
 * Reads one rule file. `pack` is null when its shape is wrong; with any issue it must not be used for cleaning.
 *
 * @param text the JSON text
 * @param file how issues call the file
 * @param scope lists of `language.json` files that phrases may name
 */
export function parseRuleFile(
  text: string,
  file: string,
  scope: ListScope = NO_LISTS,
): { readonly pack: Pack | null; readonly issues: readonly RuleIssue[] } {
  const { value, issues } = parseFile(text, file, packSchema, (pack, root, log) => {
    checkPack(pack, { text, root, log, lists: scope(pack.language) });
  });
  return { pack: value === null || issues.length > 0 ? value : withAnchors(value), issues };
}

/** Reads a `language.json`. */
export function parseLanguageFile(
  text: string,
  file: string,
  scope: ListScope = NO_LISTS,
): { readonly language: Language | null; readonly issues: readonly RuleIssue[] } {
  const { value, issues } = parseFile(text, file, languageSchema, ({ language, lists = {} }, root, log) => {
    checkLists(lists, { text, root, log, lists: new Map([...scope(language), ...Object.entries(lists)]) });
  });
  return { language: value, issues };
}

/** Reads a `weights.json`. */
export function parseWeightsFile(
  text: string,
  file: string,
): { readonly weights: Weights | null; readonly issues: readonly RuleIssue[] } {
  const { value, issues } = parseFile(text, file, weightsSchema, () => undefined);
  return { weights: value, issues };
}

/** Reads a `page-weights.json`. */
export function parsePageWeightsFile(
  text: string,
  file: string,
): { readonly page: PageWeights | null; readonly issues: readonly RuleIssue[] } {
  const { value, issues } = parseFile(text, file, pageWeightsSchema, () => undefined);
  return { page: value, issues };
}

type Check<T> = (value: T, root: JsonNode, log: IssueLog) => void;

function parseFile<T>(
  text: string,
  file: string,
  schema: SchemaOf<T>,
  check: Check<T>,
): { readonly value: T | null; readonly issues: readonly RuleIssue[] } {
  const source = text.startsWith("\ufeff") ? text.slice(1) : text;
  const log = createIssueLog(source, file);
  const root = parseJson(source, log);
  const value = root === null ? null : readJson(root, schema, log);
  if (root !== null && value !== null) check(value, root, log);
  return { value, issues: log.issues.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

function withAnchors(pack: Pack): Pack {
  const override = Object.entries(pack.override ?? {}).map(([id, change]) => [id, anchored(change)] as const);
  return {
    ...pack,
    rules: pack.rules.map(anchored),
    ...(pack.override === undefined ? {} : { override: Object.fromEntries(override) }),
  };
}

/** The words are found once, here, so that compiling rules needs no regular expression parser. */
function anchored<T extends Pick<Partial<Rule>, "match">>(rule: T): T & Pick<LoadedRule, "anchors"> {
  const pattern = rule.match?.pattern;
  const anchors = pattern === undefined ? null : requiredWords(pattern, foldString);
  return anchors === null ? rule : { ...rule, anchors };
}
