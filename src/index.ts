export { clean, createCleaner } from "./clean.js";
export { DehuskError, formatIssue, type RuleIssue } from "./errors.js";
export { restore } from "./render/edits.js";
export { renderJson, renderJsonLine, renderMarkdown, renderText } from "./render/render.js";
export { loadRules } from "./rules/load.js";
export type * from "./types.js";
