/** Words below a picture that are its alternative text. */
import { plainText } from "../text/folded-text.js";
import { blockUnit, type Document } from "./document.js";

const ALT_TEXT = /!\[([^\]]*)\]/g;

/** Letters and digits only: pages write quotes and dashes of the two in different ways. */
const bare = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");

/** Whether a block says, word for word, what a picture right above it has for alternative text. */
export function isAltText(document: Document, block: number): boolean {
  const above = document.blocks[block - 1];
  if (above?.kind !== "image") return false;
  const { start, end } = blockUnit(document, block);
  const words = bare(plainText(document, start, end));
  const pictures = document.text.slice(above.start, above.end).matchAll(ALT_TEXT);
  return words !== "" && [...pictures].some(([, text = ""]) => bare(text) === words);
}
