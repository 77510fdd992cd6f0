/** One way of a text through the stages: segment, fold, match, decide, harvest, edit. */
import { toEdits } from "./decide/cuts.js";
import { decide } from "./decide/decide.js";
import type { DecideOptions, Decision } from "./decide/decision.js";
import { reportBlocks } from "./explain.js";
import { type FoundTitle, findAddressTitle, findTitle, isTold, readTitle } from "./harvest/find-title.js";
import { type Finding, harvest } from "./harvest/harvest.js";
import { weighByAddress, weighByTitle } from "./harvest/near-title.js";
import type { RuleIndex } from "./match/compile.js";
import { addTitles, createDocument, type Document, keepBlocks } from "./match/document.js";
import { type Hit, type Matches, type Miss, matchRules, type WatchRule } from "./match/match.js";
import type { Rulebook, SiteRules } from "./match/rulebook.js";
import { hasBlocksOfPage, mayBePage } from "./page/find-page.js";
import { hitsOnPage } from "./page/hit-features.js";
import { judgePage, PAGE_CATEGORY } from "./page/judge-page.js";
import { applyEdits } from "./render/edits.js";
import { startFolding } from "./text/fold.js";
import { findBlockLanguage, findLanguage } from "./text/language.js";
import { findRepairs, type Repair } from "./text/repair.js";
import { segment } from "./text/segment.js";
import type { BlockReport, Edit, Level, TextFormat } from "./types.js";

/** What a pass needs to know, with every default filled in. */
export interface PassSettings {
  readonly rulebook: Rulebook;
  /** Address of the text. */
  readonly url: string | null;
  readonly host: string | null;
  /** Primary language tag; null to find it. */
  readonly language: string | null;
  readonly level: Level;
  readonly format: TextFormat;
  readonly threshold: number;
  /** What the caller says of the text. */
  readonly input: "auto" | "article" | "page";
  /** How many times the usual evidence a cut needs. */
  readonly firmness: number;
  readonly allows: (category: string) => boolean;
  readonly useIndex: boolean;
  readonly explain: boolean;
  /** Whether the title is still to be found: a later pass may not see it any more. */
  readonly seeksTitle: boolean;
  readonly observer?: Observer | undefined;
}

/** Whoever measures rules: told what the first way of a text through the passes finds. */
export interface Observer {
  /** Called after each pass, while the arrays of its document are still its own. */
  readonly onPass: (pass: Pass) => void;
  readonly watchRule?: WatchRule;
}

export interface Pass {
  readonly document: Document;
  readonly language: string;
  readonly site: SiteRules | null;
  /** Null when the pass only repaired the text: it is judged in the next one. */
  readonly decision: Decision | null;
  readonly isPage: boolean;
  /** Whether the title was looked for on the page as a whole, so that what the rules say of it counts no more. */
  readonly isTitled: boolean;
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
  const document = createDocument(folding, rulebook.language(language), settings.url);
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
      isPage: false,
      isTitled: false,
      findings: [],
      reports: [],
    };
  }
  const title = seekTitle(document, settings);
  const misses: Miss[] | null = settings.explain ? [] : null;
  const { matches, site, indexesOf } = findMatches(document, language, settings, misses);
  const options = decideOptions(settings);
  const ruled = decide(document, matches, options, misses);
  const page = readAsPage(document, matches, indexesOf, ruled, settings);
  const decision = page ?? ruled;
  const isPageLike =
    title !== null && rulebook.page !== null && (page !== null || mayBePage(document, matches.prose, rulebook.page));
  const told = tellTitle(document, title, page !== null ? "page" : isPageLike ? "pageLike" : "text", settings);
  const reports = misses === null ? [] : reportBlocks(document, decision, misses);
  return {
    ...finish(toEdits(document, decision.blocks)),
    site,
    decision,
    isPage: page !== null,
    findings: readFindings(document, harvest(document, decision, rulebook.language), told, isPageLike, settings.url),
    isTitled: told !== null || isPageLike,
    reports,
  };
}

/** The decision on a text as a whole page; null when it is an article. */
function readAsPage(
  document: Document,
  matches: Matches,
  indexesOf: IndexesOf,
  ruled: Decision,
  { rulebook, input, level, firmness, explain, allows }: PassSettings,
): Decision | null {
  const weights = input === "article" ? null : rulebook.page;
  if (weights === null || !mayBePage(document, matches.prose, weights)) return null;
  const page = { weights, level, firmness, said: input === "page", explains: explain };
  const decision = judgePage(document, matches, hitsOnPage(document, matches, indexesOf), ruled, page);
  return decision === null || allows(PAGE_CATEGORY) ? decision : ruled;
}

/** Finds the title of what may be a page, from which bylines and dates are looked for. */
function seekTitle(document: Document, { rulebook, seeksTitle, input, url }: PassSettings): FoundTitle | null {
  const { weights, page } = rulebook;
  if (!seeksTitle || page === null || input === "article" || weights.titles === undefined) return null;
  if (!hasBlocksOfPage(document, page, input === "page")) return null;
  const title = findTitle(document, url, weights.titles);
  addTitles(document, title.places);
  return title;
}

