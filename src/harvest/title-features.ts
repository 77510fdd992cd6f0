/** What speaks for and against a block's being the title, without words of any language. */
import { blockUnit, type Document } from "../match/document.js";
import { echoOf } from "../match/echo.js";
import { type BlockFacts, countFacts } from "../page/block-facts.js";
import { findDenseRegion, type Region } from "../page/dense-region.js";
import { readSlug, type Slug, stemsOf } from "../text/address-words.js";
import { shareIn, shortText, stemsOfBlocks } from "./title-words.js";

/** A block that may be the title. Blocks with the same `text` name the same title. */
export interface TitleCandidate {
  readonly block: number;
  readonly text: string;
  readonly features: Readonly<Record<string, number>>;
}

const MAX_WORDS = 40;
const MIN_UNITS = 4;
const LENGTHS = [1, 2, 3, 4, 6, 9, 14, 21] as const;
const ABOVE = [1, 2, 4, 8, 16, 32] as const;
const LEAD_BLOCKS = 6;
const NEAR_BLOCKS = 3;
const NEAR_REACH = 8;
/** A line with a date is so short, and so much of it is numbers. */
const STAMP_WORDS = 20;
const STAMP_NUMBERS = 0.15;
const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/;
/** How far prose is looked for below a title. */
const REACH = 12;
const SHORT_WORDS = 6;
const LINKS = 0.8;
/** Marks between the steps of a path, and behind a label. */
const PATH = / [/>|"›»] /;
const OPEN = /[:,;]$/;
const QUESTION = /[?\uff1f\u061f]$/;
const EXCLAMATION = /[!\uff01]$/;

/** What the features of all candidates of a document are made from. */
interface Scene {
  readonly document: Document;
  readonly facts: BlockFacts;
  readonly region: Region;
  readonly slug: Slug | null;
  /** Stems of the first paragraphs of the running text. */
  readonly lead: ReadonlySet<string>;
  /** Text -> the blocks that it stands in. */
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly headings: readonly number[];
  /** For each block the first of prose behind it; the number of blocks where there is none. */
  readonly nextProse: Int32Array;
  /** Block of prose -> stems of the prose from there on, as far as they were asked for. */
  readonly near: Map<number, ReadonlySet<string>>;
}

type Add = (name: string, value: number | boolean) => void;

const at = (column: Float64Array, block: number): number => column[block] ?? 0;

const proseFrom = ({ prose }: BlockFacts, from: number, most: number): readonly number[] => {
  const found: number[] = [];
  for (let block = from; block < prose.length && found.length < most; block++)
    if (prose[block] === 1) found.push(block);
  return found;
};

function findNextProse({ prose }: BlockFacts): Int32Array {
  const next = new Int32Array(prose.length);
  let last = prose.length;
  for (let block = prose.length - 1; block >= 0; block--) {
    next[block] = last;
    if (prose[block] === 1) last = block;
  }
  return next;
}

function setScene(document: Document, url: string | null): Scene {
  const facts = countFacts(document);
  const region = findDenseRegion(facts);
  const places = new Map<string, number[]>();
  document.blocks.forEach((_, block) => {
    const text = shortText(document, block, MAX_WORDS);
    const known = places.get(text);
    if (known === undefined) places.set(text, [block]);
    else known.push(block);
  });
  return {
    document,
    facts,
    region,
    slug: readSlug(url),
    lead: stemsOfBlocks(
      document,
      proseFrom(facts, region.from, LEAD_BLOCKS).filter((block) => block < region.to),
    ),
    places,
    headings: document.blocks.flatMap(({ kind }, block) => (kind === "heading" ? [block] : [])),
    nextProse: findNextProse(facts),
    near: new Map(),
  };
}

function isCandidate({ document, facts }: Scene, block: number): boolean {
  const { kind } = document.blocks[block] ?? { kind: "divider" };
  if (kind !== "paragraph" && kind !== "heading" && kind !== "list-item") return false;
  const words = at(facts.words, block);
  if (words < 1 || words > MAX_WORDS || facts.prose[block] === 1) return false;
  return shortText(document, block, MAX_WORDS).length >= MIN_UNITS;
}

function isStamp({ document, facts }: Scene, block: number): boolean {
  return at(facts.numbers, block) >= STAMP_NUMBERS && YEAR.test(shortText(document, block, STAMP_WORDS));
}

function addLook({ document, facts }: Scene, block: number, text: string, add: Add): void {
  const words = at(facts.words, block);
  LENGTHS.forEach((least, i) => {
    add(`words-from-${least}`, words >= least && words < (LENGTHS[i + 1] ?? Infinity));
  });
  const asks = QUESTION.test(text);
  add("question", asks);
  add("terminal", facts.terminal[block] === 1 && !asks && !EXCLAMATION.test(text));
  add("open", OPEN.test(text));
  add("path", PATH.test(text));
  add("number-first", /^\p{N}/u.test(text));
  add("links", at(facts.linkDensity, block) > LINKS);
  add("capitals", at(facts.capitals, block));
  add("numbers", at(facts.numbers, block));
  add("stop-words", at(facts.stopWords, block));
  add("marks", Math.min(1, at(facts.marks, block)));
  add("item", document.blocks[block]?.kind === "list-item");
}

function addRank({ document: { blocks }, headings }: Scene, block: number, add: Add): void {
  const own = blocks[block];
  if (own?.kind !== "heading") {
    add("beside-headings", headings.length > 0);
    return;
  }
  const peers = headings.filter((other) => blocks[other]?.level === own.level);
  const rank = own.level === 1 ? "title" : own.level === 2 ? "section" : "heading";
  add(rank, true);
  add(`${rank}-only`, peers.length === 1);
  add(`${rank}-first`, peers[0] === block);
}

function addPlace({ region, places, nextProse }: Scene, block: number, text: string, add: Add): void {
  const distance = region.from - block;
  ABOVE.forEach((least, i) => {
    add(`above-${least}`, distance >= least && distance < (ABOVE[i + 1] ?? Infinity));
  });
  add("within-first", distance <= 0 && distance > -4);
  add("within", distance <= -4 && block < region.to);
  add("behind", block >= region.to);
  add("first", block < 4);
  const same = places.get(text) ?? [];
  add("twice", same.length === 2);
  add("often", same.length > 2);
  add("not-first", same[0] !== block);
  add("not-last", same.at(-1) !== block);
  const prose = (nextProse[block] as number) - block;
  add("prose-1", prose === 1);
  add("prose-2", prose > 1 && prose < 4);
  add("prose-4", prose >= 4 && prose <= REACH);
  add("prose-far", prose > REACH);
}

function addNeighbours(scene: Scene, block: number, text: string, add: Add): void {
  const { document, facts } = scene;
  const { words, prose, capitals } = facts;
  const next = at(words, block + 1);
  const before = at(words, block - 1);
  add("stamp", isStamp(scene, block));
  add("stamp-before", isStamp(scene, block - 1));
  add("stamp-next", isStamp(scene, block + 1));
  add("stamp-soon", !isStamp(scene, block + 1) && [2, 3, 4, 5].some((step) => isStamp(scene, block + step)));
  add("next-prose", at(prose, block + 1));
  add("next-short", next <= 3);
  add("next-middle", next > 3 && next <= 20 && at(prose, block + 1) === 0);
  add("next-name", next >= 2 && next <= 5 && at(capitals, block + 1) >= 0.6);
  add("before-short", block > 0 && before <= 3);
  add("before-long", before > 15);
  const beside = [-2, -1, 1, 2].map((step) => shortText(document, block + step, MAX_WORDS));
  const others = beside.filter((other) => other.length > MIN_UNITS && other !== text);
  add(
    "in-neighbour",
    others.some((other) => other.includes(text)),
  );
  add(
    "holds-neighbour",
    others.some((other) => other.length > 6 && text.endsWith(other)),
  );
  const isShort = (other: number): boolean => at(words, other) <= SHORT_WORDS && prose[other] === 0;
  const shareOf = (from: number, to: number): number => {
    let short = 0;
    for (let other = from; other < to; other++) if (isShort(other)) short++;
    return to > from ? short / (to - from) : 0;
  };
  add("short-above", shareOf(Math.max(0, block - 10), block));
  add("short-below", shareOf(block + 1, Math.min(document.blocks.length, block + 7)));
}

/** Stems of the prose at a block and close behind it. */
function stemsNear({ document, facts, near }: Scene, block: number): ReadonlySet<string> {
  const known = near.get(block);
  if (known !== undefined) return known;
  const blocks = proseFrom(facts, block, NEAR_BLOCKS).filter((other) => other < block + NEAR_REACH);
  const stems = stemsOfBlocks(document, blocks);
  near.set(block, stems);
  return stems;
}

function addWords(scene: Scene, block: number, text: string, add: Add): void {
  const { document, slug, lead, nextProse } = scene;
  const stems = stemsOf(text);
  add("echo", echoOf(document, block, blockUnit(document, block)));
  add("lead", shareIn(stems, lead));
  const first = nextProse[block] as number;
  if (first - block <= REACH) add("near-lead", shareIn(stems, stemsNear(scene, first)));
  if (slug === null) return;
  const own = new Set(stems);
  const named = new Set(slug.stems);
  const covered = slug.stems.filter((stem) => own.has(stem)).length / slug.stems.length;
  const share = stems.filter((stem) => named.has(stem)).length / Math.max(1, stems.length);
  if (!slug.isLong) {
    add("label-covered", covered);
    return;
  }
  add("address-covered", covered);
  add("address-share", share);
  add("address-both", covered * share);
  add("address-none", covered === 0);
}

/**
 * Measures every block that may be the title: short, and no running text.
 *
 * @param url address of the page, which often holds the words of its title; null when not known
 */
export function measureTitles(document: Document, url: string | null): readonly TitleCandidate[] {
  const scene = setScene(document, url);
  return document.blocks.flatMap((_, block) => {
    if (!isCandidate(scene, block)) return [];
    const features: Record<string, number> = {};
    const add: Add = (name, value) => {
      const number = Number(value);
      if (number !== 0) features[name] = number;
    };
    const text = shortText(document, block, MAX_WORDS);
    addLook(scene, block, text, add);
    addRank(scene, block, add);
    addPlace(scene, block, text, add);
    addNeighbours(scene, block, text, add);
    addWords(scene, block, text, add);
    return [{ block, text, features }];
  });
}
