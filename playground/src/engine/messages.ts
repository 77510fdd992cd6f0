/** What the page and its worker say to each other. No code lives here. */
import type { RuleIssue } from "../../../src/errors.js";
import type { CleanResult, Pack, Rule } from "../../../src/types.js";
import type { Draft } from "../draft.js";

/** What there is to choose from. */
export interface Catalogue {
  readonly languages: readonly { readonly language: string; readonly name: string }[];
  readonly packs: readonly CataloguePack[];
}

export interface CataloguePack extends Pick<Pack, "pack" | "language" | "category" | "description"> {
  /** How many rules it has. */
  readonly size: number;
}

/** What the user's own rule file is worth; issues carry the places of broken rules and of failed examples. */
export interface OwnRules {
  readonly issues: readonly RuleIssue[];
  readonly failures: readonly RuleIssue[];
  /** Examples that hold. */
  readonly passed: number;
}

export interface Outcome {
  readonly result: CleanResult;
  /** The score from which a target is cut. */
  readonly threshold: number;
  /** Milliseconds of cleaning with explanations. */
  readonly milliseconds: number;
  /** Null without a rule file. */
  readonly own: OwnRules | null;
  /** Languages whose rules could not be fetched. */
  readonly missing: readonly string[];
}

/** What one rule did in a text. */
export interface RuleRow {
  readonly rule: string;
  readonly hits: number;
  /** Cuts that it leads. */
  readonly cuts: number;
  /** Of one run over the blocks that the index leaves to it; null when the rule is no longer there. */
  readonly microseconds: number | null;
}

export interface Sample {
  /** File name -> content. */
  readonly files: Readonly<Record<string, string>>;
}

/** What the worker can be asked, each with its arguments and its answer. */
export interface Engine {
  readonly open: () => Promise<Catalogue>;
  readonly clean: (draft: Draft) => Promise<Outcome>;
  /** What works in the user's rule file, but slowly or hardly as it was meant; empty while the file is broken. */
  readonly lint: (draft: Draft) => Promise<readonly RuleIssue[]>;
  /** What each rule did, those with most hits first. */
  readonly measure: (draft: Draft) => Promise<readonly RuleRow[]>;
  /** A rule as its author wrote it; null when there is none of this id. */
  readonly findRule: (id: string, draft: Draft) => Promise<Rule | null>;
  /** The cleaned text as a Markdown file with front matter. */
  readonly render: (draft: Draft) => Promise<string>;
  /** The files of a sample folder. */
  readonly makeSample: (draft: Draft) => Promise<Sample>;
}

export interface Request {
  readonly id: number;
  readonly call: keyof Engine;
  readonly given: readonly unknown[];
}

export type Reply =
  | { readonly id: number; readonly kind: "answer"; readonly value: unknown }
  | { readonly id: number; readonly kind: "error"; readonly message: string };