/** The title that is sure enough to be told; of an article, one of its first lines may have the words of the address. */
function tellTitle(
  document: Document,
  title: FoundTitle | null,
  kind: "page" | "pageLike" | "text",
  { seeksTitle, url }: PassSettings,
): FoundTitle | null {
  if (title !== null && isTold(title, kind)) return title;
  return kind === "text" && seeksTitle && url !== null ? findAddressTitle(document, url) : null;
}

/** What was read, weighed by what is known of the title, with the title itself. */
function readFindings(
  document: Document,
  read: readonly Finding[],
  title: FoundTitle | null,
  isPageLike: boolean,
  url: string | null,
): readonly Finding[] {
  if (title !== null)
    return [...readTitle(document, title), ...(isPageLike ? weighByTitle(document, read, title) : read)];
  return url === null ? read : weighByAddress(read, url);
}

type IndexesOf = (block: number) => readonly RuleIndex[];

/** Matches of the general rules and, where the address or the text tells the site, of its own. */
function findMatches(
  document: Document,
  language: string,
  settings: PassSettings,
  misses: Miss[] | null,
): { matches: Matches; site: SiteRules | null; indexesOf: IndexesOf } {
  const { rulebook, host, useIndex, explain, observer } = settings;
  const watch = observer?.watchRule;
  const minds = explain ? "words" : "place";
  const own = rulebook.general(language, minds);
  const tags = document.blocks.map((_, block) => {
    document.languages[block] ??= findBlockLanguage(rulebook.languageIndex, document, block, language);
    return document.languages[block];
  });
  const rulesWith = (...more: readonly RuleIndex[]): IndexesOf => {
    const usual = [own, ...more];
    const indexes = tags.map((tag) => (tag === language ? usual : [own, rulebook.foreign(tag, minds), ...more]));
    return (block) => indexes[block] ?? usual;
  };
  const match = (indexesOf: IndexesOf): Matches => matchRules(document, indexesOf, { useIndex, misses, watch });
  const general = match(rulesWith());
  const number = host === null ? general.site : rulebook.siteOf(host, language);
  const site = number === null ? null : rulebook.site(number, language);
  if (site === null) return { matches: general, site, indexesOf: rulesWith() };
  // Every block of a known site is looked at closely: its rules are few.
  misses?.splice(0);
  const indexesOf = rulesWith(site.index);
  const matches = match(indexesOf);
  const isOn = ({ matcher }: Hit): boolean => !site.off.has(matcher.rule.fullId);
  return {
    matches: site.off.size === 0 ? matches : { ...matches, blocks: matches.blocks.map((hits) => hits.filter(isOn)) },
    site,
    indexesOf,
  };
}

function toRepair(text: string, { start, end, inserted, rule }: Repair): Edit {
  return { start, end, kind: "repair", removed: text.slice(start, end), inserted, rule, category: "repair", score: 0 };
}

/** Whether the body has the blocks that were left, as they were, and nothing to repair between them. */
function keepsBlocks({ document, body, edits }: Pass, kept: readonly number[], settings: PassSettings): boolean {
  const found = segment(body, settings.format);
  if (found.length !== kept.length) return false;
  let removed = 0;
  let next = 0;
  const isSame = kept.every((number, i) => {
    const [old, block] = [document.blocks[number], found[i]];
    if (old === undefined || block === undefined) return false;
    for (let edit = edits[next]; edit !== undefined && edit.start < old.start; edit = edits[++next]) {
      removed += edit.removed.length - edit.inserted.length;
    }
    const { kind, level, start, end } = old;
    return (
      block.kind === kind && block.level === level && block.start === start - removed && block.end === end - removed
    );
  });
  const connectives = settings.rulebook.connectives(document.language.language);
  return isSame && findRepairs(body, found, { connectives }).length === 0;
}

/** Whether another pass over the body is known to change nothing, from what is known of the blocks that are left. */
export function isSettled(pass: Pass, settings: PassSettings): boolean {
  const { document, decision, language, site } = pass;
  if (pass.edits.length === 0) return true;
  if (decision === null || site !== null || pass.isPage) return false;
  if (decision.blocks.some(({ cut, parts }) => !cut && parts.length > 0)) return false;
  const kept = document.blocks.flatMap((_, block) => (decision.blocks[block]?.cut === true ? [] : [block]));
  if (!keepsBlocks(pass, kept, settings)) return false;
  const rest = keepBlocks(document, kept);
  const { languageIndex } = settings.rulebook;
  if (settings.language === null && findLanguage(languageIndex, rest) !== language) return false;
  const { matches, site: restSite } = findMatches(rest, language, settings, null);
  const { blocks } = decide(rest, matches, decideOptions(settings), null);
  return restSite === null && blocks.every(({ cut, parts }) => !cut && parts.length === 0);
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
