/** Rules as they are stored for programs: most of them apart, in groups that are read when they are needed. */
import type { Language, Pack, PageWeights, RuleSet, Weights } from "../types.js";
import { type HeadsByName, lendHeads } from "./list-heads.js";
import { type Filed, type LoadedRule, lendRules } from "./packs.js";

/** Everything but what is in the groups. */
export interface PackedRules {
  readonly languages: readonly PackedLanguage[];
  readonly weights: Weights;
  readonly page: PageWeights | null;
  readonly packs: readonly PackedPack[];
  /** What tells languages apart (src/text/language.ts). */
  readonly languageWords?: readonly number[];
}

/** A language; with `members`, those are in the group of its name. */
export type PackedLanguage =
  | Language
  | (Pick<Language, "language" | "name"> & { readonly members: readonly (keyof Language)[] });

export interface PackedPack extends Omit<Pack, "rules" | "lists"> {
  /** Packs of one group are needed together: those of a language, those of sites. */
  readonly group: string;
}

/** Neither reasons nor examples: those are in the rule files. */
export interface PackBody extends Pick<Pack, "lists"> {
  readonly rules: readonly PackedRule[] | RuleSpan;
}

/** Rules of a group that are read one by one. */
interface RuleSpan {
  /** Number of the first one in the group. */
  readonly from: number;
  readonly length: number;
}

export interface PackedRule extends Omit<LoadedRule, "why" | "examples" | "filed"> {
  /** Where in `filed` of its group stands what the index files it under; null when the index cannot file it. */
  readonly filed?: number | null;
}

export interface PackGroup {
  /** By the name of the pack. */
  readonly packs: Readonly<Record<string, PackBody>>;
  readonly language?: Partial<Language> | null;
  /** What is known of long lists, by the name of their pack; those of the language by "". */
  readonly heads?: Readonly<Record<string, HeadsByName>>;
  /** Reads one of the rules of a span. */
  readonly readRule?: (number: number) => PackedRule;
  /** What the index files the rules under (src/match/filed.ts), where the build has found it out. */
  readonly filed?: () => Int32Array;
  /** The index of the rules for texts of the language (src/match/stored-rules.ts). */
  readonly index?: Int32Array;
}

/** What the build has found out about a rule set, so that it is not to be done at each start. */
export interface Prebuilt {
  /** What it holds for: rule sets with just these. */
  readonly of: Pick<RuleSet, "packs" | "languages">;
  readonly languageWords: readonly number[];
  /** What there is of the language. */
  readonly index: (language: string) => Int32Array | undefined;
}

/** Rules that were unpacked. */
interface UnpackedRules extends RuleSet {
  readonly prebuilt?: Prebuilt;
}

/** What the build has found out about a rule set, as long as nothing has been changed in it. */
export function prebuiltOf({ prebuilt, packs, languages }: UnpackedRules): Prebuilt | undefined {
  return prebuilt?.of.packs === packs && prebuilt.of.languages === languages ? prebuilt : undefined;
}

/** A rule set whose groups are read when something in them is asked for: a text needs few of them. */
export function unpackRules(
  { weights, page, languageWords, ...packed }: PackedRules,
  readFiles: (group: string) => PackGroup | undefined,
): RuleSet {
  const known = new Set<PackGroup>();
  const readGroup = (name: string): PackGroup | undefined => {
    const group = readFiles(name);
    if (group === undefined || known.has(group)) return group;
    known.add(group);
    for (const [pack, heads] of Object.entries(group.heads ?? {})) {
      lendHeads((pack === "" ? group.language : group.packs[pack])?.lists, heads);
    }
    return group;
  };
  const packs = packed.packs.map((pack) => unpackPack(pack, readGroup));
  const languages = packed.languages.map((language) => unpackLanguage(language, readGroup));
  const ruleSet = { languages, weights, page, packs };
  if (languageWords === undefined) return ruleSet;
  const index = (language: string): Int32Array | undefined => readGroup(language)?.index;
  const unpacked: UnpackedRules = { ...ruleSet, prebuilt: { of: ruleSet, languageWords, index } };
  return unpacked;
}

/** The members are read when one of them is asked for. */
function unpackLanguage(packed: PackedLanguage, readGroup: (group: string) => PackGroup | undefined): Language {
  if (!("members" in packed)) return packed;
  const { members, ...head } = packed;
  const body = (): Partial<Language> => readGroup(head.language)?.language ?? {};
  const readers = members.map((name) => [name, { enumerable: true, get: () => body()[name] }] as const);
  return Object.defineProperties({ ...head }, Object.fromEntries(readers)) as Language;
}

function unpackPack({ group, ...head }: PackedPack, readGroup: (group: string) => PackGroup | undefined): Pack {
  const read = (): PackBody => readGroup(group)?.packs[head.pack] ?? { rules: [] };
  const ruleAt = (place: number): LoadedRule => {
    const { rules } = read();
    const { readRule, filed } = readGroup(group) ?? {};
    const rule = "from" in rules ? readRule?.(rules.from + place) : rules[place];
    if (rule === undefined) throw new RangeError(`${head.pack} has no rule ${place}`);
    return restore(rule, filed);
  };
  const pack: Pack = {
    ...head,
    get rules() {
      return Array.from({ length: read().rules.length }, (_, place) => ruleAt(place));
    },
    get lists() {
      return read().lists ?? NO_LISTS;
    },
  };
  lendRules(pack, { count: () => read().rules.length, at: ruleAt });
  return pack;
}

const NO_LISTS: NonNullable<Pack["lists"]> = {};
const NO_EXAMPLES: LoadedRule["examples"] = { remove: [], keep: [] };

function restore({ filed, ...rule }: PackedRule, readFiled: PackGroup["filed"]): LoadedRule {
  const whole = { ...rule, why: "", examples: NO_EXAMPLES };
  if (filed === undefined || readFiled === undefined) return whole;
  return { ...whole, filed: filed === null ? null : openFiled(filed, readFiled) };
}

/** Where the rules are as the build has found them there is an index, and nobody asks for the numbers. */
const openFiled = (at: number, read: () => ArrayLike<number>): Filed => ({
  at,
  get numbers() {
    return read();
  },
});
