import type { Block } from "../types.js";
import { type HyphenJudge, hyphenJudge } from "./hyphen.js";
import { isLower } from "./letters.js";
import { countTemplates, feedTemplates, hasPageNumber, isShortLine, templateOf } from "./page-line.js";
import type { Repair, RepairLanguage } from "./repair.js";
import { goesOn, isApart, isCut, isPageLine, type Pages } from "./torn.js";

/** Lines of one page's foot and the next one's head. */
const MAX_PAGE_LINES = 4;
/** A join may make another one possible; so many rounds are enough for any text but a contrived one. */
const MAX_ROUNDS = 8;
const MIN_WRAPPED_UNITS = 60;
/** A template with words and a number. */
const PAGE_TEMPLATE = /\p{L}.*#|#.*\p{L}/u;

/** Index of the first part -> index of the block in which it goes on. */
type Joins = ReadonlyMap<number, number>;

/** Where the part that each block belongs to begins and ends; blocks that are not joined are parts of their own. */
function extentsOf(blocks: readonly Block[], joins: Joins): { readonly starts: number[]; readonly ends: number[] } {
  const starts = blocks.map(({ start }) => start);
  const ends = blocks.map(({ end }) => end);
  const pairs = [...joins].sort(([a], [b]) => a - b);
  for (const [from, to] of pairs) starts[to] = starts[from] as number;
  for (const [from, to] of pairs.reverse()) ends[from] = ends[to] as number;
  return { starts, ends };
}

/** One round: adds to `joins` what can be joined, the parts being as `joins` has them when it begins. */
function addJoins(it: Pages, blocks: readonly Block[], joins: Map<number, number>): void {
  const { starts, ends } = extentsOf(blocks, joins);
  // Blocks that are, or stand before, the rest of another one.
  const taken = new Set<number>();
  const take = (from: number, to: number): void => {
    for (let i = from + 1; i <= to; i++) taken.add(i);
  };
  for (const [from, to] of joins) take(from, to);
  const findRest = (index: number): number => {
    const part = { start: starts[index] as number, end: (blocks[index] as Block).end };
    const next = blocks[index + 1];
    if (next === undefined || !isCut(it.text, part) || !isApart(it.text, part, next)) return -1;
    for (let i = index + 1; i <= index + 1 + MAX_PAGE_LINES && i < blocks.length; i++) {
      const block = blocks[i] as Block;
      if (taken.has(i)) return -1;
      if (goesOn(it, part, blocks.slice(index + 1, i), block, ends[i] as number)) return i;
      if (joins.has(i) || !isPageLine(it.text, block)) return -1;
    }
    return -1;
  };
  blocks.forEach(({ kind }, i) => {
    // A block that is taken and still begins its own part stands before the rest of another one.
    const isLine = taken.has(i) && starts[i] === blocks[i]?.start;
    const rest = kind === "paragraph" && !joins.has(i) && !isLine ? findRest(i) : -1;
    if (rest < 0) return;
    joins.set(i, rest);
    take(i, rest);
    starts[rest] = starts[i] as number;
  });
}

function findJoins(it: Pages, blocks: readonly Block[]): Joins {
  const joins = new Map<number, number>();
  for (let round = 0, size = -1; round < MAX_ROUNDS && joins.size > size; round++) {
    size = joins.size;
    addJoins(it, blocks, joins);
  }
  return joins;
}

/** Blocks to take out: the lines between joined parts, and lines like them elsewhere. */
function findPageLines(text: string, blocks: readonly Block[], joins: Joins): ReadonlySet<number> {
  const lines = new Set<number>();
  const templates = new Map<string, number>();
  for (const [from, to] of joins) {
    for (let i = from + 1; i < to; i++) {
      lines.add(i);
      const template = templateOf(text, blocks[i] as Block);
      templates.set(template, (templates.get(template) ?? 0) + 1);
    }
  }
  const atFeeds = text.includes("\f") ? feedTemplates(text, blocks) : new Set<string>();
  if (templates.size === 0 && atFeeds.size === 0) return lines;
  // Bare numbers and lines without any may be anything; it takes two of them between torn sentences.
  const isKnown = (template: string): boolean =>
    atFeeds.has(template) || (templates.get(template) ?? 0) >= (PAGE_TEMPLATE.test(template) ? 1 : 2);
  let run = 0;
  blocks.forEach((block, i) => {
    run = isShortLine(text, block) ? run + 1 : 0;
    if (run > 0 && run <= MAX_PAGE_LINES && isKnown(templateOf(text, block))) lines.add(i);
  });
  return lines;
}

/** What stands between the two parts: nothing after a hyphen, a line end in wrapped text, otherwise a space. */
function glue(
  text: string,
  block: Block,
  rest: Block,
  judge: HyphenJudge,
): { readonly inserted: string; readonly hyphen: boolean } {
  const last = text.charAt(block.end - 1);
  const verdict = last === "-" || last === "\u00ad" ? judge(block.end - 1, rest.start) : null;
  if (verdict !== null) return { inserted: "", hyphen: verdict === "drop" };
  const line = text.slice(block.start, block.end).lastIndexOf("\n");
  const isFull = line >= 0 && block.end - block.start - line > MIN_WRAPPED_UNITS;
  const isWrapped = isFull && isLower(text.charCodeAt(rest.start));
  return { inserted: isWrapped ? "\n" : " ", hyphen: false };
}

/** Takes the lines out, each with the white space before it; at the top of the text, with that behind it. */
function lineRepairs(text: string, blocks: readonly Block[], lines: ReadonlySet<number>): readonly Repair[] {
  let isTop = true;
  return [...lines]
    .sort((a, b) => a - b)
    .map((i) => {
      const block = blocks[i] as Block;
      isTop &&= i === 0 || lines.has(i - 1);
      const start = isTop ? block.start : (blocks[i - 1] as Block).end;
      const end = isTop ? (blocks[i + 1]?.start ?? block.end) : block.end;
      const rule = hasPageNumber(text, block) ? "repair/page-number" : "repair/running-header";
      return { start, end, inserted: "", rule };
    });
}

/** Joins paragraphs that page breaks tore, and takes out the page numbers and running headers around them. */
export function findPageBreaks(text: string, blocks: readonly Block[], language: RepairLanguage): readonly Repair[] {
  if (!text.includes("\f") && !blocks.some((block) => block.kind === "paragraph" && isCut(text, block))) return [];
  const it: Pages = { text, connectives: language.connectives, countOf: countTemplates(text, blocks) };
  const joins = findJoins(it, blocks);
  const repairs: Repair[] = [...lineRepairs(text, blocks, findPageLines(text, blocks, joins))];
  const judge = hyphenJudge(text, language);
  for (const [from, to] of joins) {
    const [block, rest] = [blocks[from] as Block, blocks[to] as Block];
    const { inserted, hyphen } = glue(text, block, rest, judge);
    if (hyphen) repairs.push({ start: block.end - 1, end: block.end, inserted: "", rule: "repair/hyphen" });
    repairs.push({ start: (blocks[to - 1] as Block).end, end: rest.start, inserted, rule: "repair/page-break" });
  }
  return repairs;
}
