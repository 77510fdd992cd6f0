/** Takes out of the text of a rule file what does nothing. */
import { applyEdits, modify } from "jsonc-parser";
import type { JsonPath } from "../rules/json-source.js";

/** The text without what stands at the paths; everything else keeps its form. */
export function removeAll(text: string, paths: readonly JsonPath[]): string {
  // From the end, so that the numbers in the other paths stay right.
  return [...paths].reverse().reduce((left, path) => applyEdits(left, modify(left, [...path], undefined, {})), text);
}
