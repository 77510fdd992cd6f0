import { COMMANDS, type CommandName, OPTIONS, type OptionSpec, optionsOf } from "./commands.js";

/** Help for everything, or for one command. Lines stay within 100 columns. */
export function formatHelp(command?: CommandName): string {
  const commands = COMMANDS.filter(({ name }) => command === undefined || name === command);
  const options = command === undefined ? OPTIONS : optionsOf(command);
  return [
    "Takes the boilerplate off article text.",
    "",
    ...formatRows(commands.map(({ usage, help }) => [`dehusk ${usage}`, help])),
    "",
    "Options",
    ...formatRows(options.map((spec) => [formatOption(spec), spec.help])),
    "",
    "Results go to standard output, all else to standard error.",
    "Exit codes: 0 done; 1 an input failed, or --check found something; 2 wrong usage or rules; 130 interrupted.",
    "",
  ].join("\n");
}

function formatOption({ name, short, value, choices }: OptionSpec): string {
  const letter = short === undefined ? "    " : `-${short}, `;
  return `${letter}--${name}${value === undefined ? "" : ` ${choices?.join("|") ?? value}`}`;
}

function formatRows(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
