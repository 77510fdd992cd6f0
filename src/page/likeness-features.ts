import { type AddColumn, at } from "./column.js";
import type { Look } from "./look.js";

const UNKNOWN = 0.5;
const MANY_LINKS = 0.5;
/** Kinds and levels, links and lengths are told apart in a number of so many places each. */
const PLACE = 32;
const MAX_LENGTH = 6;

/** The mean chance to be text of the other blocks that have the same key, and how many there are with it. */
function meanOfOthers(chances: Float64Array, keys: Int32Array): readonly [mean: Float64Array, count: Float64Array] {
  const totals = new Map<number, { sum: number; count: number }>();
  keys.forEach((key, block) => {
    const total = totals.get(key) ?? { sum: 0, count: 0 };
    totals.set(key, total);
    total.sum += chances[block] as number;
    total.count++;
  });
  const mean = new Float64Array(keys.length);
  const counts = new Float64Array(keys.length);
  keys.forEach((key, block) => {
    const { sum, count } = totals.get(key) ?? { sum: 0, count: 1 };
    mean[block] = count === 1 ? UNKNOWN : (sum - (chances[block] as number)) / (count - 1);
    counts[block] = count;
  });
  return [mean, counts];
}

/** How likely the blocks of the page are text that look like a block: cards of a list, captions, posts, cells. */
export function addLikeness(add: AddColumn, { page, chances }: Look): void {
  const { blocks, facts } = page;
  const kinds = new Map<string, number>();
  const kindOf = (block: number): number => {
    const name = `${blocks[block]?.kind} ${blocks[block]?.level}`;
    const known = kinds.get(name) ?? kinds.size;
    kinds.set(name, known);
    return known;
  };
  const level = Int32Array.from(blocks, (_, block) => kindOf(block));
  const shape = level.map((kind, block) => {
    const links = at(facts.linkDensity, block);
    return (kind * PLACE + (links > MANY_LINKS ? 2 : links > 0 ? 1 : 0)) * 2 + at(facts.terminal, block);
  });
  const style = shape.map(
    (kind, block) => kind * PLACE + Math.min(MAX_LENGTH, Math.floor(Math.log2(at(facts.words, block) + 1))),
  );
  const [ofLevel] = meanOfOthers(chances, level);
  const [ofShape] = meanOfOthers(chances, shape);
  const [ofStyle, count] = meanOfOthers(chances, style);
  add("text-alike-in-kind", (block) => at(ofLevel, block));
  add("text-alike-in-shape", (block) => at(ofShape, block));
  add("text-alike-in-style", (block) => at(ofStyle, block));
  add("alike-in-style", (block) => Math.log(at(count, block)));
}
