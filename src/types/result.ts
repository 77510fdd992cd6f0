import type { Metadata } from "./metadata.js";
import type { RuleSet } from "./rule-set.js";
import type { Block, InputKind, Level, Span, TextFormat, Zone } from "./text.js";

/** One change between input and body. The edits of a result are in order of `start` and never overlap. */
export interface Edit extends Span {
  /** `cut` takes husk off, `repair` mends the text, `normalize` concerns byte order mark and line ends only. */
  readonly kind: "cut" | "repair" | "normalize";
  /** What the input held at the span. */
  readonly removed: string;
  /** What the body holds instead; empty for a cut. */
  readonly inserted: string;
  /** Full id of the rule that weighed most, for example `en/share/share-this`. */
  readonly rule: string;
  readonly category: string;
  /** Sum of the evidence for a cut; 0 for other edits. */
  readonly score: number;
}

export interface Warning {
  readonly code: "W_BUDGET" | "W_UNSTABLE" | "W_EMPTY";
  readonly message: string;
}

/** One piece of evidence for or against cutting a block. */
export interface Reason {
  /** Full rule id, or the name of a feature, a guard or a neighbour's pull. */
  readonly source: string;
  readonly weight: number;
  /** The part of the input that the rule matched. */
  readonly span?: Span;
  readonly text?: string;
}

/** The rule that came closest to cutting a kept block, and what kept it from doing so. */
export interface NearMiss {
  readonly rule: string;
  readonly failed: string;
}

export type Verdict =
  | {
      readonly kind: "cut";
      readonly rule: string;
      readonly category: string;
      readonly score: number;
      readonly reasons: readonly Reason[];
    }
  | {
      readonly kind: "keep";
      readonly score: number;
      readonly reasons: readonly Reason[];
      readonly guard?: string;
      readonly nearest?: NearMiss;
    };

/** A block of the input with its verdict; `parts` are the cut stretches of a block that stays. */
export interface BlockReport extends Block {
  readonly zone: Zone;
  readonly text: string;
  readonly verdict: Verdict;
  readonly parts: readonly (Span & { readonly verdict: Verdict })[];
  /** What rules on trial would add; absent when none hits the block. */
  readonly trials?: readonly Reason[];
}

export interface Stats {
  readonly wordsIn: number;
  readonly wordsOut: number;
  readonly blocksIn: number;
  readonly blocksCut: number;
  /** Words cut by category. */
  readonly cutWords: Readonly<Record<string, number>>;
  /** What the text was taken for. */
  readonly input: "article" | "page";
}

export interface CleanResult {
  readonly body: string;
  readonly metadata: Metadata;
  readonly edits: readonly Edit[];
  readonly warnings: readonly Warning[];
  /** BCP 47 language tag, `und` when the text gives no sign. */
  readonly inLanguage: string;
  readonly stats: Stats;
  /** Present with the option `explain`. */
  readonly blocks?: readonly BlockReport[];
}

export interface CleanOptions {
  /** Address of the page: selects site packs and fills `metadata.url`. */
  readonly url?: string;
  /** BCP 47 tag; found from the text when absent. */
  readonly inLanguage?: string;
  readonly level?: Level;
  readonly input?: InputKind;
  readonly format?: TextFormat;
  /** Cut these categories only. */
  readonly only?: readonly string[];
  /** Never cut these categories. */
  readonly except?: readonly string[];
  /** The largest share of words, 0 to 1, that may be cut. */
  readonly maxCut?: number;
  /** Report every block with its verdict. */
  readonly explain?: boolean;
}

export interface CleanerOptions extends CleanOptions {
  /** Rules of the caller, from `loadRules`; the built-in ones when absent. */
  readonly rules?: RuleSet;
}

export interface Cleaner {
  /** Cleans one text. Never throws on a string; options given here override those of the cleaner. */
  readonly clean: (text: string, options?: CleanOptions) => CleanResult;
}
