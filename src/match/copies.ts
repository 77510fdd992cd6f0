/** Stretches of a page that stand there twice, one below the other: boxes and cards are printed for each width of screen. */
import type { Block } from "../types.js";
import { blockWords, type Document } from "./document.js";

/** No box has more blocks. */
const MAX_RUN = 12;
/** What comes back may be a refrain: lines that stand twice are hardly ever as long as this, ... */
const MIN_ALONE = 20;
/** ... and no line of a stanza is. */
const MIN_AMONG = 12;

const known = new WeakMap<Document, ReadonlySet<number>>();

function hasSameText(document: Document, a: number, b: number): boolean {
  if (blockWords(document, a) !== blockWords(document, b)) return false;
  const [one, other] = [document.blocks[a] as Block, document.blocks[b] as Block];
  if (one.kind !== other.kind) return false;
  if (one.kind === "image" || one.kind === "divider") return true;
  const text = document.text.slice(one.start, one.end);
  return !text.trimEnd().includes("\n") && text.trim() === document.text.slice(other.start, other.end).trim();
}

function findCopies(document: Document): ReadonlySet<number> {
  const copies = new Set<number>();
  const { length } = document.blocks;
  if (!document.measures.some(({ words }) => words >= MIN_AMONG)) return copies;
  for (let run = 1; run <= MAX_RUN; run++) {
    let same = 0;
    let longest = -Infinity;
    for (let block = run; block < length; block++) {
      same = hasSameText(document, block, block - run) ? same + 1 : 0;
      if (blockWords(document, block) >= (run === 1 ? MIN_ALONE : MIN_AMONG)) longest = block;
      if (same < run || longest <= block - run) continue;
      for (let i = block - run + 1; i <= block; i++) copies.add(i);
    }
  }
  return copies;
}

/** Whether a block belongs to a stretch that says what the stretch right above says. */
export function isCopy(document: Document, block: number): boolean {
  const copies = known.get(document) ?? findCopies(document);
  known.set(document, copies);
  return copies.has(block);
}
