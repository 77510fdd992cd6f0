import type { MetadataField } from "./metadata.js";
import type { BlockKind, Level, Zone } from "./text.js";

export type Target = "block" | "sentence" | "span" | "upto" | "onward" | "section" | "rest";
export type Action = "remove" | "keep" | "extract";
/** Where in its target a match must lie. `whole`: nothing but punctuation beside it. */
export type MatchPlace = "whole" | "start" | "end" | "anywhere";

export interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** Measurable properties of a block; all that are named must hold. */
export interface Features {
  readonly words?: Range;
  readonly chars?: Range;
  readonly sentences?: Range;
  /** Share of the characters that are link text, 0 to 1. */
  readonly linkDensity?: Range;
  readonly links?: Range;
  /** Share of the words that are numbers, 0 to 1. */
  readonly digits?: Range;
  /** Share of the words that begin with a capital, 0 to 1. */
  readonly capitals?: Range;
  /** Share of the longer words that stand in other paragraphs of the document, too. */
  readonly echo?: Range;
  /** Share of the words that it and the address of the document have in common, numbers and function words aside. */
  readonly ofAddress?: Range;
  /** Ends in terminal punctuation. */
  readonly terminal?: boolean;
  /** The target is the whole block, not a part of it. */
  readonly whole?: boolean;
  /** Heading or list level. */
  readonly level?: Range;
  /** Number of the block from the top, the first is 1. */
  readonly position?: Range;
  /** Number of the block from the bottom, the last is 1. */
  readonly fromEnd?: Range;
  /** Blocks from the nearest heading of level 1 to here; below zero above it. */
  readonly belowTitle?: Range;
  /** A link of the block goes to an address that holds one of these. */
  readonly linkTo?: readonly string[];
  /** The same text stands in another block, too. */
  readonly repeated?: boolean;
  /** The text is the alternative text of the picture right above. */
  readonly altText?: boolean;
  /** The stretch that the block belongs to says what the stretch right above says. */
  readonly copy?: boolean;
  /** No other block of the document has this kind and level. */
  readonly only?: boolean;
}

export interface Neighbour {
  readonly kinds?: readonly BlockKind[];
  /** The neighbour is itself matched by a remove rule of one of these categories. */
  readonly categories?: readonly string[];
  readonly words?: Range;
  /** There is no neighbour: the block is the first or the last. */
  readonly none?: boolean;
}

export interface Where extends Features {
  readonly zone?: readonly Zone[];
  readonly kinds?: readonly BlockKind[];
  readonly at?: MatchPlace;
  /** Share of the target's words that the match covers. */
  readonly coverage?: Range;
  readonly before?: Neighbour;
  readonly after?: Neighbour;
}

export interface Match {
  /** Any of these; see docs/rules.md for the notation. */
  readonly phrases?: readonly string[];
  /** Like phrases, compared by word stem. */
  readonly stems?: readonly string[];
  /** One of these phrases, too, must stand somewhere in the target. */
  readonly with?: readonly string[];
  /** Regular expression of the linear subset; runs on folded text unless `caseSensitive`. */
  readonly pattern?: string;
  readonly caseSensitive?: boolean;
  readonly features?: Features;
}

/** Where in a match the value of a field stands; `$name` is a named group of the pattern. */
export type ExtractSource = "match" | "after" | "before" | "block" | "links" | `$${string}`;

export interface Rule {
  readonly id: string;
  readonly category?: string;
  readonly why: string;
  readonly match: Match;
  readonly target?: Target;
  readonly where?: Where;
  /** The rule is off where one of these matches in the target. */
  readonly unless?: { readonly phrases?: readonly string[]; readonly pattern?: string };
  readonly weight?: number;
  readonly action?: Action;
  readonly extract?: Readonly<Partial<Record<MetadataField, ExtractSource>>>;
  readonly confidence?: number;
  /** Which of several places the extracted value comes from; first when absent. */
  readonly prefer?: "first" | "last";
  /** The place is so sure an author's that pen names, desks and firms are taken as they stand. */
  readonly anyName?: boolean;
  readonly status?: "stable" | "trial";
  /** The gentlest level at which the rule acts. */
  readonly level?: Level;
  /** Also acts inside quotation marks, and in blocks that are otherwise immune when `kinds` names them. */
  readonly quoted?: boolean;
  /** For the target `section`: which following blocks belong to it. */
  readonly section?: { readonly maxBlocks?: number; readonly maxWords?: number };
  readonly examples: { readonly remove: readonly string[]; readonly keep: readonly string[] };
}
