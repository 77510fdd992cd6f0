/** A document as lines that may repeat in others: the blocks of a text with keys under which alike ones meet. */
import { startFolding } from "../text/fold.js";
import { plainText } from "../text/folded-text.js";
import { TOKEN_HARD, TOKEN_NUMBER, TOKEN_SOFT } from "../text/folding-state.js";
import { segment } from "../text/segment.js";
import type { BlockKind } from "../types.js";

/** A word, number or sentence mark of a line, as phrases see them. */
export interface LineToken {
  readonly kind: "word" | "number" | "stop";
  readonly text: string;
}

export interface RepeatLine {
  readonly kind: BlockKind;
  /** Plain text: marks and link targets taken off. */
  readonly text: string;
  readonly tokens: readonly LineToken[];
  readonly words: number;
  /** Span of the block in the document. */
  readonly start: number;
  readonly end: number;
  /** Equal for lines with the same words; every number counts as the same. */
  readonly exact: number;
  /** Lines that share many word sequences share some of these. */
  readonly sketch: readonly number[];
}

const KINDS: ReadonlySet<BlockKind> = new Set(["paragraph", "list-item", "html", "image"]);
/** Longer blocks are text, and phrases have an end. */
const MAX_LINE_WORDS = 400;
const SHINGLE = 3;
const SKETCH = 6;
const NUMBER_HASH = 0x9e3779b1;

const mix = (hash: number, value: number): number => {
  const mixed = Math.imul(hash ^ value, 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) | 0;
};

/** A hash of a text that begins from `seed`. */
export function hashText(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = mix(hash, text.charCodeAt(i));
  return hash;
}

/** The smallest hashes of the word sequences of a line: a sketch of the set of them. */
function sketchOf(hashes: readonly number[], seed: number): readonly number[] {
  const found = new Set<number>();
  for (let at = 0; at + SHINGLE <= hashes.length; at++) {
    found.add(hashes.slice(at, at + SHINGLE).reduce(mix, seed ^ 0x5bd1e995) >>> 0);
  }
  return [...found].sort((a, b) => a - b).slice(0, SKETCH);
}

/**
 * The lines of a document that might be furniture.
 *
 * @param seed number of the source, so that lines of different sources do not meet
 */
export function readRepeatLines(text: string, seed: number): readonly RepeatLine[] {
  const blocks = segment(text, "auto");
  const folding = startFolding(text, blocks);
  return blocks.flatMap(({ kind, start, end }, number): readonly RepeatLine[] => {
    if (!KINDS.has(kind)) return [];
    const block = folding.block(number);
    if (block.words === 0 || block.words > MAX_LINE_WORDS) return [];
    const tokens: LineToken[] = [];
    const hashes: number[] = [];
    for (let t = block.firstToken; t < block.lastToken; t++) {
      const type = folding.tokenType[t] as number;
      if (type === TOKEN_SOFT) continue;
      const own = plainText(folding, folding.tokenStart[t] as number, folding.tokenEnd[t] as number);
      tokens.push({ kind: type === TOKEN_NUMBER ? "number" : type === TOKEN_HARD ? "stop" : "word", text: own });
      if (type !== TOKEN_HARD) hashes.push(type === TOKEN_NUMBER ? NUMBER_HASH : (folding.tokenHash[t] as number));
    }
    const exact = hashes.reduce(mix, mix(seed, hashes.length)) >>> 0;
    const plain = plainText(folding, block.start, block.end).trim();
    return [{ kind, text: plain, tokens, words: block.words, start, end, exact, sketch: sketchOf(hashes, seed) }];
  });
}
