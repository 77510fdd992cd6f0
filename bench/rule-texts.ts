/** What the rule files of this project hold, as material for texts: no sentence of husk is written down here. */
import { readdirSync, readFileSync } from "node:fs";
import type { Language, Pack } from "../src/types.js";

const FOLDER = "rules/en";

export interface RuleTexts {
  readonly language: Language;
  /** Examples that rules remove, one line each. */
  readonly husk: readonly string[];
  /** Phrases without notation, in lower case. */
  readonly phrases: readonly string[];
  /** First words of phrases. */
  readonly firstWords: readonly string[];
}

const readJson = (name: string): unknown => JSON.parse(readFileSync(`${FOLDER}/${name}`, "utf8"));

/** The English rule files. */
export function readRuleTexts(): RuleTexts {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".json") && name !== "language.json");
  const rules = names.flatMap((name) => (readJson(name) as Pack).rules);
  const removing = rules.filter(({ action }) => action === undefined || action === "remove");
  const phrases = removing.flatMap(({ match }) => match.phrases ?? []);
  return {
    language: readJson("language.json") as Language,
    husk: removing.flatMap(({ examples }) => examples.remove).filter((example) => !example.includes("\n")),
    phrases: phrases.filter((phrase) => /^[a-z]+(?: [a-z]+)+$/.test(phrase)),
    firstWords: [...new Set(phrases.flatMap((phrase) => /^[a-z]+/.exec(phrase) ?? []))],
  };
}
