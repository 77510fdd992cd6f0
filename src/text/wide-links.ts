/** Links that wrap several blocks, as converters from HTML write cards: `[` here, `](address)` some blocks further on. */
import type { Block } from "../types.js";
import { BACKSLASH, BRACKET, BRACKET_END, PAREN } from "./inline.js";

/** A bracket that was left open further back belongs to something else. */
const MAX_BLOCKS = 24;

/** What the brackets of a block leave over: one that is left open, and one that closes what was open before it. */
interface Left {
  readonly opens: boolean;
  readonly closes: boolean;
}

const BALANCED: Left = { opens: false, closes: false };

function readBrackets(source: Uint16Array, { kind, start, end }: Block): Left {
  if (kind === "code") return BALANCED;
  let depth = 0;
  let closes = false;
  for (let i = start; i < end; i++) {
    const unit = source[i];
    if (unit === BACKSLASH) i++;
    else if (unit === BRACKET) depth++;
    else if (unit === BRACKET_END) {
      if (depth > 0) depth--;
      else if (source[i + 1] === PAREN && i + 1 < end) closes = true;
    }
  }
  return { opens: depth > 0, closes };
}

/**
 * Finds the blocks between the brackets of such a link, those with the brackets among them.
 *
 * @returns for each block 1 when it is inside a link around several blocks, otherwise 0
 */
export function findWideLinks(source: Uint16Array, blocks: readonly Block[]): Uint8Array {
  const inside = new Uint8Array(blocks.length);
  let opened = -1;
  blocks.forEach((block, index) => {
    const { opens, closes } = readBrackets(source, block);
    if (closes && opened >= 0) {
      if (index - opened <= MAX_BLOCKS) inside.fill(1, opened, index + 1);
      opened = -1;
    }
    if (opens) opened = index;
  });
  return inside;
}
