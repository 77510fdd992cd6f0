/** What each rule does on a corpus. */
import { cleanText } from "../clean.js";
import { createRulebook } from "../match/rulebook.js";
import type { Pass } from "../pass.js";
import { type ResolvedRule, resolvePacks } from "../rules/packs.js";
import type { CleanOptions, Edit, RuleSet } from "../types.js";
import { type CorpusDocument, createGoldCounter, type GoldCount, shownWords } from "./corpus.js";

/** What one rule did. Words are those of what was taken, or would be by a rule on trial. */
export interface RuleMeasure {
  readonly rule: string;
  readonly language: string;
  readonly category: string;
  readonly action: string;
  readonly status: "stable" | "trial";
  /** Places where it matched under its conditions. */
  readonly hits: number;
  /** Documents in which it did, or in which something was cut because of it. */
  readonly documents: number;
  /** Cuts of which it was the cause that weighed most; for a rule on trial, its hits. */
  readonly cuts: number;
  readonly words: number;
  /** Share of these words, in documents with gold, that the gold does not have; null where nothing tells. */
  readonly precision: number | null;
  /** Words of documents with gold on which the precision rests. */
  readonly judgedWords: number;
  /** Share of its hits in blocks that another rule of its action hits, too. */
  readonly overlap: number;
  /** The rule that does so most often. */
  readonly overlapsWith: string | null;
  /** Milliseconds spent on matching it. */
  readonly time: number;
}

export interface Measures {
  readonly documents: number;
  readonly withGold: number;
  readonly words: number;
  readonly cutWords: number;
  /** Milliseconds of cleaning. */
  readonly time: number;
  /** Languages that the documents are in. */
  readonly languages: Readonly<Record<string, number>>;
  /** By words, then by hits, the most first; rules that never hit are in `dead`. */
  readonly rules: readonly RuleMeasure[];
  /** Full ids of rules that hit nothing although texts of their language were there. */
  readonly dead: readonly string[];
}

interface Tally {
  hits: number;
  documents: number;
  cuts: number;
  words: number;
  judged: number;
  wrong: number;
  shared: number;
  time: number;
  readonly partners: Map<string, number>;
}

export interface Meter {
  /** Cleans a document and counts. */
  readonly add: (document: CorpusDocument) => void;
  readonly report: () => Measures;
}

export interface MeterOptions extends CleanOptions {
  /** Milliseconds since some time or other. */
  readonly now: () => number;
}

/** A rule's partners are counted up to so many. */
const MAX_PARTNERS = 200;

const newTally = (): Tally => ({
  hits: 0,
  documents: 0,
  cuts: 0,
  words: 0,
  judged: 0,
  wrong: 0,
  shared: 0,
  time: 0,
  partners: new Map(),
});

/** Measures the rules of a set, one document after the other. */
export function createMeter(ruleSet: RuleSet, { now, ...options }: MeterOptions): Meter {
  const rulebook = createRulebook(ruleSet);
  const tallies = new Map<string, Tally>();
  const languages: Record<string, number> = {};
  const totals = { documents: 0, withGold: 0, words: 0, cutWords: 0, time: 0 };
  const tallyOf = (rule: string): Tally => {
    const known = tallies.get(rule) ?? newTally();
    tallies.set(rule, known);
    return known;
  };
  const watchRule = (rule: string, run: () => void): void => {
    const before = now();
    run();
    tallyOf(rule).time += now() - before;
  };
  const add = ({ text, gold, url }: CorpusDocument): void => {
    const count = gold === undefined ? null : createGoldCounter(gold);
    const hits = new Map<string, number>();
    let isFirst = true;
    const onPass = (pass: Pass): void => {
      countHits(pass, hits);
      // Later passes see what is left, and would count it again.
      if (pass.decision === null || !isFirst) return;
      isFirst = false;
      countOverlap(pass, tallyOf);
      countTrials(pass, count, tallyOf);
    };
    const before = now();
    const result = cleanText(text, rulebook, url === undefined ? options : { ...options, url }, { onPass, watchRule });
    totals.time += now() - before;
    totals.documents += 1;
    totals.withGold += count === null ? 0 : 1;
    totals.words += result.stats.wordsIn;
    totals.cutWords += result.stats.wordsIn - result.stats.wordsOut;
    languages[result.inLanguage] = (languages[result.inLanguage] ?? 0) + 1;
    for (const [rule, number] of hits) tallyOf(rule).hits += number;
    const causes = result.edits.flatMap(({ kind, rule }) => (kind === "cut" ? [rule] : []));
    for (const rule of new Set([...hits.keys(), ...causes])) tallyOf(rule).documents += 1;
    countCuts(result.edits, count, tallyOf);
  };
  return { add, report: () => summarize(ruleSet, tallies, languages, totals) };
}

