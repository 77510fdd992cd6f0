/** Finds the language of a text by its script and its most frequent words. */
import type { Block, Language } from "../types.js";
import { foldedOf } from "./chars.js";
import type { Folding } from "./fold.js";
import { TOKEN_CJK, TOKEN_WORD } from "./folding-state.js";
import { literalTokens } from "./literal.js";

/** Hashes of stop words in open addressing, each with one bit for every language that has the word. */
export interface LanguageIndex {
  readonly tags: readonly string[];
  readonly hashes: Int32Array;
  readonly masks: Uint32Array;
}

const SLOTS = 1 << 13;
/** Words looked at: enough to be sure, and cheap. */
const SAMPLE_WORDS = 120;
/** As many words of a block tell whether it is in the language of its text. */
const BLOCK_SAMPLE_WORDS = 24;
/** A label of so few words may be nothing but function words. */
const MAX_LABEL_WORDS = 3;
/** A language that shares some of its small words has this many times the words of another. */
const FOREIGN_TIMES = 2;
const MIN_PROSE_UNITS = 100;
const MIN_HITS = 2;

/** The stop words of at most 32 languages: hash and languages of each, one after the other. */
export function languageWords(languages: readonly Language[]): readonly number[] {
  const masks = new Map<number, number>();
  languages.forEach(({ stopWords }, bit) => {
    for (const word of stopWords) {
      const token = literalTokens(word).find(({ kind }) => kind !== "sign");
      if (token !== undefined) masks.set(token.hash, (masks.get(token.hash) ?? 0) | (1 << bit));
    }
  });
  return [...masks].flat();
}

/** Makes what `languageWords` has found ready to be asked; `tags` are those of the same languages. */
export function indexLanguages(tags: readonly string[], words: readonly number[]): LanguageIndex {
  const index = { tags, hashes: new Int32Array(SLOTS), masks: new Uint32Array(SLOTS) };
  for (let i = 0; i < words.length; i += 2) {
    const hash = words[i] as number;
    let slot = hash & (SLOTS - 1);
    while (index.masks[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
    index.hashes[slot] = hash;
    index.masks[slot] = words[i + 1] as number;
  }
  return index;
}

/** Bits of the languages that have a word. */
function maskOf(index: LanguageIndex, hash: number): number {
  let slot = hash & (SLOTS - 1);
  while (index.masks[slot] !== 0) {
    if (index.hashes[slot] === hash) return index.masks[slot] as number;
    slot = (slot + 1) & (SLOTS - 1);
  }
  return 0;
}

/** Counts the stop words of each language among the tokens of a block. Gives the number of words looked at. */
function countStopWords(index: LanguageIndex, folding: Folding, block: number, counts: Int32Array): number {
  const { firstToken, lastToken } = folding.block(block);
  let words = 0;
  for (let t = firstToken; t < lastToken; t++) {
    const type = folding.tokenType[t];
    if (type !== TOKEN_WORD && type !== TOKEN_CJK) continue;
    words++;
    for (let mask = maskOf(index, folding.tokenHash[t] as number), bit = 0; mask !== 0; mask >>>= 1, bit++) {
      if ((mask & 1) === 1) counts[bit] = (counts[bit] as number) + 1;
    }
  }
  return words;
}

function indexOfMost(counts: Int32Array): number {
  let best = 0;
  for (let i = 1; i < counts.length; i++) if ((counts[i] as number) > (counts[best] as number)) best = i;
  return best;
}

const ADDRESS_SIGNS: ReadonlySet<number> = new Set([..."./@:-_"].map((sign) => sign.charCodeAt(0)));

/** Scripts whose capitals the folder does not know begin here. */
const RARE = 0x1000;

/** What has no other folded form is no capital, which spares most letters the making of strings. */
function isCapital(unit: number): boolean {
  if (unit < RARE && foldedOf(unit) === unit) return false;
  const char = String.fromCharCode(unit);
  return char.toLowerCase() !== char;
}

/**
 * The language of one block of a text in language `tag`: another one only where the block has words of that and none
 * of its own, or fewer by far. Names are of no language: words with a capital count for `tag` only, and a block of
 * nothing but function words and names stays.
 */
export function findBlockLanguage(index: LanguageIndex, folding: Folding, block: number, tag: string): string {
  if (index.tags.length < 2) return tag;
  const { firstToken, lastToken } = folding.block(block);
  const own = index.tags.indexOf(tag);
  const counts = new Int32Array(index.tags.length);
  let words = 0;
  let content = 0;
  for (let t = firstToken; t < lastToken && words < BLOCK_SAMPLE_WORDS; t++) {
    const type = folding.tokenType[t];
    if (type !== TOKEN_WORD && type !== TOKEN_CJK) continue;
    words++;
    const start = folding.tokenStart[t] as number;
    // Part of an address.
    if (t > firstToken && ADDRESS_SIGNS.has(folding.units[start - 1] as number)) continue;
    const isName = isCapital(folding.units[start] as number);
    let mask = maskOf(index, folding.tokenHash[t] as number);
    if (mask === 0 && !isName) content++;
    for (let bit = 0; mask !== 0; mask >>>= 1, bit++)
      if ((mask & 1) === 1 && (bit === own || !isName)) counts[bit] = (counts[bit] as number) + 1;
  }
  const best = indexOfMost(counts);
  const isForeign = (counts[best] ?? 0) > FOREIGN_TIMES * (counts[own] ?? 0);
  return isForeign && (content > 0 || words <= MAX_LABEL_WORDS) ? (index.tags[best] as string) : tag;
}

/**
 * BCP 47 tag of the language with the most stop words in the first blocks long enough to be prose, or in the first
 * blocks of any length; `und` when there is no sign of one.
 */
export function findLanguage(index: LanguageIndex, folding: Folding): string {
  const counts = new Int32Array(index.tags.length);
  for (const minUnits of [MIN_PROSE_UNITS, 0]) {
    let words = 0;
    for (let i = 0; i < folding.blocks.length && words < SAMPLE_WORDS; i++) {
      const block = folding.blocks[i] as Block;
      if (block.kind !== "code" && block.end - block.start >= minUnits)
        words += countStopWords(index, folding, i, counts);
    }
    const best = indexOfMost(counts);
    if ((counts[best] ?? 0) >= MIN_HITS) return index.tags[best] as string;
  }
  return "und";
}
