/** One way of a text through the stages: segment, fold, match, decide, harvest, edit. */
import { toEdits } from "./decide/cuts.js";
import { decide } from "./decide/decide.js";
import type { DecideOptions, Decision } from "./decide/decision.js";
import { reportBlocks } from "./explain.js";
import { type Finding, harvest } from "./harvest/harvest.js";
import { createDocument, type Document, keepBlocks } from "./match/document.js";
import { type Hit, type Matches, matchRules, type Miss } from "./match/match.js";
import type { RuleIndex } from "./match/compile.js";
import type { Rulebook, SiteRules } from "./match/rulebook.js";
import { applyEdits } from "./render/edits.js";
import { startFolding } from "./text/fold.js";
import { findLanguage } from "./text/language.js";
import { findRepairs, type Repair } from "./text/repair.js";
import { segment } from "./text/segment.js";
import type { BlockReport, Edit, Level, TextFormat } from "./types.js";

/** What a pass needs to know, with every default filled in. */
export interface PassSettings {
  readonly rulebook: Rulebook;
  readonly host: string | null;
  /** Primary language tag; null to find it. */
  readonly language: string | null;
  readonly level: Level;
  readonly format: TextFormat;
  readonly threshold: number;
  readonly allows: (category: string) => boolean;
  readonly useIndex: boolean;
  readonly explain: boolean;
}

export interface Pass {
  readonly document: Document;
  readonly language: string;
  readonly site: SiteRules | null;
  /** Null when the pass only repaired the text: it is judged in the next one. */
  readonly decision: Decision | null;
  readonly findings: readonly Finding[];
  /** With `explain` only. */
  readonly reports: readonly BlockReport[];
  readonly edits: readonly Edit[];
  readonly body: string;
}

/** Takes a text once through the stages. The folded arrays of the document are reused by the next pass. */
export function runPass(text: string, settings: PassSettings): Pass {
  const { rulebook } = settings;
  const blocks = segment(text, settings.format);
  const folding = startFolding(text, blocks);
  const language = settings.language ?? findLanguage(rulebook.languageIndex, folding);
  const index = rulebook.general(language, settings.explain ? "words" : "place");
  const document = createDocument(folding, rulebook.language(language));
  const finish = (edits: readonly Edit[]): Pick<Pass, "document" | "language" | "edits" | "body"> => ({
    document,
    language,
    edits,
    body: edits.length === 0 ? text : applyEdits(text, edits),
  });
  const repairs = findRepairs(text, blocks, { connectives: rulebook.connectives(language) });
  if (repairs.length > 0) {
    return {
      ...finish(repairs.map((repair) => toRepair(text, repair))),
      site: null,
      decision: null,
      findings: [],
      reports: [],
    };
  }
  const misses: Miss[] | null = settings.explain ? [] : null;
  const { matches, site } = findMatches(document, index, settings, misses);
  const decision = decide(document, matches, decideOptions(settings), misses);
  const reports = misses === null ? [] : reportBlocks(document, decision.blocks, misses);
  return {
    ...finish(toEdits(document, decision.blocks)),
    site,
    decision,
    findings: harvest(document, decision),
    reports,
  };
}

/** Matches of the general rules and, where the address or the text tells the site, of its own. */
function findMatches(
  document: Document,
  index: RuleIndex,
  settings: PassSettings,
  misses: Miss[] | null,
): { matches: Matches; site: SiteRules | null } {
  const { rulebook, host, useIndex } = settings;

  const tag = document.language.language;
  const general = matchRules(document, [index], { useIndex, misses });
  const number = host === null ? general.site : rulebook.siteOf(host, tag);
  const site = number === null ? null : rulebook.site(number, tag);
  if (site === null) return { matches: general, site };
  // Every block of a known site is looked at closely: its rules are few.
  misses?.splice(0);
  const matches = matchRules(document, [index, site.index], { useIndex, misses });
  const isOn = ({ matcher }: Hit): boolean => !site.off.has(matcher.rule.fullId);
  return {
    matches: site.off.size === 0 ? matches : { ...matches, blocks: matches.blocks.map((hits) => hits.filter(isOn)) },
    site,
  };
}

function toRepair(text: string, { start, end, inserted, rule }: Repair): Edit {
  return { start, end, kind: "repair", removed: text.slice(start, end), inserted, rule, category: "repair", score: 0 };
}

