/** Wordings of a repeated line -> one phrase that matches them all. */
import type { LineToken } from "./repeat-lines.js";

/** What all wordings share, in order, with the most words that stand between in any of them. */
interface Step {
  readonly token: LineToken;
  /** Words before the token that differ; 0 when none do. */
  readonly gap: number;
}

export interface DraftPhrase {
  readonly phrase: string;
  /** The phrase stands for the whole line, not for its beginning only. */
  readonly isWhole: boolean;
}

/** Of longer lines the beginning is enough. */
const MAX_PHRASE_TOKENS = 40;
const MIN_SHARED_WORDS = 3;
/** What is shared must be this share of the words. */
const MIN_SHARED = 0.6;
const MAX_GAPS = 2;
const MAX_GAP = 8;

const isSame = (a: LineToken, b: LineToken): boolean =>
  a.kind === b.kind && (a.kind === "number" || a.text.toLowerCase() === b.text.toLowerCase());

/** Punctuation beside a match does not count, so a phrase neither begins nor ends with it. */
function trimStops(tokens: readonly LineToken[]): readonly LineToken[] {
  const isWord = ({ kind }: LineToken): boolean => kind !== "stop";
  return tokens.slice(Math.max(0, tokens.findIndex(isWord)), tokens.findLastIndex(isWord) + 1);
}

/** The longest sequence of tokens that both lines hold, in order, as pairs of their numbers. */
function align(a: readonly LineToken[], b: readonly LineToken[]): readonly (readonly [number, number])[] {
  const width = b.length + 1;
  const best = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => best[i * width + j] as number;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      best[i * width + j] = isSame(a[i] as LineToken, b[j] as LineToken)
        ? at(i + 1, j + 1) + 1
        : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (isSame(a[i] as LineToken, b[j] as LineToken)) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** The phrase for one wording; the words of the notation itself are none. */
export function draftExact(tokens: readonly LineToken[]): DraftPhrase | null {
  const own = trimStops(tokens);
  const isWhole = own.length <= MAX_PHRASE_TOKENS;
  const part = isWhole ? own : trimStops(own.slice(0, MAX_PHRASE_TOKENS));
  if (part.length === 0) return null;
  return { phrase: part.map(write).join(" "), isWhole };
}

/** A phrase with gaps for several wordings; null when they share too little, or differ across sentences. */
export function draftCommon(lines: readonly (readonly LineToken[])[]): DraftPhrase | null {
  const [first, ...others] = lines.map(trimStops);
  if (first === undefined || first.length === 0 || [first, ...others].some(({ length }) => length > MAX_PHRASE_TOKENS))
    return null;
  const shared = others.reduce(
    (kept, other) => align(kept, other).map(([i]) => kept[i] as LineToken),
    first as readonly LineToken[],
  );
  const words = shared.filter(({ kind }) => kind === "word").length;
  const longest = Math.max(...[first, ...others].map(({ length }) => length));
  if (words < MIN_SHARED_WORDS || shared.length < MIN_SHARED * longest) return null;
  const gaps = measureGaps(shared, [first, ...others]);
  if (gaps === null || gaps.filter((gap) => gap > 0).length > MAX_GAPS || Math.max(...gaps) > MAX_GAP) return null;
  const steps: readonly Step[] = shared.map((token, i) => ({ token, gap: gaps[i] as number }));
  const tail = gaps.at(-1) as number;
  const parts = steps.flatMap(({ token, gap }) => [...writeGap(gap), write(token)]);
  return { phrase: [...parts, ...writeGap(tail)].join(" "), isWhole: true };
}

const writeGap = (words: number): readonly string[] => (words === 0 ? [] : [`...${Math.min(MAX_GAP, words + 1)}`]);

/** The most words before each shared token, and behind the last; null when a sentence ends among them. */
function measureGaps(shared: readonly LineToken[], lines: readonly (readonly LineToken[])[]): readonly number[] | null {
  const gaps = Array.from({ length: shared.length + 1 }, () => 0);
  for (const line of lines) {
    const places = [...align(shared, line).map(([, j]) => j), line.length];
    if (places.length !== gaps.length) return null;
    let from = 0;
    for (const [i, place] of places.entries()) {
      const between = line.slice(from, place);
      if (between.some(({ kind }) => kind === "stop")) return null;
      gaps[i] = Math.max(gaps[i] as number, between.length);
      from = place + 1;
    }
  }
  return gaps;
}

const NOTATION = /[()[\]{}|#*\\]/;

/** A token in the notation of phrases. */
function write({ kind, text }: LineToken): string {
  if (kind === "number") return "#";
  if (kind === "stop") return NOTATION.test(text) ? `\\${text}` : text;
  return text.toLowerCase();
}
