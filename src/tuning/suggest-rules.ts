/** Repeated lines -> rules on trial, in a pack for each source, with what they would take and lose. */

import { cleanText } from "../clean.js";
import { compileRules } from "../match/compile.js";
import { createDocument } from "../match/document.js";
import { matchRules } from "../match/match.js";
import { createRulebook, type Rulebook } from "../match/rulebook.js";
import type { ResolvedRule } from "../rules/packs.js";
import { startFolding } from "../text/fold.js";
import { segment } from "../text/segment.js";
import { likeness } from "../text/similarity.js";
import type { Pack, Rule, RuleSet } from "../types.js";
import { type CorpusDocument, createGoldCounter, sourceOf } from "./corpus.js";
import { type Draft, draftRules } from "./draft-rules.js";
import type { Miner } from "./mine-repeats.js";
import { CATEGORY, EXAMPLES, makePack, withExamples } from "./suggested-pack.js";

/** A rule proposed, with what the corpus says of it. */
export interface Suggestion {
  readonly source: string;
  readonly rule: Rule;
  /** Documents that repeat the line, as they were mined. */
  readonly support: number;
  /** Blocks that the rule hits, and the documents they stand in. */
  readonly hits: number;
  readonly documents: number;
  readonly words: number;
  /** Of the words in documents with gold, those that the gold has: they would be lost. */
  readonly lost: number;
  /** A few of the texts. */
  readonly texts: readonly string[];
}

export interface SuggestionReport {
  readonly packs: readonly { readonly source: string; readonly pack: Pack }[];
  readonly suggestions: readonly Suggestion[];
  /** Drafts given up, by reason. */
  readonly dropped: Readonly<Record<string, number>>;
}

const MIN_STRAY_LIKENESS = 0.6;
const MAX_TRIED = 3;
/** A rule that takes a larger share of gold words is none. */
const MAX_LOST = 0.02;
/** A rule must find this share of the documents that it was drafted from. */
const MIN_FOUND = 0.8;

/**
 * Drafts rules from what was mined.
 *
 * @param rules the rules in force: what they cut already needs no rule
 * @returns `verify`, to be called with every document of the corpus once more, and `report`
 */
export function createSuggester(
  miner: Miner,
  rules: RuleSet,
): { readonly verify: (document: CorpusDocument) => void; readonly report: () => SuggestionReport } {
  const rulebook = createRulebook(rules);
  const drafts = draftRules(miner);
  const compiled = new Map([...drafts].map(([source, own]) => [source, compileRules(own.map(resolve), new Set())]));
  return {
    verify: (document) => {
      const source = sourceOf(document);
      const index = compiled.get(source);
      if (index !== undefined) verifyDocument(document, drafts.get(source) ?? [], index, rulebook);
    },
    report: () => reportDrafts(drafts, miner, rules),
  };
}

const resolve = ({ rule, source }: Draft): ResolvedRule => ({
  ...rule,
  fullId: rule.id,
  pack: source,
  language: "any",
  category: CATEGORY,
  lists: new Map(),
});

function verifyDocument(
  document: CorpusDocument,
  drafts: readonly Draft[],
  index: ReturnType<typeof compileRules>,
  rulebook: Rulebook,
): void {
  const { text, gold, url } = document;
  const read = createDocument(startFolding(text, segment(text, "auto")), rulebook.language("und"));
  const { blocks } = matchRules(read, () => [index], { useIndex: true, misses: null });
  const found = blocks.flatMap((hits, block) =>
    hits.slice(0, 1).map(({ matcher }) => ({ id: matcher.rule.id, block })),
  );
  if (found.length === 0) return;
  const spans = found.map(({ block }) => read.blocks[block] ?? { start: 0, end: 0 });
  const byId = new Map(drafts.map((draft) => [draft.rule.id, draft]));
  const own = found.map(({ id }) => byId.get(id));
  const needsTrial = own.some((draft) => draft !== undefined && draft.tried < MAX_TRIED);
  // The arrays of the document are used again from here on.
  const edits = needsTrial ? cleanText(text, rulebook, url === undefined ? {} : { url }).edits : null;
  const count = gold === undefined ? null : createGoldCounter(gold);
  for (const draft of new Set(own)) if (draft !== undefined) draft.documents += 1;
  own.forEach((draft, i) => {
    const { start, end } = spans[i] ?? { start: 0, end: 0 };
    if (draft === undefined) return;
    const line = text.slice(start, end);
    draft.hits += 1;
    const taken = (count ?? createGoldCounter(""))(line);
    draft.words += taken.words;
    if (count !== null) draft.judged += taken.words;
    draft.lost += taken.right;
    if (!draft.texts.some((other) => likeness(other, line) >= MIN_STRAY_LIKENESS)) draft.strays += 1;
    if (edits === null || draft.tried >= MAX_TRIED) return;
    draft.tried += 1;
    if (edits.some((edit) => edit.kind === "cut" && edit.start <= start && edit.end >= end)) draft.cut += 1;
  });
}

/** Why a draft is given up, or null. */
function whyDropped(draft: Draft): string | null {
  if (draft.documents < MIN_FOUND * draft.cluster.documents) return "the phrase misses its own lines";
  if (draft.tried > 0 && draft.cut === draft.tried) return "the rules in force cut it already";
  if (draft.strays > 0) return "it takes other lines, too";
  if (draft.judged > 0 && draft.lost > MAX_LOST * draft.judged) return "it would take words of the gold";
  return null;
}

function reportDrafts(drafts: ReadonlyMap<string, readonly Draft[]>, miner: Miner, rules: RuleSet): SuggestionReport {
  const dropped: Record<string, number> = {};
  const drop = (reason: string): void => {
    dropped[reason] = (dropped[reason] ?? 0) + 1;
  };
  const suggestions: Suggestion[] = [];
  const packs: { source: string; pack: Pack }[] = [];
  for (const [source, own] of drafts) {
    const kept = own.flatMap((draft): readonly Suggestion[] => {
      const reason = whyDropped(draft);
      if (reason !== null) drop(reason);
      const rule = reason === null ? withExamples(draft, miner.proseOf(source), rules) : null;
      if (reason === null && rule === null) drop("no examples could be found for it");
      return rule === null ? [] : [toSuggestion(draft, rule)];
    });
    suggestions.push(...kept);
    if (kept.length > 0)
      packs.push({
        source,
        pack: makePack(
          source,
          kept.map(({ rule }) => rule),
        ),
      });
  }
  return { packs, suggestions, dropped };
}

const toSuggestion = ({ source, cluster, hits, documents, words, lost, texts }: Draft, rule: Rule): Suggestion => ({
  source,
  rule,
  support: cluster.documents,
  hits,
  documents,
  words,
  lost,
  texts: texts.slice(0, EXAMPLES),
});
