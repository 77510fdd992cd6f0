/** Offsets and lengths count UTF-16 code units of the input; spans are half-open: `start` is in, `end` is out. */

/** A half-open stretch `[start, end)` of a text, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type BlockKind =
  | "heading"
  | "paragraph"
  | "list-item"
  | "quote"
  | "code"
  | "table"
  | "divider"
  | "image"
  | "html"
  | "front-matter";

/** One block of a text. Between two blocks there is only white space. */
export interface Block extends Span {
  readonly kind: BlockKind;
  /** Heading level 1 to 6, depth of a list item or quotation from 1, otherwise 0. */
  readonly level: number;
}

export type Level = "light" | "normal" | "strict";
export type InputKind = "auto" | "article" | "page";
export type TextFormat = "auto" | "markdown" | "text";

/** Where a block stands: before the first, among, or after the last block of running prose. */
export type Zone = "head" | "body" | "tail";
