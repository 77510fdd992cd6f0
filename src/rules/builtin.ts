/** The rules that dehusk brings along, as scripts/build-rules.ts has checked and packed them. */
import data from "../generated/builtin.json" with { type: "json" };
import GROUPS from "../generated/packs.cjs";
import type { RuleSet } from "../types.js";
import { type PackedRules, type PackGroup, unpackRules } from "./packed-rules.js";

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

/** The numbers: how long `filed` is, `filed`, the index; of 32 bits each, the lowest byte first. */
function readGroup(group: string): PackGroup | undefined {
  const files = GROUPS[group];
  if (files === undefined) return undefined;
  const bytes = files.numbers();
  if (IS_BIG_ENDIAN) bytes.swap32();
  const numbers = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / Int32Array.BYTES_PER_ELEMENT);
  const end = 1 + (numbers[0] ?? 0);
  const filed = numbers.subarray(1, end);
  const texts = JSON.parse(files.text().toString("utf8")) as PackGroup;
  return end < numbers.length ? { ...texts, filed, index: numbers.subarray(end) } : { ...texts, filed };
}
