/** Languages that are out of step: a family or list that most have and one has not. */
import type { OwnPack } from "../rules/stack-rules.js";
import type { WarnFor } from "./lint-twins.js";

/** Fewer languages show no custom. */
const MIN_LANGUAGES = 3;
/** A family belongs to all when this share of the languages has it. */
const MOST = 0.75;
/** A pack is thin when it has this share of the usual number of rules. */
const THIN = 0.25;
const MIN_RULES = 8;

/** Warns at the first pack of a language of the families that it lacks, and at packs that are thin beside the others. */
export function lintLanguages(own: readonly OwnPack[], warnFor: WarnFor): void {
  const languages = new Map<string, Map<string, OwnPack>>();
  for (const pack of own) {
    const { language, pack: name, site } = pack.pack;
    if (site !== undefined || language === "any" || !name.startsWith(`${language}/`)) continue;
    const families = languages.get(language) ?? new Map<string, OwnPack>();
    families.set(name.slice(language.length + 1), pack);
    languages.set(language, families);
  }
  if (languages.size < MIN_LANGUAGES) return;
  const names = new Set([...languages.values()].flatMap((families) => [...families.keys()]));
  for (const family of names) compareFamily(family, languages, warnFor);
}

function compareFamily(
  family: string,
  languages: ReadonlyMap<string, ReadonlyMap<string, OwnPack>>,
  warnFor: WarnFor,
): void {
  const packs = [...languages.values()].flatMap((families) => families.get(family) ?? []);
  if (packs.length < MOST * languages.size) return;
  const sizes = packs.map(({ pack }) => pack.rules.length).sort((a, b) => a - b);
  const usual = sizes[Math.floor(sizes.length / 2)] ?? 0;
  for (const [language, families] of languages) {
    const pack = families.get(family);
    const [first] = families.values();
    if (pack === undefined && first !== undefined) {
      const message = `${packs.length} languages have a pack "${family}", and "${language}" has none`;
      warnFor(first)("W_RULE_LANGUAGES", ["language"], message, `Write ${language}/${family}.json.`);
    } else if (pack !== undefined && usual >= MIN_RULES && pack.pack.rules.length < THIN * usual) {
      const message = `${pack.pack.rules.length} rules; the pack "${family}" of other languages has ${usual}`;
      warnFor(pack)("W_RULE_LANGUAGES", ["rules"], message, "See what the other languages have.");
    }
  }
}
