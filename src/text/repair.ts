/** Mends what page breaks and line ends did to a text. Each repair is an edit; applied, none of them is found again. */
import type { Block, Span } from "../types.js";
import { findHyphens } from "./hyphen.js";
import { findPageBreaks } from "./page-break.js";

/** Replace the span with `inserted`. */
export interface Repair extends Span {
  readonly inserted: string;
  readonly rule: "repair/page-break" | "repair/hyphen" | "repair/page-number" | "repair/running-header";
}

export interface RepairLanguage {
  /** Words, folded to lower case, on which a sentence hardly ends. */
  readonly connectives: ReadonlySet<string>;
}

/**
 * Finds the repairs of `text`, cut into `blocks`: paragraphs that a page break tore are joined, the page numbers and
 * running headers between their parts go, words divided at a line end are made whole. In order of `start`, apart from
 * one another. Code, tables, lists, headings and verse are left alone.
 */
export function findRepairs(text: string, blocks: readonly Block[], language: RepairLanguage): readonly Repair[] {
  const repairs = [...findHyphens(text, blocks, language), ...findPageBreaks(text, blocks, language)];
  return repairs.length < 2 ? repairs : repairs.sort((a, b) => a.start - b.start || a.end - b.end);
}
