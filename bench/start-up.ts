import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import type { Corpus } from "./corpus.js";
import { writeArticle } from "./generate-text.js";
import { type Contestant, childSeconds, median, race, timesCost } from "./measure.js";
import { milliseconds, type Row, type Section } from "./report.js";

const ROUNDS = 20;

/** The built command line, wherever the package says that it is. */
function findCommand(): string {
  const { bin } = JSON.parse(readFileSync("package.json", "utf8")) as { bin: { dehusk: string } };
  if (!existsSync(bin.dehusk)) throw new Error(`there is no ${bin.dehusk}; run \`npm run build\` first`);
  return resolve(bin.dehusk);
}

/** The command line on next to nothing, against a Node that does nothing. */
export function measureStartUp({ writer, folder }: Corpus): Section {
  const command = findCommand();
  const file = join(folder, "small.md");
  writeFileSync(file, writeArticle(writer, 3000, { head: true, husk: true }));
  const node = (name: string, ...args: readonly string[]): Contestant => ({
    name,
    bytes: 1_000_000,
    run: () => childSeconds(process.execPath, args),
  });
  const contestants = [
    node("node -e 0", "-e", "0"),
    node("dehusk --version", command, "--version"),
    node("dehusk one small file", command, file),
  ];
  const bars = [undefined, { atMost: 1.8 }, { atMost: 2.2 }];
  const costs = race(contestants, ROUNDS);
  const rows = contestants.map(({ name }, i): Row => {
    const own = costs[i] ?? [];
    const row = { what: name, amount: milliseconds(median(own)) };
    const bar = bars[i];
    return bar === undefined ? row : { ...row, ratio: timesCost(own, costs[0] ?? []), against: "node -e 0", bar };
  });
  return { title: "Start-up, CPU", rows };
}
