/** Values of features -> the few bins in which a fit looks at them. */

/** Where the bins of a feature begin: value `v` is in bin `i` when `i` of the edges are not above it. */
export type Edges = readonly number[];

const MAX_BINS = 16;
/** So many values, evenly spread, tell how a feature is distributed. */
const SAMPLE = 24_000;
const MAX_DIGITS = 7;

/** A short number above `low` and not above `high`. */
function between(low: number, high: number): number {
  const middle = (low + high) / 2;
  for (let digits = 0; digits <= MAX_DIGITS; digits++) {
    const short = Number(middle.toFixed(digits));
    if (short > low && short <= high) return short;
  }
  return middle;
}

/** Cuts what a feature can be into bins of about as many blocks each; rare values beside a common one get their own. */
export function findEdges(columns: readonly Float32Array[]): Edges {
  const count = columns.reduce((sum, { length }) => sum + length, 0);
  const step = Math.max(1, Math.floor(count / SAMPLE));
  const values = columns.flatMap((column) => Array.from(column).filter((_, i) => i % step === 0));
  values.sort((a, b) => a - b);
  const distinct = [...new Set(values)];
  if (distinct.length <= MAX_BINS) return distinct.slice(1).map((value, i) => between(distinct[i] as number, value));
  const rare = values.filter((value) => value !== distinct[0]);
  const quantiles = [values, rare].flatMap((all, i) => {
    const parts = i === 0 ? MAX_BINS : MAX_BINS / 4;
    return Array.from({ length: parts }, (_, part) => all[Math.floor((part * all.length) / parts)] as number);
  });
  const rank = new Map(distinct.map((value, i) => [value, i]));
  return [...new Set(quantiles)]
    .filter((value) => value !== distinct[0])
    .sort((a, b) => a - b)
    .map((value) => between(distinct[(rank.get(value) as number) - 1] as number, value));
}

/** The bin of a value. */
export function binOf(edges: Edges, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value >= (edges[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
