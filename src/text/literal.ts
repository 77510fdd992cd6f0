/** Tokens of a short literal, such as a word of a rule: hashed exactly as the folder hashes the tokens of a text. */
import { CJK, classOf, DROP, foldedOf, HARD, HASH_START, hashStep, MARK, plainOf, SPACE, WORD } from "./chars.js";
import { isElision } from "./elision.js";
import { APOSTROPHE, UNDERSCORE } from "./inline.js";

export interface LiteralToken {
  readonly hash: number;
  readonly folded: string;
  readonly kind: "word" | "cjk" | "sign";
  /** A sign that phrases may skip. */
  readonly soft: boolean;
}

const toToken = (folded: string, kind: LiteralToken["kind"], soft: boolean): LiteralToken => {
  let hash = HASH_START;
  for (let i = 0; i < folded.length; i++) hash = hashStep(hash, folded.charCodeAt(i));
  return { hash, folded, kind, soft };
};

const classAt = (text: string, at: number): number =>
  at < text.length ? (classOf[text.charCodeAt(at)] as number) : SPACE;

/** The token of a text that is a single word and nothing else, which most words of rules are; null for others. */
function plainWord(text: string): LiteralToken | null {
  let hash = HASH_START;
  let isFolded = true;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (classOf[unit] !== WORD) return null;
    const folded = foldedOf(unit);
    if (folded !== unit) isFolded = false;
    hash = hashStep(hash, folded);
  }
  return text === "" ? null : { hash, folded: isFolded ? text : foldString(text), kind: "word", soft: false };
}

/** The tokens of `text`, in order; Markdown in it is taken for plain signs. */
export function literalTokens(text: string): readonly LiteralToken[] {
  const single = plainWord(text);
  if (single !== null) return [single];
  const tokens: LiteralToken[] = [];
  let word = "";
  const endWord = (): void => {
    if (word !== "") tokens.push(toToken(word, "word", false));
    word = "";
  };
  let source: Uint16Array | null = null;
  let first = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const kind = classAt(text, i);
    const folded = String.fromCharCode(foldedOf(unit));
    if (word === "") first = i;
    else if (kind === MARK && plainOf(unit) === APOSTROPHE) {
      source ??= Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
      if (isElision(source, first, i, text.length)) {
        tokens.push(toToken(`${word}'`, "sign", true));
        word = "";
        continue;
      }
    }
    const inner = kind === MARK && (unit === UNDERSCORE || plainOf(unit) === APOSTROPHE);
    if (kind === WORD || (word !== "" && inner && classAt(text, i + 1) === WORD)) word += folded;
    else if (kind !== DROP) {
      endWord();
      if (kind === CJK) tokens.push(toToken(folded, "cjk", false));
      else if (kind !== SPACE) tokens.push(toToken(folded, "sign", kind !== HARD));
    }
  }
  endWord();
  return tokens;
}

/** Folded form of a string: what `literalTokens` compares, unit for unit. */
export function foldString(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; i++) out += String.fromCharCode(foldedOf(text.charCodeAt(i)));
  return out;
}

/** The same for Chinese characters only: the rest of a pattern is its notation. */
export const foldHan = (pattern: string): string => pattern.replace(/\p{Script=Han}+/gu, foldString);
