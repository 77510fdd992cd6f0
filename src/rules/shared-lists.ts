/** Trees of lists, kept for all who mean the same by them: packs of a language share most of their lists. */
import type { Lists, Part } from "./phrase-node.js";

interface Known {
  readonly lists: Lists;
  readonly part: Part;
}

const trees = new WeakMap<readonly string[], readonly Known[]>();
const references = new WeakMap<readonly string[], readonly string[]>();

/** Names of the lists that some entries refer to. */
function namesIn(entries: readonly string[]): readonly string[] {
  const known = references.get(entries);
  if (known !== undefined) return known;
  const names = entries.flatMap((entry) =>
    entry.includes("{") ? Array.from(entry.matchAll(/\{([^{}]+)\}/g), ([, name = ""]) => name) : [],
  );
  references.set(entries, names);
  return names;
}

/** Whether what some entries refer to is the same in both. */
function meansSame(entries: readonly string[], lists: Lists, others: Lists): boolean {
  if (lists === others) return true;
  return namesIn(entries).every((name) => {
    const own = lists.get(name);
    return own !== undefined && own === others.get(name) && meansSame(own, lists, others);
  });
}

/** The tree of the list with these entries, made by `expand` where it is not known. */
export function shareTree(entries: readonly string[], lists: Lists, expand: () => Part): Part {
  const known = trees.get(entries) ?? [];
  const same = known.find((other) => meansSame(entries, lists, other.lists));
  if (same !== undefined) return same.part;
  const part = expand();
  trees.set(entries, [...known, { lists, part }]);
  return part;
}
