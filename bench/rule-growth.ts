import { createCleaner } from "../src/builtin-cleaner.js";
import type { Cleaner, RuleSet } from "../src/types.js";
import type { Corpus } from "./corpus.js";
import { words } from "./generate-text.js";
import { inProcess, race, speedOf, timesCost } from "./measure.js";
import { between, pick } from "./random.js";
import { type Row, type Section, speed } from "./report.js";
import { withPhrases, withSites } from "./rule-sets.js";

const COUNTS = [100, 1000, 5000];
const ROUNDS = 5;
const RULES_PER_SITE = 4;

/** Phrases of 4 to 6 words of the same language as the articles, which hold them hardly ever. */
const templates = ({ writer }: Corpus, count: number): readonly string[] => [
  ...new Set(Array.from({ length: count }, () => words(writer, between(writer.random, 4, 6)))),
];

const hostOf = (site: number): string => `site-${site}.example`;

const siteRules = (corpus: Corpus, count: number): RuleSet =>
  withSites(Array.from({ length: count }, (_, i) => ({ host: hostOf(i), phrases: templates(corpus, RULES_PER_SITE) })));

/** What clean() costs with more and more rules for every text, and with more and more sites of which one acts. */
export function measureRuleGrowth(corpus: Corpus): Section {
  const { articles, bytes, writer } = corpus;
  const cleanAll = (cleaner: Cleaner, urls: readonly string[]): void => {
    for (const text of articles) cleaner.clean(text, urls.length === 0 ? {} : { url: pick(writer.random, urls) });
  };
  const contest = (name: string, rules: RuleSet, urls: readonly string[]): ReturnType<typeof inProcess> => {
    const cleaner = createCleaner({ rules });
    return inProcess(name, bytes, () => cleanAll(cleaner, urls));
  };
  const urls = Array.from({ length: 20 }, (_, i) => `https://www.${hostOf(i)}/page`);
  const groups = [
    COUNTS.map((count) => contest(`${count} site templates for every text`, withPhrases(templates(corpus, count)), [])),
    COUNTS.map((count) => contest(`${count} site packs, text of one of them`, siteRules(corpus, count), urls)),
  ];
  const costs = race(groups.flat(), ROUNDS);
  const rows = groups.flatMap((group, g) =>
    group.map(({ name }, i): Row => {
      const own = costs[g * group.length + i] ?? [];
      const ratio = timesCost(own, costs[g * group.length] ?? []);
      const row = { what: name, amount: speed(speedOf(own)), ratio, against: `the cost with ${COUNTS[0]}` };
      return i === group.length - 1 ? { ...row, bar: { atMost: 1.6 } } : row;
    }),
  );
  return { title: "clean() with more rules besides the shipped ones", rows };
}
