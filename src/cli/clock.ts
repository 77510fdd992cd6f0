/** Milliseconds since some moment. `performance` would make Node load a dozen of its modules at every start. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;
