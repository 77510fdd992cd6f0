/** What can be counted in each block of a page: the facts from which the features are made. */
import { linkDensity } from "../match/conditions.js";
import { blockUnit, type Document, isRepeated, isTerminal } from "../match/document.js";
import { isProse } from "../match/zones.js";
import { TOKEN_CJK, TOKEN_HARD, TOKEN_NUMBER, TOKEN_SOFT, TOKEN_WORD } from "../text/folding-state.js";
import { literalTokens } from "../text/literal.js";
import type { Block, Language } from "../types.js";

/** One entry for each block. Shares lie between 0 and 1, flags are 0 or 1. */
export interface BlockFacts {
  readonly words: Float64Array;
  readonly linkDensity: Float64Array;
  readonly links: Float64Array;
  readonly stopWords: Float64Array;
  readonly capitals: Float64Array;
  readonly numbers: Float64Array;
  readonly marks: Float64Array;
  readonly terminal: Float64Array;
  /** Ends on an ellipsis, as teasers do. */
  readonly cutShort: Float64Array;
  readonly lines: Float64Array;
  readonly repeated: Float64Array;
  /** Sentences that run on, and no links. */
  readonly prose: Float64Array;
}

const hashesOf = new WeakMap<Language, ReadonlySet<number>>();

/** Hashes of the function words of a language; made once. */
function stopHashes(language: Language): ReadonlySet<number> {
  const known = hashesOf.get(language);
  if (known !== undefined) return known;
  const hashes = new Set(language.stopWords.flatMap((word) => literalTokens(word).map(({ hash }) => hash)));
  hashesOf.set(language, hashes);
  return hashes;
}

/** Units at the end of a block that are looked at: brackets and marks may stand behind an ellipsis. */
const TAIL_UNITS = 8;
const ELLIPSIS = /(?:\u2026|\.\.\.)[^\p{L}\p{N}]*$/u;

function countLines(text: string, { start, end }: Block): number {
  let lines = 1;
  for (let i = text.indexOf("\n", start); i >= 0 && i < end; i = text.indexOf("\n", i + 1)) lines++;
  return lines;
}

const isCapital = (unit: number): boolean => {
  const char = String.fromCharCode(unit);
  return char.toLowerCase() !== char;
};

/** Shares of the words of a block. */
function readWords(document: Document, block: number, facts: BlockFacts, stops: ReadonlySet<number>): void {
  const { firstToken, lastToken } = document.block(block);
  const { tokenType, tokenHash, tokenStart, units } = document;
  let words = 0;
  let stop = 0;
  let capital = 0;
  let number = 0;
  let marks = 0;
  for (let t = firstToken; t < lastToken; t++) {
    const type = tokenType[t] as number;
    if (type >= TOKEN_SOFT) {
      if (type === TOKEN_SOFT || type === TOKEN_HARD) marks++;
      continue;
    }
    words++;
    if (type === TOKEN_NUMBER) number++;
    else if ((type === TOKEN_WORD || type === TOKEN_CJK) && stops.has(tokenHash[t] as number)) stop++;
    if (type === TOKEN_WORD && isCapital(units[tokenStart[t] as number] as number)) capital++;
  }
  const share = (count: number): number => (words === 0 ? 0 : count / words);
  facts.stopWords[block] = share(stop);
  facts.capitals[block] = share(capital);
  facts.numbers[block] = share(number);
  facts.marks[block] = share(marks);
}

const factsOf = new WeakMap<Document, BlockFacts>();

/** Facts of every block of a document; all of them are folded for it, once for the title and the text of a page. */
export function countFacts(document: Document): BlockFacts {
  const facts = factsOf.get(document) ?? countEach(document);
  factsOf.set(document, facts);
  return facts;
}

function countEach(document: Document): BlockFacts {
  const count = document.blocks.length;
  const column = (): Float64Array => new Float64Array(count);
  const facts: BlockFacts = {
    words: column(),
    linkDensity: column(),
    links: column(),
    stopWords: column(),
    capitals: column(),
    numbers: column(),
    marks: column(),
    terminal: column(),
    cutShort: column(),
    lines: column(),
    repeated: column(),
    prose: column(),
  };
  const stops = stopHashes(document.language);
  for (let block = 0; block < count; block++) {
    const { linkCount } = document.block(block);
    facts.words[block] = document.measures[block]?.words ?? 0;
    facts.linkDensity[block] = linkDensity(document, block);
    facts.links[block] = linkCount;
    facts.terminal[block] = isTerminal(document, blockUnit(document, block)) ? 1 : 0;
    const own = document.blocks[block] as Block;
    facts.cutShort[block] = ELLIPSIS.test(document.text.slice(Math.max(own.start, own.end - TAIL_UNITS), own.end))
      ? 1
      : 0;
    facts.lines[block] = countLines(document.text, own);
    facts.repeated[block] = isRepeated(document, block) ? 1 : 0;
    facts.prose[block] = isProse(document, block) ? 1 : 0;
    readWords(document, block, facts, stops);
  }
  return facts;
}
