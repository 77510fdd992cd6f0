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

/** The sums over some texts. */
export function tallyAccounts(accounts: readonly Account[]): Tally {
  return accounts.map(tallyAccount).reduce(addTallies, EMPTY_TALLY);
}

function tallyAccount({ path, status, result }: Account): Tally {
  const counts = { ...EMPTY_TALLY.counts, [status]: 1 };
  if (result === undefined) return { ...EMPTY_TALLY, counts };
  const { wordsIn, wordsOut, cutWords } = result.stats;
  const cuts = result.edits
    .filter(({ kind }) => kind === "cut")
    .map(({ rule, category, removed }) => ({
      path,
      rule,
      category,
      chars: removed.length,
      excerpt: removed.slice(0, EXCERPT_CHARS).trim(),
    }));
  return {
    counts,
    wordsIn,
    wordsOut,
    cutWords,
    rules: cuts.reduce<Tally["rules"]>((all, { rule, chars }) => addCut(all, rule, chars), {}),
    languages: { [result.inLanguage]: { texts: 1, wordsIn, wordsOut } },
    warnings: Object.fromEntries(result.warnings.map(({ code }) => [code, 1])),
    largest: keepLargest(cuts),
  };
}

function addCut(all: Tally["rules"], rule: string, chars: number): Tally["rules"] {
  const { count, chars: before } = all[rule] ?? { count: 0, chars: 0 };
  return { ...all, [rule]: { count: count + 1, chars: before + chars } };
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
    largest: b.largest.length === 0 ? a.largest : keepLargest([...a.largest, ...b.largest]),
  };
}

function addNumbers(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sums = { ...a };
  for (const [key, value] of Object.entries(b)) sums[key] = (sums[key] ?? 0) + value;
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
function keepLargest(cuts: readonly LargeCut[]): readonly LargeCut[] {
  const before = (a: LargeCut, b: LargeCut): number => b.chars - a.chars || (a.path < b.path ? -1 : 1);
  // What stands on every page of a site is looked at once.
  const unlike = new Map<string, LargeCut>();
  for (const cut of [...cuts].sort(before)) {
    const key = JSON.stringify([cut.chars, cut.rule, cut.excerpt]);
    if (!unlike.has(key)) unlike.set(key, cut);
  }
  return [...unlike.values()].slice(0, LARGEST_KEPT);
}
