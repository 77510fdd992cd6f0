/** What phrases can begin with, in a few bits: most tokens are told from it without a look at the phrase. */

/** What is known of some tokens: bits `hash & 63`, and bits `first character & 63`, two words each. */
export interface Bits {
  readonly low: number;
  readonly high: number;
  readonly charLow: number;
  readonly charHigh: number;
}

export const ANY: Bits = { low: -1, high: -1, charLow: -1, charHigh: -1 };

/** The lower and the upper word of a bit. */
const lowBit = (value: number): number => ((value & 32) === 0 ? 1 << (value & 31) : 0);
const highBit = (value: number): number => ((value & 32) === 0 ? 0 : 1 << (value & 31));

/** Bits of tokens of which the first character is known. */
export const bitsOfChar = (char: number): Bits => ({ ...ANY, charLow: lowBit(char), charHigh: highBit(char) });

/** Bits of tokens of which the hash is known. */
export const bitsOfHash = (hash: number): Bits => ({ ...ANY, low: lowBit(hash), high: highBit(hash) });

/** Bits of a token of that hash with that first character. */
export const bitsOf = (hash: number, char: number): Bits => ({
  low: lowBit(hash),
  high: highBit(hash),
  charLow: lowBit(char),
  charHigh: highBit(char),
});

export function union(parts: readonly Bits[]): Bits {
  let [low, high, charLow, charHigh] = [0, 0, 0, 0];
  for (const part of parts) {
    low |= part.low;
    high |= part.high;
    charLow |= part.charLow;
    charHigh |= part.charHigh;
  }
  return { low, high, charLow, charHigh };
}

export const overlap = (a: Bits, b: Bits): boolean =>
  ((a.low & b.low) !== 0 || (a.high & b.high) !== 0) &&
  ((a.charLow & b.charLow) !== 0 || (a.charHigh & b.charHigh) !== 0);

/** Whether something can begin with anything, or with nothing at all. */
export const isAny = ({ low, high, charLow, charHigh }: Bits): boolean => (low & high & charLow & charHigh) === -1;

/** Whether a bit is set in two words. */
export const hasBit = (low: number, high: number, value: number): boolean =>
  ((((value & 32) === 0 ? low : high) >>> (value & 31)) & 1) !== 0;
