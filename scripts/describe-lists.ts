/** What a start need not find out about long lists (src/rules/list-heads.ts). */
import { firstToken } from "../src/match/choices.js";
import { HEAD_KINDS, type HeadKind, type HeadsByName, type ListHeads } from "../src/rules/list-heads.js";
import { type Lists, measurePhrase, parsePhrase } from "../src/rules/phrase-syntax.js";
import { literalTokens } from "../src/text/literal.js";

/** Shorter lists are read as fast. */
const MIN_ENTRIES = 16;

/** Describes the long ones among some lists; those that name others depend on who uses them, and are left out. */
export function describeLists(lists: Readonly<Record<string, readonly string[]>>, scope: Lists): HeadsByName {
  const long = Object.entries(lists).filter(
    ([, entries]) => entries.length >= MIN_ENTRIES && !entries.some((entry) => entry.includes("{")),
  );
  return Object.fromEntries(long.map(([name, entries]) => [name, describeList(name, entries, scope)]));
}

function describeList(name: string, entries: readonly string[], scope: Lists): ListHeads {
  const heads = entries.map((entry) => describeEntry(entry, scope));
  const { size, depth } = measurePhrase(`{${name}}`, scope);
  const kinds = heads.map(({ kind }) => HEAD_KINDS.indexOf(kind)).join("");
  return { size, depth, kinds, hashes: heads.map(({ hash }) => hash) };
}

function describeEntry(entry: string, scope: Lists): { readonly kind: HeadKind; readonly hash: number } {
  const node = parsePhrase(entry, scope);
  const first = firstToken(node);
  if (first === undefined) return { kind: "unknown", hash: 0 };
  const tokens = node.kind === "word" ? literalTokens(node.text) : [];
  const isSingle = tokens.length === 1 && first.kind === "word" && first.folded === entry;
  return { kind: isSingle ? "single" : first.soft ? "light" : "word", hash: first.hash };
}
