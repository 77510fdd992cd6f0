/**
 * A hash table from keys to what is filed under them (anchor-index.ts says what the keys are of). An item has up to four groups of keys and is found when a key of each group has been met.
 */
import type { Filed } from "../rules/packs.js";
import { readPhrase } from "./filed.js";

/** The table is fixed; `seen` and `round` are scratch for one block at a time. */
export interface KeyIndex {
  /** Answers "no" for almost every key. */
  readonly bits: Uint32Array;
  readonly shift: number;
  /** Slot -> key and number of the first link, from 1. */
  readonly slotKeys: Int32Array;
  readonly slotLinks: Int32Array;
  /** Link -> item and group (item * 4 + group), and the next link. */
  readonly linkEntries: Int32Array;
  readonly nextLinks: Int32Array;
  /** Item -> bits of its groups. */
  readonly masks: Uint8Array;
  /** Item -> round in which it was met last (times 16), and bits of the groups met. */
  readonly seen: Int32Array;
  round: number;
}

const GOLDEN = 0x9e3779b1;
const BITS_PER_KEY = 16;
const MAX_ROUNDS = 2 ** 26;

export const bitOf = (key: number, shift: number): number => Math.imul(key, GOLDEN) >>> shift;

/** Files items, each under the keys of its groups; a group without keys is always met. */
export function buildIndex(items: readonly Filed[]): KeyIndex {
  const count = countKeys(items);
  const log = Math.min(21, Math.max(10, Math.ceil(Math.log2(count * BITS_PER_KEY + 1))));
  const slots = 2 ** Math.max(4, Math.ceil(Math.log2(2 * count + 1)));
  const index: KeyIndex = {
    bits: new Uint32Array(2 ** (log - 5)),
    shift: 32 - log,
    slotKeys: new Int32Array(slots),
    slotLinks: new Int32Array(slots),
    linkEntries: new Int32Array(count + 1),
    nextLinks: new Int32Array(count + 1),
    masks: new Uint8Array(items.length),
    seen: new Int32Array(items.length),
    round: 0,
  };
  let links = 0;
  items.forEach((filed, item) => {
    readPhrase(filed, (from, to, group) => {
      if (to > from) index.masks[item] = (index.masks[item] as number) | (1 << group);
      for (let i = from; i < to; i++) addLink(index, filed.numbers[i] as number, item * 4 + group, ++links);
    });
  });
  return index;
}

function countKeys(items: readonly Filed[]): number {
  let count = 0;
  for (const filed of items) {
    readPhrase(filed, (from, to) => {
      count += to - from;
    });
  }
  return count;
}

function addLink(index: KeyIndex, key: number, entry: number, link: number): void {
  const slot = findSlot(index, key);
  const bit = bitOf(key, index.shift);
  index.bits[bit >>> 5] = (index.bits[bit >>> 5] as number) | (1 << (bit & 31));
  index.slotKeys[slot] = key;
  index.linkEntries[link] = entry;
  index.nextLinks[link] = index.slotLinks[slot] as number;
  index.slotLinks[slot] = link;
}

/** Slot of a key, or the free one where it belongs. */
function findSlot({ slotKeys, slotLinks }: KeyIndex, key: number): number {
  const mask = slotKeys.length - 1;
  let slot = (Math.imul(key, GOLDEN) >>> 7) & mask;
  while (slotLinks[slot] !== 0 && slotKeys[slot] !== key) slot = (slot + 1) & mask;
  return slot;
}

/** Begins a new block: nothing is met. */
export function startRound(index: KeyIndex): void {
  index.round = (index.round + 1) % MAX_ROUNDS;
  if (index.round === 0) index.seen.fill(0);
}

/** Notes a key. Calls `found` with every item all of whose groups are met now, once a round. */
export function meetKey(index: KeyIndex, key: number, found: (item: number) => void): void {
  const { seen, masks, round, linkEntries, nextLinks } = index;
  for (let link = index.slotLinks[findSlot(index, key)] as number; link !== 0; link = nextLinks[link] as number) {
    const entry = linkEntries[link] as number;
    const item = entry >>> 2;
    const known = seen[item] as number;
    const before = known >>> 4 === round ? known & 15 : 0;
    const groups = before | (1 << (entry & 3));
    if (groups === before) continue;
    seen[item] = (round << 4) | groups;
    if (groups === masks[item]) found(item);
  }
}
