/** Rules that say what others say already. */
import { compileRules, type RuleIndex } from "../match/compile.js";
import { DEFAULT_KINDS } from "../match/conditions.js";
import { createDocument } from "../match/document.js";
import { matchRules } from "../match/match.js";
import type { Warn } from "../rules/lint.js";
import { type ResolvedRule, resolvePacks } from "../rules/packs.js";
import type { OwnPack } from "../rules/stack-rules.js";
import { startFolding } from "../text/fold.js";
import { segment } from "../text/segment.js";
import type { Language, Level, RuleSet } from "../types.js";

export type WarnFor = (pack: OwnPack) => Warn;

/** Warns of phrases that two rules for the same purpose share, and of rules whose examples another rule removes, too. */
export function lintTwins(own: readonly OwnPack[], ruleSet: RuleSet, warnFor: WarnFor): void {
  const { general, sites } = resolvePacks(ruleSet);
  const all = [...general, ...sites.flatMap(({ rules }) => rules)];
  const byId = new Map(all.map((rule) => [rule.fullId, rule]));
  const phrases = indexPhrases(all);
  const shadowOf = createShadowFinder(general, ruleSet);
  for (const pack of own) {
    const warn = warnFor(pack);
    pack.pack.rules.forEach(({ id }, index) => {
      const rule = byId.get(`${pack.pack.pack}/${id}`);
      if (rule === undefined) return;
      lintPhrases(rule, index, phrases, warn);
      const shadow = shadowOf(rule);
      if (shadow === null) return;
      const message = `everything that its examples remove is removed by ${shadow}, too`;
      const remedy = "Drop the rule, or give an example that only it removes.";
      warn("W_RULE_SHADOWED", ["rules", index, "id"], message, remedy);
    });
  }
}

/** What makes two rules serve the same purpose: equal but for their words. */
function purposeOf({
  language,
  pack,
  action,
  target,
  where,
  match,
  unless,
  level,
  quoted,
  status,
}: ResolvedRule): string {
  const { phrases: _phrases, stems: _stems, ...rest } = match;
  const site = pack.startsWith("sites/") ? pack : "";
  return JSON.stringify([language, site, action, target, where, rest, unless, level, quoted, status]);
}

type PhraseIndex = ReadonlyMap<string, readonly string[]>;

const phraseKey = (rule: ResolvedRule, phrase: string): string => `${purposeOf(rule)} ${phrase.toLowerCase()}`;

/** Purpose and phrase -> ids of the rules that have it. */
function indexPhrases(rules: readonly ResolvedRule[]): PhraseIndex {
  const index = new Map<string, string[]>();
  for (const rule of rules) {
    for (const phrase of rule.match.phrases ?? []) {
      const key = phraseKey(rule, phrase);
      const ids = index.get(key) ?? [];
      ids.push(rule.fullId);
      index.set(key, ids);
    }
  }
  return index;
}

function lintPhrases(rule: ResolvedRule, index: number, phrases: PhraseIndex, warn: Warn): void {
  for (const [number, phrase] of (rule.match.phrases ?? []).entries()) {
    const other = phrases.get(phraseKey(rule, phrase))?.find((id) => id !== rule.fullId);
    if (other === undefined) continue;
    const path = ["rules", index, "match", "phrases", number];
    const message = `${other} has the phrase ${JSON.stringify(phrase)}, too, under the same conditions`;
    warn("W_RULE_DUPLICATE", path, message, "Let one of the two have it.");
  }
}

/** Finds for a rule another one that removes all its examples, asks no more of the place, and weighs no less. */
function createShadowFinder(
  general: readonly ResolvedRule[],
  { languages, weights }: RuleSet,
): (rule: ResolvedRule) => string | null {
  const threshold = weights.thresholds.normal;
  const indexes = new Map<string, RuleIndex>();
  const indexFor = (tag: string, stopWords: ReadonlySet<string>): RuleIndex => {
    const known = indexes.get(tag);
    if (known !== undefined) return known;
    const removing = general.filter(({ language, action = "remove" }) => {
      return action === "remove" && (language === "any" || language === tag);
    });
    const made = compileRules(removing, stopWords);
    indexes.set(tag, made);
    return made;
  };
  const fallback = languages.find(({ language }) => language !== "any");
  return (rule) => {
    const language = languages.find((one) => one.language === rule.language) ?? fallback;
    const isRemoval = (rule.action ?? "remove") === "remove" && rule.status !== "trial";
    if (language === undefined || !isRemoval || rule.examples.remove.length === 0) return null;
    const index = indexFor(rule.language === "any" ? "any" : language.language, new Set(language.stopWords));
    const [first = "", ...others] = rule.examples.remove;
    const ground = { language, index, threshold };
    let left = [...findShadows(rule, first, ground)];
    for (const example of others) {
      if (left.length === 0) return null;
      const found = findShadows(rule, example, ground);
      left = left.filter((id) => found.has(id));
    }
    return left[0] ?? null;
  };
}

/** What rules are compared on: their language, those that remove, and the score from which they cut. */
interface Ground {
  readonly language: Language;
  readonly index: RuleIndex;
  readonly threshold: number;
}

function findShadows(rule: ResolvedRule, text: string, { language, index, threshold }: Ground): ReadonlySet<string> {
  const document = createDocument(startFolding(text, segment(text, "auto")), language);
  const { blocks } = matchRules(document, () => [index], { useIndex: true, misses: null });
  const matchers = blocks.flat().map(({ matcher }) => matcher.rule);
  return new Set(matchers.filter((other) => isWider(other, rule, threshold)).map(({ fullId }) => fullId));
}

/** Whether a rule acts wherever the other one does, with no less weight, and with enough to cut by itself. */
function isWider(wide: ResolvedRule, narrow: ResolvedRule, threshold: number): boolean {
  if (wide.fullId === narrow.fullId || wide.status === "trial" || wide.category !== narrow.category) return false;
  const isSameTarget = (wide.target ?? "sentence") === (narrow.target ?? "sentence");
  const weight = wide.weight ?? 1;
  if (!isSameTarget || narrow.extract !== undefined || weight < Math.max(threshold, narrow.weight ?? 1)) return false;
  if (LEVELS.indexOf(wide.level ?? "light") > LEVELS.indexOf(narrow.level ?? "light")) return false;
  const [a, b] = [wide.where ?? {}, narrow.where ?? {}];
  const zones = a.zone === undefined || (b.zone?.every((zone) => a.zone?.includes(zone)) ?? false);
  const kinds = (b.kinds ?? DEFAULT_KINDS).every((kind) => (a.kinds ?? DEFAULT_KINDS).includes(kind));
  return zones && kinds && NEIGHBOURLY.every((condition) => a[condition] === undefined);
}

const LEVELS: readonly Level[] = ["light", "normal", "strict"];
/** Conditions on what an example does not show: the rest of the text. */
const NEIGHBOURLY = [
  "before",
  "after",
  "position",
  "fromEnd",
  "belowTitle",
  "repeated",
  "altText",
  "copy",
  "only",
  "echo",
] as const;
