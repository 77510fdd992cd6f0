/**
 * Articles and the like that lost their vowel to the next word: `l'article`, `dell'anno`, `qu'il`. Folding makes them
 * light tokens of their own, which phrases skip, so that no list of nouns needs a copy for each of them. They are told
 * by their shape: a consonant (or `qu`) before the apostrophe and a word behind it. English `don't`, `we're`, `o'clock`
 * and possessives have other shapes.
 */
import { classOf, foldedOf, plainOf, WORD } from "./chars.js";
import { APOSTROPHE } from "./inline.js";

const VOWELS: ReadonlySet<number> = new Set([..."aeiouy"].map((char) => char.charCodeAt(0)));
const [FIRST, LAST, Q, U] = [0x61, 0x7a, 0x71, 0x75];
const MAX_ELIDED_UNITS = 8;
/** What stands behind a longer beginning than one letter has at least so many letters; `'s`, `'re` and `'ll` have not. */
const MIN_WORD_UNITS = 3;

/** Whether a word that begins at `from` ends with the apostrophe at `at`, because another one begins behind it. */
export function isElision(source: ArrayLike<number>, from: number, at: number, end: number): boolean {
  if (plainOf(source[at] as number) !== APOSTROPHE || at - from > MAX_ELIDED_UNITS) return false;
  const last = foldedOf(source[at - 1] as number);
  const isQu = last === U && at - from >= 2 && foldedOf(source[at - 2] as number) === Q;
  if (last < FIRST || last > LAST || (VOWELS.has(last) && !isQu)) return false;
  const isShort = at - from === (isQu ? 2 : 1);
  const stop = Math.min(end, at + 1 + (isShort ? 1 : MIN_WORD_UNITS));
  for (let i = at + 1; i < stop; i++) if (!isLetter(source[i] as number)) return false;
  return stop - at > (isShort ? 1 : MIN_WORD_UNITS);
}

const isLetter = (unit: number): boolean => classOf[unit] === WORD && foldedOf(unit) > 0x39;
