/** The words without which a pattern cannot match: what an index can file a rule under. */
import type { AST } from "@eslint-community/regexpp";
import { CJK, classOf, DROP, HARD, SOFT, WORD } from "../text/chars.js";
import { charSetOf, members, overlaps, union, wordChars } from "./char-set.js";
import { isSingleChar, parsePattern, type Sequence } from "./regexp-tree.js";

/** Stands in a spelling where a word cannot go on. */
const EDGE = "\u0000";
const MAX_SPELLINGS = 64;
const MAX_CLASS_CHARS = 4;
const MAX_SPELLING_CHARS = 200;

/**
 * Folded words of which at least one stands, as a whole token, in every text that the pattern matches; null when that
 * cannot be proved. Signs such as © and single Chinese and Japanese characters are tokens, too.
 *
 * @param source a pattern that `checkPattern` accepts, to be run by `compilePattern`
 * @param fold the folded form of a word
 */
export function requiredWords(source: string, fold: (word: string) => string): readonly string[] | null {
  const words = wordsOfAlternatives(parsePattern(source).alternatives);
  return words === null ? null : [...new Set(words.map(fold))].sort();
}

function wordsOfAlternatives(alternatives: readonly AST.Alternative[]): readonly string[] | null {
  const all: string[] = [];
  for (const { elements } of alternatives) {
    const words = wordsOfSequence(elements);
    if (words === null) return null;
    all.push(...words);
  }
  return all;
}

/** The best choice that a sequence offers: spellings of its stretches, or what one of its groups needs by itself. */
function wordsOfSequence(elements: Sequence): readonly string[] | null {
  let best: readonly string[] | null = null;
  let spellings: readonly string[] = [""];
  const offer = (words: readonly string[] | null): void => {
    if (words !== null && (best === null || worth(words) > worth(best))) best = words;
  };
  for (const element of elements) {
    const own = spellingsOf(element);
    const longer = own === null ? null : join(spellings, own);
    if (longer === null) offer(wordsOfSpellings(spellings));
    if (own === null) offer(wordsWithin(element));
    // A stretch that starts anew does not know what stands before it.
    spellings = longer ?? own ?? [""];
  }
  offer(wordsOfSpellings(spellings));
  return best;
}

function wordsWithin(element: AST.Element): readonly string[] | null {
  if (element.type === "Quantifier") return element.min > 0 ? wordsWithin(element.element) : null;
  return element.type === "Group" || element.type === "CapturingGroup"
    ? wordsOfAlternatives(element.alternatives)
    : null;
}

/** Everything that an element can match, when that is a short list; otherwise null. */
function spellingsOf(element: AST.Element): readonly string[] | null {
  if (isSingleChar(element)) return spellingsOfChar(element);
  switch (element.type) {
    case "Assertion":
      return element.kind === "lookahead" ||
        element.kind === "lookbehind" ||
        (element.kind === "word" && element.negate)
        ? [""]
        : [EDGE];
    case "Group":
    case "CapturingGroup":
      return spellingsOfAlternatives(element.alternatives);
    case "Quantifier":
      return spellingsOfQuantifier(element);
    default:
      return null;
  }
}

function spellingsOfChar(node: AST.Character | AST.CharacterSet | AST.CharacterClass): readonly string[] | null {
  const set = charSetOf(node);
  return members(set, MAX_CLASS_CHARS) ?? (overlaps(set, tokenChars()) ? null : [EDGE]);
}

/** Characters that may be inside of a token of more than one character, or are not seen in folded text. */
const tokenChars = (): readonly number[] => union(wordChars(), [0x27, 0x27]);

function spellingsOfAlternatives(alternatives: readonly AST.Alternative[]): readonly string[] | null {
  const all: string[] = [];
  for (const { elements } of alternatives) {
    let spellings: readonly string[] | null = [""];
    for (const element of elements) {
      const own = spellingsOf(element);
      spellings = own === null || spellings === null ? null : join(spellings, own);
    }
    if (spellings === null || all.length + spellings.length > MAX_SPELLINGS) return null;
    all.push(...spellings);
  }
  return all;
}

function spellingsOfQuantifier({ min, max, element }: AST.Quantifier): readonly string[] | null {
  const own = spellingsOf(element);
  if (own === null) return null;
  if (own.every((spelling) => [...spelling].every((char) => kindOf(char) === "edge")))
    return min > 0 ? [EDGE] : ["", EDGE];
  if (max > 2) return null;
  const twice = max === 2 ? join(own, own) : [];
  if (twice === null) return null;
  return [...(min === 0 ? [""] : []), ...(min <= 1 ? own : []), ...twice];
}

function join(heads: readonly string[], tails: readonly string[]): readonly string[] | null {
  if (heads.length * tails.length > MAX_SPELLINGS) return null;
  const joined = heads.flatMap((head) => tails.map((tail) => head + tail));
  return joined.some((spelling) => spelling.length > MAX_SPELLING_CHARS) ? null : [...new Set(joined)];
}

/** One whole word of each spelling, or null when one of them has none. */
function wordsOfSpellings(spellings: readonly string[]): readonly string[] | null {
  const words: string[] = [];
  for (const spelling of spellings) {
    const [first, ...more] = tokensOf(spelling);
    if (first === undefined) return null;
    words.push(more.reduce((best, word) => (worth([word]) > worth([best]) ? word : best), first));
  }
  return words;
}

type CharKind = "word" | "joiner" | "single" | "edge";

function kindOf(char: string): CharKind {
  if (char === EDGE) return "edge";
  const unit = char.charCodeAt(0);
  const kind = classOf[unit];
  if (kind === WORD) return "word";
  if (char === "'" || char === "_" || kind === DROP || char.length > 1) return "joiner";
  if (kind === CJK) return "single";
  // Other marks are no tokens, or only sometimes.
  return kind === SOFT || kind === HARD || char === "<" ? "single" : "edge";
}

/** Tokens of a spelling of which both ends are known. */
function tokensOf(spelling: string): readonly string[] {
  const tokens: string[] = [];
  let word = "";
  let isWhole = false;
  for (const char of spelling) {
    const kind = kindOf(char);
    if (kind === "word") {
      word += char;
      continue;
    }
    // An apostrophe may join what stands on its sides, so that neither side is a token for sure.
    if (isWhole && word !== "" && kind !== "joiner") tokens.push(word);
    if (kind === "single") tokens.push(char);
    word = "";
    isWhole = kind !== "joiner";
  }
  return tokens;
}

const isSign = (word: string): boolean => word.length === 1 && kindOf(word) === "single";
/** Everyday punctuation is no help. */
const signWorth = (sign: string): number => (/[\p{S}@\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(sign) ? 3 : 1);

/** Long words are rare words, and few are better than many. */
function worth(words: readonly string[]): number {
  const shortest = Math.min(...words.map((word) => (isSign(word) ? signWorth(word) : word.length)));
  return Math.min(shortest, 8) - Math.log2(words.length);
}
