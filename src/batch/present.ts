import { Buffer } from "node:buffer";
import type { CleanedInput } from "../cli/clean-input.js";
import { type DecodedText, encode } from "../cli/decode.js";
import { formatDiff } from "../cli/diff.js";
import { paintNothing, paintStyle, showName } from "../cli/terminal.js";
import type { FileToClean, TaskSettings } from "./clean-task.js";

/**
 * What is to be written or printed of a cleaned text; undefined where there is nothing, or where a difference is too
 * large to show. Throws where the text cannot take the place of its file.
 *
 * @param content the bytes that the text was read from
 */
export async function present(
  cleaned: CleanedInput,
  { path, target }: Pick<FileToClean, "path" | "target">,
  content: Buffer,
  { delivery, colors }: TaskSettings,
): Promise<Buffer | undefined> {
  const { changed, source, output } = cleaned;
  switch (delivery) {
    case "write":
      return Buffer.from(output);
    case "print":
      return Buffer.from(output === "" || output.endsWith("\n") ? output : `${output}\n`);
    case "replace":
      return changed ? await encodeLike(source, output, content) : undefined;
    case "list":
      return changed ? Buffer.from(`${path}\n`) : undefined;
    case "diff":
      return changed ? showDiff(path, cleaned, colors) : undefined;
    case "announce":
      return Buffer.from(announce(path, cleaned, target));
    default:
      return delivery satisfies never;
  }
}

function showDiff(path: string, { source, output }: CleanedInput, colors: TaskSettings["colors"]): Buffer | undefined {
  const before = source.text.replace(/\r\n?/g, "\n");
  const shown = formatDiff(path, before, output, colors ? paintStyle : paintNothing);
  return shown === undefined ? undefined : Buffer.from(shown);
}

function announce(path: string, { changed, result }: CleanedInput, target: string | undefined): string {
  const { edits, stats } = result;
  const cuts = edits.filter(({ kind }) => kind === "cut").length;
  const place = target === undefined ? "standard output" : showName(target);
  const account = `${cuts} ${cuts === 1 ? "cut" : "cuts"}, ${stats.wordsIn - stats.wordsOut} of ${stats.wordsIn} words`;
  const verb = changed || target !== path ? `would write ${place}` : "would stay as it is";
  return `${showName(path)}: ${verb} (${account})\n`;
}

/** `output` as the file has its text: encoding, byte order mark and line ends. */
async function encodeLike(source: DecodedText, output: string, content: Buffer): Promise<Buffer> {
  const before = await encode(source.text, source);
  if (before === undefined || !content.equals(before)) {
    throw new Error(`it is not clean ${source.encoding} and would not be kept byte for byte; use --out`);
  }
  const after = await encode(restoreLineEnds(output, source), source);
  if (after === undefined) throw new Error(`its clean text has characters that ${source.encoding} lacks; use --out`);
  return after;
}

function restoreLineEnds(output: string, { text }: DecodedText): string {
  const count = (lineEnd: RegExp): number => text.match(lineEnd)?.length ?? 0;
  const crlf = count(/\r\n/g);
  const cr = count(/\r/g) - crlf;
  const lf = count(/\n/g) - crlf;
  if (lf >= Math.max(crlf, cr)) return output;
  return output.replaceAll("\n", crlf >= cr ? "\r\n" : "\r");
}
