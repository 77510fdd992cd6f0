/** The account of a pass: every block with its verdict, its reasons and, where it stays, what came closest. */
import type { BlockDecision, Decision } from "./decide/decision.js";
import { causeOf, type Evidence, toReason } from "./decide/evidence.js";
import type { Document, Unit } from "./match/document.js";
import type { Miss } from "./match/match.js";
import type { BlockReport, NearMiss, Span, Verdict } from "./types.js";

/** For each block the remove rule that came closest, with the condition that failed. */
function nearestMisses(misses: readonly Miss[]): ReadonlyMap<number, NearMiss> {
  const best = new Map<number, Miss>();
  for (const miss of misses) {
    if (miss.matcher.action !== "remove") continue;
    const known = best.get(miss.block);
    if (known === undefined || miss.matcher.weight > known.matcher.weight) best.set(miss.block, miss);
  }
  return new Map([...best].map(([block, { matcher, failed }]) => [block, { rule: matcher.rule.fullId, failed }]));
}

const toScore = (score: number): number => Math.round(score * 100) / 100;

const toCut = (evidence: Evidence): Verdict => ({
  kind: "cut",
  ...causeOf(evidence),
  score: toScore(evidence.score),
  reasons: evidence.reasons,
});

function toVerdict({ cut, evidence, guard }: BlockDecision, nearest: NearMiss | undefined): Verdict {
  if (cut) return toCut(evidence);
  return {
    kind: "keep",
    score: toScore(evidence.score),
    reasons: evidence.reasons,
    ...(guard === null ? {} : { guard }),
    ...(nearest === undefined ? {} : { nearest }),
  };
}

const unitSpan = (document: Document, { start, end }: Unit): Span => ({
  start: document.map[start] as number,
  end: (document.map[Math.max(start, end - 1)] as number) + 1,
});

/** Reports every block of one pass; spans are in the text of the pass. */
export function reportBlocks(
  document: Document,
  { blocks, trials }: Decision,
  misses: readonly Miss[],
): readonly BlockReport[] {
  const nearest = nearestMisses(misses);
  return document.blocks.map((block, i) => {
    const decision = blocks[i] as BlockDecision;
    const own = trials.filter((hit) => hit.block === i).map((hit) => toReason(document, hit));
    return {
      ...block,
      zone: decision.zone,
      text: document.text.slice(block.start, block.end),
      verdict: toVerdict(decision, nearest.get(i)),
      parts: decision.parts.map(({ unit, evidence }) => ({ ...unitSpan(document, unit), verdict: toCut(evidence) })),
      ...(own.length === 0 ? {} : { trials: own }),
    };
  });
}

const move = (report: BlockReport, offset: (at: number) => number): BlockReport => ({
  ...report,
  ...moveSpan(report, offset),
  parts: report.parts.map((part) => ({ ...part, ...moveSpan(part, offset) })),
});

const moveSpan = ({ start, end }: Span, offset: (at: number) => number): Span => ({
  start: offset(start),
  end: offset(Math.max(start, end - 1)) + 1,
});

/**
 * Puts the reports of several passes together: the first one that judged the text counts, with what later passes cut of
 * its blocks.
 *
 * @param passes reports with the way from their offsets to those of the input
 */
export function mergeReports(
  passes: readonly { readonly reports: readonly BlockReport[]; readonly offset: (at: number) => number }[],
): readonly BlockReport[] {
  const [first = [], ...later] = passes.map(({ reports, offset }) => reports.map((report) => move(report, offset)));
  const changed = new Map<number, BlockReport>();
  for (const report of later.flat())
    if (report.verdict.kind === "cut" || report.parts.length > 0) changed.set(report.start, report);
  return first.map((report) => {
    const change = changed.get(report.start);
    if (change === undefined) return report;
    return { ...report, verdict: change.verdict, parts: [...report.parts, ...change.parts] };
  });
}
