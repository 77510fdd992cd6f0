import { createInterface } from "node:readline/promises";
import { usageError } from "./parse-arguments.js";

/** Asks a person at a terminal, on standard error. */
export interface Questions {
  /** One line; asked again while it is empty. */
  readonly line: (question: string) => Promise<string>;
  /** Lines up to an empty one, at least `least`. */
  readonly lines: (question: string, least: number) => Promise<readonly string[]>;
  readonly close: () => void;
}

/** Null where nobody is there to answer. */
export function openQuestions(signal: AbortSignal): Questions | null {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // The terminal hands Ctrl-C to whoever reads from it.
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  const ended = new Promise<never>((_, reject) => {
    terminal.once("close", () => reject(usageError("The answers ended too early; nothing was written.")));
  });
  // Nobody may be asking any more when the terminal is closed.
  ended.catch(() => undefined);
  const ask = (question: string): Promise<string> =>
    Promise.race([terminal.question(`${question}: `, { signal }), ended]);
  const line = async (question: string): Promise<string> => {
    for (;;) {
      const answer = (await ask(question)).trim();
      if (answer !== "") return answer;
    }
  };
  const lines = async (question: string, least: number): Promise<readonly string[]> => {
    const answers: string[] = [];
    for (;;) {
      const more =
        answers.length < least ? `${question} (${answers.length + 1} of at least ${least})` : "another, or nothing";
      const answer = (await ask(more)).trim();
      if (answer !== "") answers.push(answer);
      else if (answers.length >= least) return answers;
    }
  };
  return { line, lines, close: () => terminal.close() };
}
