/** Many rule files as one rule set: parsed, put on top of the built-in rules, and checked against each other. */
import type { RuleIssue } from "../errors.js";
import type { Language, Pack, RuleSet } from "../types.js";
import { didYouMean } from "./nearest.js";
import { matchesName } from "./packs.js";
import { type ListScope, parseLanguageFile, parsePageWeightsFile, parseRuleFile, parseWeightsFile } from "./parse.js";
import type { Lists } from "./phrase-syntax.js";
import type { RuleFile } from "./rule-files.js";

export interface RulesRead {
  /** What the files give; only fit for use when there are no issues. */
  readonly ruleSet: RuleSet;
  /** The packs of the files alone. */
  readonly own: readonly OwnPack[];
  readonly issues: readonly RuleIssue[];
}

export interface OwnPack {
  readonly file: string;
  readonly text: string;
  readonly pack: Pack;
}

interface Parsed<T> {
  readonly file: RuleFile;
  readonly value: T;
}

/**
 * Puts rule files on top of `base`. A pack or language of the same name takes the place of one of the base. `before`
 * are the issues that were found while reading.
 */
export function stackRules(files: readonly RuleFile[], base: RuleSet, before: readonly RuleIssue[] = []): RulesRead {
  const issues = [...before];
  const ofKind = (kind: RuleFile["kind"]): readonly RuleFile[] => files.filter((file) => file.kind === kind);
  const keep = <T>(file: RuleFile, value: T | null, found: readonly RuleIssue[]): readonly Parsed<T>[] => {
    issues.push(...found);
    return value === null ? [] : [{ file, value }];
  };

  const drafts = ofKind("language").flatMap(({ file, text }) => parseLanguageFile(text, file).language ?? []);
  const scope = createListScope(replace(base.languages, drafts, nameOfLanguage));
  const languages = ofKind("language").flatMap((file) => {
    const read = parseLanguageFile(file.text, file.file, scope);
    return keep(file, read.language, read.issues);
  });
  const weights = ofKind("weights").flatMap((file) => {
    const read = parseWeightsFile(file.text, file.file);
    return keep(file, read.weights, read.issues);
  });
  const pages = ofKind("page-weights").flatMap((file) => {
    const read = parsePageWeightsFile(file.text, file.file);
    return keep(file, read.page, read.issues);
  });
  const packs = ofKind("pack").flatMap((file) => {
    const read = parseRuleFile(file.text, file.file, scope);
    return keep(file, read.pack, read.issues);
  });

  issues.push(...findTwins(languages, nameOfLanguage, "language"), ...findTwins(packs, nameOfPack, "pack"));
  issues.push(...findTwins(weights, () => "weights", "weights"));
  issues.push(...findTwins(pages, () => "weights for pages", "weights"));
  const users = packs.map(({ value }) => value);
  const below = base.packs.filter((pack) => users.length === 0 || users.some((user) => standsOn(user, pack.pack)));
  const ruleSet = {
    packs: replace(below, users, nameOfPack),
    languages: replace(
      base.languages,
      languages.map(({ value }) => value),
      nameOfLanguage,
    ),
    weights: weights.at(-1)?.value ?? base.weights,
    page: pages.at(-1)?.value ?? base.page,
  } satisfies RuleSet;
  // A file that could not be read may hold what the others refer to.
  if (issues.length === 0) issues.push(...packs.flatMap((pack) => findDangling(pack, ruleSet.packs, base.packs)));
  const own = packs.map(({ file, value }) => ({ file: file.file, text: file.text, pack: value }));
  return { ruleSet, own, issues };
}

/** Lists of `any`, hidden by those of the language. */
export function createListScope(languages: readonly Language[]): ListScope {
  const scopes = new Map<string, Lists>();
  const entriesOf = (tag: string): readonly [string, readonly string[]][] =>
    languages.filter(({ language }) => language === tag).flatMap(({ lists = {} }) => Object.entries(lists));
  return (tag) => {
    const known = scopes.get(tag) ?? new Map([...entriesOf("any"), ...entriesOf(tag)]);
    scopes.set(tag, known);
    return known;
  };
}

const nameOfPack = ({ pack }: Pack): string => pack;
const nameOfLanguage = ({ language }: Language): string => language;

const standsOn = ({ extends: names }: Pack, pack: string): boolean =>
  names === undefined || names.some((name) => matchesName(name, pack));

function replace<T>(old: readonly T[], fresh: readonly T[], nameOf: (item: T) => string): readonly T[] {
  const names = new Set(fresh.map(nameOf));
  return [...old.filter((item) => !names.has(nameOf(item))), ...fresh];
}

function findTwins<T>(parsed: readonly Parsed<T>[], nameOf: (item: T) => string, kind: string): readonly RuleIssue[] {
  const first = new Map<string, string>();
  return parsed.flatMap(({ file: { file }, value }) => {
    const name = nameOf(value);
    const other = first.get(name);
    if (other === undefined) first.set(name, file);
    if (other === undefined) return [];
    const message = `${kind === "weights" ? "weights are" : `the ${kind} "${name}" is`} also given by ${other}`;
    return [issueAt(file, "E_RULE_TWIN", message, "Rename one of the two, or load only one.")];
  });
}

/** Names in `extends`, `disable` and `override` that stand for nothing. */
function findDangling(
  { file: { file }, value }: Parsed<Pack>,
  packs: readonly Pack[],
  base: readonly Pack[],
): readonly RuleIssue[] {
  const { extends: extended = [], disable = [], override = {} } = value;
  if (extended.length + disable.length + Object.keys(override).length === 0) return [];
  const ids = packs.flatMap(({ pack, rules }) => rules.map(({ id }) => `${pack}/${id}`));
  const known = new Set(ids);
  const isKnown = (id: string): boolean =>
    known.has(id) || (id.includes("*") && ids.some((other) => matchesName(id, other)));
  const names = base.map(nameOfPack);
  const dangle = (key: string, name: string, candidates: readonly string[]): RuleIssue => {
    const remedy = `${didYouMean(name, candidates)}Use a name that exists, or remove it.`;
    return issueAt(file, "E_RULE_REFERENCE", `"${key}" names "${name}", which does not exist`, remedy);
  };
  return [
    ...extended
      .filter((name) => !names.some((pack) => matchesName(name, pack)))
      .map((name) => dangle("extends", name, names)),
    ...disable.filter((id) => !isKnown(id)).map((id) => dangle("disable", id, ids)),
    ...Object.keys(override)
      .filter((id) => !known.has(id))
      .map((id) => dangle("override", id, ids)),
  ];
}

function issueAt(file: string, code: string, message: string, remedy: string): RuleIssue {
  return { code, file, line: 1, column: 1, message: `${message}.`, remedy };
}
