/** What features are made with: columns that hold a number for each block. */

/** The value of one feature for a block. */
export type Column = (block: number) => number;

/** Takes the column of a feature with a name. */
export type AddColumn = (name: string, column: Column) => void;

/** Values of features by name, a number for each block. */
export type Columns = ReadonlyMap<string, Float32Array>;

/** Columns to which features are added; those that are not wanted are not worked out. */
export function createColumns(
  count: number,
  isWanted: (name: string) => boolean,
): { readonly columns: Columns; readonly add: AddColumn } {
  const columns = new Map<string, Float32Array>();
  const add: AddColumn = (name, column) => {
    if (!isWanted(name)) return;
    const values = new Float32Array(count);
    for (let block = 0; block < count; block++) values[block] = column(block);
    columns.set(name, values);
  };
  return { columns, add };
}

export const log = (value: number): number => Math.log1p(Math.max(0, value));

/** The value of a column at a block; 0 beyond its ends. */
export const at = (column: Float64Array | Float32Array | Int32Array, block: number): number => column[block] ?? 0;

/** Sums of a column from one block up to another, for two look-ups each. */
export type Sums = (from: number, to: number) => number;

/** Sums of a column up to each block, so that any stretch costs two look-ups. */
export function sums(column: Column, count: number): Sums {
  const upTo = new Float64Array(count + 1);
  for (let block = 0; block < count; block++) upTo[block + 1] = (upTo[block] as number) + column(block);
  return (from, to) => {
    const [low, high] = [Math.max(0, from), Math.min(count, to)];
    return high > low ? (upTo[high] as number) - (upTo[low] as number) : 0;
  };
}

/** Distance of each block to the last one before it for which `is` holds; -1 where there is none. */
export function distancesFrom(is: Column, count: number): Int32Array {
  const distances = new Int32Array(count).fill(-1);
  let last = -1;
  for (let block = 0; block < count; block++) {
    if (last >= 0) distances[block] = block - last;
    if (is(block) > 0) last = block;
  }
  return distances;
}

/** From 1 for what is here or next to it down to 0 for what is nowhere. */
export const nearness = (distance: number): number => (distance < 0 ? 0 : 1 / (1 + distance / NEAR_BLOCKS));

const NEAR_BLOCKS = 8;
