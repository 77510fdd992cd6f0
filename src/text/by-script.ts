/**
 * Regular expressions with classes of Unicode, and the same for texts of Latin letters: an expression that knows the letters
 * of all scripts takes V8 up to a millisecond to compile, longer than most ever run.
 */

/** Latin-1, punctuation, signs of currencies: no letters beyond `À` to `ÿ`. Pairs of bounds, both within. */
export const LATIN: readonly number[] = [0, 0xff, 0x2000, 0x206f, 0x20a0, 0x20cf];

/** Whether a text has none but these characters, as most texts in scripts of Europe. */
export function isLatin(text: string): boolean {
  if (text !== asked) {
    asked = text;
    answer = /^[\0-\xff\u2000-\u206f\u20a0-\u20cf]*$/.test(text);
  }
  return answer;
}

/** Many expressions ask about one text after another. */
let asked = "";
let answer = true;

/** Stands for all that is not there. */
const ABSENT = "\\ud800";

/** What is left of some classes there. */
const LATIN_CLASSES: Readonly<Record<string, string>> = {
  L: "A-Za-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff",
  Lu: "A-Z\xc0-\xd6\xd8-\xde",
  Ll: "a-z\xb5\xdf-\xf6\xf8-\xff",
  Lo: "\xaa\xba",
  Lm: ABSENT,
  M: ABSENT,
  N: "0-9\xb2\xb3\xb9\xbc-\xbe",
  Nd: "0-9",
  Sc: "$\xa2-\xa5\u20a0-\u20c1",
};
const OTHER_SCRIPT = /^(?:sc|Script)=(?:Han|Hangul|Hiragana|Katakana)$/;

/** What `source`, which is meant for the flag u, says of Latin texts; null where it uses what is not known of them. */
export function toLatin(source: string): string | null {
  // Without the flag, characters beyond 16 bits would be two.
  if (/[\ud800-\udfff]|\\u\{|\\P/.test(source)) return null;
  let inClass = false;
  let isKnown = true;
  const latin = source.replace(/\\p\{([^}]*)\}|\\[\s\S]|[[\]]/g, (part, name: string | undefined) => {
    if (part === "[") inClass = true;
    else if (part === "]") inClass = false;
    if (name === undefined) return part;
    const chars = OTHER_SCRIPT.test(name) ? ABSENT : LATIN_CLASSES[name];
    if (chars === undefined) isKnown = false;
    return inClass ? `${chars}` : `[${chars}]`;
  });
  return isKnown ? latin : null;
}

/** An expression with the flag u, as the text asks for it: each form is compiled when it is needed. */
export function byScript(source: string, flags = ""): (text: string) => RegExp {
  let whole: RegExp | null = null;
  let latin: RegExp | null = null;
  const compileWhole = (): RegExp => {
    whole ??= new RegExp(source, `u${flags}`);
    return whole;
  };
  return (text) => {
    if (!isLatin(text)) return compileWhole();
    latin ??= compileLatin(source, flags) ?? compileWhole();
    return latin;
  };
}

function compileLatin(source: string, flags: string): RegExp | null {
  const latin = toLatin(source);
  return latin === null ? null : new RegExp(latin, flags);
}
