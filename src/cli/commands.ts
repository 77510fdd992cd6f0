/** What the command line understands, as data: parsing, help and shell completion all read these two tables. */
import type { Options } from "yargs";

export type CommandName =
  | "clean"
  | "explain"
  | "pipe"
  | "rules list"
  | "rules new"
  | "rules lint"
  | "rules test"
  | "rules measure"
  | "rules diff"
  | "rules suggest"
  | "rules fit"
  | "serve";

export interface CommandSpec {
  /** What to write, after `dehusk`. */
  readonly usage: string;
  readonly describe: string;
}

export interface OptionSpec extends Readonly<Options> {
  readonly describe: string;
  /** The value is a list set apart by commas. */
  readonly list?: true;
  readonly commands: readonly CommandName[];
}

export const FORMATS = ["md", "txt", "json", "jsonl"] as const;

/** Beside the text, in a file of its own, or nowhere. */
const METADATA_PLACES = ["inline", "sidecar", "none"] as const;
export const SORTS = ["words", "hits", "documents", "precision", "overlap", "time", "rule"] as const;
const TARGETS = ["sentence", "block", "span", "upto", "onward", "section", "rest"] as const;
const PLACES = ["whole", "start", "end", "anywhere"] as const;

export type Format = (typeof FORMATS)[number];

export const COMMANDS: Readonly<Record<CommandName, CommandSpec>> = {
  clean: { usage: "[clean] PATH...", describe: "clean files, folders, globs or - (standard input)" },
  explain: { usage: "explain PATH...", describe: "say why each block stays or goes" },
  pipe: { usage: "pipe", describe: "clean JSON lines for another program, from standard input" },
  "rules list": { usage: "rules list", describe: "list the rules" },
  "rules new": { usage: "rules new [FILE]", describe: "write a rule with examples and samples, and try it" },
  "rules lint": { usage: "rules lint [FILE...]", describe: "check rule files, the built-in ones without FILE" },
  "rules test": { usage: "rules test [FILE...]", describe: "run the examples of the rules" },
  "rules measure": { usage: "rules measure CORPUS...", describe: "say what each rule does on a corpus" },
  "rules diff": {
    usage: "rules diff A B CORPUS...",
    describe: "say what two rule sets do differently: files, folders, builtin, or git revisions",
  },
  "rules suggest": { usage: "rules suggest CORPUS...", describe: "propose rules for what the texts of a site repeat" },
  "rules fit": { usage: "rules fit LABELLED.jsonl...", describe: "fit the weights for whole pages to labelled texts" },
  serve: { usage: "serve", describe: "open the playground to this machine" },
};

const CLEAN: readonly CommandName[] = ["clean"];
const FIT: readonly CommandName[] = ["rules fit"];
const PIPE: readonly CommandName[] = ["pipe"];
const EXPLAIN: readonly CommandName[] = ["explain"];
const NEW: readonly CommandName[] = ["rules new"];
const LINT: readonly CommandName[] = ["rules lint"];
const TEST: readonly CommandName[] = ["rules test"];
const MEASURE: readonly CommandName[] = ["rules measure"];
const SUGGEST: readonly CommandName[] = ["rules suggest"];
const CLEANING: readonly CommandName[] = ["clean", "explain", "pipe", "rules measure", "rules diff"];
const ONE_TEXT: readonly CommandName[] = ["clean", "explain", "pipe"];

// A flag that took a value would read `--dry-run=yes` as false.
const FLAG = { type: "boolean", nargs: 0 } as const;
const VALUE = { type: "string", requiresArg: true } as const;

