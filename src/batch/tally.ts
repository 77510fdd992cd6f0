import type { CleanResult } from "../types.js";

export type Status = "cleaned" | "unchanged" | "skipped" | "failed";

/** What became of one text. */
export interface Account {
  /** Path of the file, with `:line` behind it for a record. */
  readonly path: string;
  readonly status: Status;
  /** Why it was skipped or failed. */
  readonly message?: string;
  readonly output?: string;
  readonly encoding?: string;
  readonly result?: Omit<CleanResult, "body" | "blocks">;
}

/** One cut, for those who look at the largest first. */
export interface LargeCut {
  readonly path: string;
  readonly rule: string;
  readonly category: string;
  readonly chars: number;
  /** The beginning of what was cut. */
  readonly excerpt: string;
}

interface Amount {
  readonly count: number;
  readonly chars: number;
}

interface LanguageAmount {
  readonly texts: number;
  readonly wordsIn: number;
  readonly wordsOut: number;
}

/** Sums over texts. Tallies are added, so that the sums of a run do not depend on how it was shared out. */
export interface Tally {
  readonly counts: Readonly<Record<Status, number>>;
  readonly wordsIn: number;
  readonly wordsOut: number;
  /** Words cut, by category. */
  readonly cutWords: Readonly<Record<string, number>>;
  /** Cuts and the characters they took, by rule. */
  readonly rules: Readonly<Record<string, Amount>>;
  readonly languages: Readonly<Record<string, LanguageAmount>>;
  /** Texts with a warning, by its code. */
  readonly warnings: Readonly<Record<string, number>>;
  /** The largest cuts, largest first. */
  readonly largest: readonly LargeCut[];
}

const LARGEST_KEPT = 20;
export const EXCERPT_CHARS = 300;

export const EMPTY_TALLY: Tally = {
  counts: { cleaned: 0, unchanged: 0, skipped: 0, failed: 0 },
  wordsIn: 0,
  wordsOut: 0,
  cutWords: {},
  rules: {},
  languages: {},
  warnings: {},
  largest: [],
};

/** A tally that is added to: copies for each text, or task, would cost more than writing it. */
export interface Sums extends Tally {
  readonly counts: Record<Status, number>;
  wordsIn: number;
  wordsOut: number;
  readonly cutWords: Record<string, number>;
  readonly rules: Record<string, Amount>;
  readonly languages: Record<string, LanguageAmount>;
  readonly warnings: Record<string, number>;
  largest: readonly LargeCut[];
}

export function startSums(): Sums {
  return structuredClone(EMPTY_TALLY) as Sums;
}

/** The sums over some texts. */
export function tallyAccounts(accounts: readonly Account[]): Tally {
  const sums = startSums();
  const cuts: PlacedCut[] = [];
  for (const { path, status, result } of accounts) {
    sums.counts[status] += 1;
    if (result === undefined) continue;
    const { wordsIn, wordsOut, cutWords } = result.stats;
    sums.wordsIn += wordsIn;
    sums.wordsOut += wordsOut;
    addInto(sums.cutWords, cutWords);
    addAmount(sums.languages, result.inLanguage, { texts: 1, wordsIn, wordsOut });
    for (const code of new Set(result.warnings.map((warning) => warning.code))) addInto(sums.warnings, { [code]: 1 });
    for (const edit of result.edits) {
      if (edit.kind !== "cut") continue;
      const chars = edit.removed.length;
      addAmount(sums.rules, edit.rule, { count: 1, chars });
      cuts.push({ path, chars, edit });
    }
  }
  sums.largest = keepLargest(cuts, describeCut);
  return sums;
}

/** Adds `more` to `sums`. */
export function addTally(sums: Sums, more: Tally): void {
  addInto(sums.counts, more.counts);
  sums.wordsIn += more.wordsIn;
  sums.wordsOut += more.wordsOut;
  addInto(sums.cutWords, more.cutWords);
  for (const [rule, amount] of Object.entries(more.rules)) addAmount(sums.rules, rule, amount);
  for (const [tag, amount] of Object.entries(more.languages)) addAmount(sums.languages, tag, amount);
  addInto(sums.warnings, more.warnings);
  // Most of the time nothing new is among the largest.
  const least = sums.largest[LARGEST_KEPT - 1]?.chars ?? 0;
  const larger = more.largest.filter(({ chars }) => chars >= least);
  if (larger.length > 0) sums.largest = keepLargest([...sums.largest, ...larger], (cut) => cut);
}

function addAmount<T extends object>(all: Record<string, T>, key: string, amounts: T): void {
  const sums = all[key];
  if (sums === undefined) all[key] = { ...amounts };
  else addInto(sums as Record<string, number>, amounts as Readonly<Record<string, number>>);
}

function addInto(sums: Record<string, number>, amounts: Readonly<Record<string, number>>): void {
  for (const [key, amount] of Object.entries(amounts)) sums[key] = (sums[key] ?? 0) + amount;
}

interface PlacedCut extends Pick<LargeCut, "path" | "chars"> {
  readonly edit: CleanResult["edits"][number];
}

function describeCut({ path, chars, edit }: PlacedCut): LargeCut {
  const { rule, category, removed } = edit;
  return { path, rule, category, chars, excerpt: removed.slice(0, EXCERPT_CHARS).trim() };
}

/** Ties are settled by place, so that the order in which tallies are added does not show. */
function keepLargest<Cut extends Pick<LargeCut, "path" | "chars">>(
  cuts: readonly Cut[],
  describe: (cut: Cut) => LargeCut,
): readonly LargeCut[] {
  // What stands on every page of a site is looked at once.
  const unlike = new Map<string, LargeCut>();
  for (const cut of cuts.toSorted((a, b) => b.chars - a.chars || (a.path < b.path ? -1 : 1))) {
    if (unlike.size === LARGEST_KEPT) break;
    const described = describe(cut);
    const { chars, rule, excerpt } = described;
    const key = JSON.stringify([chars, rule, excerpt]);
    if (!unlike.has(key)) unlike.set(key, described);
  }
  return [...unlike.values()];
}
