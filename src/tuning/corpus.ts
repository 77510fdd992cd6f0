/** What tuning reads: documents one by one, some with the text that ought to be left of them. */
import { wordsOf } from "./labelled.js";

export interface CorpusDocument {
  /** A path, or file:line. */
  readonly name: string;
  readonly text: string;
  readonly gold?: string;
  readonly url?: string;
}

/** Tells the words of a stretch of text that belong to the article from those that do not. */
export interface GoldCount {
  readonly words: number;
  /** Of them, those that the gold has. */
  readonly right: number;
}

const SHINGLE = 3;
// Bounded, so that a text full of brackets is read once.
const LINK_TARGET = /\]\([^)]{0,2000}\)/g;
const IMAGE = /!\[[^\]]{0,1000}\]/g;

/** The words of a stretch as a reader sees them: without addresses of links, without what stands for images. */
export const shownWords = (stretch: string): readonly string[] =>
  wordsOf(stretch.replace(LINK_TARGET, "]").replace(IMAGE, " "));

/** Returns a function that counts the words of a stretch that stand in the gold, in the same order as there. */
export function createGoldCounter(gold: string): (stretch: string) => GoldCount {
  const goldWords = wordsOf(gold);
  const text = ` ${goldWords.join(" ")} `;
  const shingles = new Set(goldWords.map((_, at) => goldWords.slice(at, at + SHINGLE).join(" ")));
  return (stretch) => {
    const words = shownWords(stretch);
    if (words.length < SHINGLE) {
      return { words: words.length, right: text.includes(` ${words.join(" ")} `) ? words.length : 0 };
    }
    const covered = new Uint8Array(words.length);
    for (let at = 0; at + SHINGLE <= words.length; at++) {
      if (shingles.has(words.slice(at, at + SHINGLE).join(" "))) covered.fill(1, at, at + SHINGLE);
    }
    return { words: words.length, right: covered.reduce((sum, one) => sum + one, 0) };
  };
}

/** The host of a document's address, or the file or folder it lies in. */
export function sourceOf({ name, url }: CorpusDocument): string {
  if (url !== undefined) return new URL(url).hostname.replace(/^www\./, "");
  const at = name.lastIndexOf("/");
  return at < 0 ? "." : name.slice(0, at);
}
