/** What the command line understands, as data: parsing, help and shell completion all read these two tables. */

export type CommandName = "clean" | "explain" | "rules list" | "rules lint" | "rules test" | "completion";

export interface CommandSpec {
  readonly name: CommandName;
  readonly usage: string;
  readonly help: string;
  /** Words its operand can be, where it is not a path. */
  readonly operands?: readonly string[];
}

export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** What stands for its value in the help; absent for a flag. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** The value is a list set apart by commas. */
  readonly list?: true;
  readonly help: string;
  /** Commands that take it; every command when absent. */
  readonly commands?: readonly CommandName[];
}

export const SHELLS = ["bash", "zsh", "fish"] as const;
export const FORMATS = ["md", "txt", "json", "jsonl"] as const;

export type Format = (typeof FORMATS)[number];

const LEVELS = ["light", "normal", "strict"];
const INPUTS = ["auto", "article", "page"];

export const COMMANDS: readonly CommandSpec[] = [
  { name: "clean", usage: "[clean] PATH...", help: "clean files, folders, globs or - (standard input)" },
  { name: "explain", usage: "explain PATH...", help: "say why each block stays or goes" },
  { name: "rules list", usage: "rules list", help: "list the rules" },
  { name: "rules lint", usage: "rules lint [FILE...]", help: "check rule files, built-in ones without FILE" },
  { name: "rules test", usage: "rules test [FILE...]", help: "run the examples of the rules" },
  {
    name: "completion",
    usage: `completion ${SHELLS.join("|")}`,
    help: "print a completion script",
    operands: SHELLS,
  },
];

/** The words that can follow `dehusk`, other than paths and options. */
export const FIRST_WORDS: readonly string[] = [...new Set(COMMANDS.map(({ name }) => name.split(" ")[0] ?? name))];

const CLEAN: readonly CommandName[] = ["clean"];
const CLEANING: readonly CommandName[] = ["clean", "explain"];

export const OPTIONS: readonly OptionSpec[] = [
  { name: "out", short: "o", value: "DIR", help: "write results below DIR, as the inputs lie", commands: CLEAN },
  { name: "in-place", short: "i", help: "write results over the inputs", commands: CLEAN },
  { name: "format", short: "f", value: "FORMAT", choices: FORMATS, help: "write this format", commands: CLEAN },
  { name: "check", help: "write nothing, list what would change; exit 1 if any", commands: CLEAN },
  { name: "diff", help: "write nothing, show what would change", commands: CLEAN },
  { name: "dry-run", help: "write nothing, say what would be written", commands: CLEAN },
  { name: "report", value: "FILE.json", help: "write an account of every cut", commands: CLEAN },
  { name: "level", value: "LEVEL", choices: LEVELS, help: "how much to cut (normal)", commands: CLEANING },
  { name: "input", value: "KIND", choices: INPUTS, help: "what the text is (auto)", commands: CLEANING },
  { name: "url", value: "URL", help: "address of the page", commands: CLEANING },
  { name: "language", value: "TAG", help: "language of the text, such as en", commands: CLEANING },
  { name: "only", value: "CATEGORY,...", list: true, help: "cut these categories only", commands: CLEANING },
  { name: "except", value: "CATEGORY,...", list: true, help: "never cut these categories", commands: CLEANING },
  { name: "max-cut", value: "SHARE", help: "cut at most this share of the words, 0 to 1", commands: CLEANING },
  {
    name: "rules",
    short: "r",
    value: "FILE",
    help: "use this rule file or folder; may be given again",
    commands: ["clean", "explain", "rules list"],
  },
  { name: "json", help: "write JSON", commands: ["explain", "rules list"] },
  { name: "help", short: "h", help: "show this help" },
  { name: "version", short: "V", help: "show the version" },
];

/** Options that `command` takes. */
export function optionsOf(command: CommandName): readonly OptionSpec[] {
  return OPTIONS.filter(({ commands }) => commands === undefined || commands.includes(command));
}
