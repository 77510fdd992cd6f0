/** The tree of a phrase, and what its parts may grow to. */

import type { ListEntries } from "./list-heads.js";

export type PhraseNode =
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "prefix"; readonly text: string }
  | { readonly kind: "number" }
  | { readonly kind: "punctuation"; readonly text: string }
  | { readonly kind: "gap"; readonly max: number }
  | { readonly kind: "sequence"; readonly nodes: readonly PhraseNode[] }
  | { readonly kind: "choice"; readonly nodes: readonly PhraseNode[]; readonly list?: ListEntries<PhraseNode> };

export type Lists = ReadonlyMap<string, readonly string[]>;

/** Thrown by `parsePhrase`; `offset` counts UTF-16 code units of the phrase. */
export class PhraseError extends Error {
  readonly offset: number;
  readonly remedy: string;

  constructor(message: string, offset: number, remedy: string) {
    super(message);
    this.name = "PhraseError";
    this.offset = offset;
    this.remedy = remedy;
  }
}

export const MAX_PHRASE_DEPTH = 16;
const MAX_NODES = 4000;

/** A node with what its expansion costs, so that shared lists are bounded without being walked again. */
export interface Part {
  readonly node: PhraseNode;
  readonly size: number;
  readonly depth: number;
  readonly nullable: boolean;
}

export function leaf(node: PhraseNode): Part {
  return { node, size: 1, depth: 1, nullable: false };
}

export function combine(kind: "sequence" | "choice", parts: readonly Part[], offset: number): Part {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  let size = 0;
  let depth = 0;
  for (const part of parts) {
    size += part.size;
    depth = Math.max(depth, part.depth);
  }
  if (size > MAX_NODES) {
    throw new PhraseError(
      `the phrase grows beyond ${MAX_NODES} words`,
      offset,
      "Use fewer or smaller lists in one phrase.",
    );
  }
  if (depth >= MAX_PHRASE_DEPTH * 2) throw tooDeep(offset);
  const isNullable = (part: Part): boolean => part.nullable;
  const nullable = kind === "sequence" ? parts.every(isNullable) : parts.some(isNullable);
  return { node: { kind, nodes: parts.map((part) => part.node) }, size, depth: depth + 1, nullable };
}

export function tooDeep(offset: number): PhraseError {
  return new PhraseError(`nested more than ${MAX_PHRASE_DEPTH} deep`, offset, "Write the alternatives side by side.");
}

/** A list of which the build has seen that it is in order; who asks for the nodes gets all of them. */
export function listNode(list: ListEntries<PhraseNode>): PhraseNode {
  let nodes: readonly PhraseNode[] | null = null;
  return {
    kind: "choice",
    list,
    get nodes() {
      nodes ??= list.texts.map((_, entry) => list.read(entry));
      return nodes;
    },
  };
}
