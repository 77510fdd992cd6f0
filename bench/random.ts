/** Numbers in [0, 1), the same on every machine for the same seed. */
export type Random = () => number;

/** A xorshift generator. */
export function createRandom(seed: number): Random {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** A whole number from `min` to `max`, both included. */
export const between = (random: Random, min: number, max: number): number =>
  min + Math.floor(random() * (max - min + 1));

/** One of `items`; throws when there is none. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("nothing to pick from");
  return item;
}

/**
 * One of `items`, the first ones oftener: the one at place `i` as often as 1 / (i + `flat`), as words are in a language.
 */
export function pickFrequent<T>(random: Random, items: readonly T[], flat: number): T {
  const place = Math.floor(flat * ((items.length + flat) / flat) ** random() - flat);
  return items[Math.min(place, items.length - 1)] ?? pick(random, items);
}
