/** The rules that dehusk brings along, as scripts/build-rules.ts has checked and packed them. */
import data from "../generated/builtin.json" with { type: "json" };
import GROUPS from "../generated/packs.cjs";
import type { Language, Pack, PageWeights, RuleSet, Weights } from "../types.js";
import type { LoadedRule } from "./packs.js";

/** The built-in rules as they are stored: without the bodies of the packs, which are read by group. */
export interface BuiltinData {
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

let rules: RuleSet | null = null;

/** The built-in rules, always the same object. Their `why` and `examples` are empty; the rule files have them. */
export function builtinRules(): RuleSet {
  if (rules === null) {
    const { languages, weights, page, packs } = data as unknown as BuiltinData;
    rules = { languages, weights, page, packs: packs.map(unpack) };
  }
  return rules;
}

/** A group is read when `rules` or `lists` of one of its packs are: most are for languages that a text is not in. */
function unpack({ group, ...head }: PackedPack): Pack {
  let found: PackBody | null = null;
  const read = (): PackBody => (found ??= restore(GROUPS[group]?.()[head.pack] as PackBody | undefined));
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
