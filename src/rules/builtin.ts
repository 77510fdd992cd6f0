/** The rules that dehusk brings along, as scripts/build-rules.ts has checked and packed them. */
import data from "../generated/builtin.json" with { type: "json" };
import GROUPS from "../generated/packs.cjs";
import type { RuleSet } from "../types.js";
import { type PackedRule, type PackedRules, type PackGroup, unpackRules } from "./packed-rules.js";

const IS_BIG_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;

let rules: RuleSet | null = null;
const groups = new Map<string, PackGroup | undefined>();

/** The built-in rules, always the same object. Their `why` and `examples` are empty; the rule files have them. */
export function builtinRules(): RuleSet {
  rules ??= unpackRules(data as unknown as PackedRules, (group) => {
    if (!groups.has(group)) groups.set(group, readGroup(group));
    return groups.get(group);
  });
  return rules;
}

/**
 * Reads a group from two files. The texts: a line of JSON for the group, and one for each rule. The numbers, of 32 bits
 * each with the lowest byte first: how many lines there are, where each ends; how long `filed` is, `filed`; the index.
 */
function readGroup(group: string): PackGroup | undefined {
  const files = GROUPS[group];
  if (files === undefined) return undefined;
  const bytes = files.numbers();
  if (IS_BIG_ENDIAN) bytes.swap32();
  const numbers = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / Int32Array.BYTES_PER_ELEMENT);
  const [lines, behind] = takeList(numbers);
  const [filed, index] = takeList(behind);
  const texts = files.texts();
  const readLine = (line: number): unknown => JSON.parse(texts.toString("utf8", lines[line - 1] ?? 0, lines[line]));
  const readRule = (number: number): PackedRule => readLine(number + 1) as PackedRule;
  const read: PackGroup = { ...(readLine(0) as PackGroup), readRule, filed };
  return index.length > 0 ? { ...read, index } : read;
}

/** Numbers behind their count, and what comes after them. */
function takeList(numbers: Int32Array): readonly [Int32Array, Int32Array] {
  const end = 1 + (numbers[0] ?? 0);
  return [numbers.subarray(1, end), numbers.subarray(end)];
}
