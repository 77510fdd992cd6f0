import type { Document } from "../match/document.js";
import { eachLongWord } from "../match/echo.js";

/** The longer words of a page as numbers, block by block. */
export interface Vocabulary {
  /** How many different words there are. */
  readonly size: number;
  readonly words: Int32Array;
  /** For each block the place of its first word; at the end the number of all words. */
  readonly starts: Int32Array;
}

/** Reads the longer words of all blocks. */
export function readVocabulary(document: Document): Vocabulary {
  const numbers = new Map<number, number>();
  const words: number[] = [];
  const starts = new Int32Array(document.blocks.length + 1);
  for (let block = 0; block < document.blocks.length; block++) {
    const { firstToken, lastToken } = document.block(block);
    eachLongWord(document, firstToken, lastToken, (hash) => {
      const number = numbers.get(hash) ?? numbers.size;
      if (number === numbers.size) numbers.set(hash, number);
      words.push(number);
    });
    starts[block + 1] = words.length;
  }
  return { size: numbers.size, words: Int32Array.from(words), starts };
}

/** Visits the words of a block, each as often as it stands there. */
export function eachWord({ words, starts }: Vocabulary, block: number, visit: (word: number) => void): void {
  for (let i = starts[block] as number; i < (starts[block + 1] as number); i++) visit(words[i] as number);
}
