import { nearest } from "../rules/nearest.js";

/** ` Did you mean "x"?` with the candidate that `word` was most likely meant to be, or nothing when none is close. */
export function suggestion(word: string, candidates: readonly string[], prefix = ""): string {
  const found = nearest(word, candidates);
  return found === null ? "" : ` Did you mean "${prefix}${found}"?`;
}
