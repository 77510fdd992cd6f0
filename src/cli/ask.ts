import { createInterface, type Interface } from "node:readline/promises";
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
  const line = async (question: string): Promise<string> => {
    for (;;) {
      const answer = (await ask(terminal, `${question}: `, signal)).trim();
      if (answer !== "") return answer;
    }
  };
  const lines = async (question: string, least: number): Promise<readonly string[]> => {
    const answers: string[] = [];
    for (;;) {
      const more =
        answers.length < least ? `${question} (${answers.length + 1} of at least ${least})` : "another, or nothing";
      const answer = (await ask(terminal, `${more}: `, signal)).trim();
      if (answer !== "") answers.push(answer);
      else if (answers.length >= least) return answers;
    }
  };
  return { line, lines, close: () => terminal.close() };
}

async function ask(terminal: Interface, question: string, signal: AbortSignal): Promise<string> {
  const ended = new Promise<never>((_, reject) => {
    terminal.once("close", () => reject(usageError("The answers ended too early; nothing was written.")));
  });
  // Answering first leaves the other promise behind, which must not count as unhandled when the terminal is closed.
  ended.catch(() => undefined);
  return await Promise.race([terminal.question(question, { signal }), ended]);
}
