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
  readonly rules: readonly Omit<LoadedRule, "why" | "examples">[];
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
  let found: PackBody | null = null;
  const read = (): PackBody => (found ??= restore(readGroup(group)?.[head.pack]));
  return {
    ...head,
    get rules() {
      return read().rules as Pack["rules"];
    },
    get lists() {
      return read().lists ?? {};
    },
  };
}

function restore(body: PackBody = { rules: [] }): PackBody {
  const examples = { remove: [], keep: [] };
  return { ...body, rules: body.rules.map((rule) => ({ ...rule, why: "", examples })) };
}
