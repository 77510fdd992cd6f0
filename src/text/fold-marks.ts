/** Markdown and HTML inside a block, as the folder meets it: links, images, escapes, tags, entities. */
import { classOf, HARD, plainOf, SPACE, WORD } from "./chars.js";
import {
  MAX_OPEN_LINKS,
  type State,
  TOKEN_HARD,
  TOKEN_NUMBER,
  TOKEN_SOFT,
  writeSign,
  writeSpace,
} from "./folding-state.js";
import {
  AMPERSAND,
  APOSTROPHE,
  BACKSLASH,
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

const CAPITAL = /\p{Lu}/u;

function openBracket(s: State, at: number): void {
  const image = s.plain > s.blockStart && !s.space && s.units[s.plain - 1] === BANG;
  if (image) {
    s.plain--;
    s.tokens--;
  }
  if (s.space) writeSpace(s, at - 1);
  if (s.open < MAX_OPEN_LINKS) {
    s.openPlain[s.open] = s.plain;
    s.openToken[s.open] = s.tokens;
    s.openImage[s.open++] = image ? 1 : 0;
  }
  writeSign(s, BRACKET, at, TOKEN_SOFT);
}

/** Takes an image out of the plain text: its alternative text is none of the article's. */
function dropImage(s: State, plain: number, token: number): void {
  for (let t = token; t < s.tokens; t++) if ((s.tokenType[t] as number) <= TOKEN_NUMBER) s.words--;
  s.plain = plain;
  s.tokens = token;
  s.space = plain > s.blockStart && s.units[plain - 1] !== 0x20;
}

/** Takes the opening bracket of a link out of the plain text, so that its text stands alone. */
function unwrapLink(s: State, plain: number, token: number): void {
  s.units.copyWithin(plain, plain + 1, s.plain);
  s.map.copyWithin(plain, plain + 1, s.plain);
  s.plain--;
  s.tokens--;
  for (let t = token; t < s.tokens; t++) {
    s.tokenStart[t] = (s.tokenStart[t + 1] as number) - 1;
    s.tokenEnd[t] = (s.tokenEnd[t + 1] as number) - 1;
    s.tokenHash[t] = s.tokenHash[t + 1] as number;
    s.tokenType[t] = s.tokenType[t + 1] as number;
  }
  if (s.plain > plain) {
    s.linkUnits += s.plain - plain;
    s.linkCount++;
  }
}

/** Reads `]`. Gives the offset behind the link target when there is one, otherwise behind the bracket. */
export function closeBracket(s: State, at: number, end: number): number {
  const target = s.source[at + 1] === PAREN && at + 1 < end;
  const after = target && !s.noTargets ? targetEnd(s.source, at + 1, end) : -1;
  if (target && after < 0) s.noTargets = true;
  if (s.open > 0) {
    s.open--;
    if (after > 0) {
      const plain = s.openPlain[s.open] as number;
      const token = s.openToken[s.open] as number;
      if (s.openImage[s.open] === 1) dropImage(s, plain, token);
      else {
        unwrapLink(s, plain, token);
        // Side by side on a page, stuck together in Markdown: a capital right behind a link begins another word.
        if (after < end && CAPITAL.test(String.fromCharCode(s.source[after] as number))) s.space = true;
      }
      return after;
    }
  }
  writeSign(s, BRACKET_END, at, TOKEN_SOFT);
  // The link may have begun in a block before this one.
  return Math.max(at + 1, after);
}

/** Reads a character that may be Markdown or HTML. Gives the offset behind what was read. */
export function foldMark(s: State, at: number, end: number): number {
  const unit = s.source[at] as number;
  if (unit === BRACKET) openBracket(s, at);
  else if (unit === BACKSLASH) {
    const next = s.source[at + 1] as number;
    if (at + 1 < end && next < 0x80 && classOf[next] !== WORD && classOf[next] !== SPACE) {
      writeSign(s, next, at + 1, classOf[next] === HARD ? TOKEN_HARD : TOKEN_SOFT);
      return at + 2;
    }
    writeSign(s, unit, at, TOKEN_SOFT);
  } else if (unit === LESS) {
    const after = tagEnd(s.source, at, end);
    if (after === at) writeSign(s, unit, at, TOKEN_SOFT);
    else if (!isAddress(s.source, at + 1, after - 1)) return after;
    else s.addressEnd = after - 1;
  } else if (unit === AMPERSAND) {
    const entity = entityAt(s.source, at, end);
    if (entity !== null) {
      if (entity.unit === 0x20) s.space = true;
      else writeSign(s, entity.unit, at, TOKEN_SOFT);
      return entity.end;
    }
    writeSign(s, unit, at, TOKEN_SOFT);
  } else if (plainOf(unit) === APOSTROPHE) writeSign(s, unit, at, TOKEN_SOFT);
  // What is left is emphasis and inline code, which a reader does not see.
  return at + 1;
}
