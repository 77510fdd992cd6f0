/** One way of a text through the stages: segment, fold, match, decide, harvest, edit. */
import { toEdits } from "./decide/cuts.js";
import { decide } from "./decide/decide.js";
import type { Decision } from "./decide/decision.js";
import { reportBlocks } from "./explain.js";
import { type Finding, harvest } from "./harvest/harvest.js";
import { createDocument, type Document } from "./match/document.js";
import { type Hit, matchRules, type Miss } from "./match/match.js";
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
  const { rulebook, level, threshold, allows } = settings;
  const blocks = segment(text, settings.format);
  const folding = startFolding(text, blocks);
  const language = settings.language ?? findLanguage(rulebook.languageIndex, folding);
  const index = rulebook.general(language);
  const document = createDocument(folding, rulebook.language(language), index.anchors.sieve);
  const finish = (edits: readonly Edit[]): Pick<Pass, "document" | "language" | "edits" | "body"> => ({
    document,
    language,
    edits,
    body: edits.length === 0 ? text : applyEdits(text, edits),
  });
  const repairs = findRepairs(text, blocks, { connectives: rulebook.connectives(language) });
  if (repairs.length > 0) {
    return { ...finish(repairs.map((repair) => toRepair(text, repair))), site: null, decision: null, findings: [], reports: [] };
  }
  const misses: Miss[] | null = settings.explain ? [] : null;
  const { hits, site } = findHits(document, index, settings, misses);
  const decision = decide(document, hits, { level, threshold, allows, weights: rulebook.weights }, misses);
  const reports = misses === null ? [] : reportBlocks(document, decision.blocks, misses);
  return { ...finish(toEdits(document, decision.blocks)), site, decision, findings: harvest(document, decision), reports };
}

/** Hits of the general rules and, where the address or the text tells the site, of its own. */
function findHits(document: Document, index: RuleIndex, settings: PassSettings, misses: Miss[] | null): { hits: readonly Hit[]; site: SiteRules | null } {
  const { rulebook, host } = settings;
  const options = { useIndex: settings.useIndex, misses };
  const tag = document.language.language;
  const general = matchRules(document, index, options);
  const number = host === null ? general.site : rulebook.siteOf(host, tag);
  const site = number === null ? null : rulebook.site(number, tag);
  if (site === null) return { hits: general.hits, site };
  const resifted = createDocument(document, document.language, site.index.anchors.sieve);
  const own = matchRules(resifted, site.index, options);
  return { hits: [...general.hits.filter(({ matcher }) => !site.off.has(matcher.rule.fullId)), ...own.hits], site };
}

function toRepair(text: string, { start, end, inserted, rule }: Repair): Edit {
  return { start, end, kind: "repair", removed: text.slice(start, end), inserted, rule, category: "repair", score: 0 };
}

/** Words of the text that a pass read. */
export const countPassWords = ({ document }: Pass): number => document.sifted.reduce((sum, { words }) => sum + words, 0);

/** Byte order mark and line ends: the stages see line feeds only. */
export function normalize(text: string): readonly Edit[] {
  if (text.charCodeAt(0) !== 0xfeff && !text.includes("\r")) return [];
  const edits: Edit[] = [];
  const push = (start: number, end: number, inserted: string, rule: string): void => {
    edits.push({ start, end, kind: "normalize", removed: text.slice(start, end), inserted, rule, category: "normalize", score: 0 });
  };
  let bom = 0;
  while (text.charCodeAt(bom) === 0xfeff) bom++;
  if (bom > 0) push(0, bom, "", "normalize/byte-order-mark");
  for (let at = text.indexOf("\r", bom); at >= 0; at = text.indexOf("\r", at + 1)) {
    push(at, at + 1, text[at + 1] === "\n" ? "" : "\n", "normalize/line-end");
  }
  return edits;
}
