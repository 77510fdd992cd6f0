/** What the build has found out of long lists, so that a start need not read thousands of entries of which one is met. */

/** How an entry begins: with what is not known, as the single word that it is, with a word, with light punctuation. */
export type HeadKind = "unknown" | "single" | "word" | "light";

export interface ListHeads {
  /** Nodes of the list, and how deep they are nested. */
  readonly size: number;
  readonly depth: number;
  /** A digit for each entry: the place of its kind among `HEAD_KINDS`. */
  readonly kinds: string;
  /** Hash of the first token of each entry. */
  readonly hashes: readonly number[];
}

export const HEAD_KINDS: readonly HeadKind[] = ["unknown", "single", "word", "light"];

/** Entries of a list, read one by one. */
export interface ListEntries<Node> {
  readonly texts: readonly string[];
  readonly heads: ListHeads;
  readonly read: (entry: number) => Node;
}

/** Lists by name, as packs and languages have them. */
export type HeadsByName = Readonly<Record<string, ListHeads>>;

const lent = new WeakMap<readonly string[], ListHeads>();

/** Tells what is known of some lists. */
export function lendHeads(lists: Readonly<Record<string, readonly string[]>> = {}, heads: HeadsByName = {}): void {
  for (const [name, own] of Object.entries(heads)) {
    const list = lists[name];
    if (list !== undefined) lent.set(list, own);
  }
}

export const headsOf = (list: readonly string[]): ListHeads | undefined => lent.get(list);

export const headKind = ({ kinds }: ListHeads, entry: number): HeadKind =>
  HEAD_KINDS[kinds.charCodeAt(entry) - 0x30] ?? "unknown";

/** Entries that can be looked up together, half-open: single words that stand side by side, and each of the others. */
export const spansOf = ({ kinds }: ListHeads): readonly (readonly [from: number, to: number])[] =>
  Array.from(kinds.matchAll(/1+|[^1]/g), ({ index, 0: span }) => [index, index + span.length] as const);