export const OPTIONS: Readonly<Record<string, OptionSpec>> = {
  out: {
    ...VALUE,
    alias: "o",
    describe: "write below this folder; clean: as the inputs lie, or all into this .jsonl or .parquet file",
    commands: [...CLEAN, ...SUGGEST],
  },
  to: { ...VALUE, describe: "write the weights to this file, not to standard output", commands: FIT },
  data: { ...VALUE, describe: "where the labelled texts come from, and their licence", commands: FIT },
  folds: { ...VALUE, describe: "parts of the cross-validation by host, 5 when absent", commands: FIT },
  seed: { ...VALUE, describe: "seed of what is drawn at random, 1 when absent", commands: FIT },
  "only-for": {
    ...VALUE,
    choices: ["markdown", "text"],
    describe: "fit the weights for this sort of text, and keep the others of the file to write to",
    commands: FIT,
  },
  rounds: { ...VALUE, describe: "steps to add up, 1200 when absent", commands: FIT },
  regularization: { ...VALUE, describe: "strength of the L2 regularization, 0.0012 when absent", commands: FIT },
  "in-place": { ...FLAG, alias: "i", describe: "write results over the inputs", commands: CLEAN },
  format: { ...VALUE, alias: "f", choices: FORMATS, describe: "write this format", commands: CLEAN },
  check: { ...FLAG, describe: "write nothing, list what would change; exit 1 if any", commands: CLEAN },
  diff: { ...FLAG, describe: "write nothing, show what would change", commands: CLEAN },
  "dry-run": { ...FLAG, describe: "write nothing, say what would be written", commands: CLEAN },
  jobs: { ...VALUE, alias: "j", describe: "clean in so many threads; as many as pay when absent", commands: CLEAN },
  "text-field": {
    ...VALUE,
    describe: "field of records that holds the text, text when absent",
    commands: [...CLEAN, ...PIPE],
  },
  metadata: {
    ...VALUE,
    choices: METADATA_PLACES,
    describe: "where metadata goes, inline when absent",
    commands: CLEAN,
  },
  attributes: {
    ...FLAG,
    describe: "leave records as they are, write what would be cut as dolma attributes",
    commands: CLEAN,
  },
  fresh: { ...FLAG, describe: "do all anew, not only what an earlier run did not do", commands: CLEAN },
  "time-limit": { ...VALUE, describe: "give up a text after so many seconds, 60 when absent", commands: CLEAN },
  "memory-limit": { ...VALUE, describe: "let a thread take so many MB, 1024 when absent", commands: CLEAN },
  report: {
    ...VALUE,
    describe: "write an account of every cut to this .json file, or of the whole to this .html file",
    commands: CLEAN,
  },
  level: { ...VALUE, choices: ["light", "normal", "strict"], describe: "how much to cut", commands: CLEANING },
  input: { ...VALUE, choices: ["auto", "article", "page"], describe: "what the text is", commands: CLEANING },
  url: { ...VALUE, describe: "address of the page", commands: ONE_TEXT },
  language: { ...VALUE, describe: "language of the text, such as en", commands: [...CLEANING, ...NEW] },
  only: { ...VALUE, list: true, describe: "cut these categories only, set apart by commas", commands: CLEANING },
  except: { ...VALUE, list: true, describe: "never cut these categories", commands: CLEANING },
  "max-cut": { ...VALUE, describe: "cut at most this share of the words, 0 to 1", commands: CLEANING },
  rules: {
    ...VALUE,
    alias: "r",
    array: true,
    describe: "use this rule file or folder; may be given again",
    commands: ["clean", "explain", "pipe", "rules list", "rules new", "rules measure", "rules suggest"],
  },
  json: {
    ...FLAG,
    describe: "write JSON",
    commands: ["explain", "rules list", "rules lint", "rules test", "rules measure", "rules diff", "rules suggest"],
  },
  html: {
    ...VALUE,
    describe: "write a page to look at to this file",
    commands: [...EXPLAIN, ...MEASURE, "rules diff"],
  },
  sarif: { ...VALUE, describe: "write the findings as SARIF to this file, - for standard output", commands: LINT },
  notes: { ...FLAG, describe: "tell also what costs little", commands: LINT },
  "error-on-warnings": { ...FLAG, describe: "end with 1 when there is a warning", commands: LINT },
  fix: { ...FLAG, describe: "mend what can be mended safely, in place", commands: LINT },
  watch: { ...FLAG, alias: "w", describe: "test again whenever a rule file changes", commands: TEST },
  sort: { ...VALUE, choices: SORTS, describe: "what the table is sorted by, words when absent", commands: MEASURE },
  top: { ...VALUE, describe: "rows of the table, 40 when absent", commands: MEASURE },
  "min-documents": {
    ...VALUE,
    describe: "documents that must repeat a text, 5 when absent",
    commands: SUGGEST,
  },
  pack: { ...VALUE, describe: "name of the pack, such as en/river", commands: NEW },
  id: { ...VALUE, describe: "id of the rule, such as ring-the-desk", commands: NEW },
  category: { ...VALUE, describe: "family of husk, such as contact", commands: NEW },
  why: { ...VALUE, describe: "how the husk differs from prose that looks like it", commands: NEW },
  phrase: { ...VALUE, array: true, describe: "a phrase of the rule; may be given again", commands: NEW },
  pattern: { ...VALUE, describe: "the pattern of the rule, in place of phrases", commands: NEW },
  target: { ...VALUE, choices: TARGETS, describe: "what is cut, sentence when absent", commands: NEW },
  at: { ...VALUE, choices: PLACES, describe: "where in its target the phrase stands", commands: NEW },
  remove: { ...VALUE, array: true, describe: "a text to remove; give two or more", commands: NEW },
  keep: { ...VALUE, array: true, describe: "a similar text to keep; give two or more", commands: NEW },
  site: { ...VALUE, describe: "host that the rule is for, such as example.org", commands: NEW },
  samples: {
    ...VALUE,
    describe: "folder of samples: new writes some below it (samples when absent), test runs them",
    commands: [...NEW, ...TEST],
  },
  edits: { ...FLAG, describe: "say what was taken away, and where each value of the metadata stood", commands: PIPE },
  plain: { ...FLAG, describe: "read to the end of the input, without trailers", commands: PIPE },
  "max-line": { ...VALUE, describe: "longest line to take, in MiB, 8 when absent", commands: PIPE },
  port: { ...VALUE, describe: "listen on this port, 4875 when absent, 0 for any", commands: ["serve"] },
};

/** Options that `command` takes. */
export function optionsOf(command: CommandName): Readonly<Record<string, OptionSpec>> {
  return Object.fromEntries(Object.entries(OPTIONS).filter(([, { commands }]) => commands.includes(command)));
}
