/**
 * The index: every rule is filed under the anchors it cannot do without. A scan hashes each token of a block, asks one
 * bit, and looks further only on a hit.
 */
import { foldedOf, HASH_START, hashStep } from "../text/chars.js";
import { type Folded, TOKEN_HARD, TOKEN_SOFT, TOKEN_WORD } from "../text/folding-state.js";
import { literalTokens } from "../text/literal.js";
import { type Anchors, HEAD_CHARS, isEnd, isHead, isStart } from "./anchors.js";
import { writePhrase } from "./filed.js";
import { bitOf, type KeyIndex, meetKey, startRound } from "./key-index.js";

const PAIR = 0x5bd1e995;
const HEAD = 0x1b873593;

const pairKey = (first: number, second: number): number => Math.imul(first, PAIR) ^ Math.imul(second, HEAD);
/** Stands for a stop, whichever it is. */
const STOP = 0x2545f491;
const headKey = (hash: number): number => Math.imul(hash ^ HEAD, PAIR);

/** Hash under which an anchor is filed. */
function anchorKey(anchor: string): number {
  if (isHead(anchor)) {
    let hash = HASH_START;
    for (let i = 0; i < HEAD_CHARS; i++) hash = hashStep(hash, anchor.charCodeAt(i));
    return headKey(hash);
  }
  if (isStart(anchor)) return pairKey(STOP, literalTokens(anchor.slice(1))[0]?.hash ?? 0);
  if (isEnd(anchor)) return pairKey(literalTokens(anchor.slice(0, -1))[0]?.hash ?? 0, STOP);
  const [first, second] = literalTokens(anchor);
  if (first === undefined) return 0;
  return second === undefined ? first.hash : pairKey(first.hash, second.hash);
}

/** Turns groups of anchors into what the index looks for. */
export function fileAnchors(groups: readonly Anchors[]): readonly number[] {
  const keys = groups.map(({ anchors }) => [...new Set(anchors.map(anchorKey))]);
  return writePhrase(
    keys,
    groups.some(({ anchors }) => anchors.some(isHead)),
  );
}

/** Calls `found` for every item all of whose anchors stand in the tokens `[from, to)`, once. */
export function scanTokens(
  index: KeyIndex,
  hasHeads: boolean,
  folded: Folded,
  from: number,
  to: number,
  found: (item: number) => void,
): void {
  const { bits, bitShift } = index;
  const { tokenHash, tokenType, tokenStart, tokenEnd, units } = folded;
  const look = (key: number): void => {
    const bit = bitOf(key, bitShift);
    if ((((bits[bit >>> 5] as number) >>> (bit & 31)) & 1) !== 0) meetKey(index, key, found);
  };
  startRound(index);
  let previous = 0;
  let adjacent = false;
  for (let t = from; t < to; t++) {
    const hash = tokenHash[t] as number;
    const type = tokenType[t] as number;
    look(hash);
    if (type >= TOKEN_SOFT) {
      if (type === TOKEN_HARD) {
        if (adjacent) look(pairKey(previous, STOP));
        adjacent = false;
      }
      continue;
    }
    look(pairKey(adjacent ? previous : STOP, hash));
    previous = hash;
    adjacent = true;
    const start = tokenStart[t] as number;
    if (hasHeads && type === TOKEN_WORD && (tokenEnd[t] as number) - start >= HEAD_CHARS) {
      let head = HASH_START;
      for (let i = start; i < start + HEAD_CHARS; i++) head = hashStep(head, foldedOf(units[i] as number));
      look(headKey(head));
    }
  }
}
