/** The texts that all measures share, and the yardstick on them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createWriter, type Writer, writeArticles } from "./generate-text.js";
import { byteLength, type Contestant, childSeconds } from "./measure.js";
import { readRuleTexts } from "./rule-texts.js";

const SEED = 20_230_504;
/** Code units of the articles of each sort: most have furniture. */
const HUSKY_UNITS = 1_700_000;
const TITLED_UNITS = 400_000;
const BARE_UNITS = 400_000;
/** `wc` reads the file so often that its start does not count. */
const REPEATS = 4;

export interface Corpus {
  readonly writer: Writer;
  readonly articles: readonly string[];
  /** Those with title and husk. */
  readonly husky: readonly string[];
  /** Those with nothing but a body. */
  readonly bare: readonly string[];
  /** Of all articles, in UTF-8. */
  readonly bytes: number;
  /** A folder for files, gone when the run is over. */
  readonly folder: string;
}

export function createCorpus(folder: string): Corpus {
  const writer = createWriter(readRuleTexts(), SEED);
  const husky = writeArticles(writer, HUSKY_UNITS, { head: true, husk: true });
  const titled = writeArticles(writer, TITLED_UNITS, { head: true, husk: false });
  const bare = writeArticles(writer, BARE_UNITS, { head: false, husk: false });
  const articles = [...husky, ...titled, ...bare];
  return { writer, articles, husky, bare, bytes: articles.reduce((sum, text) => sum + byteLength(text), 0), folder };
}

/** `wc -w` in a UTF-8 locale on a file of the texts. */
export function wordCount({ folder }: Corpus, texts: readonly string[]): Contestant {
  const text = texts.join("\n\n");
  const file = join(folder, `${texts.length}-texts.md`);
  writeFileSync(file, text);
  const files = Array.from({ length: REPEATS }, () => file);
  return { name: "wc -w", bytes: REPEATS * byteLength(text), run: () => childSeconds("wc", ["-w", ...files]) };
}
