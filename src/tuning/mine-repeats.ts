/** Finds lines that many documents of one source share, exactly or nearly, in bounded memory: count, then collect. */
import { likeness } from "../text/similarity.js";
import { type CorpusDocument, sourceOf } from "./corpus.js";
import { hashText, type LineToken, type RepeatLine, readRepeatLines } from "./repeat-lines.js";

/** One wording of a repeated line. */
export interface Variant {
  readonly text: string;
  readonly tokens: readonly LineToken[];
  readonly words: number;
  documents: number;
}

/** Lines that are nearly the same. */
export interface Cluster {
  readonly source: string;
  /** Documents that hold one of them. */
  documents: number;
  lastDocument: number;
  /** How often one of them was met, and of that before or behind the text that nothing repeats. */
  lines: number;
  outside: number;
  readonly variants: Map<number, Variant>;
  /** Buckets that it stands in. */
  readonly keys: readonly number[];
}

export interface Miner {
  readonly minDocuments: number;
  /** First reading: counts the lines of a document. */
  readonly count: (document: CorpusDocument) => void;
  /** Second reading, in the same order: gathers the lines that were counted often enough. */
  readonly collect: (document: CorpusDocument) => void;
  readonly clusters: () => readonly Cluster[];
  /** Prose of a source that nothing repeats, to try rules on. */
  readonly proseOf: (source: string) => readonly string[];
}

/** Counters of hashed lines, one byte each. Lines that share one by chance are told apart when they are collected. */
const COUNTERS = 1 << 26;
const MAX_COUNT = 255;
const MIN_LIKENESS = 0.75;
/** Lines that each source keeps in mind although they were met only once; the least recent are given up first. */
const MAX_SINGLES = 2000;
const MAX_VARIANTS = 24;
const MAX_BUCKET = 24;
/** So many sequences of a line must be frequent for it to be a near repeat. */
const MIN_HOT = 2;
/** A document with this share of its words in lines seen before is a copy, and says nothing about furniture. */
const COPY_SHARE = 0.9;
const MIN_COPY_WORDS = 60;
const MAX_PROSE = 40;
const MIN_PROSE_WORDS = 12;

interface Source {
  readonly seed: number;
  readonly clusters: Set<Cluster>;
  /** Those of one document, the least recent first. */
  readonly singles: Set<Cluster>;
  readonly byLine: Map<number, Cluster>;
  readonly buckets: Map<number, Cluster[]>;
  readonly prose: string[];
}

/** Starts mining for lines of at least `minDocuments` documents. */
export function createMiner(minDocuments: number): Miner {
  const counters = new Uint8Array(COUNTERS);
  const sources = new Map<string, Source>();
  const copies = new Set<number>();
  let counted = 0;
  let collected = 0;
  const sourceFor = (document: CorpusDocument): readonly [string, Source] => {
    const name = sourceOf(document);
    const known = sources.get(name) ?? {
      seed: hashText(name, 0x811c9dc5),
      clusters: new Set(),
      singles: new Set(),
      byLine: new Map(),
      buckets: new Map(),
      prose: [],
    };
    sources.set(name, known);
    return [name, known];
  };
  const isHot = (key: number): boolean => (counters[key % COUNTERS] as number) >= minDocuments;
  return {
    minDocuments,
    count: (document) => {
      const number = counted++;
      const [, { seed }] = sourceFor(document);
      const lines = readRepeatLines(document.text, seed);
      if (isCopy(lines, counters)) copies.add(number);
      else for (const key of new Set(lines.flatMap(({ exact, sketch }) => [exact, ...sketch]))) bump(counters, key);
    },
    collect: (document) => {
      const number = collected++;
      if (copies.has(number)) return;
      const [name, source] = sourceFor(document);
      const lines = readRepeatLines(document.text, source.seed);
      const hots = lines.map(({ sketch }) => sketch.filter(isHot));
      const repeats = lines.map(({ exact }, i) => isHot(exact) || (hots[i] as readonly number[]).length >= MIN_HOT);
      const isProse = (line: RepeatLine, i: number): boolean => repeats[i] === false && line.words >= MIN_PROSE_WORDS;
      const first = lines.findIndex(isProse);
      const last = lines.findLastIndex(isProse);
      lines.forEach((line, i) => {
        if (isProse(line, i) && source.prose.length < MAX_PROSE) source.prose.push(line.text);
        if (repeats[i] !== true) return;
        const cluster = place(name, source, line, hots[i] as readonly number[], number);
        cluster.lines += 1;
        if (first >= 0 && (i < first || i > last)) cluster.outside += 1;
      });
    },
    clusters: () =>
      [...sources.values()].flatMap(({ clusters }) => [...clusters].filter((one) => one.documents >= minDocuments)),
    proseOf: (name) => sources.get(name)?.prose ?? [],
  };
}

