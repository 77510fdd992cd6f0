import { stripInline } from "../harvest/strip-inline.js";
import { segment } from "../text/segment.js";
import { frontMatterEnd } from "../text/verbatim.js";
import { toJson } from "../to-json.js";
import type { CleanResult, TextFormat } from "../types.js";
import { formatFrontMatter, mergeFrontMatter } from "./front-matter.js";
import { toPlainText } from "./plain-text.js";

export interface MarkdownOptions {
  /** Write the metadata at the top. Front matter that the body brings along stays in any case. */
  readonly frontMatter?: boolean;
  /** Front matter to merge into, with its fences, for a body that has none. */
  readonly existing?: string;
}

export interface TextOptions {
  /** `text` for a body that is no Markdown: it is handed out as it is. */
  readonly format?: TextFormat;
}

const endLine = (text: string): string => (text === "" || text.endsWith("\n") ? text : `${text}\n`);

/** A title that would lose characters as Markdown gets its marks escaped. */
function titleLine(title: string): string {
  const line = title.replace(/\s+/g, " ").trim();
  const escaped = stripInline(line) === line ? line : line.replace(/[\\`*_[\]<&~]/g, "\\$&");
  return `# ${escaped.replace(/#$/, "\\#")}`;
}

/** Whether a text has a heading, wherever it stands; in code the same line is none. */
function hasHeading(text: string, heading: string): boolean {
  if (!text.includes(heading)) return false;
  return segment(text, "markdown").some(
    ({ kind, start, end }) => kind === "heading" && text.slice(start, end) === heading,
  );
}

/**
 * A whole Markdown file: metadata as YAML front matter, the title as heading, the body. Ends in a line feed.
 *
 * Front matter at the top of the body is merged: its keys win, its comments and its order stay.
 */
export function renderMarkdown(
  result: CleanResult,
  { frontMatter = true, existing = "" }: MarkdownOptions = {},
): string {
  const { body, metadata } = result;
  const end = frontMatterEnd(body);
  const own = end > 0 ? body.slice(0, end) : existing;
  const text = body.slice(end).replace(/^\s*[\r\n]/, "");
  const matter = frontMatter ? (own === "" ? formatFrontMatter(metadata) : mergeFrontMatter(own, metadata)) : own;
  const heading = metadata.title === undefined ? "" : titleLine(metadata.title);
  const parts = [matter, heading === "" || hasHeading(text, heading) ? "" : heading, text].filter(
    (part) => part !== "",
  );
  return endLine(parts.map((part) => part.trimEnd()).join("\n\n"));
}

/** The body as plain text: no marks, link targets and images; code and tables as they are. Ends in a line feed. */
export function renderText({ body }: CleanResult, { format = "auto" }: TextOptions = {}): string {
  return endLine(format === "text" ? body : toPlainText(body));
}

/** The whole result as indented JSON, with the fields of `extra` in front. Ends in a line feed. */
export function renderJson(result: CleanResult, extra: Readonly<Record<string, unknown>> = {}): string {
  return `${toJson({ ...extra, ...result }, 2)}\n`;
}

/** The same on one line, for JSON Lines. Ends in a line feed. */
export function renderJsonLine(result: CleanResult, extra: Readonly<Record<string, unknown>> = {}): string {
  return `${toJson({ ...extra, ...result })}\n`;
}
