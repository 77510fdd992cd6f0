/**
 * What the index files rules under, as flat numbers: many thousand small arrays would be slow to read and to keep.
 *
 *     rule   = number of phrases, phrase ...
 *     phrase = number of groups * 2 + (1 where some keys are of beginnings of words), group ...
 *     group  = number of keys, key ...
 *
 * A match of a phrase holds a key of each of its groups.
 */
import type { Filed } from "../rules/packs.js";

/** A phrase by the keys of its groups. */
export function writePhrase(groups: readonly (readonly number[])[], heads: boolean): readonly number[] {
  return [groups.length * 2 + (heads ? 1 : 0), ...groups.flatMap((keys) => [keys.length, ...keys])];
}

/** A rule by its phrases. */
export const writeRule = (phrases: readonly (readonly number[])[]): readonly number[] => [
  phrases.length,
  ...phrases.flat(),
];

export const hasHeads = ({ numbers, at }: Filed): boolean => ((numbers[at] as number) & 1) === 1;

/** The phrases of a rule. */
export function readRule({ numbers, at }: Filed): readonly Filed[] {
  const phrases: Filed[] = [];
  let next = at + 1;
  for (let left = numbers[at] as number; left > 0; left--) {
    phrases.push({ numbers, at: next });
    next = readPhrase({ numbers, at: next }, () => {});
  }
  return phrases;
}

/** Calls `onGroup` with the bounds of the keys of each group, half-open. Gives the end of the phrase. */
export function readPhrase({ numbers, at }: Filed, onGroup: (from: number, to: number, group: number) => void): number {
  const groups = (numbers[at] as number) >> 1;
  let next = at + 1;
  for (let group = 0; group < groups; group++) {
    const from = next + 1;
    next = from + (numbers[next] as number);
    onGroup(from, next, group);
  }
  return next;
}
