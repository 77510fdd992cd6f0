/** Rules as they are stored for programs: the bodies of the packs apart, in groups that are read when they are needed. */
import type { Language, Pack, PageWeights, RuleSet, Weights } from "../types.js";
import type { LoadedRule } from "./packs.js";

/** Everything but the bodies of the packs. */
export interface PackedRules {
  readonly languages: readonly Language[];
  readonly weights: Weights;
  readonly page: PageWeights | null;
  readonly packs: readonly PackedPack[];
}

export interface PackedPack extends Omit<Pack, "rules" | "lists"> {
  /** Packs of one group are needed together: those of a language, those of sites. */
  readonly group: string;
}

/** Neither reasons nor examples: those are in the rule files. */
export interface PackBody extends Pick<Pack, "lists"> {
  readonly rules: readonly PackedRule[];
  /** What the index files all of the rules under (src/match/filed.ts), where the build has found it out. */
  readonly filed?: readonly number[];
}

export interface PackedRule extends Omit<LoadedRule, "why" | "examples" | "filed"> {
  /** Where its part of `filed` begins; null when the index cannot file it. */
  readonly filed?: number | null;
}

/** Bodies of the packs of one group, by the name of the pack. */
export type PackGroup = Readonly<Record<string, PackBody>>;

/** A rule set whose groups are read when `rules` or `lists` of one of their packs are: a text needs few of them. */
export function unpackRules(
  { languages, weights, page, packs }: PackedRules,
  readGroup: (group: string) => PackGroup | undefined,
): RuleSet {
  return { languages, weights, page, packs: packs.map((pack) => unpack(pack, readGroup)) };
}

function unpack({ group, ...head }: PackedPack, readGroup: (group: string) => PackGroup | undefined): Pack {
  let found: Required<Pick<Pack, "rules" | "lists">> | null = null;
  const read = (): Required<Pick<Pack, "rules" | "lists">> => {
    found ??= restore(readGroup(group)?.[head.pack]);
    return found;
  };
  return {
    ...head,
    get rules() {
      return read().rules;
    },
    get lists() {
      return read().lists;
    },
  };
}

function restore({ rules, lists = {}, filed: numbers = [] }: PackBody = { rules: [] }): {
  readonly rules: readonly LoadedRule[];
  readonly lists: NonNullable<Pack["lists"]>;
} {
  const examples = { remove: [], keep: [] };
  const restored = rules.map(({ filed, ...rule }): LoadedRule => {
    const whole = { ...rule, why: "", examples };
    if (filed === undefined) return whole;
    return { ...whole, filed: filed === null ? null : { numbers, at: filed } };
  });
  return { rules: restored, lists };
}
