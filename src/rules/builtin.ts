/** The rules that dehusk brings along, as scripts/build-rules.ts has checked and packed them. */
import { readFileSync } from "node:fs";
import data from "../generated/builtin.json" with { type: "json" };
import type { RuleSet } from "../types.js";
import { type PackedRule, type PackedRules, type PackGroup, unpackRules } from "./packed-rules.js";

/** Where the packs are, seen from the bundle that this is a part of. */
declare const DEHUSK_PACKS: string;

const FOLDER = typeof DEHUSK_PACKS === "undefined" ? "../generated" : DEHUSK_PACKS;
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
 * Reads a group from its files. `.jsonl`: a line for the group, and one for each rule. `.bin`: how many lines there are,
 * where each ends, the index. `.filed.bin`: what its rules are filed under.
 */
function readGroup(group: string): PackGroup {
  const texts = readPacked(`packs.${group}.jsonl`);
  const numbers = readNumbers(`packs.${group}.bin`);
  const end = 1 + (numbers[0] ?? 0);
  const lines = numbers.subarray(1, end);
  const readLine = (line: number): unknown => JSON.parse(texts.toString("utf8", lines[line - 1] ?? 0, lines[line]));
  let filed: Int32Array | null = null;
  const read: PackGroup = {
    ...(readLine(0) as PackGroup),
    readRule: (number) => readLine(number + 1) as PackedRule,
    filed: () => {
      filed ??= readNumbers(`packs.${group}.filed.bin`);
      return filed;
    },
  };
  return end < numbers.length ? { ...read, index: numbers.subarray(end) } : read;
}

const readPacked = (file: string): Buffer => readFileSync(new URL(`${FOLDER}/${file}`, import.meta.url));

/** Numbers of 32 bits, the lowest byte first. */
function readNumbers(file: string): Int32Array {
  const bytes = readPacked(file);
  if (IS_BIG_ENDIAN) bytes.swap32();
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / Int32Array.BYTES_PER_ELEMENT);
}
