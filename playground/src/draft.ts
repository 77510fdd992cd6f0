/** What a person has put into the page; a link carries it whole. No code but the empty one lives here. */
import type { InputKind, Level } from "../../src/types.js";

export interface Draft {
  readonly text: string;
  /** Address of the page the text comes from; empty when unknown. */
  readonly url: string;
  /** BCP 47 primary tag; empty to find it. */
  readonly language: string;
  readonly level: Level;
  readonly input: InputKind;
  /** Names of the packs that are switched off. */
  readonly off: readonly string[];
  /** JSON text of the user's own rule file; empty when there is none. */
  readonly rules: string;
}

export const EMPTY_DRAFT: Draft = {
  text: "",
  url: "",
  language: "",
  level: "normal",
  input: "auto",
  off: [],
  rules: "",
};

export const LEVELS: readonly Level[] = ["light", "normal", "strict"];
export const INPUTS: readonly InputKind[] = ["auto", "article", "page"];
