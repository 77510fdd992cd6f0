import type { Span } from "./text.js";

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
