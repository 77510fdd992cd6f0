/** What single characters tell about a line or a sentence. All take UTF-16 code units; none knows a language. */

/** Characters of scripts that write no spaces between words, for use in a regular expression. */
export const SIGN: string = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u30fc\u3005\u3006`;

const WHITE: ReadonlySet<number> = new Set([
  0x00a0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a, 0x2028,
  0x2029, 0x202f, 0x205f, 0x3000, 0xfeff,
]);
const TERMINAL = 1;
const CLOSER = 2;
const ROLES: Uint8Array = new Uint8Array(0x10000);
for (const char of ".!?…。！？．｡؟۔।॥‽") ROLES[char.charCodeAt(0)] = TERMINAL;
for (const char of "\"'”’“»›«)]}）」』】》〉〕*_~`") ROLES[char.charCodeAt(0)] = CLOSER;
const LETTER = /\p{L}/u;
const CASELESS = /\p{Lo}/u;
const DIGIT = /\p{Nd}/u;

/** The characters that `\s` and `trim` take for white space. */
export function isWhite(unit: number): boolean {
  return unit <= 0x20 ? unit === 0x20 || (unit >= 9 && unit <= 13) : unit >= 0xa0 && WHITE.has(unit);
}

const isAscii = (unit: number): boolean => unit < 0x80;
const isAsciiLower = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;
const isAsciiUpper = (unit: number): boolean => unit >= 0x41 && unit <= 0x5a;

export function isLower(unit: number): boolean {
  if (isAscii(unit)) return isAsciiLower(unit);
  const char = String.fromCharCode(unit);
  return char !== char.toUpperCase() && char === char.toLowerCase() && LETTER.test(char);
}

export function isUpper(unit: number): boolean {
  if (isAscii(unit)) return isAsciiUpper(unit);
  const char = String.fromCharCode(unit);
  return char !== char.toLowerCase() && LETTER.test(char);
}

/** A letter of a script without capitals, such as Arabic or Han. */
export function isCaseless(unit: number): boolean {
  return !isAscii(unit) && CASELESS.test(String.fromCharCode(unit));
}

export function isLetter(unit: number): boolean {
  return isAscii(unit) ? isAsciiLower(unit | 0x20) : LETTER.test(String.fromCharCode(unit));
}

export function isDigit(unit: number): boolean {
  return isAscii(unit) ? unit >= 0x30 && unit <= 0x39 : DIGIT.test(String.fromCharCode(unit));
}

/** Han, kana, Hangul and full-width forms, which take two columns. */
export function isWide(unit: number): boolean {
  return unit >= 0x1100 && (unit <= 0x115f || (unit >= 0x2e80 && unit <= 0xd7a3) || (unit >= 0xf900 && unit <= 0xff60));
}

/** Full stop, question or exclamation mark, ellipsis, of any script. */
export function isTerminal(unit: number): boolean {
  return ROLES[unit] === TERMINAL;
}

/** What may stand behind the full stop of a sentence: quotes, brackets, Markdown marks. */
export function isCloser(unit: number): boolean {
  return ROLES[unit] === CLOSER;
}

const MAX_CLOSERS = 8;

/** Offset behind the last character of `[start, end)` that is neither white space nor a closer. */
export function closedEnd(text: string, start: number, end: number): number {
  const stop = Math.max(start, end - MAX_CLOSERS);
  let i = end;
  while (i > stop) {
    const unit = text.charCodeAt(i - 1);
    if (!isWhite(unit) && !isCloser(unit)) break;
    i--;
  }
  return i;
}

/** True when `[start, end)` ends as sentences do, quotes, brackets and marks aside. */
export function endsSentence(text: string, start: number, end: number): boolean {
  const last = closedEnd(text, start, end);
  return last > start && isTerminal(text.charCodeAt(last - 1));
}
