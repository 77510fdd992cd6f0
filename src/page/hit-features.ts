/** What the rules say of the blocks of a page, as evidence: not only where they act, and of the blocks around, too. */
import type { RuleIndex } from "../match/compile.js";
import type { Document } from "../match/document.js";
import { type Hit, type Matches, matchEverywhere } from "../match/match.js";
import { type AddColumn, at, distancesFrom, nearness, sums } from "./column.js";
import { headingOf, type Sections } from "./sections.js";

/** Evidence of the rules of one family beyond this says nothing more. */
const MAX_HIT = 2;
const WINDOW = 5;
/** Families that say more of what a block is than of what is around it. */
const OWN_ONLY: ReadonlySet<string> = new Set(["hit-keep", "hit-title"]);

/** All hits in each block, also of rules that do not act where it stands. */
export function hitsOnPage(
  document: Document,
  { blocks }: Matches,
  indexesOf: (block: number) => readonly RuleIndex[],
): readonly (readonly Hit[])[] {
  const elsewhere = matchEverywhere(document, indexesOf);
  return blocks.map((hits, block) => [...hits, ...(elsewhere[block] ?? [])]);
}

/** Evidence of the remove rules of each family against each block. */
function hitColumns(hitsOf: readonly (readonly Hit[])[]): ReadonlyMap<string, Float64Array> {
  const columns = new Map<string, Float64Array>();
  hitsOf.forEach((hits, block) => {
    for (const matcher of new Set(hits.map((hit) => hit.matcher))) {
      if (matcher.action === "extract" || matcher.rule.status === "trial") continue;
      const name = matcher.action === "keep" ? "hit-keep" : `hit-${matcher.rule.category}`;
      const column = columns.get(name) ?? new Float64Array(hitsOf.length);
      columns.set(name, column);
      column[block] = Math.min(MAX_HIT, (column[block] as number) + Math.max(0, matcher.weight));
    }
  });
  return columns;
}

/** Rules that hit the heading of a section, a block above or the blocks around speak for their surroundings, too. */
export function addHits(add: AddColumn, hitsOf: readonly (readonly Hit[])[], sections: Sections): void {
  const count = hitsOf.length;
  const any = new Float64Array(count);
  for (const [name, column] of hitColumns(hitsOf)) {
    add(name, (block) => at(column, block));
    if (OWN_ONLY.has(name)) continue;
    for (let block = 0; block < count; block++) any[block] = Math.min(MAX_HIT, at(any, block) + at(column, block));
    add(`${name}-heading`, (block) => at(column, headingOf(sections, block)));
    const above = distancesFrom((block) => at(column, block), count);
    add(`${name}-above`, (block) => nearness(above[block] as number));
  }
  const anyIn = sums((block) => (at(any, block) > 0 ? 1 : 0), count);
  add("hit", (block) => at(any, block));
  add("hit-before", (block) => at(any, block - 1));
  add("hit-behind", (block) => at(any, block + 1));
  add("hits-within-5", (block) => anyIn(block - WINDOW, block + WINDOW + 1) / (2 * WINDOW + 1));
  add("hits-before-20", (block) => anyIn(block - 20, block) / 20);
  add("hits-behind-20", (block) => anyIn(block + 1, block + 21) / 20);
  add("hit-heading", (block) => at(any, headingOf(sections, block)));
}
