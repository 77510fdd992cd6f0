import { createCleaner } from "../src/builtin-cleaner.js";
import { type Corpus, wordCount } from "./corpus.js";
import { byteLength, inProcess, race, speedOf, timesSpeed } from "./measure.js";
import { type Row, type Section, speed } from "./report.js";

const ROUNDS = 9;

/** clean() with the shipped rules on articles, against `wc -w` on the same texts. */
export function measureArticles(corpus: Corpus): Section {
  const cleaner = createCleaner();
  const sets = [
    { what: "clean(), articles", texts: corpus.articles, bar: { atLeast: 0.5 } },
    { what: "clean(), those with title and husk", texts: corpus.husky },
    { what: "clean(), those with nothing but a body", texts: corpus.bare },
  ];
  const contestants = sets.map(({ what, texts }) =>
    inProcess(what, byteLength(texts.join("")), () => {
      for (const text of texts) cleaner.clean(text);
    }),
  );
  const [words = [], ...costs] = race([wordCount(corpus, corpus.articles), ...contestants], ROUNDS);
  const rows = sets.map(({ what, texts, bar }, i): Row => {
    const own = costs[i] ?? [];
    const row = {
      what: `${what} (${texts.length})`,
      amount: speed(speedOf(own)),
      ratio: timesSpeed(own, words),
      against: "wc -w",
    };
    return bar === undefined ? row : { ...row, bar };
  });
  return { title: "clean() with the shipped rules", rows: [{ what: "wc -w", amount: speed(speedOf(words)) }, ...rows] };
}