function bump(counters: Uint8Array, key: number): void {
  const at = key % COUNTERS;
  if ((counters[at] as number) < MAX_COUNT) counters[at] = (counters[at] as number) + 1;
}

function isCopy(lines: readonly RepeatLine[], counters: Uint8Array): boolean {
  let words = 0;
  let seen = 0;
  for (const line of lines) {
    words += line.words;
    if ((counters[line.exact % COUNTERS] as number) > 0) seen += line.words;
  }
  return words >= MIN_COPY_WORDS && seen >= COPY_SHARE * words;
}

function place(name: string, source: Source, line: RepeatLine, hot: readonly number[], document: number): Cluster {
  const found = source.byLine.get(line.exact) ?? findAlike(source, line, hot);
  const cluster = found ?? newCluster(name, source, hot);
  if (found !== undefined && cluster.lastDocument !== document) source.singles.delete(cluster);
  if (cluster.lastDocument !== document) cluster.documents += 1;
  cluster.lastDocument = document;
  const variant = cluster.variants.get(line.exact);
  if (variant !== undefined) variant.documents += 1;
  else if (cluster.variants.size < MAX_VARIANTS) {
    cluster.variants.set(line.exact, { text: line.text, tokens: line.tokens, words: line.words, documents: 1 });
    source.byLine.set(line.exact, cluster);
  }
  return cluster;
}

function findAlike(source: Source, { text }: RepeatLine, hot: readonly number[]): Cluster | undefined {
  let best: Cluster | undefined;
  let most = MIN_LIKENESS;
  for (const cluster of new Set(hot.flatMap((key) => source.buckets.get(key) ?? []))) {
    const [first] = cluster.variants.values();
    const alike = first === undefined ? 0 : likeness(first.text, text);
    if (alike >= most) {
      best = cluster;
      most = alike;
    }
  }
  return best;
}

function newCluster(name: string, source: Source, hot: readonly number[]): Cluster {
  const cluster: Cluster = {
    source: name,
    documents: 0,
    lastDocument: -1,
    lines: 0,
    outside: 0,
    variants: new Map(),
    keys: hot,
  };
  for (const key of hot) {
    const bucket = source.buckets.get(key) ?? [];
    if (bucket.length >= MAX_BUCKET) bucket.splice(0, 1);
    bucket.push(cluster);
    source.buckets.set(key, bucket);
  }
  source.clusters.add(cluster);
  source.singles.add(cluster);
  if (source.singles.size > MAX_SINGLES) forget(source);
  return cluster;
}

/** Gives up the least recent cluster of one document. */
function forget(source: Source): void {
  const [cluster] = source.singles;
  if (cluster === undefined) return;
  source.singles.delete(cluster);
  source.clusters.delete(cluster);
  for (const line of cluster.variants.keys()) source.byLine.delete(line);
  for (const key of cluster.keys) {
    const bucket = source.buckets.get(key)?.filter((other) => other !== cluster) ?? [];
    if (bucket.length > 0) source.buckets.set(key, bucket);
    else source.buckets.delete(key);
  }
}
