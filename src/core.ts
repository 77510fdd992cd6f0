/** The part of the public interface that does no input or output, and so runs in a browser, too. */
export { clean, createCleaner } from "./builtin-cleaner.js";
export { DehuskError, formatIssue, type RuleIssue } from "./errors.js";
export { restore } from "./render/edits.js";
export { renderJson, renderJsonLine, renderMarkdown, renderText } from "./render/render.js";
export type * from "./types.js";
