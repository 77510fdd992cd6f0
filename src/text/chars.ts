/**
 * What each UTF-16 code unit is to the folder: its class, its plain form (width, quotes, dashes and spaces made equal)
 * and its folded form (case and Latin, Greek and Arabic accents taken off as well). Built once, by code point ranges;
 * no word of any language is known here.
 */

/** Class of a code unit. The order matters: everything up to `CJK` is part of a word. */
export const WORD = 0;
export const CJK = 1;
export const SPACE = 2;
/** Punctuation that does not end a thought: commas, quotes, brackets, bullets, dashes. */
export const SOFT = 3;
/** Punctuation that does: full stop, colon, semicolon, exclamation and question mark; also signs such as ©. */
export const HARD = 4;
/** Not seen by a reader: zero width, soft hyphen, bidi controls, combining accents. */
export const DROP = 5;
/** Characters that may be Markdown; the folder looks at what stands around them. */
export const MARK = 6;

const UNITS = 65_536;
export const classOf: Uint8Array = new Uint8Array(UNITS);
export const plainOf: Uint16Array = new Uint16Array(UNITS);
export const foldedOf: Uint16Array = new Uint16Array(UNITS);

const SPACES = "\t\n\v\f\r \u0085\u00a0\u1680\u202f\u205f\u3000";
const HARDS = ".:;!?\u2026\u3002\uff61\u061f\u06d4\u061b\u00a9\u00ae\u2117@";
const MARKS = "*_`\\[<&~'";
const CJK_RANGES = [
  0x3005, 0x3007, 0x3041, 0x30fa, 0x30fc, 0x30ff, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xf900, 0xfaff, 0xff66, 0xff9d,
];
const DROP_RANGES = [
  0x00ad, 0x00ad, 0x0300, 0x036f, 0x0591, 0x05bd, 0x0610, 0x061a, 0x061c, 0x061c, 0x0640, 0x0640, 0x064b, 0x065f,
  0x0670, 0x0670, 0x200b, 0x200f, 0x202a, 0x202e, 0x2060, 0x206f, 0xfe00, 0xfe0f, 0xfeff, 0xfeff,
];
// Blocks whose letters have case or accents that are folded one unit to one unit.
const CASED_RANGES = [
  0x41, 0x24f, 0x370, 0x52f, 0x531, 0x587, 0x622, 0x626, 0x10a0, 0x10ff, 0x1e00, 0x1fff, 0x2c00, 0x2d2d,
];
const SOFT_RANGES = [
  0x21, 0x2f, 0x3a, 0x40, 0x5b, 0x60, 0x7b, 0xa9, 0xab, 0xb4, 0xb6, 0xb9, 0xbb, 0xbf, 0xd7, 0xd7, 0xf7, 0xf7, 0x60c,
  0x60d, 0x66a, 0x66d, 0x2010, 0x2029, 0x2030, 0x205e, 0x2100, 0x2bff, 0x2e00, 0x2e7f, 0x3001, 0x3003, 0x3008, 0x303f,
  0x30fb, 0x30fb, 0xd800, 0xf8ff, 0xfe10, 0xfe6f, 0xff01, 0xff0f, 0xff1a, 0xff20, 0xff3b, 0xff40, 0xff5b, 0xff65,
];

/** Pairs of bounds, both within. */
function fillRanges(ranges: readonly number[], kind: number): void {
  for (let i = 0; i + 1 < ranges.length; i += 2) classOf.fill(kind, ranges[i], (ranges[i + 1] ?? 0) + 1);
}

function setEach(table: Uint8Array | Uint16Array, chars: string, value: number): void {
  for (let i = 0; i < chars.length; i++) table[chars.charCodeAt(i)] = value;
}

