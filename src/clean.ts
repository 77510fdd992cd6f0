/** The whole way: normalize, then pass after pass until nothing changes any more, within the budget. */
import { causeOf } from "./decide/evidence.js";
import { DehuskError } from "./errors.js";
import { mergeReports } from "./explain.js";
import { isFoundTitle } from "./harvest/find-title.js";
import { gatherMetadata } from "./harvest/gather.js";
import type { Finding } from "./harvest/harvest.js";
import { createRulebook, type Rulebook } from "./match/rulebook.js";
import { checkOptions, describeUnknownCategory } from "./options.js";
import {
  countKeptWords,
  countPassWords,
  isSettled,
  normalize,
  type Observer,
  type Pass,
  type PassSettings,
  runPass,
} from "./pass.js";
import { applyEdits, composeEdits, inputOffset } from "./render/edits.js";
import type { Cleaner, CleanOptions, CleanResult, Edit, RuleSet, Stats, Warning } from "./types.js";

/** What a text became, and by which passes. */
interface Outcome {
  readonly body: string;
  /** From the normalized text to the body. */
  readonly edits: readonly Edit[];
  readonly passes: readonly Pass[];
  /** Edits from the normalized text to the text that each pass read. */
  readonly before: readonly (readonly Edit[])[];
  readonly wordsIn: number;
  readonly wordsOut: number;
  readonly settled: boolean;
}

/** Repairs, a cut, and what only shows once the first cuts are made; more never settle on real text. */
const MAX_PASSES = 6;
/** When a document would lose too much, only cuts with this many times the usual evidence stay. */
const FIRMER = [1.5, 2.5] as const;

function settle(text: string, settings: PassSettings): Outcome {
  const passes: Pass[] = [];
  const before: (readonly Edit[])[] = [];
  let edits: readonly Edit[] = [];
  let body = text;
  let settled = false;
  let wordsIn = 0;
  let wordsOut = 0;
  while (!settled && passes.length < MAX_PASSES) {
    const seeksTitle = settings.seeksTitle && passes.every(({ decision }) => decision === null);
    const pass = runPass(body, { ...settings, seeksTitle });
    settings.observer?.onPass(pass);
    passes.push(pass);
    before.push(edits);
    if (passes.length === 1) wordsIn = countPassWords(pass);
    settled = isSettled(pass, settings);
    wordsOut = settled ? countKeptWords(pass) : 0;
    if (pass.edits.length > 0) edits = composeEdits(edits, pass.edits, text);
    body = pass.body;
  }
  return { body, edits, passes, before, wordsIn, wordsOut, settled };
}

const share = ({ wordsIn, wordsOut }: Outcome): number => (wordsIn === 0 ? 0 : 1 - wordsOut / wordsIn);

/**
 * Cuts within the budget. Where all cuts together are too much, the weakest are rolled back; what is left must be stable
 * (cleaning it again changes nothing), otherwise the text stays as it is.
 */
function cleanWithin(
  text: string,
  settings: PassSettings,
  maxCut: number | null,
): { outcome: Outcome; warnings: readonly Warning[] } {
  const full = settle(text, settings);
  const most = maxCut ?? defaultMaxCut(full, settings);
  if (full.settled && share(full) <= most) return { outcome: full, warnings: [] };
  for (const times of FIRMER) {
    const outcome = settle(text, {
      ...settings,
      threshold: settings.threshold * times,
      firmness: times,
      observer: undefined,
    });
    const fits = outcome.settled && outcome.edits.length > 0 && share(outcome) <= most;
    // A firmer result counts only where cleaning it again changes nothing.
    if (fits && cleanWithin(outcome.body, { ...settings, observer: undefined }, maxCut).outcome.edits.length === 0) {
      return {
        outcome,
        warnings: [
          full.settled
            ? overBudget(full, most, "the weaker cuts were rolled back")
            : unstable("the weaker cuts were rolled back"),
        ],
      };
    }
  }
  const kept = { ...full, body: text, edits: [], wordsOut: full.wordsIn };
  return {
    outcome: kept,
    warnings: [full.settled ? overBudget(full, most, "nothing was cut") : unstable("nothing was cut")],
  };
}

/** Most of a whole page may be furniture. */
const defaultMaxCut = ({ passes }: Outcome, { rulebook, level }: PassSettings): number =>
  (passes.some(({ isPage }) => isPage) ? (rulebook.page ?? rulebook.weights) : rulebook.weights).maxCut[level];

const percent = (part: number): string => `${Math.round(part * 100)} %`;

const overBudget = (full: Outcome, maxCut: number, done: string): Warning => ({
  code: "W_BUDGET",
  message: `the rules would cut ${percent(share(full))} of the words, more than the ${percent(maxCut)} of maxCut: ${done}`,
});

const unstable = (done: string): Warning => ({
  code: "W_UNSTABLE",
  message: `the cuts did not settle in ${MAX_PASSES} passes: ${done}`,
});

