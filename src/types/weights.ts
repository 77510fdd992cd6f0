import type { Where } from "./rule.js";
import type { Level } from "./text.js";

/** Evidence that does not come from rules, from `rules/any/weights.json`. */
export interface Weights {
  /** A target is cut when its score reaches this. */
  readonly thresholds: Readonly<Record<Level, number>>;
  /** The default of `maxCut` by level. */
  readonly maxCut: Readonly<Record<Level, number>>;
  readonly features: readonly { readonly name: string; readonly when: Where; readonly weight: number }[];
  /** Categories that say of husk only that it is some: where a rule of another one hits as well, that one is named. */
  readonly vague?: readonly string[];
  /** Categories of what stands right above the text: their cuts say nothing of the block below. */
  readonly openers?: readonly string[];
  /** Pull of a neighbour that is cut on its own account, per side. */
  readonly neighbour: number;
  /** By which the titles of whole pages are found; absent when the rules alone name them. */
  readonly titles?: TitleWeights;
}

/** Weights of features by which one of the short blocks of a page is told to be its title. */
export interface TitleWeights {
  /** For pages with links or headings. */
  readonly markdown: TitleModels;
  /** For pages without. */
  readonly text: TitleModels;
}

/** Without the address of the page, and with it. */
export interface TitleModels {
  readonly alone: LinearModel;
  readonly address: LinearModel;
}

/** Weights of features; those above zero speak for what is asked. */
export interface LinearModel {
  readonly bias: number;
  readonly features: Readonly<Record<string, number>>;
}

/**
 * Evidence that a block is text of the page, where it is above zero. Each feature has steps: from the first number on, the
 * second one counts, until the next step. Below the first step a feature says nothing.
 */
export interface PageEvidence {
  readonly bias: number;
  readonly features: Readonly<Record<string, readonly (readonly [from: number, weight: number])[]>>;
}

/** By what the blocks of a page are judged. */
export interface PageModel extends PageEvidence {
  /**
   * Evidence that it takes to go over from text to furniture, or back, from one block to the next, where all the text is
   * running prose; less where less of it is.
   */
  readonly change: number;
  /** What is added by what a block has in common with the text that the evidence so far finds. */
  readonly second: PageEvidence;
}

/** How weights were made, and how well they do on documents of other hosts than those they were fitted on. */
export interface PageFit {
  readonly data: string;
  readonly documents: number;
  readonly hosts: number;
  readonly folds: number;
  readonly seed: number;
  /** Steps that were added. */
  readonly rounds: number;
  readonly regularization: number;
  /** Mean F1 of the words of the inputs and of what is left of them, each document judged by weights of other hosts. */
  readonly f1In: number;
  readonly f1Out: number;
  /** Share of the documents whose F1 falls by more than 0.01. */
  readonly worse: number;
}

/** How whole pages are told and judged, from `rules/any/page-weights.json`; `dehusk rules fit` writes it. */
export interface PageWeights {
  /** A text is a page when it has so many blocks before and behind its running text, and so many short ones. */
  readonly page: {
    readonly before: number;
    readonly around: number;
    readonly short: number;
    /** With this share of those signs a text is looked at closely. */
    readonly doubtful: number;
    /** Evidence below which a block is surely furniture; a page has as many such blocks as it has around its text. */
    readonly sure: number;
    /** Where all signs are there, this share of them will do. */
    readonly enough: number;
  };
  /** Added to the evidence for text that a page asks for: the more there is in doubt on it, the less that is. */
  readonly thresholds: Readonly<Record<Level, number>>;
  /** The default of `maxCut` for pages, by level. */
  readonly maxCut: Readonly<Record<Level, number>>;
  /** For texts with links or headings. */
  readonly markdown: PageModel;
  /** For texts without. */
  readonly text: PageModel;
  readonly fit: { readonly markdown: PageFit; readonly text: PageFit };
}
