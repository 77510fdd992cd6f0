import { type AddColumn, at } from "./column.js";
import type { Look } from "./look.js";
import { eachWord } from "./vocabulary.js";

/** A word is of the text when so many of the other blocks that have it are text, as is to be expected. */
const ENOUGH = 0.6;
/** As if every word had been seen so often on both sides. */
const PRIOR = 0.3;

/** How much the longer words of a block, each counted once, are those of the text and not of the furniture. */
export function addWordsOfText(add: AddColumn, { page, chances }: Look): void {
  const { vocabulary } = page;
  const seenIn = new Int32Array(vocabulary.size).fill(-1);
  const count = new Float64Array(vocabulary.size);
  const inText = new Float64Array(vocabulary.size);
  const eachOnce = (block: number, mark: number, visit: (word: number) => void): void =>
    eachWord(vocabulary, block, (word) => {
      if (seenIn[word] === mark) return;
      seenIn[word] = mark;
      visit(word);
    });
  for (let block = 0; block < chances.length; block++) {
    eachOnce(block, block, (word) => {
      count[word] = at(count, word) + 1;
      inText[word] = at(inText, word) + at(chances, block);
    });
  }
  const known = new Float64Array(chances.length);
  const fresh = new Float64Array(chances.length);
  const lean = new Float64Array(chances.length);
  for (let block = 0; block < chances.length; block++) {
    const chance = at(chances, block);
    let words = 0;
    let textual = 0;
    let only = 0;
    let sum = 0;
    eachOnce(block, chances.length + block, (word) => {
      const text = at(inText, word) - chance;
      const others = at(count, word) - 1;
      words++;
      if (text > ENOUGH) textual++;
      if (others === 0) only++;
      else sum += Math.log((Math.max(0, text) + PRIOR) / (Math.max(0, others - text) + PRIOR));
    });
    const total = Math.max(1, words);
    known[block] = textual / total;
    fresh[block] = only / total;
    lean[block] = sum / total;
  }
  add("words-of-text", (block) => at(known, block));
  add("words-lean-to-text", (block) => at(lean, block));
  add("words-only-here", (block) => at(fresh, block));
}
