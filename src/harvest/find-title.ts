/** The title of a whole page: the likeliest of its short blocks, by weights. */
import { blockUnit, type Document } from "../match/document.js";
import { modelFor } from "../page/judge-page.js";
import { keyStems, readSlug, stemsOf } from "../text/address-words.js";
import { originalText } from "../text/folded-text.js";
import type { LinearModel, TitleWeights } from "../types.js";
import { readField } from "./fields.js";
import type { Finding } from "./harvest.js";
import { measureTitles, type TitleCandidate } from "./title-features.js";
import { shortText } from "./title-words.js";

/** What a title is put down to that no rule named. */
const TITLE_RULE = "any/weights/titles";
/** A probability of p is right about p to this power of the time: equal lines share theirs, and near misses count as wrong. */
const CALIBRATION = 0.66;

/** The block that is likeliest the title, -1 when none can be, and how sure that is, from 0 to 1. */
export interface FoundTitle {
  readonly block: number;
  readonly confidence: number;
  /** Where it may stand: byline and date are looked for beside each of these. */
  readonly places: readonly number[];
}

/** A place that is so likely the title's is worth looking for byline and date beside it. */
const PLACE = 0.12;
/** So sure is a title that is told on a page, on what only looks like one, and anywhere. */
const LEAST = { page: 0.5, pageLike: 0.7, text: 0.8 } as const;

/** Whether a found title is likely enough to be told of such a text. */
export const isTold = ({ confidence }: FoundTitle, kind: keyof typeof LEAST): boolean => confidence >= LEAST[kind];

/** Whether a reading is of a title that was found so. */
export const isFoundTitle = ({ rule }: Finding): boolean => rule === TITLE_RULE;

function weighTitle({ features }: TitleCandidate, { bias, features: weights }: LinearModel): number {
  let sum = bias;
  for (const [name, value] of Object.entries(features)) sum += (weights[name] ?? 0) * value;
  return Math.exp(sum);
}

/**
 * Finds the title of a page. Exactly one text is the title, or none: what speaks for one speaks against the others, and
 * what speaks for the same text in several places adds up.
 *
 * @param url address of the page; null when not known
 */
export function findTitle(document: Document, url: string | null, weights: TitleWeights): FoundTitle {
  const { alone, address } = modelFor(document, weights);
  const candidates = measureTitles(document, url);
  const model = url === null ? alone : address;
  const weighed = candidates.map((candidate) => ({ ...candidate, odds: weighTitle(candidate, model) }));
  const total = weighed.reduce((sum, { odds }) => sum + odds, 1);
  const oddsOf = new Map<string, number>();
  for (const { text, odds } of weighed) oddsOf.set(text, (oddsOf.get(text) ?? 0) + odds);
  const [best] = weighed.toSorted(
    (a, b) => (oddsOf.get(b.text) ?? 0) - (oddsOf.get(a.text) ?? 0) || b.odds - a.odds || a.block - b.block,
  );
  if (best === undefined) return { block: -1, confidence: 0, places: [] };
  const places = weighed.filter(({ odds }) => odds / total >= PLACE).map(({ block }) => block);
  return { block: best.block, confidence: ((oddsOf.get(best.text) ?? 0) / total) ** CALIBRATION, places };
}

/** Blocks of an article among which its title may have stayed. */
const TOP_BLOCKS = 6;
const MAX_TITLE_WORDS = 25;
/** Fewer words of an address are a topic, which sections are about, too. */
const MIN_ADDRESS_WORDS = 5;
const ADDRESS_CONFIDENCE = 0.85;
const MIN_KEYS = 3;
/** Sections ask what the address names, and lists begin with a colon. */
const OPEN = /[?\uff1f\u061f:\uff1a]\W*$/u;

/**
 * Finds the title of an article that names no title: one of its first lines, when it has the very words of the address.
 *
 * @param url address of the article
 * @returns null when there is none
 */
export function findAddressTitle(document: Document, url: string): FoundTitle | null {
  const slug = readSlug(url)?.stems ?? [];
  if (slug.length < MIN_ADDRESS_WORDS) return null;
  const stopWords = new Set(document.language.stopWords);
  const keys = keyStems(slug, stopWords);
  if (keys.length < MIN_KEYS) return null;
  const named = keys.join(" ");
  const block = document.blocks.slice(0, TOP_BLOCKS).findIndex((_, top) => {
    const text = shortText(document, top, MAX_TITLE_WORDS);
    return keyStems(stemsOf(text), stopWords).join(" ") === named && !OPEN.test(text);
  });
  return block < 0 ? null : { block, confidence: ADDRESS_CONFIDENCE, places: [block] };
}

/** A found title as metadata. */
export function readTitle(document: Document, { block, confidence }: FoundTitle): readonly Finding[] {
  const place = document.blocks[block];
  if (place === undefined) return [];
  const unit = blockUnit(document, block);
  const text = originalText(document, document.text, unit.start, unit.end);
  const read = readField("title", text, [], document.language);
  if (read === null) return [];
  const span = { start: place.start, end: place.end };
  return [
    { field: "title", value: read.value, rule: TITLE_RULE, span, confidence, ambiguous: false, prefersLast: false },
  ];
}
