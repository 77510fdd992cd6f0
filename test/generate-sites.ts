import { createRandom } from "../bench/random.js";
import type { CorpusDocument } from "../src/tuning/corpus.js";

/** A line that many texts of a site share; `make` gives it as one text has it. */
export interface Planted {
  readonly host: string;
  /** What all its wordings begin with. */
  readonly stem: string;
  readonly rate: number;
  readonly make: () => string;
}

export interface GeneratedDocument extends CorpusDocument {
  /** The paragraphs that are no planted line. */
  readonly body: readonly string[];
  readonly planted: readonly Planted[];
}

const FUNCTION_WORDS = "the of and to in is it that for was on are with as his they at be this from".split(" ");
const SYLLABLES = [..."bdfgklmnprstvz"].flatMap((first) => [..."aeiou"].map((vowel) => first + vowel));
const SORTS = ["exact", "exact", "exact", "exact", "name", "number"] as const;

/** Texts of sites with planted lines, the same for the same seed; some are copies of others, some sentences are alike. */
export function generateSites(sites: number, documents: number, seed: number): readonly GeneratedDocument[] {
  const random = createRandom(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const times = <T>(count: number, make: (i: number) => T): readonly T[] =>
    Array.from({ length: count }, (_, i) => make(i));
  const vocabulary = times(4000, () => times(2 + Math.floor(random() * 3), () => pick(SYLLABLES)).join(""));
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  const words = (count: number): string =>
    times(count, () => (random() < 0.4 ? pick(FUNCTION_WORDS) : pick(vocabulary))).join(" ");
  const sentence = (): string => `${capital(words(8 + Math.floor(random() * 14)))}.`;
  const paragraph = (): string => times(2 + Math.floor(random() * 4), sentence).join(" ");
  const plant = (host: string, sort: (typeof SORTS)[number]): Planted => {
    const stem = capital(words(4 + Math.floor(random() * 8)));
    const rest = words(3 + Math.floor(random() * 4));
    const make = {
      exact: () => stem,
      name: () => `${stem} ${capital(pick(vocabulary))} ${capital(pick(vocabulary))} ${rest}`,
      number: () => `${stem} ${Math.floor(random() * 9000)} ${rest}`,
    }[sort];
    return { host, stem, rate: pick([0.1, 0.3, 0.6, 1]), make };
  };
  return times(sites, (site) => {
    const host = `site${site}.example`;
    const planted = SORTS.map((sort) => plant(host, sort));
    const formula = `${capital(words(6))} on the river in`;
    const made: GeneratedDocument[] = [];
    for (let i = 0; i < documents; i++) {
      const copied = i > 4 && random() < 0.05 ? pick(made) : null;
      const report = `${formula} ${capital(pick(vocabulary))} ${words(4)}.`;
      const body = copied?.body ?? [...times(4 + Math.floor(random() * 5), paragraph), report, paragraph()];
      const own = planted.filter(({ rate }) => random() < rate);
      const parts = [...body];
      for (const { make } of own) {
        parts.splice(random() < 0.7 ? parts.length : Math.floor(random() * (parts.length + 1)), 0, make());
      }
      made.push({ name: `${host}/${i}`, url: `https://${host}/${i}`, text: parts.join("\n\n"), body, planted: own });
    }
    return made;
  }).flat();
}
