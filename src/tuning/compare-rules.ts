/** What two rule sets do differently to a document. */
import { createCleaner } from "../builtin-cleaner.js";
import type { CleanOptions, CleanResult, Edit, RuleSet, Span } from "../types.js";
import { type CorpusDocument, createGoldCounter, shownWords } from "./corpus.js";
import { scoreWords, wordsOf } from "./labelled.js";

/** A stretch of the input that one rule set cuts and the other leaves. */
export interface Change extends Span {
  /** `gained`: only the second cuts it; `lost`: only the first does. */
  readonly kind: "gained" | "lost";
  readonly text: string;
  readonly words: number;
  /** The rule that cuts it. */
  readonly rule: string;
  /** What stands before and behind it in the input. */
  readonly before: string;
  readonly after: string;
  /** Of its words, those that the gold has; null without gold. */
  readonly right: number | null;
}

export interface DocumentChange {
  readonly document: string;
  readonly changes: readonly Change[];
  /** Metadata fields with another value. */
  readonly fields: readonly string[];
  /** Word F1 against the gold before and after; null without gold. */
  readonly scores: readonly [number, number] | null;
}

const CONTEXT_CHARS = 120;
/** So much of a change is told; a whole page may be one. */
const MAX_TEXT_CHARS = 1500;

/**
 * Returns a function that cleans a document by both rule sets and gives what they do differently, null when nothing.
 */
export function createComparer(
  first: RuleSet,
  second: RuleSet,
  options: CleanOptions,
): (document: CorpusDocument) => DocumentChange | null {
  const [before, after] = [first, second].map((rules) => createCleaner({ ...options, rules }));
  return (document) => {
    const own = document.url === undefined ? {} : { url: document.url };
    const [a, b] = [before?.clean(document.text, own), after?.clean(document.text, own)];
    return a === undefined || b === undefined ? null : compareResults(document, a, b);
  };
}

function compareResults({ name, text, gold }: CorpusDocument, a: CleanResult, b: CleanResult): DocumentChange | null {
  const count = gold === undefined ? null : createGoldCounter(gold);
  const toChange = (kind: Change["kind"], { start, end, rule }: Piece): Change => {
    const stretch = text.slice(start, end);
    return {
      kind,
      start,
      end,
      rule,
      text: shorten(stretch.trim()),
      words: shownWords(stretch).length,
      before: text.slice(Math.max(0, start - CONTEXT_CHARS), start),
      after: text.slice(end, end + CONTEXT_CHARS),
      right: count === null ? null : count(stretch).right,
    };
  };
  const changes = [
    ...subtract(b.edits, a.edits, text).map((piece) => toChange("gained", piece)),
    ...subtract(a.edits, b.edits, text).map((piece) => toChange("lost", piece)),
  ].sort((x, y) => x.start - y.start);
  const fields = differingFields(a, b);
  if (changes.length === 0 && fields.length === 0 && a.body === b.body) return null;
  const goldWords = gold === undefined ? null : wordsOf(gold);
  const score = ({ body }: CleanResult): number => (goldWords === null ? 0 : scoreWords(wordsOf(body), goldWords));
  return { document: name, changes, fields, scores: goldWords === null ? null : [score(a), score(b)] };
}

const shorten = (text: string): string =>
  text.length <= MAX_TEXT_CHARS ? text : `${text.slice(0, MAX_TEXT_CHARS)} [...]`;

interface Piece extends Span {
  readonly rule: string;
}

const isCut = ({ kind, start, end }: Edit): boolean => kind === "cut" && end > start;

/** The stretches that `edits` cut and `others` do not; white space alone is no stretch. */
function subtract(edits: readonly Edit[], others: readonly Edit[], text: string): readonly Piece[] {
  const cuts = others.filter(isCut);
  const pieces: Piece[] = [];
  let next = 0;
  for (const { start, end, rule } of edits.filter(isCut)) {
    while (next < cuts.length && (cuts[next]?.end ?? 0) <= start) next++;
    let at = start;
    for (let i = next; i < cuts.length && (cuts[i] as Edit).start < end; i++) {
      const other = cuts[i] as Edit;
      pieces.push({ start: at, end: other.start, rule });
      at = Math.max(at, other.end);
    }
    pieces.push({ start: at, end, rule });
  }
  return pieces.filter((piece) => piece.end > piece.start && text.slice(piece.start, piece.end).trim() !== "");
}

/** Counted and measured fields follow from the body. */
const DERIVED = new Set(["provenance", "wordCount", "timeRequired"]);

function differingFields({ metadata: a }: CleanResult, { metadata: b }: CleanResult): readonly string[] {
  const [first, second] = [a, b].map((data) => new Map(Object.entries(data)));
  const names = new Set([...(first?.keys() ?? []), ...(second?.keys() ?? [])]);
  return [...names]
    .filter((name) => !DERIVED.has(name) && JSON.stringify(first?.get(name)) !== JSON.stringify(second?.get(name)))
    .sort();
}

export interface Comparison {
  readonly documents: number;
  /** Documents with any change. */
  readonly changed: number;
  /** Words that only the second cuts, and that only the first does. */
  readonly gainedWords: number;
  readonly lostWords: number;
  /** Of them, in documents with gold, those that the gold has; the gold words that changes were judged by. */
  readonly gainedRight: number;
  readonly lostRight: number;
  /** Changed documents with gold: whose F1 rises and falls by more than 0.01, and the mean change. */
  readonly better: number;
  readonly worse: number;
  readonly withGold: number;
  readonly meanScoreChange: number;
  /** The first changed documents. */
  readonly details: readonly DocumentChange[];
}

/** As many changed documents are kept; all are counted. */
const MAX_DETAILS = 500;
const HARM = 0.01;

/** Adds up the changes of a corpus. */
export function createTally(): {
  readonly add: (document: CorpusDocument, change: DocumentChange | null) => void;
  readonly report: () => Comparison;
} {
  const details: DocumentChange[] = [];
  const sums = { documents: 0, changed: 0, gainedWords: 0, lostWords: 0, gainedRight: 0, lostRight: 0 };
  const scored = { better: 0, worse: 0, withGold: 0, total: 0 };
  const add = ({ gold }: CorpusDocument, change: DocumentChange | null): void => {
    sums.documents += 1;
    scored.withGold += gold === undefined ? 0 : 1;
    if (change === null) return;
    sums.changed += 1;
    if (details.length < MAX_DETAILS) details.push(change);
    for (const { kind, words, right } of change.changes) {
      sums[`${kind}Words`] += words;
      sums[`${kind}Right`] += right ?? 0;
    }
    const [before = 0, after = 0] = change.scores ?? [];
    scored.total += after - before;
    if (after > before + HARM) scored.better += 1;
    if (after < before - HARM) scored.worse += 1;
  };
  const report = (): Comparison => {
    const { better, worse, withGold, total } = scored;
    return { ...sums, better, worse, withGold, meanScoreChange: withGold === 0 ? 0 : total / withGold, details };
  };
  return { add, report };
}
