/** What can be told of a block without folding it: its words, its visible characters, whether it has links. */
import { mapClasses } from "./chars.js";
import {
  AMPERSAND,
  BANG,
  BRACKET,
  BRACKET_END,
  entityAt,
  isAddress,
  LESS,
  PAREN,
  tagEnd,
  targetEnd,
} from "./inline.js";

export interface Measures {
  /** Two characters of an unspaced script count as one word. */
  readonly words: number;
  /** Visible characters; link targets, images and tags are none, and a run of others than letters is one. */
  readonly units: number;
  readonly hasLink: boolean;
}

const LETTER = 1;
const UNSPACED = 2;
const UNSEEN = 3;
const SYNTAX = 4;
/** By class: word, unspaced script, space, soft, hard, dropped, mark. */
const kindOf = mapClasses([LETTER, UNSPACED, 0, 0, 0, UNSEEN, 0]);
for (const unit of [BRACKET_END, LESS, AMPERSAND, BANG]) kindOf[unit] = SYNTAX;

/** Where reading goes on behind a link target, tag, entity or image that begins at `at`; `at` when there is none. */
function skipSyntax(source: Uint16Array, at: number, end: number): number {
  const unit = source[at];
  const next = at + 1 < end ? source[at + 1] : 0;
  if (unit === BRACKET_END) return next === PAREN ? targetEnd(source, at + 1, end) : at;
  if (unit === BANG) return next === BRACKET ? imageEnd(source, at + 1, end) : at;
  if (unit === LESS) {
    const after = tagEnd(source, at, end);
    return after > at && isAddress(source, at + 1, after - 1) ? at : after;
  }
  return entityAt(source, at, end)?.end ?? at;
}

/** Offset behind an image whose alternative text opens at `at`; `at` when it is none. */
function imageEnd(source: Uint16Array, at: number, end: number): number {
  for (let i = at + 1; i < end; i++) {
    if (source[i] === BRACKET_END) return source[i + 1] === PAREN ? Math.max(at, targetEnd(source, i + 1, end)) : at;
    if (source[i] === BRACKET) return at;
  }
  return at;
}

/** Measures the characters `[from, end)`. */
export function measure(source: Uint16Array, from: number, end: number): Measures {
  const kinds = kindOf;
  let words = 0;
  let units = 0;
  let unspaced = 0;
  let hasLink = false;
  // Searches that failed once fail for the rest of the block: this keeps the whole linear.
  let noSyntax = false;
  let last = 0;
  for (let i = from; i < end; i++) {
    let kind = kinds[source[i] as number] as number;
    if (kind === UNSEEN) continue;
    if (kind === SYNTAX) {
      kind = 0;
      const after = noSyntax ? i : skipSyntax(source, i, end);
      if (after < 0) noSyntax = true;
      else if (after > i) {
        if (source[i] === BRACKET_END) hasLink = true;
        i = after - 1;
      }
    } else if (kind === UNSPACED) unspaced++;
    if (kind === LETTER && last !== LETTER) words++;
    if (kind !== 0 || last !== 0) units++;
    last = kind;
  }
  return { words: words + Math.ceil(unspaced / 2), units, hasLink };
}