function fillClasses(): void {
  classOf.fill(DROP, 0, 0x20);
  fillRanges([0x7f, 0x84, 0x86, 0x9f], DROP);
  fillRanges(SOFT_RANGES, SOFT);
  fillRanges(CJK_RANGES, CJK);
  fillRanges(DROP_RANGES, DROP);
  fillRanges([0x2000, 0x200a, 0x2028, 0x2029], SPACE);
  // Full width ASCII reads like ASCII.
  classOf.copyWithin(0xff01, 0x21, 0x7f);
  setEach(classOf, SPACES, SPACE);
  setEach(classOf, HARDS, HARD);
  setEach(classOf, MARKS, MARK);
  setEach(classOf, "\uff0a\uff3f\uff40\uff3b\uff3d\uff1c\uff06\uff5e", SOFT);
  setEach(classOf, "\uff01\uff0e\uff1a\uff1b\uff1f\uff20", HARD);
  setEach(classOf, "\u2018\u2019\u201b\u02bc\uff07", MARK);
}

function fillPlain(): void {
  for (let unit = 0; unit < UNITS; unit++) plainOf[unit] = unit;
  plainOf.copyWithin(0xff01, 0x21, 0x7f);
  setEach(plainOf, "\u2018\u2019\u201a\u201b\u02bc\u2032\u02b9\uff07", 0x27);
  setEach(plainOf, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", 0x22);
  setEach(plainOf, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", 0x2d);
}

/**
 * Folds letters to the first unit of their lower case, and takes accents off where `accents` is false. All at once: two
 * thousand calls for a letter each would cost every start several milliseconds.
 */
function foldLetters(ranges: readonly number[], accents: boolean): void {
  let letters = "";
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    for (let unit = ranges[i] ?? 0; unit <= (ranges[i + 1] ?? 0); unit++) {
      if (classOf[unit] === WORD) letters += `${String.fromCharCode(unit)}\n`;
    }
  }
  const lower = letters.toLowerCase();
  const folded = accents ? lower : lower.normalize("NFD");
  for (let from = 0, to = 0; from < letters.length; from += 2) {
    foldedOf[letters.charCodeAt(from)] = folded.charCodeAt(to);
    to = folded.indexOf("\n", to) + 1;
  }
}

function fillFolded(): void {
  foldedOf.set(plainOf);
  // Stops keep their shape in plain text, where sentences are found, and are equal in folded text.
  setEach(foldedOf, "\u3002\uff61\u06d4", 0x2e);
  setEach(foldedOf, "\u061f", 0x3f);
  setEach(foldedOf, "\u061b", 0x3b);
  setEach(foldedOf, "\u060c\u3001", 0x2c);
  foldLetters(CASED_RANGES, false);
  // Cyrillic keeps its accented letters, but for yo.
  foldLetters([0x400, 0x52f], true);
  setEach(foldedOf, "\u0401\u0451", 0x435);
  foldedOf.copyWithin(0xff21, 0x61, 0x7b);
  // Arabic letters that readers type for one another: alef maksura and yeh, Persian yeh and kaf.
  setEach(foldedOf, "\u0649\u06cc", 0x64a);
  setEach(foldedOf, "\u06a9", 0x643);
  setEach(foldedOf, "\u0671", 0x627);
  // Teh marbuta and heh; alef with hamza or madda has come to bare alef above, with the accents.
  setEach(foldedOf, "\u0629", 0x647);
  // Arabic-Indic and extended digits.
  foldedOf.copyWithin(0x660, 0x30, 0x3a);
  foldedOf.copyWithin(0x6f0, 0x30, 0x3a);
}

fillClasses();
fillPlain();
fillFolded();

function combine(folded: Uint16Array, classes: Uint8Array): Uint32Array {
  const combined = new Uint32Array(UNITS);
  for (let unit = 0; unit < UNITS; unit++) combined[unit] = ((folded[unit] as number) << 8) | (classes[unit] as number);
  return combined;
}

/** Class and folded form in one word, for the hot loop: `folded << 8 | class`. */
export const infoOf: Uint32Array = combine(foldedOf, classOf);

/** FNV-1a, one step. */
export const hashStep: (hash: number, unit: number) => number = (hash: number, unit: number): number =>
  Math.imul(hash ^ unit, 0x01000193);
export const HASH_START: number = 0x811c9dc5 | 0;
