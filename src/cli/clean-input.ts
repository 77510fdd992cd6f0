import { readFileSync } from "node:fs";
import { readDocument } from "../batch/read-document.js";
import { renderJson, renderJsonLine, renderMarkdown, renderText } from "../core.js";
import type { Cleaner, CleanResult } from "../types.js";
import type { Format } from "./commands.js";
import type { DecodedText } from "./decode.js";
import type { Input } from "./find-inputs.js";
import { formatOf } from "./plan-outputs.js";
import { readInput } from "./standard-streams.js";

/** A text with what cleaning made of it. */
export interface CleanedInput {
  readonly source: DecodedText;
  readonly result: CleanResult;
  /** The result in the format asked for; lines end in \n. */
  readonly output: string;
  readonly format: Format;
  /** The text had something to take off or to mend. */
  readonly changed: boolean;
}

/** Bytes that are no text, with the reason why. */
export interface SkippedInput {
  readonly skipped: string;
}

/** Reads and decodes an input; throws system errors. */
export async function readText(input: Input, signal: AbortSignal): Promise<DecodedText | SkippedInput> {
  const bytes = input.path === "-" ? await readInput(signal) : readFileSync(input.path);
  return await readDocument(input.path, bytes);
}

/** Cleans a text and renders the result. `frontMatter` writes the metadata into Markdown. */
export function cleanText(
  source: DecodedText,
  cleaner: Cleaner,
  format: Format,
  path: string,
  frontMatter = true,
): CleanedInput {
  const result = cleaner.clean(source.text);
  const changed = result.edits.some(({ kind }) => kind !== "normalize") && hasOtherText(result, format, source.text);
  return { source, result, output: render(result, format, path, frontMatter), format, changed };
}

/** Whether writing `result` changes more than front matter: a title is an edit, too, but Markdown gets it back. */
function hasOtherText(result: CleanResult, format: Format, text: string): boolean {
  const before = text.replace(/\r\n?/g, "\n").trim();
  return format !== "md" || renderMarkdown(result, { frontMatter: false }).trim() !== before;
}

function render(result: CleanResult, format: Format, path: string, frontMatter: boolean): string {
  switch (format) {
    case "md":
      return renderMarkdown(result, { frontMatter });
    case "txt":
      // A text that was no Markdown has no marks to take off.
      return renderText(result, { format: formatOf(path) === "txt" ? "text" : "auto" });
    case "json":
      return renderJson(result, { path });
    case "jsonl":
      return renderJsonLine(result, { path });
    default:
      return format satisfies never;
  }
}
