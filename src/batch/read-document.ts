import { type DecodedText, decode } from "../cli/decode.js";
import { readShape } from "./formats.js";

/**
 * The text of a file with one article, from its `content`: unpacked, decoded, and of HTML the article as Markdown.
 * `skipped` says why there is no text.
 */
export async function readDocument(path: string, content: Buffer): Promise<DecodedText | { readonly skipped: string }> {
  const { kind, compression } = readShape(path);
  const bytes =
    compression === "none" ? content : await (await import("./compression.js")).unpack(content, compression);
  const decoded = await decode(bytes);
  if ("reason" in decoded) return { skipped: decoded.reason };
  if (kind !== "html") return decoded;
  const { toMarkdown } = await import("./to-markdown.js");
  return { ...decoded, text: await toMarkdown(decoded.text) };
}
