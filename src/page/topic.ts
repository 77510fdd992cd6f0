import type { Region } from "./dense-region.js";
import { eachWord, type Vocabulary } from "./vocabulary.js";

/** For each block the share of its longer words that other blocks of the region have, too. */
export function findTopic(vocabulary: Vocabulary, { from, to }: Region): Float64Array {
  const first = new Int32Array(vocabulary.size).fill(-1);
  const isShared = new Uint8Array(vocabulary.size);
  for (let block = from; block < to; block++) {
    eachWord(vocabulary, block, (word) => {
      if (first[word] === -1) first[word] = block;
      else if (first[word] !== block) isShared[word] = 1;
    });
  }
  return Float64Array.from({ length: vocabulary.starts.length - 1 }, (_, block) => {
    let words = 0;
    let known = 0;
    eachWord(vocabulary, block, (word) => {
      words++;
      const own = first[word] as number;
      if (own >= 0 && (own !== block || isShared[word] === 1)) known++;
    });
    return words === 0 ? 0 : known / words;
  });
}