/**
 * Makes a cleaner of rules that are asked for when the first text comes, prepared once, and compiled when a text needs
 * them. It brings no rules along, so a page may hand in those that it has fetched.
 */
export function prepareCleaner(readRules: () => RuleSet, defaults: CleanOptions = {}): Cleaner {
  checkOptions(defaults);
  let rulebook: Rulebook | null = null;
  return {
    clean: (text, own = {}) => {
      if (typeof text !== "string") throw new DehuskError("E_TEXT", `the text must be a string, not ${nameType(text)}`);
      checkOptions(own);
      const options = { ...defaults, ...own };
      checkCategories(options, readRules);
      rulebook ??= createRulebook(readRules());
      return cleanText(text, rulebook, options);
    },
  };
}

const nameType = (value: unknown): string => (value === null ? "null" : typeof value);

function checkCategories(options: CleanOptions, readRules: () => RuleSet): void {
  if (options.only === undefined && options.except === undefined) return;
  const fault = describeUnknownCategory(options, readRules());
  if (fault !== null) throw new DehuskError("E_OPTION", fault);
}

/**
 * Cleans one text by a rulebook that is there already; an observer sees the passes. For tuning, not for users.
 *
 * @internal
 */
export function cleanText(text: string, rulebook: Rulebook, options: CleanOptions, observer?: Observer): CleanResult {
  const { level = "normal", format = "auto", only, except = [], explain = false, maxCut, input = "auto" } = options;
  const settings: PassSettings = {
    rulebook,
    url: options.url ?? null,
    host: hostOf(options.url),
    language: options.inLanguage?.split("-")[0]?.toLowerCase() ?? null,
    level,
    format,
    threshold: rulebook.weights.thresholds[level],
    input,
    firmness: 1,
    allows: (category) => (only === undefined || only.includes(category)) && !except.includes(category),
    useIndex: true,
    explain,
    seeksTitle: true,
    observer,
  };
  const normal = normalize(text);
  const start = normal.length === 0 ? text : applyEdits(text, normal);
  const { outcome, warnings } = cleanWithin(start, settings, maxCut ?? null);
  const edits = normal.length === 0 ? outcome.edits : composeEdits(normal, outcome.edits, text);
  const inLanguage = options.inLanguage ?? outcome.passes.at(-1)?.language ?? "und";
  const offsets = outcome.before.map((own) => {
    const composed = normal.length === 0 ? own : composeEdits(normal, own, text);
    return (at: number): number => inputOffset(composed, at);
  });
  const findings = outcome.passes.flatMap((pass, i) =>
    pass.findings.map((finding) => moveFinding(finding, offsets[i] ?? ((at) => at))),
  );
  const isTitled = outcome.passes.some((pass) => pass.isTitled);
  const told = isTitled ? findings.filter((own) => own.field !== "title" || isFoundTitle(own)) : findings;
  const metadata = gatherMetadata(told, {
    inLanguage,
    url: options.url ?? null,
    site: outcome.passes.find(({ site }) => site !== null)?.site ?? null,
    words: outcome.wordsOut,
    language: rulebook.language(inLanguage),
  });
  const result = {
    body: outcome.body,
    metadata,
    edits,
    warnings: [...warnings, ...warnIfEmpty(outcome)],
    inLanguage,
    stats: countStats(outcome),
  };
  if (!explain) return result;
  const judged = outcome.passes.flatMap((pass, i) =>
    pass.decision === null ? [] : [{ reports: pass.reports, offset: offsets[i] ?? ((at: number) => at) }],
  );
  return { ...result, blocks: mergeReports(judged) };
}

const moveFinding = (finding: Finding, offset: (at: number) => number): Finding => ({
  ...finding,
  span: { start: offset(finding.span.start), end: offset(finding.span.end - 1) + 1 },
});

const warnIfEmpty = ({ wordsIn, wordsOut }: Outcome): readonly Warning[] =>
  wordsIn > 0 && wordsOut === 0 ? [{ code: "W_EMPTY", message: "every word of the text was cut" }] : [];

function countStats({ passes, wordsIn, wordsOut, edits }: Outcome): Stats {
  const cutWords: Record<string, number> = {};
  let blocksCut = 0;
  for (const { decision, document } of edits.length === 0 ? [] : passes) {
    decision?.blocks.forEach((block, i) => {
      if (!block.cut) return;
      blocksCut++;
      const { category } = causeOf(block.evidence);
      cutWords[category] = (cutWords[category] ?? 0) + (document.measures[i]?.words ?? 0);
    });
  }
  const input = passes.some(({ isPage }) => isPage) ? "page" : "article";
  return { wordsIn, wordsOut, blocksIn: passes[0]?.document.blocks.length ?? 0, blocksCut, cutWords, input };
}

function hostOf(url: string | undefined): string | null {
  if (url === undefined) return null;
  try {
    return new URL(url).hostname || null;
  } catch {
    return null;
  }
}
