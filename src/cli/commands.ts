/** What the command line understands, as data: parsing, help and shell completion all read these two tables. */
import type { Options } from "yargs";

export type CommandName = "clean" | "explain" | "rules list" | "rules lint" | "rules test" | "rules fit";

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

export type Format = (typeof FORMATS)[number];

export const COMMANDS: Readonly<Record<CommandName, CommandSpec>> = {
  clean: { usage: "[clean] PATH...", describe: "clean files, folders, globs or - (standard input)" },
  explain: { usage: "explain PATH...", describe: "say why each block stays or goes" },
  "rules list": { usage: "rules list", describe: "list the rules" },
  "rules lint": { usage: "rules lint [FILE...]", describe: "check rule files, the built-in ones without FILE" },
  "rules test": { usage: "rules test [FILE...]", describe: "run the examples of the rules" },
  "rules fit": { usage: "rules fit LABELLED.jsonl...", describe: "fit the weights for whole pages to labelled texts" },
};

const CLEAN: readonly CommandName[] = ["clean"];
const FIT: readonly CommandName[] = ["rules fit"];
const CLEANING: readonly CommandName[] = ["clean", "explain"];

// A flag that took a value would read `--dry-run=yes` as false.
const FLAG = { type: "boolean", nargs: 0 } as const;
const VALUE = { type: "string", requiresArg: true } as const;

export const OPTIONS: Readonly<Record<string, OptionSpec>> = {
  out: {
    ...VALUE,
    alias: "o",
    describe: "write results below this folder, as the inputs lie, or all into this .jsonl or .parquet file",
    commands: CLEAN,
  },
  to: { ...VALUE, describe: "write the weights to this file, not to standard output", commands: FIT },
  data: { ...VALUE, describe: "where the labelled texts come from, and their licence", commands: FIT },
  folds: { ...VALUE, describe: "parts of the cross-validation by host, 5 when absent", commands: FIT },
  seed: { ...VALUE, describe: "seed of the order of the texts, 1 when absent", commands: FIT },
  regularization: { ...VALUE, describe: "strength of the L2 regularization, 0.0006 when absent", commands: FIT },
  "in-place": { ...FLAG, alias: "i", describe: "write results over the inputs", commands: CLEAN },
  format: { ...VALUE, alias: "f", choices: FORMATS, describe: "write this format", commands: CLEAN },
  check: { ...FLAG, describe: "write nothing, list what would change; exit 1 if any", commands: CLEAN },
  diff: { ...FLAG, describe: "write nothing, show what would change", commands: CLEAN },
  "dry-run": { ...FLAG, describe: "write nothing, say what would be written", commands: CLEAN },
  jobs: { ...VALUE, alias: "j", describe: "clean in so many threads; as many as pay when absent", commands: CLEAN },
  "text-field": { ...VALUE, describe: "field of records that holds the text, text when absent", commands: CLEAN },
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
  url: { ...VALUE, describe: "address of the page", commands: CLEANING },
  language: { ...VALUE, describe: "language of the text, such as en", commands: CLEANING },
  only: { ...VALUE, list: true, describe: "cut these categories only, set apart by commas", commands: CLEANING },
  except: { ...VALUE, list: true, describe: "never cut these categories", commands: CLEANING },
  "max-cut": { ...VALUE, describe: "cut at most this share of the words, 0 to 1", commands: CLEANING },
  rules: {
    ...VALUE,
    alias: "r",
    array: true,
    describe: "use this rule file or folder; may be given again",
    commands: ["clean", "explain", "rules list"],
  },
  json: { ...FLAG, describe: "write JSON", commands: ["explain", "rules list"] },
};

/** Options that `command` takes. */
export function optionsOf(command: CommandName): Readonly<Record<string, OptionSpec>> {
  return Object.fromEntries(Object.entries(OPTIONS).filter(([, { commands }]) => commands.includes(command)));
}
