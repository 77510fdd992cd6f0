import { createCleaner } from "../src/builtin-cleaner.js";
import type { Corpus } from "./corpus.js";
import { writeArticle } from "./generate-text.js";
import { byteLength, inProcess, race, speedOf, timesCost } from "./measure.js";
import { type Row, type Section, speed } from "./report.js";

const KB = 1024;
const SIZES = [16, 64, 256, 1024, 4096];
/** Each contestant reads so much, in one text or many. */
const TOTAL_KB = 4096;
const ROUNDS = 5;

/** What a byte costs in longer and longer texts. */
export function measureTextGrowth({ writer }: Corpus): Section {
  const cleaner = createCleaner();
  const contestants = SIZES.map((size) => {
    const texts = Array.from({ length: TOTAL_KB / size }, () =>
      writeArticle(writer, size * KB, { head: true, husk: true }),
    );
    return inProcess(`text of ${size} kB`, byteLength(texts.join("")), () => {
      for (const text of texts) cleaner.clean(text);
    });
  });
  const costs = race(contestants, ROUNDS);
  const rows = contestants.map(({ name }, i): Row => {
    const own = costs[i] ?? [];
    const row = {
      what: name,
      amount: speed(speedOf(own)),
      ratio: timesCost(own, costs[0] ?? []),
      against: "the cost of a byte in 16 kB",
    };
    return i === 0 ? row : { ...row, bar: { atMost: 1.5 } };
  });
  return { title: "clean() on longer texts", rows };
}
