/** Cleaning with the rules that dehusk brings along, where the caller has none. */
import { prepareCleaner } from "./clean.js";
import { builtinRules } from "./rules/builtin.js";
import type { Cleaner, CleanerOptions, CleanOptions, CleanResult } from "./types.js";

/** Makes a cleaner: rules are checked and prepared once, and compiled when a text needs them. */
export function createCleaner({ rules, ...defaults }: CleanerOptions = {}): Cleaner {
  return prepareCleaner(() => rules ?? builtinRules(), defaults);
}

let builtin: Cleaner | null = null;

/**
 * Cleans one text with the built-in rules.
 *
 * @param text any string; Markdown or plain text
 * @returns body, metadata, the edits between text and body, and what is worth a warning
 * @throws DehuskError `E_OPTION` for wrong options, `E_TEXT` for what is no string; never for a text
 */
export function clean(text: string, options: CleanOptions = {}): CleanResult {
  builtin ??= createCleaner();
  return builtin.clean(text, options);
}
