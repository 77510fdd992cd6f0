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

/** The sums over some texts. They are added up in place: copies for each text would cost more than writing it. */
export function tallyAccounts(accounts: readonly Account[]): Tally {
  const counts = { ...EMPTY_TALLY.counts };
  const cutWords: Record<string, number> = {};
  const warnings: Record<string, number> = {};
  const words = { wordsIn: 0, wordsOut: 0 };
  const rules: Record<string, Amount> = {};
  const languages: Record<string, LanguageAmount> = {};
  const cuts: PlacedCut[] = [];
  for (const { path, status, result } of accounts) {
    counts[status] += 1;
    if (result === undefined) continue;
    const { wordsIn, wordsOut } = result.stats;
    addInto(words, { wordsIn, wordsOut });
    addAmount(languages, result.inLanguage, { texts: 1, wordsIn, wordsOut });
    addInto(cutWords, result.stats.cutWords);
    for (const code of new Set(result.warnings.map((warning) => warning.code))) addInto(warnings, { [code]: 1 });
    for (const edit of result.edits) {
      if (edit.kind !== "cut") continue;
      const chars = edit.removed.length;
      addAmount(rules, edit.rule, { count: 1, chars });
      cuts.push({ path, chars, edit });
    }
  }
  return { counts, ...words, cutWords, rules, languages, warnings, largest: keepLargest(cuts, describeCut) };
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

/** The sums of both. */
export function addTallies(a: Tally, b: Tally): Tally {
  return {
    counts: addNumbers(a.counts, b.counts) as Tally["counts"],
    wordsIn: a.wordsIn + b.wordsIn,
    wordsOut: a.wordsOut + b.wordsOut,
    cutWords: addNumbers(a.cutWords, b.cutWords),
    rules: addRecords(a.rules, b.rules),
    languages: addRecords(a.languages, b.languages),
    warnings: addNumbers(a.warnings, b.warnings),
    largest: b.largest.length === 0 ? a.largest : keepLargest([...a.largest, ...b.largest], (cut) => cut),
  };
}

function addNumbers(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sums = { ...a };
  addInto(sums, b);
  return sums;
}

function addRecords<T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>): Record<string, T> {
  const sums = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const before = sums[key];
    sums[key] = before === undefined ? value : (addNumbers(before as never, value as never) as T);
  }
  return sums;
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
