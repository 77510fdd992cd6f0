/**
 * What each UTF-16 code unit is to the folder: its class, its plain form (width, quotes, dashes and spaces made equal)
 * and its folded form (case and Latin, Greek and Arabic accents taken off as well). Built once, by code point ranges;
 * no word of any language is known here. Which Chinese characters are forms of one is told by a file beside the rules.
 * Every start waits for the tables, so nothing here goes through all 65,536 units: classes are filled in natively, and of
 * the forms only the distance from the unit is kept, which is 0 for most.
 */
import variants from "../../rules/zh/variants.table.json" with { type: "json" };

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

type Table = Uint8Array | Int32Array;
type SetUnit = (unit: number, value: number) => void;

function setEach(chars: string, set: SetUnit, value: number): void {
  for (let i = 0; i < chars.length; i++) set(chars.charCodeAt(i), value);
}

/** Fills a table with what stands in `values` for the class of each unit. */
function fillClasses<T extends Table>(table: T, values: readonly number[]): T {
  const valueFor = (kind: number): number => values[kind] ?? 0;
  const set: SetUnit = (unit, kind) => {
    table[unit] = valueFor(kind);
  };
  /** Pairs of bounds, both within. */
  const fillRanges = (ranges: readonly number[], kind: number): void => {
    for (let i = 0; i + 1 < ranges.length; i += 2) table.fill(valueFor(kind), ranges[i], (ranges[i + 1] ?? 0) + 1);
  };
  table.fill(valueFor(WORD));
  fillRanges([0, 0x1f, 0x7f, 0x84, 0x86, 0x9f], DROP);
  fillRanges(SOFT_RANGES, SOFT);
  fillRanges(CJK_RANGES, CJK);
  fillRanges(DROP_RANGES, DROP);
  fillRanges([0x2000, 0x200a, 0x2028, 0x2029], SPACE);
  // Full width ASCII reads like ASCII.
  table.copyWithin(0xff01, 0x21, 0x7f);
  setEach(SPACES, set, SPACE);
  setEach(HARDS, set, HARD);
  setEach(MARKS, set, MARK);
  setEach("\uff0a\uff3f\uff40\uff3b\uff3d\uff1c\uff06\uff5e", set, SOFT);
  setEach("\uff01\uff0e\uff1a\uff1b\uff1f\uff20", set, HARD);
  setEach("\u2018\u2019\u201b\u02bc\uff07", set, MARK);
  return table;
}

const OWN_VALUES = [WORD, CJK, SPACE, SOFT, HARD, DROP, MARK];

export const classOf: Uint8Array = fillClasses(new Uint8Array(UNITS), OWN_VALUES);

/** A table from units to what stands in `values` for their class. */
export const mapClasses = (values: readonly number[]): Uint8Array => fillClasses(new Uint8Array(UNITS), values);

/** What to add to a unit for its plain form. */
export const plainShift: Int32Array = new Int32Array(UNITS);

/** Class of a unit, and above it what to add for its folded form: `shift << 8 | class`, in one word for the hot loop. */
export const infoOf: Int32Array = fillClasses(new Int32Array(UNITS), OWN_VALUES);

export const plainOf = (unit: number): number => unit + (plainShift[unit] as number);
export const foldedOf = (unit: number): number => unit + ((infoOf[unit] as number) >> 8);

function setPlain(unit: number, plain: number): void {
  plainShift[unit] = plain - unit;
  setFolded(unit, plain);
}

function setFolded(unit: number, folded: number): void {
  infoOf[unit] = ((folded - unit) << 8) | (classOf[unit] as number);
}

/** Units `[from, from + count)` become those from `to` on. */
function move(from: number, count: number, to: number, set: SetUnit): void {
  for (let i = 0; i < count; i++) set(from + i, to + i);
}

function fillPlain(): void {
  move(0xff01, 0x7f - 0x21, 0x21, setPlain);
  setEach("\u2018\u2019\u201a\u201b\u02bc\u2032\u02b9\uff07", setPlain, 0x27);
  setEach("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", setPlain, 0x22);
  setEach("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", setPlain, 0x2d);
}

const LINE_END = 10;

/**
 * Folds letters to the first unit of their lower case, and takes accents off where `accents` is false. All at once: two
 * thousand calls for a letter each would cost every start several milliseconds.
 */
function foldLetters(ranges: readonly number[], accents: boolean): void {
  const letters: number[] = [];
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    for (let unit = ranges[i] ?? 0; unit <= (ranges[i + 1] ?? 0); unit++) {
      if (classOf[unit] === WORD) letters.push(unit, LINE_END);
    }
  }
  const lower = String.fromCharCode(...letters).toLowerCase();
  const folded = accents ? lower : lower.normalize("NFD");
  for (let from = 0, to = 0; from < letters.length; from += 2) {
    const unit = letters[from] as number;
    infoOf[unit] = ((folded.charCodeAt(to) - unit) << 8) | WORD;
    to = folded.indexOf("\n", to) + 1;
  }
}

/** Gives all forms of a character the first of them; groups are set apart by spaces. Goes through thousands, like the above. */
function foldForms(groups: string): void {
  let first = 0;
  for (let i = 0; i < groups.length; i++) {
    const unit = groups.charCodeAt(i);
    if (unit === 0x20) first = 0;
    else if (first === 0) first = unit;
    else infoOf[unit] = ((first - unit) << 8) | (classOf[unit] as number);
  }
}

function fillFolded(): void {
  // Stops keep their shape in plain text, where sentences are found, and are equal in folded text.
  setEach("\u3002\uff61\u06d4", setFolded, 0x2e);
  setEach("\u061f", setFolded, 0x3f);
  setEach("\u061b", setFolded, 0x3b);
  setEach("\u060c\u3001", setFolded, 0x2c);
  foldLetters(CASED_RANGES, false);
  // Cyrillic keeps its accented letters, but for yo.
  foldLetters([0x400, 0x52f], true);
  setEach("\u0401\u0451", setFolded, 0x435);
  move(0xff21, 26, 0x61, setFolded);
  // Arabic letters that readers type for one another: alef maksura and yeh, Persian yeh and kaf.
  setEach("\u0649\u06cc", setFolded, 0x64a);
  setEach("\u06a9", setFolded, 0x643);
  setEach("\u0671", setFolded, 0x627);
  // Teh marbuta and heh; alef with hamza or madda has come to bare alef above, with the accents.
  setEach("\u0629", setFolded, 0x647);
  // Forms of one Chinese character, such as the traditional and the simplified one: the first stands for all.
  foldForms(variants.join(" "));
  // Arabic-Indic and extended digits.
  move(0x660, 10, 0x30, setFolded);
  move(0x6f0, 10, 0x30, setFolded);
}

fillPlain();
fillFolded();

/** FNV-1a, one step. */
export const hashStep: (hash: number, unit: number) => number = (hash: number, unit: number): number =>
  Math.imul(hash ^ unit, 0x01000193);
export const HASH_START: number = 0x811c9dc5 | 0;
