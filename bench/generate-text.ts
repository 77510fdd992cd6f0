/** English-like articles from a seed: real function words, made-up content words, furniture from the rule files. */
import { between, createRandom, pick, pickFrequent, type Random } from "./random.js";
import type { RuleTexts } from "./rule-texts.js";

const ONSETS = ["b", "c", "ch", "d", "f", "g", "gr", "h", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w", ""];
const VOWELS = ["a", "e", "i", "o", "u", "a", "e", "i", "o", "ea", "ou"];
const CODAS = ["", "", "", "", "n", "r", "s", "t", "l", "nd"];
const VOCABULARY_WORDS = 6000;
const FUNCTION_SHARE = 0.46;

export interface Writer {
  readonly random: Random;
  readonly functionWords: readonly string[];
  /** The frequent ones first. */
  readonly contentWords: readonly string[];
  readonly texts: RuleTexts;
}

function makeWord(random: Random): string {
  const syllables = pick(random, [1, 2, 2, 2, 3, 3]);
  let word = "";
  for (let i = 0; i < syllables; i++) word += pick(random, ONSETS) + pick(random, VOWELS) + pick(random, CODAS);
  return word;
}

export function createWriter(texts: RuleTexts, seed: number): Writer {
  const random = createRandom(seed);
  const words = new Set<string>();
  while (words.size < VOCABULARY_WORDS) words.add(makeWord(random));
  return { random, functionWords: texts.language.stopWords, contentWords: [...words], texts };
}

const word = ({ random, functionWords, contentWords }: Writer): string =>
  random() < FUNCTION_SHARE ? pickFrequent(random, functionWords, 1.5) : pickFrequent(random, contentWords, 150);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Some words in a row, without punctuation. */
export const words = (writer: Writer, count: number): string =>
  Array.from({ length: count }, () => word(writer)).join(" ");

/** Content words only: site names, headings, names of people. */
export const names = ({ random, contentWords }: Writer, count: number): string =>
  Array.from({ length: count }, () => capital(pick(random, contentWords))).join(" ");

const link = (writer: Writer): string => {
  const { random, contentWords } = writer;
  return `[${words(writer, between(random, 1, 4))}](https://${pick(random, contentWords)}.example/${pick(random, contentWords)})`;
};

function sentence(writer: Writer): string {
  const { random } = writer;
  const count = between(random, 7, 28);
  const parts = Array.from({ length: count }, (_, i) => {
    const chance = random();
    const text =
      chance < 0.004
        ? link(writer)
        : chance < 0.02
          ? `${between(random, 2, 2030)}`
          : chance < 0.05
            ? names(writer, 1)
            : word(writer);
    return i < count - 1 && random() < 0.06 ? `${text},` : text;
  });
  const text = capital(parts.join(" "));
  const chance = random();
  if (chance < 0.06) return `\u201c${text},\u201d ${words(writer, 2)} ${names(writer, 1)}.`;
  return chance < 0.1 ? `${text}\u2019s ${word(writer)}?` : `${text}.`;
}

/** A paragraph of 40 to 120 words. */
export function paragraph(writer: Writer): string {
  const wanted = between(writer.random, 40, 120);
  const sentences: string[] = [];
  for (let count = 0; count < wanted; ) {
    const next = sentence(writer);
    sentences.push(next);
    count += next.split(" ").length;
  }
  return sentences.join(" ");
}

const list = (writer: Writer): string =>
  Array.from(
    { length: between(writer.random, 3, 7) },
    () => `- ${capital(words(writer, between(writer.random, 3, 12)))}`,
  ).join("\n");

const huskLines = ({ random, texts }: Writer, count: number): readonly string[] =>
  Array.from({ length: count }, () => pick(random, texts.husk));

const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat("en", { month: "long", timeZone: "UTC" }).format(Date.UTC(2000, month)),
);

/** Title, and on some articles byline and date. */
function head(writer: Writer): readonly string[] {
  const { random, texts } = writer;
  const by = capital(texts.language.bylineWords[0] ?? "");
  return [
    `# ${capital(words(writer, between(random, 4, 10)))}`,
    ...(random() < 0.6 ? [`${by} ${names(writer, 2)}`] : []),
    ...(random() < 0.5 ? [`${pick(random, MONTHS)} ${between(random, 1, 28)}, ${between(random, 2005, 2024)}`] : []),
  ];
}

function body(writer: Writer, units: number): string[] {
  const { random } = writer;
  const blocks: string[] = [];
  for (let length = 0; length < units; ) {
    const chance = random();
    const block =
      chance < 0.08
        ? `## ${capital(words(writer, between(random, 2, 6)))}`
        : chance < 0.13
          ? list(writer)
          : paragraph(writer);
    blocks.push(block);
    length += block.length;
  }
  return blocks;
}

/** What an article is given besides its body. */
export interface Furniture {
  /** Title, and perhaps byline and date. */
  readonly head: boolean;
  /** Lines of husk before, among and behind the body. */
  readonly husk: boolean;
}

/** An article of about so many code units. */
export function writeArticle(writer: Writer, units: number, furniture: Furniture): string {
  const { random } = writer;
  const blocks = body(writer, units);
  const top = furniture.head ? head(writer) : [];
  if (!furniture.husk) return [...top, ...blocks].join("\n\n");
  if (random() < 0.5) blocks.splice(between(random, 1, blocks.length), 0, ...huskLines(writer, 1));
  const before = huskLines(writer, between(random, 0, 2));
  const after = huskLines(writer, between(random, 1, 6));
  return [...top, ...before, ...blocks, ...after].join("\n\n");
}

/** Articles of 2,000 to 9,000 code units each, so many in all. */
export function writeArticles(writer: Writer, units: number, furniture: Furniture): readonly string[] {
  const articles: string[] = [];
  for (let length = 0; length < units; ) {
    const article = writeArticle(writer, between(writer.random, 2000, 9000), furniture);
    articles.push(article);
    length += article.length;
  }
  return articles;
}
