/** The notation of phrases (docs/rules.md): text in, a small tree of nodes out. */
import { byScript } from "../text/by-script.js";
import { literalTokens } from "../text/literal.js";
import { headsOf } from "./list-heads.js";
import { didYouMean } from "./nearest.js";
import {
  combine,
  type Lists,
  leaf,
  listNode,
  MAX_PHRASE_DEPTH,
  type Part,
  PhraseError,
  type PhraseNode,
  tooDeep,
} from "./phrase-node.js";
import { shareTree } from "./shared-lists.js";

export { type Lists, PhraseError, type PhraseNode } from "./phrase-node.js";

const MAX_PHRASE_CHARS = 2000;
const DEFAULT_GAP_WORDS = 5;
const MAX_GAP_WORDS = 60;

// Zero-width joiners, apostrophes and hyphens belong to a word when letters stand on both sides of them.
const WORD = /[\p{L}\p{M}\p{N}_]+(?:['’＇\-‐‑\u200c\u200d][\p{L}\p{M}\p{N}_]+)*/uy;
const plainWord = byScript(String.raw`^[\p{L}\p{M}\p{N}_]+$`);
// The same for ASCII, as most phrases are: it takes V8 a millisecond to compile what all of Unicode has.
const ASCII = /^[\0-\x7f]*$/;
const ASCII_WORD = /\w+(?:['-]\w+)*(?!['-]?(?:\w|[^\0-\x7f]))/y;
/** Signs, and no letter that would be part of a word. */
const NO_WORD = /[\0-/:-@[-^`{-\xa9\xab-\xb1\xbb\u2010-\u2027\u20a0-\u20cf\u2190-\u245f\u2500-\u2775]/;
const ASCII_PLAIN_WORD = /^\w+$/;
const GAP = /\.\.\.(\d*)/y;
const LIST_NAME = /\{([A-Za-z0-9_-]+)\}/y;
// Hyphens part words in texts, so that a prefix begins behind the last one.
const HYPHEN = /[-‐‑]/;
const EDGE = /^[\s()[\]|]?$/;

const isSpace = (char: string): boolean => char !== "" && char.trim() === "";

// Every start waits for what is read here, so rare questions are functions: their expressions are read when first asked.
const isSkippedWhenGlued = (mark: string): boolean => /[\p{Pd}\p{Pi}\p{Pf}\p{Ps}\p{Pe}"'`,，、/·•|]/u.test(mark);
const isSpacedLetter = (char: string): boolean =>
  ASCII.test(char)
    ? /\w/.test(char)
    : !EDGE.test(char) && /[\p{L}\p{N}_]/u.test(char) && !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]/u.test(char);
const isUnspaced = (text: string): boolean => /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]$/u.test(text);

interface Cursor {
  readonly text: string;
  readonly lists: Lists;
  /** Names of the lists being expanded, outermost first. */
  readonly trail: readonly string[];
  at: number;
  depth: number;
}

/**
 * Reads one phrase. Named lists are expanded from `lists`, which must not change afterwards: their trees are shared.
 * Throws `PhraseError` for a phrase that breaks the notation, is too large, or could match nothing at all.
 */
export function parsePhrase(text: string, lists: Lists): PhraseNode {
  return parsePart(text, lists, []).node;
}

/** How many nodes the tree of a phrase has when its lists are written out, and how deep. Throws like `parsePhrase`. */
export function measurePhrase(text: string, lists: Lists): Pick<Part, "size" | "depth"> {
  return parsePart(text, lists, []);
}

function parsePart(text: string, lists: Lists, trail: readonly string[]): Part {
  if (text.length > MAX_PHRASE_CHARS) {
    throw new PhraseError(
      `the phrase is longer than ${MAX_PHRASE_CHARS} characters`,
      0,
      "Split it into several phrases.",
    );
  }
  // Long lists are full of these.
  if (ASCII_PLAIN_WORD.test(text) || (!ASCII.test(text) && plainWord(text).test(text)))
    return leaf({ kind: "word", text });
  const cursor: Cursor = { text, lists, trail, at: 0, depth: 0 };
  const part = parseSequence(cursor);
  if (cursor.at < text.length) {
    const mark = text.charAt(cursor.at);
    throw new PhraseError(
      `"${mark}" stands outside of a group`,
      cursor.at,
      `Put the alternatives in parentheses, or write \\${mark} for the mark itself.`,
    );
  }
  if (part.nullable) {
    throw new PhraseError("the phrase can match nothing at all", 0, "Give it at least one word that must be there.");
  }
  return part;
}

/** Reads nodes up to `|`, `)`, `]` or the end. */
function parseSequence(cursor: Cursor): Part {
  const parts: Part[] = [];
  for (;;) {
    while (isSpace(cursor.text.charAt(cursor.at))) cursor.at++;
    if (cursor.at >= cursor.text.length || "|)]".includes(cursor.text.charAt(cursor.at))) break;
    const part = parseItem(cursor);
    if (part !== null) parts.push(part);
  }
  return combine("sequence", parts, cursor.at);
}

function parseItem(cursor: Cursor): Part | null {
  const { text, at } = cursor;
  const mark = text.charAt(at);
  if (mark === "(" || mark === "[") return parseGroup(cursor);
  if (mark === "{") return parseList(cursor);
  if (mark === "#") {
    cursor.at += 1;
    refuseGlue(text, at, cursor.at);
    return leaf({ kind: "number" });
  }
  if (mark === "*")
    throw new PhraseError('"*" without a word', at, 'Write the beginning of a word before it, as in "subscrib*".');
  const gap = mark === "." ? take(cursor, GAP) : null;
  if (gap !== null) return gapOf(gap[1] ?? "", text, at, cursor.at);
  const word = NO_WORD.test(mark) ? null : (take(cursor, ASCII_WORD) ?? take(cursor, WORD));
  return word === null ? parseMark(cursor) : wordOrPrefix(word[0], cursor);
}

function wordOrPrefix(text: string, cursor: Cursor): Part {
  if (cursor.text.charAt(cursor.at) !== "*") return leaf({ kind: "word", text });
  const parts = text.split(HYPHEN);
  // An elided article before a prefix says nothing: matching skips it.
  const last = parts.pop() ?? "";
  const [first] = literalTokens(last);
  const prefix = first?.soft === true ? last.slice(first.folded.length) : last;
  if (isUnspaced(prefix)) {
    throw new PhraseError(
      "a prefix of single characters",
      cursor.at,
      "Leave the * away: each character is a word here.",
    );
  }
  cursor.at += 1;
  refuseLetter(cursor.text, cursor.at);
  const words = parts.map((word) => leaf({ kind: "word", text: word }));
  return combine("sequence", [...words, leaf({ kind: "prefix", text: prefix })], cursor.at);
}

function gapOf(digits: string, text: string, start: number, end: number): Part {
  refuseGlue(text, start, end);
  const max = digits === "" ? DEFAULT_GAP_WORDS : Number(digits);
  if (max < 1 || max > MAX_GAP_WORDS) {
    throw new PhraseError(`a gap of ${digits} words`, start, `Let the gap be 1 to ${MAX_GAP_WORDS} words wide.`);
  }
  return { ...leaf({ kind: "gap", max }), nullable: true };
}

/**
 * A single mark. Marks that matching skips between words are only kept where the author set them off by spaces or
 * escaped them; in "please, share" the comma says nothing.
 */
function parseMark(cursor: Cursor): Part | null {
  const { text, at } = cursor;
  const isEscaped = text.charAt(at) === "\\";
  const start = isEscaped ? at + 1 : at;
  const code = text.codePointAt(start);
  if (code === undefined) throw new PhraseError('"\\" at the end', at, "Write the mark that it escapes after it.");
  const mark = String.fromCodePoint(code);
  if (isEscaped && /[\p{L}\p{N}\s]/u.test(mark)) {
    throw new PhraseError(`"\\${mark}" escapes nothing`, at, "Leave the backslash away; phrases are not patterns.");
  }
  if (mark === "}") throw new PhraseError('"}" without "{"', at, "Write \\} for the mark itself.");
  cursor.at = start + mark.length;
  const isSetOff = EDGE.test(text.charAt(at - 1)) && EDGE.test(text.charAt(cursor.at));
  if (!isEscaped && !isSetOff && isSkippedWhenGlued(mark)) return null;
  return leaf({ kind: "punctuation", text: mark });
}

function parseGroup(cursor: Cursor): Part {
  const start = cursor.at;
  const open = cursor.text.charAt(start);
  const close = open === "(" ? ")" : "]";
  if (cursor.depth >= MAX_PHRASE_DEPTH) throw tooDeep(start);
  cursor.depth += 1;
  const parts: Part[] = [];
  do {
    cursor.at += 1;
    const part = parseSequence(cursor);
    if (part.size === 0)
      throw new PhraseError("an empty alternative", cursor.at, "Write [word] for a word that may be missing.");
    parts.push(part);
  } while (cursor.text.charAt(cursor.at) === "|");
  if (cursor.text.charAt(cursor.at) !== close) {
    throw new PhraseError(`"${open}" is not closed`, start, `Add "${close}", or write \\${open} for the mark itself.`);
  }
  cursor.at += 1;
  cursor.depth -= 1;
  refuseGlue(cursor.text, start, cursor.at);
  if (open === "[") parts.push(combine("sequence", [], start));
  return combine("choice", parts, start);
}

function parseList(cursor: Cursor): Part {
  const start = cursor.at;
  const name = take(cursor, LIST_NAME)?.[1];
  if (name === undefined) {
    throw new PhraseError('"{" does not begin the name of a list', start, "Write {name}, or \\{ for the mark itself.");
  }
  refuseGlue(cursor.text, start, cursor.at);
  const entries = cursor.lists.get(name);
  if (entries !== undefined) return shareTree(entries, cursor.lists, () => expandList(name, entries, cursor, start));
  const hint = didYouMean(name, cursor.lists.keys());
  throw new PhraseError(`there is no list {${name}}`, start, `${hint}Define it under "lists".`);
}

function expandList(name: string, entries: readonly string[], { lists, trail }: Cursor, start: number): Part {
  const path = [...trail, name];
  if (trail.includes(name)) {
    throw new PhraseError(`list {${name}} contains itself: ${path.join(" > ")}`, start, "Take one of them out.");
  }
  if (path.length > MAX_PHRASE_DEPTH) throw tooDeep(start);
  if (entries.length === 0) throw new PhraseError(`list {${name}} is empty`, start, "Add an entry to the list.");
  const heads = headsOf(entries);
  const read = (entry: number): PhraseNode => parsePart(entries[entry] as string, lists, path).node;
  if (heads !== undefined)
    return { node: listNode({ texts: entries, heads, read }), size: heads.size, depth: heads.depth, nullable: false };
  const parts = entries.map((entry) => {
    try {
      return parsePart(entry, lists, path);
    } catch (error) {
      if (!(error instanceof PhraseError) || trail.length > 0) throw error;
      throw new PhraseError(`in list {${name}}: ${error.message}`, start, error.remedy);
    }
  });
  return combine("choice", parts, start);
}

/**
 * A group set against a word looks like an ending ("article[s]") but would be a word of its own. Scripts without
 * spaces between words are free to do so.
 */
function refuseGlue(text: string, start: number, end: number): void {
  const before = [...text.slice(Math.max(0, start - 2), start)].at(-1) ?? "";
  if (isSpacedLetter(before)) throw glued(start);
  refuseLetter(text, end);
}

function refuseLetter(text: string, at: number): void {
  const [after = ""] = text.slice(at, at + 2);
  if (isSpacedLetter(after)) throw glued(at);
}

function glued(offset: number): PhraseError {
  return new PhraseError(
    "a group, list, gap, number or * stands against a word",
    offset,
    "Put a space between them; for endings write each form, as in (article|articles), or a prefix, as in articl*.",
  );
}

function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text);
  if (found !== null) cursor.at = pattern.lastIndex;
  return found;
}
