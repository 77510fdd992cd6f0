/** The match stage (folding, index, phrases) against the usual ways of looking for many phrases. */
import AhoCorasick from "ahocorasick";
import { createDocument } from "../src/match/document.js";
import { matchRules } from "../src/match/match.js";
import { createRulebook } from "../src/match/rulebook.js";
import { startFolding } from "../src/text/fold.js";
import { segment } from "../src/text/segment.js";
import type { Block } from "../src/types.js";
import { type Corpus, wordCount } from "./corpus.js";
import { words } from "./generate-text.js";
import { byteLength, type Contestant, inProcess, race, speedOf, timesSpeed } from "./measure.js";
import { between, pick } from "./random.js";
import { type Row, type Section, speed } from "./report.js";
import { phraseRules } from "./rule-sets.js";

const COUNTS = [100, 1000, 5000] as const;
const ROUNDS = 5;
/** Of the phrases, one in so many is of the rule files and another one is cut from the articles. */
const TAKEN_EVERY = 10;
/** Code units that the slow ones read, lest they take all the time. */
const LOOP_UNITS = { 100: 150_000, 1000: 30_000, 5000: 10_000 } as const;
const ALTERNATION_UNITS = { 100: 600_000, 1000: 300_000, 5000: 20_000 } as const;

type Count = (typeof COUNTS)[number];

/** Articles, cut into blocks beforehand. */
interface Segmented {
  readonly text: string;
  readonly blocks: readonly Block[];
}

function makePhrases({ writer, articles }: Corpus, count: number): readonly string[] {
  const phrases = new Set<string>();
  for (let i = 0; phrases.size < count; i++) {
    const length = between(writer.random, 3, 6);
    const inText = i % TAKEN_EVERY === 1 ? cutPhrase(pick(writer.random, articles), length) : null;
    const known = i % TAKEN_EVERY === 0 ? pick(writer.random, writer.texts.phrases) : null;
    phrases.add(known ?? inText ?? words(writer, length));
  }
  return [...phrases];
}

const cutPhrase = (text: string, length: number): string | null =>
  new RegExp(String.raw`\b[a-z]+(?: [a-z]+){${length - 1}}\b`).exec(text.slice(text.length >> 1))?.[0] ?? null;

/** The first articles, up to so many code units; one at least. */
function firstUnits(articles: readonly Segmented[], units: number): readonly Segmented[] {
  let length = 0;
  const end = articles.findIndex(({ text }) => {
    length += text.length;
    return length > units;
  });
  return articles.slice(0, end < 0 ? articles.length : Math.max(1, end));
}

/** Lines for the contestants that know no headings: these are immune, and would only be hits that the rules do not want. */
const linesOf = (articles: readonly Segmented[]): readonly string[] =>
  articles.flatMap(({ text, blocks }) =>
    blocks.filter(({ kind }) => kind !== "heading").map(({ start, end }) => text.slice(start, end)),
  );

const bytesOf = (articles: readonly Segmented[]): number =>
  articles.reduce((sum, { text }) => sum + byteLength(text), 0);

/** Runs of the match stage; gives the number of blocks with a hit. */
function matchStage(corpus: Corpus, phrases: readonly string[]): (articles: readonly Segmented[]) => number {
  const { language } = corpus.writer.texts;
  const rulebook = createRulebook(phraseRules(language, phrases));
  return (articles) => {
    let hits = 0;
    for (const { text, blocks } of articles) {
      const document = createDocument(startFolding(text, blocks), language);
      const found = matchRules(document, () => [rulebook.general(language.language, "place")], {
        useIndex: true,
        misses: null,
      });
      for (const own of found.blocks) if (own.length > 0) hits++;
    }
    return hits;
  };
}

function regExpLoop(phrases: readonly string[]): (lines: readonly string[]) => number {
  const patterns = phrases.map((phrase) => new RegExp(String.raw`\b${phrase}\b`, "i"));
  return (lines) => {
    let hits = 0;
    for (const line of lines) if (patterns.filter((pattern) => pattern.test(line)).length > 0) hits++;
    return hits;
  };
}

function alternation(phrases: readonly string[]): (lines: readonly string[]) => number {
  const pattern = new RegExp(String.raw`\b(?:${phrases.join("|")})\b`, "gi");
  return (lines) => lines.filter((line) => line.match(pattern) !== null).length;
}

function automaton(phrases: readonly string[]): (articles: readonly Segmented[]) => number {
  const search = new AhoCorasick(phrases);
  return (articles) => articles.reduce((hits, { text }) => hits + search.search(text.toLowerCase()).length, 0);
}

/** Whether the match stage finds at least what the loop finds. */
function checkHits(name: string, found: number, wanted: number): void {
  if (found < wanted) throw new Error(`${name}: the match stage hits ${found} blocks, the RegExp loop ${wanted}`);
}

function contestantsFor(corpus: Corpus, articles: readonly Segmented[], count: Count): readonly Contestant[] {
  const phrases = makePhrases(corpus, count);
  const match = matchStage(corpus, phrases);
  const loop = regExpLoop(phrases);
  const either = alternation(phrases);
  const automatic = automaton(phrases);
  const looped = firstUnits(articles, LOOP_UNITS[count]);
  const alternated = firstUnits(articles, ALTERNATION_UNITS[count]);
  const searched = firstUnits(articles, ALTERNATION_UNITS[1000]);
  const [loopLines, alternatedLines] = [linesOf(looped), linesOf(alternated)];
  checkHits(`${count} phrases`, match(looped), loop(loopLines));
  return [
    inProcess(`match stage, ${count} phrase rules`, bytesOf(articles), () => void match(articles)),
    inProcess("loop of RegExp per line", bytesOf(looped), () => void loop(loopLines)),
    inProcess("one alternation per line", bytesOf(alternated), () => void either(alternatedLines)),
    inProcess("ahocorasick package", bytesOf(searched), () => void automatic(searched)),
  ];
}

/** For 100, 1,000 and 5,000 phrases: the match stage alone, the text already being cut into blocks. */
export function measureMatching(corpus: Corpus): Section {
  const articles = corpus.articles.map((text) => ({ text, blocks: segment(text, "auto") }));
  const groups = COUNTS.map((count) => contestantsFor(corpus, articles, count));
  const [wc = [], ...costs] = race([wordCount(corpus, corpus.articles), ...groups.flat()], ROUNDS);
  const rows = groups.flatMap((group, g) => {
    const own = costs[g * group.length] ?? [];
    return group.map(({ name }, i): Row => {
      const cost = costs[g * group.length + i] ?? [];
      const row = { what: i === 0 ? name : `  ${name}`, amount: speed(speedOf(cost)) };
      if (i === 0) return { ...row, ratio: timesSpeed(own, wc), against: "wc -w" };
      const against = { ...row, ratio: timesSpeed(own, cost), against: "as fast is the match stage" };
      return COUNTS[g] === 1000 && i === 3 ? { ...against, bar: { atLeast: 10 } } : against;
    });
  });
  return { title: "Match stage, segmenting outside", rows };
}