const BLANK_LINE = /\n[^\S\n]*\n/;
const INDENTED = /\n(?: {4}|\t)[^\S\n]*$/;
const STOP_AT_END = /[.!?\u2026\u3002\uff01\uff1f\u061f][^\p{L}\p{N}]{0,6}$/u;

/**
 * Whether the blocks that stay would be found again, each by itself, in the body: cuts took whole paragraphs between
 * blank lines, and what has become neighbours is neither joined by repair nor part of a list or another structure.
 */
function leavesBlocksApart({ document, decision }: Pass): boolean {
  const { text, blocks } = document;
  if (decision === null || decision.blocks.some(({ cut, parts }) => !cut && parts.length > 0)) return false;
  const isCut = (block: number): boolean => decision.blocks[block]?.cut === true;
  const isPlain = (block: number): boolean =>
    blocks[block] === undefined || blocks[block]?.kind === "paragraph" || blocks[block]?.kind === "heading";
  for (let from = 0; from < blocks.length; from++) {
    if (!isCut(from)) continue;
    let to = from;
    while (isCut(to)) to++;
    const [before, after] = [blocks[from - 1], blocks[to]];
    if (!isPlain(from - 1) || !isPlain(to)) return false;
    if (before !== undefined && !BLANK_LINE.test(text.slice(before.end, blocks[from]?.start))) return false;
    const gap = text.slice(blocks[to - 1]?.end, after?.start);
    if (after !== undefined && (!BLANK_LINE.test(gap) || INDENTED.test(gap))) return false;
    const joins = before?.kind === "paragraph" && after?.kind === "paragraph";
    if (joins && !STOP_AT_END.test(text.slice(Math.max(before.start, before.end - 8), before.end))) return false;
    from = to;
  }
  return true;
}

/** Whether another pass over the body is known to change nothing, without taking it. */
export function isSettled(pass: Pass, settings: PassSettings): boolean {
  const { document, decision, language, site } = pass;
  if (pass.edits.length === 0) return true;
  if (decision === null || site !== null || !leavesBlocksApart(pass)) return false;
  const kept = document.blocks.flatMap((_, block) => (decision.blocks[block]?.cut === true ? [] : [block]));
  const rest = keepBlocks(document, kept);
  if (settings.language === null && findLanguage(settings.rulebook.languageIndex, rest) !== language) return false;
  const { matches, site: restSite } = findMatches(
    rest,
    settings.rulebook.general(language, settings.explain ? "words" : "place"),
    settings,
    null,
  );
  return (
    restSite === null &&
    decide(rest, matches, decideOptions(settings), null).blocks.every(({ cut, parts }) => !cut && parts.length === 0)
  );
}

const decideOptions = ({ level, threshold, allows, rulebook }: PassSettings): DecideOptions => ({
  level,
  threshold,
  allows,
  weights: rulebook.weights,
});

/** Words of the text that a pass read. */
export const countPassWords = ({ document }: Pass): number =>
  document.measures.reduce((sum, { words }) => sum + words, 0);

/** Words of its text that a pass left, when it cut whole blocks only. */
export const countKeptWords = ({ document, decision }: Pass): number =>
  document.measures.reduce((sum, { words }, block) => (decision?.blocks[block]?.cut === true ? sum : sum + words), 0);

/** Byte order mark and line ends: the stages see line feeds only. */
export function normalize(text: string): readonly Edit[] {
  if (text.charCodeAt(0) !== 0xfeff && !text.includes("\r")) return [];
  const edits: Edit[] = [];
  const push = (start: number, end: number, inserted: string, rule: string): void => {
    edits.push({
      start,
      end,
      kind: "normalize",
      removed: text.slice(start, end),
      inserted,
      rule,
      category: "normalize",
      score: 0,
    });
  };
  let bom = 0;
  while (text.charCodeAt(bom) === 0xfeff) bom++;
  if (bom > 0) push(0, bom, "", "normalize/byte-order-mark");
  for (let at = text.indexOf("\r", bom); at >= 0; at = text.indexOf("\r", at + 1)) {
    push(at, at + 1, text[at + 1] === "\n" ? "" : "\n", "normalize/line-end");
  }
  return edits;
}
