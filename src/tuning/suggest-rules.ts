/** Repeated lines -> rules on trial, in a pack for each source, with what they would take and lose. */

import { cleanText } from "../clean.js";
import { compileRules } from "../match/compile.js";
import { createDocument } from "../match/document.js";
import { matchRules } from "../match/match.js";
import { createRulebook, type Rulebook } from "../match/rulebook.js";
import type { ResolvedRule } from "../rules/packs.js";
import { parseRuleFile } from "../rules/parse.js";
import { startFolding } from "../text/fold.js";
import { segment } from "../text/segment.js";
import { likeness } from "../text/similarity.js";
import type { Pack, Rule, RuleSet } from "../types.js";
import { type CorpusDocument, createGoldCounter, sourceOf } from "./corpus.js";
import { type DraftPhrase, draftCommon, draftExact } from "./draft-phrase.js";
import type { Cluster, Miner, Variant } from "./mine-repeats.js";
import { testRules } from "./test-rules.js";

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

interface Draft {
  readonly source: string;
  readonly rule: Rule;
  readonly cluster: Cluster;
  readonly texts: readonly string[];
  hits: number;
  documents: number;
  words: number;
  judged: number;
  lost: number;
  /** Documents that were cleaned to see whether the rules in force cut the line anyway, and in which they do. */
  tried: number;
  cut: number;
  strays: number;
}

/** Rules for one source; a person reads them all. */
const MAX_RULES = 60;
const MIN_WORDS = 3;
const MIN_STRAY_LIKENESS = 0.6;
const MAX_TRIED = 3;
/** A rule that takes a larger share of gold words is none. */
const MAX_LOST = 0.02;
const EXAMPLES = 3;
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

function draftRules(miner: Miner): ReadonlyMap<string, readonly Draft[]> {
  const drafts = new Map<string, Draft[]>();
  for (const cluster of miner.clusters().toSorted((a, b) => b.documents - a.documents)) {
    const own = drafts.get(cluster.source) ?? [];
    drafts.set(cluster.source, own);
    if (own.length >= MAX_RULES) continue;
    const draft = draftRule(cluster, miner.minDocuments, own);
    if (draft !== null) own.push(draft);
  }
  return drafts;
}

function draftRule(cluster: Cluster, minDocuments: number, others: readonly Draft[]): Draft | null {
  const variants = [...cluster.variants.values()].sort((a, b) => b.documents - a.documents);
  const [first] = variants;
  if (first === undefined || first.words < MIN_WORDS) return null;
  const phrases = draftPhrases(cluster, variants, minDocuments);
  if (phrases.length === 0) return null;
  const texts = variants.map(({ text }) => text);
  const isWhole = phrases.every((phrase) => phrase.isWhole);
  const rule: Rule = {
    id: nameRule(first, others),
    why: `${cluster.documents} documents of ${cluster.source} repeat this line; read it before you make the rule stable.`,
    match: { phrases: [...new Set(phrases.map(({ phrase }) => phrase))] },
    target: "block",
    where: isWhole ? { at: "whole" } : { at: "start", words: { min: first.words - 5, max: first.words + 5 } },
    status: "trial",
    examples: { remove: [], keep: [] },
  };
  return {
    source: cluster.source,
    rule,
    cluster,
    texts,
    hits: 0,
    documents: 0,
    words: 0,
    judged: 0,
    lost: 0,
    tried: 0,
    cut: 0,
    strays: 0,
  };
}

/** A phrase for all wordings when they share enough; otherwise one for each wording that is frequent by itself. */
function draftPhrases(cluster: Cluster, variants: readonly Variant[], minDocuments: number): readonly DraftPhrase[] {
  const frequent = variants.filter(({ documents }) => documents >= minDocuments);
  const covered = frequent.reduce((sum, { documents }) => sum + documents, 0);
  const all = variants.reduce((sum, { documents }) => sum + documents, 0);
  const isRest = covered < MOSTLY * all && !mayBeText(cluster, variants);
  const common = isRest ? draftCommon(variants.map(({ tokens }) => tokens)) : null;
  const drafts = common === null ? frequent.map(({ tokens }) => draftExact(tokens)) : [common];
  return drafts.filter((draft) => draft !== null);
}

/** Wordings that make up so many of the lines need no phrase in common. */
const MOSTLY = 0.9;
const SENTENCE_WORDS = 10;
const SENTENCE_END = /[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4]["'\u2019\u201d)]?$/;

/** Sentences alike may be the formulas of a report: they are furniture only where they stand outside of the text. */
function mayBeText({ lines, outside }: Cluster, variants: readonly Variant[]): boolean {
  const isSentence = ({ text, words }: Variant): boolean => words >= SENTENCE_WORDS && SENTENCE_END.test(text);
  return variants.some(isSentence) && outside < MOSTLY * lines;
}

const MAX_ID_WORDS = 5;

/** An id from the first words; a number where they are in no Latin script or taken. */
function nameRule({ text }: Variant, others: readonly Draft[]): string {
  const words =
    text
      .normalize("NFKD")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const id = words.slice(0, MAX_ID_WORDS).join("-").slice(0, 60).replace(/-$/, "") || "line";
  const taken = new Set(others.map(({ rule }) => rule.id));
  let name = id;
  for (let number = 2; taken.has(name); number++) name = `${id}-${number}`;
  return name;
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

const CATEGORY = "template";

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

/** A pack for the host, or for a folder when the documents have no address. */
export function makePack(source: string, rules: readonly Rule[]): Pack {
  const isHost = /^[^\s/:*A-Z]+\.[a-z][^\s/:*A-Z]*$/.test(source);
  const name =
    source
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join("-") ?? "corpus";
  return {
    pack: `suggested/${name}`,
    language: "any",
    category: CATEGORY,
    description: "Proposed by dehusk rules suggest; the rules are on trial and cut nothing.",
    ...(isHost ? { site: { hosts: [source] } } : {}),
    rules,
  };
}

/** The rule with examples that it passes, or null. It must keep the likest prose of the source, and torn lines. */
function withExamples({ rule, texts, source }: Draft, prose: readonly string[], rules: RuleSet): Rule | null {
  const [first = ""] = texts;
  const remove = [...new Set([...texts.slice(0, EXAMPLES - 1), `**${first}**`])];
  const near = prose.toSorted((a, b) => likeness(b, first) - likeness(a, first));
  const keep = [...new Set([...near.slice(0, 2), ...tear(first)])].filter(
    (text) => text !== "" && !remove.includes(text),
  );
  for (let from = 0; from + 2 <= keep.length; from++) {
    const made = { ...rule, examples: { remove, keep: keep.slice(from, from + 2) } };
    if (passes(made, source, rules)) return made;
  }
  return null;
}

/** The two halves of a line. */
function tear(line: string): readonly string[] {
  const words = line.split(" ");
  const half = Math.ceil(words.length / 2);
  return [words.slice(0, half).join(" "), words.slice(half).join(" ")];
}

/** Whether a rule is sound and passes its examples. */
function passes(rule: Rule, source: string, rules: RuleSet): boolean {
  const { pack, issues } = parseRuleFile(JSON.stringify(makePack(source, [rule])), source);
  if (pack === null || issues.length > 0) return false;
  const { site: _site, ...general } = pack;
  return testRules({ ...rules, packs: [general] }).failures.length === 0;
}
