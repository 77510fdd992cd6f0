/**
 * Filed rules as one array of numbers, for a file, and back. Nothing is copied on the way back.
 *
 *     rules = table of `anywhere`, of `edges`, of `keeps`
 *     table = 1 where some anchors are beginnings of words, then its arrays: length, numbers ...
 */
import type { RuleTable, Zoned } from "./file-rules.js";

export function storeRules({ anywhere, edges, keeps }: Zoned<RuleTable>): Int32Array {
  const numbers: number[] = [];
  for (const { hasHeads, anchors, rules, maxWords, unfiled, owners, phrases } of [anywhere, edges, keeps]) {
    numbers.push(hasHeads ? 1 : 0);
    const { bits, starts, keys, entries, masks } = anchors;
    for (const own of [rules, maxWords, unfiled, owners, phrases, bits, starts, keys, entries, masks]) {
      numbers.push(own.length);
      for (const number of own) numbers.push(number);
    }
  }
  return Int32Array.from(numbers);
}

export function restoreRules(numbers: Int32Array): Zoned<RuleTable> {
  let at = 0;
  const next = (): number => numbers[at++] as number;
  const array = (): Int32Array => {
    const length = next();
    at += length;
    return numbers.subarray(at - length, at);
  };
  // Members are read in the order in which they are written.
  const anchors = (): RuleTable["anchors"] => ({
    bits: array(),
    starts: array(),
    keys: array(),
    entries: array(),
    masks: array(),
  });
  const table = (): RuleTable => ({
    hasHeads: next() === 1,
    rules: array(),
    maxWords: array(),
    unfiled: array(),
    owners: array(),
    phrases: array(),
    anchors: anchors(),
  });
  return { anywhere: table(), edges: table(), keeps: table() };
}
