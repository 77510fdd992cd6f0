import { stripInline } from "../harvest/strip-inline.js";
import { segment } from "../text/segment.js";
import type { Block } from "../types.js";

const FENCE = /^\s*(?:`{3,}|~{3,})/;
const UNDERLINE = /^\s*(?:=+|-+)\s*$/;

/** Code without its fences. */
function codeText(lines: readonly string[]): string {
  if (!FENCE.test(lines[0] ?? "")) return lines.join("\n");
  const closed = lines.length > 1 && FENCE.test(lines.at(-1) ?? "");
  return lines.slice(1, closed ? -1 : undefined).join("\n");
}

function headingText(lines: readonly string[]): string {
  const own = lines.length > 1 && UNDERLINE.test(lines.at(-1) ?? "") ? lines.slice(0, -1) : lines;
  return stripInline(
    own
      .join("\n")
      .replace(/^#{1,6}(?:\s+|$)/, "")
      .replace(/(?:^|\s)#+$/, ""),
  );
}

/** A block without its marks; those of list items stay, a reader of plain text knows them. */
function blockText(text: string, kind: Block["kind"]): string {
  const lines = text.split("\n");
  switch (kind) {
    case "code":
      return codeText(lines);
    case "heading":
      return headingText(lines);
    case "quote":
      return stripInline(lines.map((line) => line.replace(/^(?:\s*>)+ ?/, "")).join("\n"));
    case "table":
    case "divider":
      return text;
    case "front-matter":
      return "";
    case "html":
      return text.startsWith("<!--") ? "" : stripInline(text);
    case "paragraph":
    case "list-item":
    case "image":
      return stripInline(text);
  }
  return kind satisfies never;
}

/** Markdown as plain text: the same blocks and lines, without marks, link targets and images. */
export function toPlainText(markdown: string): string {
  let out = "";
  let gap = "";
  let end = 0;
  for (const block of segment(markdown, "auto")) {
    // Indentation belongs to the block behind it; when a block goes, the wider of the gaps around it stays.
    const before = markdown.slice(end, block.start);
    if (before.length > gap.length) gap = before;
    end = block.end;
    const text = blockText(markdown.slice(block.start, block.end), block.kind).trimEnd();
    if (text.trim() === "") continue;
    out += (out === "" ? gap.slice(gap.lastIndexOf("\n") + 1) : gap) + text;
    gap = "";
  }
  return out;
}
