/** What folding has written, as strings: made only where a pattern or a field asks. */
import { classOf, DROP, foldedOf } from "./chars.js";
import type { Folded } from "./folding-state.js";

const CHUNK = 8192;

/** A stretch of an array of code units as a string. */
export function unitsToString(units: Uint16Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end; i += CHUNK)
    text += String.fromCharCode.apply(null, units.subarray(i, Math.min(end, i + CHUNK)) as unknown as number[]);
  return text;
}

/** Plain text between two plain offsets: capitals and accents kept. */
export const plainText = (folded: Folded, start: number, end: number): string =>
  unitsToString(folded.units, start, end);

/** The same without capitals and accents; offsets are the same. */
export function foldedText(folded: Folded, start: number, end: number): string {
  const units = new Uint16Array(end - start);
  for (let i = start; i < end; i++) units[i - start] = foldedOf(folded.units[i] as number);
  return unitsToString(units, 0, units.length);
}

const ACCENT = /\p{M}/u;

/** The combining marks that stand at `at`, such as Arabic vowel signs. */
function accentsAt(text: string, at: number): string {
  let end = at;
  while (classOf[text.charCodeAt(end)] === DROP && ACCENT.test(text.charAt(end))) end++;
  return text.slice(at, end);
}

/** What the input says there, with its own quotes, dashes and accents, white space collapsed. */
export function originalText(folded: Folded, text: string, start: number, end: number): string {
  let out = "";
  for (let i = start; i < end; i++) {
    const at = folded.map[i] as number;
    out += folded.units[i] === 0x20 ? " " : text.charAt(at) + accentsAt(text, at + 1);
  }
  return out;
}
