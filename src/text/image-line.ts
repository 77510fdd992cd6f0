import { isWhite } from "./letters.js";

/** Offset behind the bracket that closes the one at `at`, or -1. Backslashes escape. */
function closing(text: string, at: number, end: number, open: string, close: string): number {
  let depth = 0;
  for (let i = at; i < end; i++) {
    const char = text.charAt(i);
    if (char === "\\") i++;
    else if (char === open) depth++;
    else if (char === close && --depth === 0) return i + 1;
  }
  return -1;
}

/** Offset behind the `(target)` or `[reference]` at `at`, or -1. */
function afterTarget(text: string, at: number, end: number): number {
  if (text.charAt(at) === "(") return closing(text, at, end, "(", ")");
  return text.charAt(at) === "[" ? closing(text, at, end, "[", "]") : -1;
}

/** Offset behind the image at `at`, with the link around it if there is one, or -1. */
function afterImage(text: string, at: number, end: number): number {
  const isLinked = text.charAt(at) === "[";
  const image = isLinked ? at + 1 : at;
  if (text.charAt(image) !== "!" || text.charAt(image + 1) !== "[") return -1;
  const label = closing(text, at + (isLinked ? 0 : 1), end, "[", "]");
  if (label < 0) return -1;
  if (!isLinked) return afterTarget(text, label, end);
  const inner = closing(text, image + 1, end, "[", "]");
  return inner > 0 && afterTarget(text, inner, end) === label - 1 ? afterTarget(text, label, end) : -1;
}

/** True when `[start, end)` holds images and linked images, one or more, and nothing else. */
export function isImageLine(text: string, start: number, end: number): boolean {
  let i = start;
  while (i < end) {
    i = afterImage(text, i, end);
    if (i < 0) return false;
    while (i < end && isWhite(text.charCodeAt(i))) i++;
  }
  return end > start;
}
