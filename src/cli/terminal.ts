/**
 * Control characters, which could drive the reader's terminal, and marks that turn the direction of text, which could
 * make a line read as another. Tab and line feed are spared.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const UNSAFE = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]|\p{Cs}/gu;
// Regular expressions within functions are read when they are first called, which for these few runs do.
const isWide = (character: string): boolean =>
  /^(?![\uff61-\uffdc])[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Bopo}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]/u.test(
    character,
  );
const isZeroWidth = (character: string): boolean => /^[\p{M}\p{Cf}]/u.test(character);

/** `text` for people to read: control characters written as `\x1b` or `\u202e`, nothing else changed. */
export function neutralize(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

/** `text` on one line: neutralized, runs of white space made one space. For excerpts. */
export function toOneLine(text: string): string {
  return neutralize(text.trim().replace(/\s+/g, " "));
}

/** A path or other name for people to read; unlike in text, line feeds and tabs in it are escaped, too. */
export function showName(name: string): string {
  return neutralize(name).replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}

/** The beginning of `text` that fits `columns` terminal cells, with an ellipsis when something was left off. */
export function truncate(text: string, columns: number): string {
  let width = 0;
  let fitting = 0;
  for (const character of text) {
    width += countCells(character);
    if (width > columns) return `${text.slice(0, fitting)}…`;
    // The last cell is the ellipsis's, should more text follow.
    if (width < columns) fitting += character.length;
  }
  return text;
}

/** Terminal cells that one character takes: 0, 1 or 2. */
function countCells(character: string): number {
  const code = character.charCodeAt(0);
  if (code < 0x300) return 1;
  if (isZeroWidth(character)) return 0;
  return isWide(character) ? 2 : 1;
}

const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Style = keyof typeof STYLES;
export type Paint = (style: Style, text: string) => string;

/** Paints for `stream`, or leaves text plain: only terminals get colours, unless NO_COLOR or FORCE_COLOR say otherwise. */
export function createPaint(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): Paint {
  return wantsColor(stream, environment) ? paintStyle : paintNothing;
}

export function paintStyle(style: Style, text: string): string {
  return `\x1b[${STYLES[style][0]}m${text}\x1b[${STYLES[style][1]}m`;
}

export function paintNothing(_style: Style, text: string): string {
  return text;
}

/** Whether `stream` gets colours, as with `createPaint`. */
export function wantsColor(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: terminal } = environment;
  if (force !== undefined) return force !== "0" && force !== "false";
  if (no !== undefined && no !== "") return false;
  return stream.isTTY === true && terminal !== "dumb";
}
