/** The nouns of dehusk, one file for each idea. No code lives here. */
export type * from "./types/metadata.js";
export type * from "./types/result.js";
export type * from "./types/rule.js";
export type * from "./types/rule-set.js";
export type * from "./types/text.js";
export type * from "./types/weights.js";
