import type { Document } from "../match/document.js";
import { TOKEN_CJK, TOKEN_WORD } from "../text/folding-state.js";
import type { Region } from "./dense-region.js";

/** Shorter words are mostly function words. */
const MIN_UNITS = 4;

function eachLongWord(document: Document, block: number, visit: (hash: number) => void): void {
  const { firstToken, lastToken } = document.block(block);
  const { tokenType, tokenStart, tokenEnd, tokenHash } = document;
  for (let t = firstToken; t < lastToken; t++) {
    const isLong = (tokenEnd[t] as number) - (tokenStart[t] as number) >= MIN_UNITS;
    if (tokenType[t] === TOKEN_CJK || (tokenType[t] === TOKEN_WORD && isLong)) visit(tokenHash[t] as number);
  }
}

/** For each block the share of its longer words that other blocks of the region have, too. */
export function findTopic(document: Document, { from, to }: Region): Float64Array {
  const first = new Map<number, number>();
  const shared = new Set<number>();
  for (let block = from; block < to; block++) {
    eachLongWord(document, block, (hash) => {
      const known = first.get(hash);
      if (known === undefined) first.set(hash, block);
      else if (known !== block) shared.add(hash);
    });
  }
  return Float64Array.from(document.blocks, (_, block) => {
    let words = 0;
    let known = 0;
    eachLongWord(document, block, (hash) => {
      words++;
      const own = first.get(hash);
      if (own !== undefined && (own !== block || shared.has(hash))) known++;
    });
    return words === 0 ? 0 : known / words;
  });
}
