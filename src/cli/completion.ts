import { COMMANDS, FIRST_WORDS, OPTIONS, SHELLS } from "./commands.js";
import { type Arguments, usageError } from "./parse-arguments.js";
import { writeReport } from "./standard-streams.js";

type Shell = (typeof SHELLS)[number];

const LONG_OPTIONS = OPTIONS.map(({ name }) => `--${name}`);
const WITH_CHOICES = OPTIONS.filter(({ choices }) => choices !== undefined);
const SECOND_WORDS = FIRST_WORDS.map((first) => [first, listSecondWords(first)] as const).filter(
  ([, words]) => words.length > 0,
);

/** A script that makes `shell` complete the command line of dehusk. */
export function formatCompletion(shell: Shell): string {
  switch (shell) {
    case "bash":
      return formatBash();
    case "zsh":
      // zsh understands bash's script once told to.
      return `#compdef dehusk\nautoload -U +X bashcompinit && bashcompinit\n${formatBash()}`;
    case "fish":
      return formatFish();
    default:
      return shell satisfies never;
  }
}

function listSecondWords(first: string): readonly string[] {
  return COMMANDS.flatMap(({ name, operands }) => {
    if (name === first) return operands ?? [];
    return name.startsWith(`${first} `) ? [name.slice(first.length + 1)] : [];
  });
}

function formatBash(): string {
  const choices = WITH_CHOICES.map(({ name, short, choices }) => {
    const names = short === undefined ? `--${name}` : `--${name}|-${short}`;
    return `    ${names}) COMPREPLY=($(compgen -W "${choices?.join(" ")}" -- "$word")); return ;;`;
  });
  const second = SECOND_WORDS.map(([first, words]) => {
    return `    ${first}) COMPREPLY=($(compgen -W "${words.join(" ")}" -- "$word")); return ;;`;
  });
  return `_dehusk() {
  local word="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}"
  COMPREPLY=()
  case "$previous" in
${[...choices, ...second].join("\n")}
  esac
  if [[ "$word" == -* ]]; then
    COMPREPLY=($(compgen -W "${LONG_OPTIONS.join(" ")}" -- "$word"))
  elif [[ "$COMP_CWORD" -eq 1 ]]; then
    COMPREPLY=($(compgen -W "${FIRST_WORDS.join(" ")}" -- "$word"))
  fi
}
complete -o default -F _dehusk dehusk
`;
}

function formatFish(): string {
  const options = OPTIONS.map(({ name, short, value, choices, help }) => {
    const letter = short === undefined ? "" : ` -s ${short}`;
    const takes = value === undefined ? "" : choices === undefined ? " -r" : ` -x -a "${choices.join(" ")}"`;
    return `complete -c dehusk -l ${name}${letter}${takes} -d "${help}"`;
  });
  const first = `complete -c dehusk -n __fish_use_subcommand -a "${FIRST_WORDS.join(" ")}"`;
  const second = SECOND_WORDS.map(([word, words]) => {
    return `complete -c dehusk -n "__fish_seen_subcommand_from ${word}" -a "${words.join(" ")}"`;
  });
  return `${[first, ...second, ...options].join("\n")}\n`;
}

/** `dehusk completion SHELL`: returns the exit code. */
export async function completionCommand({ operands }: Arguments): Promise<number> {
  const shell = SHELLS.find((name) => name === operands[0]);
  if (shell === undefined || operands.length > 1)
    throw usageError(`Name one shell: dehusk completion ${SHELLS.join("|")}.`);
  await writeReport(formatCompletion(shell));
  return 0;
}