type TallyOf = (rule: string) => Tally;

/** The most hits of each rule in one pass. */
function countHits({ decision }: Pass, most: Map<string, number>): void {
  if (decision === null) return;
  const own = new Map<string, number>();
  for (const { matcher } of [...decision.hits, ...decision.trials]) {
    own.set(matcher.rule.fullId, (own.get(matcher.rule.fullId) ?? 0) + 1);
  }
  for (const [rule, number] of own) most.set(rule, Math.max(most.get(rule) ?? 0, number));
}

function countOverlap({ decision }: Pass, tallyOf: TallyOf): void {
  const blocks = new Map<string, string[]>();
  for (const { matcher, block } of [...(decision?.hits ?? []), ...(decision?.trials ?? [])]) {
    const key = `${matcher.action} ${block}`;
    blocks.set(key, [...(blocks.get(key) ?? []), matcher.rule.fullId]);
  }
  for (const rules of blocks.values()) {
    for (const rule of rules) {
      const others = new Set(rules.filter((other) => other !== rule));
      if (others.size === 0) continue;
      const tally = tallyOf(rule);
      tally.shared += 1;
      for (const other of others) {
        const known = tally.partners.get(other);
        if (known !== undefined || tally.partners.size < MAX_PARTNERS) tally.partners.set(other, (known ?? 0) + 1);
      }
    }
  }
}

/** What rules on trial would take that others leave. */
function countTrials({ decision, document }: Pass, count: Count, tallyOf: TallyOf): void {
  for (const { matcher, unit, block } of decision?.trials ?? []) {
    if (matcher.action !== "remove" || decision?.blocks[block]?.cut === true || unit.end <= unit.start) continue;
    const start = document.map[unit.start] as number;
    const end = (document.map[unit.end - 1] as number) + 1;
    countTaken(document.text.slice(start, end), count, tallyOf(matcher.rule.fullId));
  }
}

function countCuts(edits: readonly Edit[], count: Count, tallyOf: TallyOf): void {
  for (const { kind, rule, removed } of edits) if (kind === "cut") countTaken(removed, count, tallyOf(rule));
}

type Count = ((stretch: string) => GoldCount) | null;

function countTaken(text: string, count: Count, tally: Tally): void {
  tally.cuts += 1;
  if (count === null) {
    tally.words += shownWords(text).length;
    return;
  }
  const { words, right } = count(text);
  tally.words += words;
  tally.judged += words;
  tally.wrong += right;
}

function summarize(
  ruleSet: RuleSet,
  tallies: ReadonlyMap<string, Tally>,
  languages: Readonly<Record<string, number>>,
  totals: Pick<Measures, "documents" | "withGold" | "words" | "cutWords" | "time">,
): Measures {
  const { general, sites } = resolvePacks(ruleSet);
  const known = new Map([...general, ...sites.flatMap(({ rules }) => rules)].map((rule) => [rule.fullId, rule]));
  const acted = [...tallies].filter(([, { hits, cuts }]) => hits + cuts > 0);
  const rules = acted
    .map(([rule, tally]) => toMeasure(rule, tally, known.get(rule)))
    .sort((a, b) => b.words - a.words || b.hits - a.hits || (a.rule < b.rule ? -1 : 1));
  const acting = new Set(acted.map(([rule]) => rule));
  const dead = [...known.values()]
    .filter(({ fullId, language }) => !acting.has(fullId) && (language === "any" || language in languages))
    .map(({ fullId }) => fullId);
  return { ...totals, languages, rules, dead };
}

/** What is no rule has a name only: the weights for whole pages. */
function toMeasure(rule: string, tally: Tally, found: ResolvedRule | undefined): RuleMeasure {
  const { hits, documents, cuts, words, judged, wrong, shared, time, partners } = tally;
  const [partner] = [...partners].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return {
    rule,
    language: found?.language ?? "any",
    category: found?.category ?? "page",
    action: found?.action ?? "remove",
    status: found?.status ?? "stable",
    hits,
    documents,
    cuts,
    words,
    precision: judged === 0 ? null : 1 - wrong / judged,
    judgedWords: judged,
    overlap: hits === 0 ? 0 : Math.min(1, shared / hits),
    overlapsWith: partner?.[0] ?? null,
    time,
  };
}
