/**
 * Patterns as dehusk runs them. `\b` of JavaScript knows ASCII letters only; here it is the edge of a word as phrases
 * see words: of any script, with inner apostrophes. The index relies on that: what stands between two edges is a token.
 */
import { LATIN, toLatin } from "../text/by-script.js";
import { type CharSet, complement, union, wordChars } from "./char-set.js";

// One unit of a pattern: an escape, the head of a named group, a counted quantifier, or a character.
const UNIT =
  /\\(?:u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[pP]\{[^}]*\}|k<[^>]*>|c.|[\s\S])|\(\?<[\w$]+>|\{\d+(?:,\d*)?\}|[\s\S]/gu;

// The same for patterns whose characters all have 16 bits.
const UNIT_16 = new RegExp(UNIT.source, "g");

/** Compiles a checked pattern with the flags that it was checked for. */
export function compilePattern(source: string): RegExp {
  return new RegExp(hasEdges(source) ? withWordEdges(source, UNIT, anyWord()) : source, "du");
}

const hasEdges = (source: string): boolean => /\\b/i.test(source);

/** The same pattern for texts that `isLatin` accepts, or null where it uses what is not known of them. */
export function compileLatinPattern(source: string): RegExp | null {
  const latin = toLatin(hasEdges(source) ? withWordEdges(source, UNIT_16, latinWord()) : source);
  return latin === null ? null : new RegExp(latin, "d");
}

/** @param word character class of what words consist of */
function withWordEdges(source: string, unitOf: RegExp, word: string): string {
  const units = source.match(unitOf) ?? [];
  let inClass = false;
  const out = units.map((unit, index) => {
    if (unit === "[") inClass = true;
    else if (unit === "]") inClass = false;
    else if (!inClass && unit === "\\B") return `(?!${anyEdge(word)})`;
    else if (!inClass && unit === "\\b") return edgeBetween(units[index - 1], units[index + 1], units[index + 2], word);
    return unit;
  });
  return out.join("");
}

/** One look-around is enough where the pattern itself says on which side the word stands. */
function edgeBetween(
  before: string | undefined,
  after: string | undefined,
  behind: string | undefined,
  word: string,
): string {
  const isBefore = isLetter(before);
  const isAfter = isLetter(after) && !/^[?*{]/.test(behind ?? "");
  if (isBefore && !isAfter) return endEdge(word);
  return isAfter && !isBefore ? startEdge(word) : anyEdge(word);
}

const isLetter = (unit: string | undefined): boolean => unit !== undefined && /^[a-z0-9]$/.test(unit);

const startEdge = (word: string): string => `(?<!${word}'?)`;
const endEdge = (word: string): string => `(?!'?${word})`;
const anyEdge = (word: string): string => `(?:${startEdge(word)}(?=${word})|(?<=${word})${endEdge(word)})`;

const toClass = (chars: CharSet): string =>
  `[${chars.map((code, index) => (index % 2 === 0 ? "" : "-") + escapeCode(code)).join("")}]`;

const escapeCode = (code: number): string => `\\u${code.toString(16).padStart(4, "0")}`;

function once(make: () => string): () => string {
  let made: string | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

/** Classes of what words consist of, from the table that folding uses. */
const anyWord: () => string = once(() => toClass(wordChars()));
const latinWord: () => string = once(() => toClass(complement(union(complement(wordChars()), complement(LATIN)))));
