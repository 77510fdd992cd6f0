/** Which stretches of a block a rule looks at, and which one it judges when it matched there (`target` in docs/rules.md). */
import { TOKEN_CJK, TOKEN_SOFT } from "../text/folding-state.js";
import { isCaseless, isUpper, isWhite } from "../text/letters.js";
import type { Matcher } from "./compile.js";
import { blockUnit, type Document, makeUnit, sentencesOf, type Unit } from "./document.js";
import { isWordToken, type TokenSpan } from "./phrase.js";

/** Longer stretches are no husk, and a pattern stays cheap on shorter ones. */
export const MAX_PATTERN_UNITS = 2000;

const units = (chars: string): ReadonlySet<number> => new Set([...chars].map((char) => char.charCodeAt(0)));
/** Light punctuation after which a thought goes on. */
const COMMAS = units(",\u060c\u3001\uff0c");
/** Marks that part labels and go with the one before them. */
const DIVIDERS = units("|/-\u00b7\u2022\u203a\u2192\u25b8\u30fb)]\uff09\u3011\u3015\uff5c");

/** What a rule looks at: the block, or each of its sentences. */
export function searchedUnits(document: Document, block: number, matcher: Matcher): readonly Unit[] {
  const { target, pattern, where } = matcher;
  if (target === "sentence" || target === "upto" || target === "onward") return sentencesOf(document, block);
  const whole = blockUnit(document, block);
  // A pattern sees no longer stretch, and a text may stand on one line.
  const isTooLong = pattern !== null && whole.end - whole.start > MAX_PATTERN_UNITS;
  return target === "span" && isTooLong && where.at === undefined ? sentencesOf(document, block) : [whole];
}

/** What a match condemns; null when the text around it does not part there. */
export function judgedUnit(document: Document, { target }: Matcher, searched: Unit, match: TokenSpan): Unit | null {
  switch (target) {
    case "span":
      return spanUnit(document, searched, match.from, match.to);
    case "upto": {
      const to = behindDividers(document, searched, match.to);
      return beginsAnew(document, searched, to) ? spanUnit(document, searched, searched.from, to) : null;
    }
    case "onward":
      return beginsAnew(document, searched, match.from) && hasWord(document, searched.from, match.from)
        ? spanUnit(document, searched, match.from, searched.to)
        : null;
    default:
      return searched;
  }
}

function spanUnit(document: Document, searched: Unit, first: number, to: number): Unit {
  const { tokenStart, tokenEnd } = document;
  let from = first;
  while (from > searched.from && isElided(document, from - 1)) from--;
  const start = tokenStart[from] ?? 0;
  return makeUnit("span", { from, to }, { start, end: to > from ? (tokenEnd[to - 1] as number) : start });
}

/** An article or the like that lost its vowel to the next word. */
function isElided({ tokenType, tokenStart, tokenEnd }: Document, token: number): boolean {
  const end = tokenEnd[token] as number;
  return tokenType[token] === TOKEN_SOFT && end - (tokenStart[token] as number) > 1 && tokenStart[token + 1] === end;
}

function behindDividers(document: Document, unit: Unit, at: number): number {
  let to = at;
  while (to < unit.to && DIVIDERS.has(document.units[document.tokenStart[to] as number] as number)) to++;
  return to;
}

function hasWord(document: Document, from: number, to: number): boolean {
  for (let t = from; t < to; t++) if (isWordToken(document.tokenType[t] as number)) return true;
  return false;
}

/**
 * Whether a new thought may begin at a token, though no stop stands before it: with a capital where there are capitals,
 * behind white space or a mark where words are not parted by it, and never behind a comma.
 */
function beginsAnew(document: Document, unit: Unit, at: number): boolean {
  const { tokenType, tokenStart, units: plain } = document;
  let word = at;
  while (word < unit.to && tokenType[word] === TOKEN_SOFT) {
    if (COMMAS.has(plain[tokenStart[word] as number] as number)) return false;
    word++;
  }
  if (word >= unit.to || !isWordToken(tokenType[word] as number)) return false;
  const start = tokenStart[word] as number;
  if (tokenType[word] !== TOKEN_CJK) return isUpper(plain[start] as number) || isCaseless(plain[start] as number);
  return start > unit.start && (isWhite(plain[start - 1] as number) || tokenType[word - 1] === TOKEN_SOFT);
}
