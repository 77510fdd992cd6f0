import { OWN_FIELD } from "../../batch/record.js";
import { toJson } from "../../to-json.js";
import type { Cleaner } from "../../types.js";
import { createCommandCleaner } from "../create-command-cleaner.js";
import { readCode } from "../describe-error.js";
import type { Arguments } from "../parse-arguments.js";
import { say, writeData } from "../standard-streams.js";
import { answerLine } from "./answer-line.js";
import { type PipeSettings, readPipeSettings } from "./read-pipe-settings.js";
import { createLineSplitter, type Line } from "./split-lines.js";

/** Answers are handed on when so much is ready; those of a chunk of input never wait for the next chunk. */
const MAX_HELD_CHARS = 65_536;

/** How long a signal waits for the reader to take what is on its way. */
const GRACE_MILLISECONDS = 500;

/** `dehusk pipe`, described in docs/pipe.md: one line out for one line in. Returns the exit code. */
export async function pipeCommand(given: Arguments, signal: AbortSignal, version: string): Promise<number> {
  const settings = readPipeSettings(given);
  const session = createSession(await createCommandCleaner(given), settings);
  const splitter = createLineSplitter(settings.maxLineBytes);
  const stop = (): void => {
    process.stdin.destroy();
    // A reader that takes nothing any more would keep the process waiting for ever.
    setTimeout(() => process.exit(), GRACE_MILLISECONDS).unref();
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    for await (const chunk of process.stdin) await writeAnswers(splitter.push(chunk as Buffer), session, signal);
    signal.throwIfAborted();
    const rest = splitter.end();
    if (rest !== undefined) await writeAnswers([rest], session, signal);
    return await finish(session, settings, version);
  } catch (error) {
    // Whoever reads the answers is gone, and with it the trailer: this is no success.
    if (readCode(error) === "EPIPE") return 1;
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** So long lines are answered without a look at anything else. */
const SILENCE_MILLISECONDS = 100;

interface Session {
  /** The answer to a line, with its line feed; nothing for the trailer. Throws when a line stands behind the trailer. */
  readonly answer: (line: Line) => string;
  readonly progress: () => Progress;
}

interface Progress {
  readonly lines: number;
  readonly failed: number;
  /** How many lines the trailer counts; absent until it was read. */
  readonly end?: number;
}

function createSession(cleaner: Cleaner, settings: PipeSettings): Session {
  let progress: Progress = { lines: 0, failed: 0 };
  return {
    progress: () => progress,
    answer: (line) => {
      const { lines, failed, end } = progress;
      if (end !== undefined) throw new Error(`line ${lines + 2} stands behind the trailer; end the input there`);
      const answer = answerLine(line, cleaner, settings);
      if (answer.kind === "trailer") {
        progress = { lines, failed, end: answer.end };
        return "";
      }
      progress = { lines: lines + 1, failed: failed + (answer.kind === "failed" ? 1 : 0) };
      return `${answer.json}\n`;
    },
  };
}

async function writeAnswers(lines: readonly Line[], { answer }: Session, signal: AbortSignal): Promise<void> {
  let held = "";
  let listened = performance.now();
  for (const line of lines) {
    if (performance.now() - listened > SILENCE_MILLISECONDS) {
      // So that signals are heard among many slow lines.
      await new Promise((resume) => setImmediate(resume));
      listened = performance.now();
    }
    signal.throwIfAborted();
    held += answer(line);
    if (held.length < MAX_HELD_CHARS) continue;
    await writeData(held);
    held = "";
  }
  if (held !== "") await writeData(held);
}

async function finish({ progress }: Session, { plain }: PipeSettings, version: string): Promise<number> {
  const { lines, failed, end } = progress();
  if (failed > 0) say(`dehusk: ${failed} of ${lines} lines failed; "${OWN_FIELD}.error" says why`);
  if (plain && end === undefined) return failed > 0 ? 1 : 0;
  if (end === undefined) throw new Error("the input ended without its trailer; use --plain where there is none");
  if (end !== lines) throw new Error(`the trailer counts ${end} lines, but ${lines} came`);
  await writeData(`${toJson({ [OWN_FIELD]: { end: lines, failed, version } })}\n`);
  return 0;
}
