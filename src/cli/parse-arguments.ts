import { parseArgs } from "node:util";
import { DehuskError } from "../errors.js";
import { COMMANDS, type CommandName, FIRST_WORDS, OPTIONS, type OptionSpec, optionsOf } from "./commands.js";
import { suggestion } from "./suggest.js";

/** A command line that holds only what its command understands. */
export interface Arguments {
  readonly command: CommandName;
  /** Paths, or other words that are not options. */
  readonly operands: readonly string[];
  /** Options given, with every value of each; flags have none. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/** Reads the words after `dehusk`. Throws a DehuskError `E_USAGE` that says what to write instead. */
export function parseArguments(words: readonly string[]): Arguments {
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(OPTIONS.map(toParserOption)),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const plain = tokens.filter((token) => token.kind === "positional");
  const { command, used } = findCommand(plain.map(({ value }) => value));
  const options = new Map<string, readonly string[]>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const spec = findOption(token.name, token.rawName, command);
    const value = readValue(spec, token.rawName, token.value, token.inlineValue ?? false);
    options.set(spec.name, [...(options.get(spec.name) ?? []), ...value]);
  }
  return { command, operands: plain.slice(used).map(({ value }) => value), options };
}

/** Throws a DehuskError when `operand`, which is no file, looks like a mistyped command. */
export function refuseMistypedCommand(operand: string): void {
  const hint = /[./]/.test(operand) ? "" : suggestion(operand, FIRST_WORDS, "dehusk ");
  if (hint !== "") throw usageError(`There is no file and no command "${operand}".${hint}`);
}

export function usageError(message: string): DehuskError {
  return new DehuskError("E_USAGE", message);
}

function toParserOption({ name, short, value }: OptionSpec): [string, { type: "string" | "boolean"; short?: string }] {
  const type = value === undefined ? "boolean" : "string";
  return [name, short === undefined ? { type } : { type, short }];
}

function findCommand([first, second]: readonly string[]): { command: CommandName; used: number } {
  const single = COMMANDS.find(({ name }) => name === first);
  if (single !== undefined) return { command: single.name, used: 1 };
  if (first !== "rules") return { command: "clean", used: 0 };
  const double = COMMANDS.find(({ name }) => name === `rules ${second}`);
  if (double !== undefined) return { command: double.name, used: 2 };
  const names = COMMANDS.flatMap(({ name }) => (name.startsWith("rules ") ? [name.slice("rules ".length)] : []));
  const wrong = second === undefined ? "" : ` not ${second}.${suggestion(second, names, "rules ")}`;
  throw usageError(`"rules" is followed by ${names.join(", ")},${wrong || " for example: dehusk rules list."}`);
}

function findOption(name: string, rawName: string, command: CommandName): OptionSpec {
  const known = optionsOf(command);
  const found = known.find((spec) => spec.name === name);
  if (found !== undefined) return found;
  if (OPTIONS.some((spec) => spec.name === name)) {
    throw usageError(`"dehusk ${command}" does not take ${rawName}; see dehusk ${command} --help.`);
  }
  const names = known.map((spec) => spec.name);
  throw usageError(`There is no option ${rawName}.${suggestion(name, names, "--")} See dehusk --help.`);
}

function readValue(spec: OptionSpec, rawName: string, value: string | undefined, inline: boolean): readonly string[] {
  if (spec.value === undefined) {
    if (inline) throw usageError(`${rawName} takes no value; drop "=${value}".`);
    return [];
  }
  // `--out --check` lacks a folder; a folder that is really called so can be given as --out=--check.
  if (typeof value !== "string" || value === "" || (!inline && value.startsWith("-") && value !== "-")) {
    throw usageError(`${rawName} needs a value: ${rawName} ${spec.value}.`);
  }
  if (spec.choices !== undefined && !spec.choices.includes(value)) {
    const hint = suggestion(value, spec.choices);
    throw usageError(`${rawName} is one of ${spec.choices.join(", ")}, not "${value}".${hint}`);
  }
  return spec.list ? value.split(",").map((item) => item.trim()) : [value];
}
