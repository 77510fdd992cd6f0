/** What clean() costs on hostile texts and with hostile rules, in times of an ordinary text of the same size. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCleaner } from "../src/builtin-cleaner.js";
import { loadRules } from "../src/rules/load.js";
import type { Cleaner } from "../src/types.js";
import type { Corpus } from "./corpus.js";
import { writeArticle } from "./generate-text.js";
import { HOSTILE_RULES, type HostileRule } from "./hostile-rules.js";
import { hostileTexts } from "./hostile-texts.js";
import { byteLength, type Contestant, inProcess, median, race } from "./measure.js";
import { type Row, type Section, speed } from "./report.js";

const UNITS = 1_000_000;
const ROUNDS = 3;
/** Slower ones are run once. */
const SLOW_SECONDS = 0.5;
const WORST = 15;

/** The shipped rules and one more, which goes through all checks. */
function cleanerWith({ rule }: HostileRule, file: string): Cleaner {
  const examples = { remove: ["1", "2"], keep: ["3", "4"] };
  const own = { id: "hostile", why: "Made to be slow.", ...rule, examples };
  writeFileSync(file, JSON.stringify({ pack: "en/bench", language: "en", category: "bench", rules: [own] }));
  return createCleaner({ rules: loadRules([file]) });
}

function contestants({ writer, folder }: Corpus): readonly Contestant[] {
  const plain = createCleaner();
  const rules = join(folder, "rules");
  mkdirSync(rules);
  const contest = (name: string, text: string, cleaner: Cleaner): Contestant =>
    inProcess(name, byteLength(text), () => void cleaner.clean(text, { inLanguage: "en" }));
  return [
    ...hostileTexts(writer).map(({ name, text }) => contest(name, text, plain)),
    ...HOSTILE_RULES.map((hostile, i) =>
      contest(`rule: ${hostile.name}`, hostile.text, cleanerWith(hostile, join(rules, `${i}.json`))),
    ),
  ];
}

/** CPU seconds for a MB; the first run warms up. */
function costOf({ run, bytes }: Contestant): number {
  const first = run();
  const costs = first > SLOW_SECONDS ? [first] : Array.from({ length: ROUNDS }, run);
  return (median(costs) * 1_000_000) / bytes;
}

/** The worst texts and rules, worst first. */
export function measureHostile(corpus: Corpus): Section {
  const text = writeArticle(corpus.writer, UNITS, { head: true, husk: true });
  const cleaner = createCleaner();
  const typical = inProcess("an article of 1 MB", byteLength(text), () => void cleaner.clean(text));
  const [typicalCosts = []] = race([typical], ROUNDS * ROUNDS);
  const base = median(typicalCosts);
  const found = contestants(corpus).map((contestant) => ({ name: contestant.name, cost: costOf(contestant) }));
  const worst = found.toSorted((a, b) => b.cost - a.cost).slice(0, WORST);
  const rows = worst.map(
    ({ name, cost }): Row => ({
      what: name,
      amount: speed(1 / cost),
      ratio: cost / base,
      against: "the cost of that article",
      bar: { atMost: 5 },
    }),
  );
  const title = `Hostile input, 1 MB each: the worst ${WORST} of ${found.length}`;
  return { title, rows: [{ what: typical.name, amount: speed(1 / base) }, ...rows] };
}
