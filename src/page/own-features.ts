import type { Document } from "../match/document.js";
import type { BlockKind } from "../types.js";
import type { BlockFacts } from "./block-facts.js";
import { type AddColumn, at, log } from "./column.js";

const KINDS: readonly BlockKind[] = ["paragraph", "list-item", "quote", "code", "table", "image", "html", "divider"];
const HEADING_LEVELS = [1, 2, 3, 4] as const;
const SHORT_WORDS = 12;
const MANY_LINKS = 0.5;

/** What a block is by itself. */
export function addOwn(add: AddColumn, { blocks, inLink }: Document, facts: BlockFacts): void {
  const { words, linkDensity, lines, prose, terminal } = facts;
  add("words", (block) => log(at(words, block)) / 5);
  add("words-a-line", (block) => log(at(words, block) / Math.max(1, at(lines, block))) / 5);
  add("lines", (block) => log(at(lines, block) - 1));
  add("links", (block) => at(linkDensity, block));
  add("in-wide-link", (block) => inLink[block] as number);
  add("no-links", (block) => (at(linkDensity, block) === 0 ? 1 : 0));
  add("link-count", (block) => log(at(facts.links, block)) / 3);
  add("stop-words", (block) => at(facts.stopWords, block));
  add("capitals", (block) => at(facts.capitals, block));
  add("numbers", (block) => at(facts.numbers, block));
  add("marks", (block) => Math.min(1, at(facts.marks, block)));
  add("terminal", (block) => at(terminal, block));
  add("cut-short", (block) => at(facts.cutShort, block));
  add("repeated", (block) => at(facts.repeated, block));
  add("prose", (block) => at(prose, block));
  add("long-prose", (block) => at(prose, block) * (log(at(words, block)) / 5));
  add("short-and-terminal", (block) => (at(words, block) < SHORT_WORDS ? at(terminal, block) : 0));
  for (const kind of KINDS) add(`kind-${kind}`, (block) => (blocks[block]?.kind === kind ? 1 : 0));
  const levelOf = (block: number): number => (blocks[block]?.kind === "heading" ? (blocks[block]?.level ?? 0) : 0);
  for (const level of HEADING_LEVELS)
    add(`heading-${level}`, (block) => (Math.min(4, levelOf(block)) === level ? 1 : 0));
  add("linked-heading", (block) => (levelOf(block) > 0 && at(linkDensity, block) > MANY_LINKS ? 1 : 0));
  add("nested-item", (block) => (blocks[block]?.kind === "list-item" && (blocks[block]?.level ?? 0) > 1 ? 1 : 0));
}
