/** Where the time of clean() goes on articles. */

import { performance } from "node:perf_hooks";
import process from "node:process";
import { createCleaner } from "../src/builtin-cleaner.js";
import { toEdits } from "../src/decide/cuts.js";
import { decide } from "../src/decide/decide.js";
import { harvest } from "../src/harvest/harvest.js";
import { createDocument } from "../src/match/document.js";
import { matchRules } from "../src/match/match.js";
import { createRulebook, type Rulebook } from "../src/match/rulebook.js";
import { builtinRules } from "../src/rules/builtin.js";
import { type Folding, startFolding } from "../src/text/fold.js";
import { findLanguage } from "../src/text/language.js";
import { findRepairs } from "../src/text/repair.js";
import { segment } from "../src/text/segment.js";
import type { Corpus } from "./corpus.js";
import { cpuSeconds, median } from "./measure.js";
import type { Section } from "./report.js";

const ROUNDS = 5;
const TAG = "en";

/** Adds up the time of each stage. */
interface Clock {
  readonly times: Map<string, number>;
  /** Gives the time since the last call to a stage. */
  readonly stop: (stage: string) => void;
}

function createClock(): Clock {
  const times = new Map<string, number>();
  let last = performance.now();
  const stop = (stage: string): void => {
    const now = performance.now();
    times.set(stage, (times.get(stage) ?? 0) + now - last);
    last = now;
  };
  return { times, stop };
}

/** Folding happens inside of other stages, when they ask for a block. */
function watchFolding(folding: Folding, clock: Clock, stageOf: () => string): Folding {
  const done: boolean[] = [];
  return {
    ...folding,
    block: (index) => {
      if (done[index]) return folding.block(index);
      done[index] = true;
      clock.stop(stageOf());
      const block = folding.block(index);
      clock.stop("fold");
      return block;
    },
  };
}

/** The stages of a first pass, as src/pass.ts runs them. */
function walk(text: string, rulebook: Rulebook, clock: Clock): void {
  let stage = "language";
  const weights = rulebook.weights;
  clock.stop("other");
  const blocks = segment(text, "auto");
  clock.stop("segment");
  const folding = watchFolding(startFolding(text, blocks), clock, () => stage);
  clock.stop("fold");
  findLanguage(rulebook.languageIndex, folding);
  clock.stop(stage);
  const document = createDocument(folding, rulebook.language(TAG));
  clock.stop("measure");
  const repairs = findRepairs(text, blocks, { connectives: rulebook.connectives(TAG) });
  clock.stop("repair");
  if (repairs.length > 0) return;
  stage = "match";
  const matches = matchRules(document, () => [rulebook.general(TAG, "place")], { useIndex: true, misses: null });
  clock.stop(stage);
  stage = "decide";
  const options = { level: "normal", threshold: weights.thresholds.normal, allows: () => true, weights } as const;
  const decision = decide(document, matches, options, null);
  clock.stop(stage);
  stage = "harvest";
  harvest(document, decision, rulebook.language);
  clock.stop(stage);
  stage = "edits";
  toEdits(document, decision.blocks);
  clock.stop(stage);
}

/** Shares of the first pass, and how much of clean() the first pass is. */
export function measureStages({ articles }: Corpus): Section {
  const rulebook = createRulebook(builtinRules());
  const cleaner = createCleaner();
  const passShares: number[] = [];
  let clock = createClock();
  for (let round = -1; round < ROUNDS; round++) {
    if (round <= 0) clock = createClock();
    const whole = cpuSeconds(() => {
      for (const text of articles) cleaner.clean(text);
    });
    clock.stop("other");
    const first = cpuSeconds(() => {
      for (const text of articles) walk(text, rulebook, clock);
    });
    if (round >= 0) passShares.push(first / whole);
  }
  clock.times.delete("other");
  const total = [...clock.times.values()].reduce((sum, time) => sum + time, 0);
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  const rows = [...clock.times].map(([what, time]) => ({ what, amount: percent(time / total) }));
  return {
    title: `Where a pass of clean() spends its time (Node ${process.version})`,
    rows: [...rows, { what: "the first pass within clean()", amount: percent(median(passShares)) }],
  };
}
