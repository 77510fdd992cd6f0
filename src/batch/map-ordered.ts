/**
 * Maps values while they come, up to `limit` at a time, and gives the results in the order of the values. No value is
 * taken before there is room for it, so that a slow reader slows the source down.
 */
export async function* mapOrdered<T, R>(
  source: AsyncIterable<T>,
  limit: number,
  map: (value: T) => Promise<R>,
): AsyncGenerator<readonly [value: T, result: R]> {
  const running: Promise<readonly [T, R]>[] = [];
  for await (const value of source) {
    const result = map(value).then((found) => [value, found] as const);
    // Whoever awaits it later gets the error; until then it is not unhandled.
    result.catch(() => {});
    running.push(result);
    if (running.length >= limit) yield await (running.shift() as Promise<readonly [T, R]>);
  }
  for (const result of running) yield await result;
}
