/**
 * The nouns of dehusk. No code lives here.
 *
 * Offsets and lengths count UTF-16 code units of the input; spans are half-open: `start` is in, `end` is out.
 */

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

/** schema.org names where there is one. Fields that were not found are absent. */
export interface Metadata {
  title?: string;
  author?: readonly string[];
  /** ISO 8601 calendar date, `YYYY-MM-DD`, or a shorter prefix when the text says less. */
  datePublished?: string;
  dateModified?: string;
  publisher?: string;
  /** BCP 47 language tag. */
  inLanguage?: string;
  isBasedOn?: string;
  isPartOf?: readonly string[];
  about?: readonly string[];
  keywords?: readonly string[];
  spatialCoverage?: readonly string[];
  articleSection?: string;
  authorDescription?: string;
  creditText?: string;
  copyrightHolder?: readonly string[];
  copyrightYear?: number;
  copyrightNotice?: string;
  license?: string;
  usageInfo?: string;
  contactPoint?: readonly string[];
  url?: string;
  /** Words of the body. */
  wordCount?: number;
  /** ISO 8601 duration of reading the body. */
  timeRequired?: string;
  /** Where each harvested field came from. */
  provenance?: Readonly<Record<string, Provenance>>;
}

export type MetadataField = Exclude<keyof Metadata, "provenance">;

/** Where the value of a metadata field was read. */
export interface Provenance {
  /** Full id of the rule, or `option` for values handed in by the caller, or `text` for measured ones. */
  readonly rule: string;
  /** Span of the input the value was read from; absent for measured values. */
  readonly span?: Span;
  /** From 0 to 1. */
  readonly confidence: number;
  /** Present when the text can be read in more than one way, such as 03/05/2023. */
  readonly ambiguous?: true;
}

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
  /** Cleans one text. Never throws on text; options given here override those of the cleaner. */
  readonly clean: (text: string, options?: CleanOptions) => CleanResult;
}

// ---------------------------------------------------------------------------------------------------------- rules

export type Target = "block" | "sentence" | "span" | "section" | "rest";
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
  /** Share of the longer words that stand in the paragraphs of the document, too. */
  readonly echo?: Range;
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
  readonly status?: "stable" | "trial";
  /** The gentlest level at which the rule acts. */
  readonly level?: Level;
  /** Also acts inside quotation marks, and in blocks that are otherwise immune when `kinds` names them. */
  readonly quoted?: boolean;
  /** For the target `section`: which following blocks belong to it. */
  readonly section?: { readonly maxBlocks?: number; readonly maxWords?: number };
  readonly examples: { readonly remove: readonly string[]; readonly keep: readonly string[] };
}

export interface Site {
  /** Host names; `example.org` also stands for its subdomains. */
  readonly hosts: readonly string[];
  /** Phrases by which a text without address is known to be of this publisher. */
  readonly mentions?: readonly string[];
  readonly publisher?: string;
}

/** One rule file. */
export interface Pack {
  /** `en/share`, `any/credit`, `sites/example.org`. */
  readonly pack: string;
  /** BCP 47 primary tag, or `any`. */
  readonly language: string;
  readonly category?: string;
  readonly description?: string;
  readonly site?: Site;
  /** Names of built-in packs (`*` allowed) to stand on: all when absent, none when empty. */
  readonly extends?: readonly string[];
  /** Full rule ids (`*` allowed) to switch off. */
  readonly disable?: readonly string[];
  /** Full rule id -> what to change in it. */
  readonly override?: Readonly<Record<string, Partial<Omit<Rule, "id" | "examples">>>>;
  /** Named word lists for `{name}` in phrases. */
  readonly lists?: Readonly<Record<string, readonly string[]>>;
  readonly rules: readonly Rule[];
}

/** What the code needs to know about one language, from `rules/<language>/language.json`. */
export interface Language {
  readonly language: string;
  readonly name: string;
  /** The most frequent function words, folded. */
  readonly stopWords: readonly string[];
  /** Words after whose full stop a sentence goes on. */
  readonly abbreviations: readonly string[];
  /** Words that join two names; one that is written onto the next word ends on a tatweel. */
  readonly conjunctions: readonly string[];
  /** Words that make a name the name of an organisation, not of a person. */
  readonly organisationWords: readonly string[];
  /** Words that introduce a person, such as "by". */
  readonly bylineWords: readonly string[];
  /** Words on which a sentence hardly ends, so that a paragraph ending on one goes on after a page break. */
  readonly connectives: readonly string[];
  readonly wordsPerMinute: number;
  /** Twelve lists: names of the months from January on that common date readers may not know. */
  readonly months?: readonly (readonly string[])[];
  readonly lists?: Readonly<Record<string, readonly string[]>>;
}

/** Evidence that does not come from rules, from `rules/any/weights.json`. */
export interface Weights {
  /** A target is cut when its score reaches this. */
  readonly thresholds: Readonly<Record<Level, number>>;
  /** The default of `maxCut` by level. */
  readonly maxCut: Readonly<Record<Level, number>>;
  readonly features: readonly { readonly name: string; readonly when: Where; readonly weight: number }[];
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
  readonly alone: PageModel;
  readonly address: PageModel;
}

/** Weights of features by which the blocks of a page are judged; those above zero speak for its text. */
export interface PageModel {
  readonly bias: number;
  readonly features: Readonly<Record<string, number>>;
}

/** How weights were made, and how well they do on documents of other hosts than those they were fitted on. */
export interface PageFit {
  readonly data: string;
  readonly documents: number;
  readonly hosts: number;
  readonly folds: number;
  readonly seed: number;
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
  /** A block is furniture when the evidence that it is text falls below this. */
  readonly thresholds: Readonly<Record<Level, number>>;
  /** The default of `maxCut` for pages, by level. */
  readonly maxCut: Readonly<Record<Level, number>>;
  /** Evidence that it takes to go over from text to furniture, or back, from one block to the next. */
  readonly change: number;
  /** For texts with links or headings. */
  readonly markdown: PageModel;
  /** For texts without. */
  readonly text: PageModel;
  readonly fit: { readonly markdown: PageFit; readonly text: PageFit };
}

/** Checked packs, ready for `createCleaner`. Made by `loadRules`. */
export interface RuleSet {
  readonly packs: readonly Pack[];
  readonly languages: readonly Language[];
  readonly weights: Weights;
  /** Null when whole pages are judged by the rules alone. */
  readonly page: PageWeights | null;
}
