/** Clusters of repeated lines -> drafts of rules. */
import type { Rule } from "../types.js";
import { type DraftPhrase, draftCommon, draftExact } from "./draft-phrase.js";
import type { Cluster, Miner, Variant } from "./mine-repeats.js";

/** A rule with what the corpus says of it, so far. */
export interface Draft {
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

/** Drafts for each source, those with the most documents first. */
export function draftRules(miner: Miner): ReadonlyMap<string, readonly Draft[]> {
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
