/** Inline Markdown as a reader sees it. Linear: every look-ahead is prepared in one pass, or bounded. */

const MARKS = /[\\`*_~![\]<&]/;
const TOKEN =
  /\\[!-/:-@[-`{-~\n]|`+|\*+|_+|~~|!\[|\[|\]|<\/?[a-z][^<>]{0,300}>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,6});|[^\\`*_~![\]<&]+|[\s\S]/gi;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
const SPACE = /[\s\u0085]/;
const CAPITAL = /\p{Lu}/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;

/** An open mark: the piece it was written to, and how many of its characters still count as text. */
interface Opener {
  readonly piece: number;
  left: number;
}

interface State {
  readonly text: string;
  readonly pieces: string[];
  readonly brackets: { readonly piece: number; readonly image: boolean }[];
  readonly openers: Readonly<Record<string, Opener[]>>;
  /** Offset of an opening parenthesis -> offset of the one that closes it. */
  readonly parens: ReadonlyMap<number, number>;
  /** Offset of a run of backticks -> offset of the next run of the same length. */
  readonly ticks: ReadonlyMap<number, number>;
  /** White space is looked for from here: only ever moves on. */
  space: number;
}

function pairParens(text: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  if (!text.includes("](")) return pairs;
  let open: number[] = [];
  for (const match of text.matchAll(/\\[\s\S]|[()]|\n[ \t]*\n/g)) {
    if (match[0] === "(") open.push(match.index);
    else if (match[0] === ")") {
      const start = open.pop();
      if (start !== undefined) pairs.set(start, match.index);
    } else if (match[0].startsWith("\n")) open = [];
  }
  return pairs;
}

function pairTicks(text: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const last = new Map<number, number>();
  for (const match of text.matchAll(/`+/g)) {
    const before = last.get(match[0].length);
    if (before !== undefined) pairs.set(before, match.index);
    last.set(match[0].length, match.index);
  }
  return pairs;
}

/** Offset behind the target that opens at `open`, or -1. White space may only stand before a quoted title. */
function targetEnd(s: State, open: number): number {
  const close = s.parens.get(open);
  if (close === undefined) return -1;
  s.space = Math.max(s.space, open + 1);
  while (s.space < close && !SPACE.test(s.text.charAt(s.space))) s.space++;
  const titled = /["')]/.test(s.text.charAt(close - 1)) && /["'(]/.test(s.text.charAt(s.space + 1));
  return s.space >= close || titled || s.text.charAt(open + 1) === "<" ? close + 1 : -1;
}

function closeBracket(s: State, at: number): number {
  const bracket = s.brackets.pop();
  const end = bracket !== undefined && s.text.charAt(at + 1) === "(" ? targetEnd(s, at + 1) : -1;
  if (bracket === undefined || end < 0) {
    s.pieces.push("]");
    return at + 1;
  }
  if (bracket.image) {
    s.pieces.length = bracket.piece;
    for (const openers of Object.values(s.openers))
      while ((openers.at(-1)?.piece ?? -1) >= bracket.piece) openers.pop();
  } else {
    s.pieces[bracket.piece] = "";
    // Side by side on a page, stuck together in Markdown: a capital right behind a link begins another word.
    if (CAPITAL.test(s.text.charAt(end))) s.pieces.push(" ");
  }
  return end;
}

/** Takes emphasis marks that have a partner off the text; the others are text. */
function readEmphasis(s: State, run: string, at: number): void {
  const mark = run.charAt(0);
  const before = s.text.charAt(at - 1);
  const after = s.text.charAt(at + run.length);
  const isGap = (char: string): boolean => char === "" || SPACE.test(char);
  const opens = !isGap(after) && (WORD.test(after) || isGap(before) || !WORD.test(before));
  const closes = !isGap(before) && (WORD.test(before) || isGap(after) || !WORD.test(after));
  const inner = mark === "_" && WORD.test(before) && WORD.test(after);
  const openers = s.openers[mark] ?? [];
  let left = run.length;
  while (closes && !inner && left > 0) {
    const opener = openers.at(-1);
    if (opener === undefined) break;
    const paired = Math.min(left, opener.left);
    left -= paired;
    opener.left -= paired;
    s.pieces[opener.piece] = mark.repeat(opener.left);
    if (opener.left === 0) openers.pop();
  }
  if (left > 0 && opens && !inner) openers.push({ piece: s.pieces.length, left });
  s.pieces.push(mark.repeat(left));
}

function decodeEntity(entity: string): string {
  const name = entity.slice(1, -1).toLowerCase();
  if (!name.startsWith("#")) return NAMED[name] ?? entity;
  const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : entity;
}

function decodeTag(tag: string): string {
  const inner = tag.slice(1, -1);
  if (/^[a-z][a-z\d+.-]+:\S+$|^[^\s@]+@[^\s@]+$/i.test(inner)) return inner;
  return /^br\b/i.test(inner) ? "\n" : "";
}

/** Reads one token; gives the offset behind it. */
function readToken(s: State, token: string, at: number): number {
  const end = at + token.length;
  const first = token.charAt(0);
  if (first === "*" || first === "_" || token === "~~") readEmphasis(s, token, at);
  else if (first === "[" || token === "![") {
    s.brackets.push({ piece: s.pieces.length, image: token === "![" });
    s.pieces.push(token);
  } else if (first === "]") return closeBracket(s, at);
  else if (first === "`") {
    const close = s.ticks.get(at);
    s.pieces.push(close === undefined ? token : s.text.slice(end, close));
    return close === undefined ? end : close + token.length;
  } else if (first === "\\" && token.length > 1) s.pieces.push(token.slice(1));
  else if (first === "&" && token.length > 1) s.pieces.push(decodeEntity(token));
  else if (first === "<" && token.length > 1) s.pieces.push(decodeTag(token));
  else s.pieces.push(token);
  return end;
}

/**
 * The text of inline Markdown: emphasis marks, link targets, images and tags are gone, escapes and entities resolved.
 *
 * @param markdown the content of one block; its white space stays as it is
 */
export function stripInline(markdown: string): string {
  if (!MARKS.test(markdown)) return markdown;
  const openers = { "*": [], _: [], "~": [] };
  const s: State = {
    text: markdown,
    pieces: [],
    brackets: [],
    openers,
    parens: pairParens(markdown),
    ticks: pairTicks(markdown),
    space: 0,
  };
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(markdown); match !== null; match = TOKEN.exec(markdown)) {
    TOKEN.lastIndex = readToken(s, match[0], match.index);
  }
  return s.pieces.join("");
}
