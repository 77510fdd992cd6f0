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
 * Evidence by which the blocks of a page are judged; what is above zero speaks for its text. Each feature has steps: from
 * the first number on, the second one counts, until the next step. Below the first step a feature says nothing.
 */
export interface PageModel {
  readonly bias: number;
  /** Evidence that it takes to go over from text to furniture, or back, from one block to the next. */
  readonly change: number;
  readonly features: Readonly<Record<string, readonly (readonly [from: number, weight: number])[]>>;
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
  readonly page: { readonly before: number; readonly around: number; readonly short: number };
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
