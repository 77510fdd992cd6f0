/** For each block where the stretch of blocks alike begins and ends that it is in. */
export interface Stretches {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Parts blocks into stretches, wherever `isAlike` does not hold of two neighbours. */
export function findStretches(count: number, isAlike: (block: number, next: number) => boolean): Stretches {
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  for (let start = 0; start < count; ) {
    let end = start + 1;
    while (end < count && isAlike(end - 1, end)) end++;
    from.fill(start, start, end);
    to.fill(end, start, end);
    start = end;
  }
  return { from, to };
}
