/** How much of a unit the paragraphs of the document say, too. */
import { TOKEN_CJK, TOKEN_WORD } from "../text/folding-state.js";
import { blockWords, type Document, type Unit } from "./document.js";

const MIN_PARAGRAPH_WORDS = 25;
/** Shorter words are mostly function words. */
const MIN_ECHO_UNITS = 4;

/** Visits the hashes of the longer words of some tokens, and of characters that are words. */
export function eachLongWord(document: Document, from: number, to: number, visit: (hash: number) => void): void {
  const { tokenType, tokenStart, tokenEnd, tokenHash } = document;
  for (let t = from; t < to; t++) {
    const isLong = (tokenEnd[t] as number) - (tokenStart[t] as number) >= MIN_ECHO_UNITS;
    if (tokenType[t] === TOKEN_CJK || (tokenType[t] === TOKEN_WORD && isLong)) visit(tokenHash[t] as number);
  }
}

/** Stands for more than one paragraph. */
const SEVERAL = -1;

/** The paragraph in which each longer word stands. */
function collectProseWords(document: Document): ReadonlyMap<number, number> {
  const words = new Map<number, number>();
  document.blocks.forEach(({ kind }, block) => {
    if (kind !== "paragraph" || blockWords(document, block) < MIN_PARAGRAPH_WORDS) return;
    const { firstToken, lastToken } = document.block(block);
    eachLongWord(document, firstToken, lastToken, (hash) => {
      const other = words.get(hash);
      if (other === undefined) words.set(hash, block);
      else if (other !== block && other !== SEVERAL) words.set(hash, SEVERAL);
    });
  });
  return words;
}

/** Share of the longer words of a unit that stand in other paragraphs of the document, too; 0 when it has none. */
export function echoOf(document: Document, block: number, unit: Unit): number {
  const proseWords = document.proseWords ?? collectProseWords(document);
  document.proseWords = proseWords;
  let words = 0;
  let echoed = 0;
  eachLongWord(document, unit.from, unit.to, (hash) => {
    words++;
    if ((proseWords.get(hash) ?? block) !== block) echoed++;
  });
  return words === 0 ? 0 : echoed / words;
}
