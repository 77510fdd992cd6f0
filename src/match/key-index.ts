/**
 * A hash table from keys to what is filed under them (anchor-index.ts says what the keys are of). An item has up to four
 * groups of keys and is found when a key of each group has been met.
 */
import type { Filed } from "../rules/packs.js";
import { readPhrase } from "./filed.js";

/** The table is fixed once it is made; the build makes that of the built-in rules (stored-rules.ts). */
export interface KeyTable {
  /** Answers "no" for almost every key. */
  readonly bits: Int32Array;
  /** Bucket -> its first entry; where the last one ends stands behind them. */
  readonly starts: Int32Array;
  /** Entry -> key. */
  readonly keys: Int32Array;
  /** Entry -> item and group (item * 4 + group). */
  readonly entries: Int32Array;
  /** Item -> bits of its groups. */
  readonly masks: Int32Array;
}

/** `seen` and `round` are scratch for one block at a time. */
export interface KeyIndex extends KeyTable {
  readonly bitShift: number;
  readonly bucketShift: number;
  /** Item -> round in which it was met last (times 16), and bits of the groups met. */
  readonly seen: Int32Array;
  round: number;
}

const GOLDEN = 0x9e3779b1;
const BITS_PER_KEY = 16;
const KEYS_PER_BUCKET = 2;
const MAX_ROUNDS = 2 ** 26;

export const bitOf = (key: number, shift: number): number => Math.imul(key, GOLDEN) >>> shift;

/** What is left of a hash for a table of `size` places, a power of 2. */
const shiftFor = (size: number): number => Math.clz32(size) + 1;

/** Files items, each under the keys of its groups; a group without keys is always met. */
export function fileKeys(items: readonly Filed[]): KeyTable {
  const count = countKeys(items);
  const log = Math.min(21, Math.max(10, Math.ceil(Math.log2(count * BITS_PER_KEY + 1))));
  const buckets = 2 ** Math.max(4, Math.ceil(Math.log2(count / KEYS_PER_BUCKET + 1)));
  const bits = new Int32Array(2 ** (log - 5));
  const starts = new Int32Array(buckets + 1);
  const masks = new Int32Array(items.length);
  const [bitShift, bucketShift] = [shiftFor(bits.length * 32), shiftFor(buckets)];
  forEachKey(items, (key, item, group) => {
    const bit = bitOf(key, bitShift);
    bits[bit >>> 5] = (bits[bit >>> 5] as number) | (1 << (bit & 31));
    masks[item] = (masks[item] as number) | (1 << group);
    const next = bitOf(key, bucketShift) + 1;
    starts[next] = (starts[next] as number) + 1;
  });
  for (let bucket = 0; bucket < buckets; bucket++) {
    starts[bucket + 1] = (starts[bucket + 1] as number) + (starts[bucket] as number);
  }
  const [keys, entries] = [new Int32Array(count), new Int32Array(count)];
  const free = starts.slice();
  forEachKey(items, (key, item, group) => {
    const bucket = bitOf(key, bucketShift);
    const entry = free[bucket] as number;
    free[bucket] = entry + 1;
    keys[entry] = key;
    entries[entry] = item * 4 + group;
  });
  return { bits, starts, keys, entries, masks };
}

function forEachKey(items: readonly Filed[], onKey: (key: number, item: number, group: number) => void): void {
  items.forEach((filed, item) => {
    readPhrase(filed, (from, to, group) => {
      for (let i = from; i < to; i++) onKey(filed.numbers[i] as number, item, group);
    });
  });
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

/** Makes a table ready to look keys up. */
export const openIndex = (table: KeyTable): KeyIndex => ({
  ...table,
  bitShift: shiftFor(table.bits.length * 32),
  bucketShift: shiftFor(table.starts.length - 1),
  seen: new Int32Array(table.masks.length),
  round: 0,
});

/** Begins a new block: nothing is met. */
export function startRound(index: KeyIndex): void {
  index.round = (index.round + 1) % MAX_ROUNDS;
  if (index.round === 0) index.seen.fill(0);
}

/** Notes a key. Calls `found` with every item all of whose groups are met now, once a round. */
export function meetKey(index: KeyIndex, key: number, found: (item: number) => void): void {
  const { seen, masks, round, starts, keys, entries } = index;
  const bucket = bitOf(key, index.bucketShift);
  const end = starts[bucket + 1] as number;
  for (let i = starts[bucket] as number; i < end; i++) {
    if (keys[i] !== key) continue;
    const entry = entries[i] as number;
    const item = entry >>> 2;
    const known = seen[item] as number;
    const before = known >>> 4 === round ? known & 15 : 0;
    const groups = before | (1 << (entry & 3));
    if (groups === before) continue;
    seen[item] = (round << 4) | groups;
    if (groups === masks[item]) found(item);
  }
}
