/** The shape in which rules are stored for programs (src/rules/packed-rules.ts). */
import { endianness } from "node:os";
import type {
  PackBody,
  PackedLanguage,
  PackedPack,
  PackedRule,
  PackedRules,
  PackGroup,
} from "../src/rules/packed-rules.js";
import type { LoadedRule } from "../src/rules/packs.js";
import { languageWords } from "../src/text/language.js";
import type { Language, Pack, RuleSet } from "../src/types.js";
import { describeLists } from "./describe-lists.js";

/** What the index files rules under, by full id; null where it cannot. */
export type FiledById = ReadonlyMap<string, readonly number[] | null>;

/** What the other rules need to know of a pack; its rules stand in the file of its group. */
export const headOf = ({ rules: _rules, lists: _lists, ...head }: Pack): PackedPack => ({
  ...head,
  group: groupOf(head),
});

export const groupOf = ({ site, language }: Pick<Pack, "site" | "language">): string =>
  site === undefined ? language : "sites";

/** Adds what the index files the rules of a pack under to `filed`, and notes in each rule where that is. */
function bodyOf({ pack, rules, lists }: Pack, filedById: FiledById, filed: number[]): PackBody {
  const lean = rules.map(({ why: _why, examples: _examples, filed: _filed, ...rule }: LoadedRule) => {
    const own = filedById.get(`${pack}/${rule.id}`) ?? null;
    const at = own === null ? null : filed.length;
    filed.push(...(own ?? []));
    return { ...rule, filed: at };
  });
  return lists === undefined ? { rules: lean } : { rules: lean, lists };
}

export function makeGroup(group: string, { packs, languages }: RuleSet, filedById: FiledById): PackGroup {
  const filed: number[] = [];
  const own = packs.filter((pack) => groupOf(pack) === group);
  const bodies = Object.fromEntries(own.map((pack) => [pack.pack, bodyOf(pack, filedById, filed)]));
  const known = languages.find(({ language }) => language === group);
  const { language: _tag, name: _name, ...members } = known ?? {};
  const numbers = Int32Array.from(filed);
  const shared = languages.find(({ language }) => language === "any")?.lists;
  const scope = { ...shared, ...known?.lists };
  const heads = [{ pack: "", lists: known?.lists }, ...own].flatMap(({ pack, lists = {} }) => {
    const described = describeLists(lists, new Map(Object.entries({ ...scope, ...lists })));
    return Object.keys(described).length === 0 ? [] : [[pack, described] as const];
  });
  return { packs: bodies, language: members, heads: Object.fromEntries(heads), filed: () => numbers };
}

const packLanguage = ({ language, name, ...members }: Language): PackedLanguage => ({
  language,
  name,
  members: Object.keys(members) as (keyof Language)[],
});

export function packRules({ languages, weights, page, packs }: RuleSet): PackedRules {
  const known = languages.filter(({ language }) => language !== "any");
  return {
    languages: languages.map(packLanguage),
    weights,
    page,
    packs: packs.map(headOf),
    languageWords: languageWords(known),
  };
}

/** Numbers of 32 bits, the lowest byte first. */
export function toBytes(parts: readonly ArrayLike<number>[]): Buffer {
  const bytes = Buffer.concat(parts.map((part) => Buffer.from(Int32Array.from(part).buffer)));
  return endianness() === "BE" ? bytes.swap32() : bytes;
}

/** The texts of a group as src/rules/builtin.ts reads them, and where each line ends. */
export function toLines({ packs, language, heads }: PackGroup): {
  readonly texts: Buffer;
  readonly ends: readonly number[];
} {
  const rules: PackedRule[] = [];
  const spans = Object.entries(packs).map(([name, { rules: own, ...body }]) => {
    const from = rules.length;
    if (!("from" in own)) rules.push(...own);
    return [name, { ...body, rules: { from, length: own.length } }] as const;
  });
  const lines = [{ packs: Object.fromEntries(spans), language, heads }, ...rules].map((line) =>
    Buffer.from(`${JSON.stringify(line)}\n`),
  );
  let end = 0;
  const ends = lines.map(({ length }) => {
    end += length;
    return end;
  });
  return { texts: Buffer.concat(lines), ends };
}
