import type { Argv } from "yargs";
import { DehuskError } from "../errors.js";
import { COMMANDS, type CommandName, OPTIONS, optionsOf } from "./commands.js";
import { suggestion } from "./suggest.js";

/** A command line that holds only what its command understands. */
export interface Arguments {
  readonly command: CommandName;
  /** Paths, or other words that are not options. */
  readonly operands: readonly string[];
  /** Options given, with every value of each. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

const ABOUT = "Takes the boilerplate off article text.";
const EPILOG = `Results go to standard output, all else to standard error.
Exit codes: 0 done; 1 an input failed, or --check found something; 2 wrong usage or rules; 130 interrupted.`;
const COLUMNS = 100;
const RULES_COMMANDS = ["list", "new", "lint", "test", "measure", "diff", "suggest", "fit"] as const;

const PARSING = {
  "boolean-negation": false,
  "camel-case-expansion": false,
  "dot-notation": false,
  // Otherwise --rules would take the paths behind it, too.
  "greedy-arrays": false,
  "parse-numbers": false,
  "parse-positional-numbers": false,
  "populate--": true,
};

/**
 * Reads the words after `dehusk`. Undefined when they ask for help, version or completion, which are then answered on
 * standard output. Throws a DehuskError `E_USAGE` that says what to write instead.
 */
export async function parseArguments(words: readonly string[], version: string): Promise<Arguments | undefined> {
  if (arePaths(words)) return { command: "clean", operands: words, options: new Map() };
  let found: Arguments | undefined;
  const add: AddCommand = (parser, name, ...names) => {
    const { usage, describe } = COMMANDS[name];
    const build = (own: Argv): Argv => {
      // The usage of the default command is that of the program.
      const described = name === "clean" ? own : own.usage(`$0 ${usage}`);
      return described.options(optionsOf(name)).strictCommands(false);
    };
    return parser.command(names, describe, build, (given) => {
      found = readArguments(name, given);
    });
  };
  addCommands(await createParser(words, version), add).parseSync();
  return found;
}

/** Mostly there is nothing to parse, and nothing to load for it. */
function arePaths(words: readonly string[]): boolean {
  const [first = ""] = words;
  const isCommand = first === "completion" || Object.keys(COMMANDS).some((name) => name.split(" ")[0] === first);
  return words.length > 0 && !isCommand && !words.some((word) => word === "" || word.startsWith("-"));
}

type AddCommand = (parser: Argv, name: CommandName, ...names: readonly string[]) => Argv;

async function createParser(words: readonly string[], version: string): Promise<Argv> {
  const { default: yargs } = await import("yargs");
  const parser = yargs([...words])
    .scriptName("dehusk")
    .usage(`$0 ${COMMANDS.clean.usage}\n\n${ABOUT}`)
    .detectLocale(false)
    .exitProcess(false)
    .parserConfiguration(PARSING)
    .strictOptions()
    .fail(refuse)
    .wrap(COLUMNS)
    .alias({ h: "help", V: "version" })
    .version(version)
    .epilog(EPILOG);
  // Completion finds the options of the default command only where they are those of the program.
  const isCompleting = words[0] === "--get-yargs-completions";
  for (const [name, spec] of isCompleting ? Object.entries(optionsOf("clean")) : []) {
    parser.option(name, { ...spec, global: false });
  }
  return parser;
}

function addCommands(parser: Argv, add: AddCommand): Argv {
  const addRules = (own: Argv): Argv => {
    for (const name of RULES_COMMANDS) add(own, `rules ${name}`, name);
    const names = `${RULES_COMMANDS.slice(0, -1).join(", ")} or ${RULES_COMMANDS.at(-1)}`;
    return own.demandCommand(1, `"rules" is followed by ${names}.`).strictCommands().recommendCommands();
  };
  add(parser, "clean", "clean", "$0");
  add(parser, "explain", "explain");
  add(parser, "serve", "serve");
  add(parser, "pipe", "pipe");
  return parser
    .command("rules", "write, test, measure, compare and suggest rules", addRules)
    .command("completion", "print a completion script for the shell in use", {}, () => {
      parser.showCompletionScript();
    });
}

/** Throws a DehuskError when `operand`, which is no file, looks like a mistyped command. */
export function refuseMistypedCommand(operand: string): void {
  const names = Object.keys(COMMANDS).map((name) => name.split(" ")[0] ?? name);
  const hint = /[./]/.test(operand) ? "" : suggestion(operand, names, "dehusk ");
  if (hint !== "") throw usageError(`There is no file and no command "${operand}".${hint}`);
}

export function usageError(message: string): DehuskError {
  return new DehuskError("E_USAGE", message);
}

type Given = Readonly<Record<string, unknown>> & { readonly _: readonly (string | number)[] };

function readArguments(command: CommandName, given: Given): Arguments {
  const plain = given._.map(String);
  const names = command.split(" ");
  // "clean" may be left out.
  const used = names.every((name, i) => plain[i] === name) ? names.length : 0;
  const behind = (given["--"] ?? []) as readonly string[];
  const options = new Map<string, readonly string[]>();
  for (const [name, { list }] of Object.entries(optionsOf(command))) {
    const values = [given[name] ?? []].flat().map(String);
    if (values.includes("")) throw usageError(`--${name} needs a value.`);
    if (values.length > 0) options.set(name, list ? values.flatMap(splitList) : values);
  }
  return { command, operands: [...plain.slice(used), ...behind], options };
}

function splitList(text: string): readonly string[] {
  return text.split(",").map((item) => item.trim());
}

/** Turns what yargs found wrong into an error with a hint. */
function refuse(message: string | null, error: Error | undefined): never {
  if (error instanceof DehuskError) throw error;
  const text = (message ?? error?.message ?? "").replace(/\s*\n\s*/g, " ");
  const [, unknown] = /^Unknown arguments?: ([^\s,]+)/.exec(text) ?? [];
  const [, name = "", value] = /Argument: (\S+), Given: "(.*?)", /.exec(text) ?? [];
  const choices = (OPTIONS[name]?.choices ?? []).map(String);
  const hint = unknown === undefined ? suggestion(value ?? "", choices) : hintAtOption(unknown);
  throw usageError(`${text.replace(/(?<![.?])$/, ".")}${hint} See dehusk --help.`);
}

function hintAtOption(unknown: string): string {
  const commands = OPTIONS[unknown]?.commands.map((name) => `dehusk ${name}`);
  return commands === undefined
    ? suggestion(unknown, Object.keys(OPTIONS), "--")
    : ` It is for ${commands.join(", ")}.`;
}
