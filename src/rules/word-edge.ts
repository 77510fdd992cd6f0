/**
 * Patterns as dehusk runs them. `\b` of JavaScript knows ASCII letters only; here it is the edge of a word as phrases
 * see words: of any script, with inner apostrophes. The index relies on that: what stands between two edges is a token.
 */
import { wordChars } from "./char-set.js";

// One unit of a pattern: an escape, the head of a named group, a counted quantifier, or a character.
const UNIT =
  /\\(?:u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[pP]\{[^}]*\}|k<[^>]*>|c.|[\s\S])|\(\?<[\w$]+>|\{\d+(?:,\d*)?\}|[\s\S]/gu;

/** Compiles a checked pattern with the flags that it was checked for. */
export function compilePattern(source: string): RegExp {
  return new RegExp(/\\b/i.test(source) ? withWordEdges(source) : source, "du");
}

function withWordEdges(source: string): string {
  const units = source.match(UNIT) ?? [];
  let inClass = false;
  const out = units.map((unit, index) => {
    if (unit === "[") inClass = true;
    else if (unit === "]") inClass = false;
    else if (!inClass && unit === "\\B") return `(?!${anyEdge()})`;
    else if (!inClass && unit === "\\b") return edgeBetween(units[index - 1], units[index + 1], units[index + 2]);
    return unit;
  });
  return out.join("");
}

/** One look-around is enough where the pattern itself says on which side the word stands. */
function edgeBetween(before: string | undefined, after: string | undefined, behind: string | undefined): string {
  const isBefore = isLetter(before);
  const isAfter = isLetter(after) && !/^[?*{]/.test(behind ?? "");
  if (isBefore && !isAfter) return endEdge();
  return isAfter && !isBefore ? startEdge() : anyEdge();
}

const isLetter = (unit: string | undefined): boolean => unit !== undefined && /^[a-z0-9]$/.test(unit);

const startEdge = (): string => `(?<!${wordClass()}'?)`;
const endEdge = (): string => `(?!'?${wordClass()})`;
const anyEdge = (): string => `(?:${startEdge()}(?=${wordClass()})|(?<=${wordClass()})${endEdge()})`;

let madeClass: string | null = null;

/** Character class of what words consist of, from the table that folding uses. */
function wordClass(): string {
  madeClass ??= `[${wordChars()
    .map((code, index) => (index % 2 === 0 ? "" : "-") + escapeCode(code))
    .join("")}]`;
  return madeClass;
}

const escapeCode = (code: number): string => `\\u${code.toString(16).padStart(4, "0")}`;
