/** Hits of rules with `extract` -> metadata, each value with rule, span and confidence. */
import type { Decision } from "../decide/decision.js";
import { type Document, sentencesOf } from "../match/document.js";
import { type Hit, isTailSentence } from "../match/match.js";
import { originalText } from "../text/folded-text.js";
import type { ExtractSource, Language, MetadataField, Span } from "../types.js";
import { readField } from "./fields.js";
import { readLinks } from "./links.js";

/** One reading of one field. The span is in the text of the document. */
export interface Finding {
  readonly field: MetadataField;
  readonly value: string | number | readonly string[];
  readonly rule: string;
  readonly span: Span;
  readonly confidence: number;
  readonly ambiguous: boolean;
  /** A later reading by the same rule takes its place. */
  readonly prefersLast: boolean;
}

const DEFAULT_CONFIDENCE = 0.8;
/** What is left of the confidence in a date where some write the month first and some the day: too little to be told. */
const AMBIGUOUS = 0.3;
/** A rule that has been read so often has said what it has to say. */
const MAX_READINGS = 30;
const COLON_END = /[:：]\W{0,4}$/u;
const COLON_START = /^\W{0,4}[:：]/u;

/**
 * Harvests what counts: rules that only extract, and remove rules whose target is cut.
 *
 * @param languageOf what is known of the language of a rule: its words are read by it, whatever the text is in
 */
export function harvest(
  document: Document,
  decision: Decision,
  languageOf: (tag: string) => Language,
): readonly Finding[] {
  const readings = new Map<string, number>();
  return decision.hits.flatMap((hit) => {
    const { extract, fullId, language: tag, anyName, confidence = DEFAULT_CONFIDENCE } = hit.matcher.rule;
    if (extract === undefined || !counts(decision, hit)) return [];
    const count = readings.get(fullId) ?? 0;
    const prefersLast = hit.matcher.rule.prefer === "last";
    if (count >= MAX_READINGS && !prefersLast) return [];
    readings.set(fullId, count + 1);
    const language = tag === "any" ? document.language : languageOf(tag);
    return (Object.entries(extract) as [MetadataField, ExtractSource][]).flatMap(([field, source]) => {
      const found = readSource(document, decision, hit, source);
      if (found === null) return [];
      const known = { isLabelled: found.isLabelled === true, anyName: anyName === true };
      const read = readField(field, found.text, found.links, language, known);
      if (read === null) return [];
      return [
        {
          field,
          value: read.value,
          rule: hit.matcher.rule.fullId,
          span: found.span,
          confidence: confidence * (read.ambiguous === true && language.monthFirst === true ? AMBIGUOUS : 1),
          ambiguous: read.ambiguous === true,
          prefersLast,
        },
      ];
    });
  });
}

function counts(decision: Decision, hit: Hit): boolean {
  if (hit.matcher.action === "extract") return true;
  const block = decision.blocks[hit.block];
  if (hit.matcher.action === "keep" || block === undefined) return false;
  // A block that only its category keeps was judged husk all the same.
  return (
    block.cut ||
    block.guard === "category" ||
    block.parts.some(({ unit }) => unit.from <= hit.match.from && hit.match.to <= unit.to)
  );
}

interface Source {
  readonly text: string;
  readonly links: readonly string[];
  readonly span: Span;
  /** A label with a colon stands before it. */
  readonly isLabelled?: boolean;
}

function readSource(document: Document, decision: Decision, hit: Hit, source: ExtractSource): Source | null {
  const isTail = isTailSentence(hit);
  if (source === "links") return isTail ? null : linkSource(document, decision, hit);
  if (source === "block" && !isTail) return blockSource(document, decision, hit);
  const plain = plainRange(document, hit, source);
  if (plain === null || plain[1] <= plain[0]) return null;
  const span = inputSpan(document, plain);
  const links = source.startsWith("$")
    ? []
    : linkTexts(document.text.slice(span.start, document.blocks[hit.block]?.end ?? span.end));
  const before = document.text.slice(document.blocks[hit.block]?.start, span.start);
  const text = originalText(document, document.text, plain[0], plain[1]);
  return {
    isLabelled: source === "after" && (COLON_END.test(before) || COLON_START.test(text)),
    text,
    links: source === "after" ? links : [],
    span,
  };
}

function plainRange(document: Document, hit: Hit, source: ExtractSource): readonly [number, number] | null {
  const { tokenStart, tokenEnd } = document;
  const { start, end } = isTailSentence(hit) ? hit.unit : document.block(hit.block);
  if (hit.match.to <= hit.match.from) return null;
  const matchStart = tokenStart[hit.match.from] as number;
  const matchEnd = tokenEnd[hit.match.to - 1] as number;
  if (source === "match") return [matchStart, matchEnd];
  if (source === "block") return [start, end];
  if (source === "after") return [matchEnd, end];
  if (source === "before") return [start, matchStart];
  return hit.groups[source.slice(1)] ?? null;
}

const inputSpan = (document: Document, [start, end]: readonly [number, number]): Span => ({
  start: document.map[start] as number,
  end: (document.map[end - 1] as number) + 1,
});

/** The block without those of its sentences that other families cut. */
function blockSource(document: Document, decision: Decision, hit: Hit): Source | null {
  const { category } = hit.matcher.rule;
  const foreign = decision.hits.filter(
    (other) =>
      other.block === hit.block &&
      other.matcher.action === "remove" &&
      other.matcher.rule.category !== category &&
      other.unit.kind === "sentence",
  );
  const own = sentencesOf(document, hit.block).filter(
    (unit) => !foreign.some((other) => other.unit.from === unit.from),
  );
  const [first] = own;
  const last = own.at(-1);
  if (first === undefined || last === undefined || last.end <= first.start) return null;
  const text = own.map(({ start, end }) => originalText(document, document.text, start, end).trim()).join(" ");
  return { text, links: [], span: inputSpan(document, [first.start, last.end]) };
}

/** Texts of the links of a block and, for a section, what its members say. */
function linkSource(document: Document, decision: Decision, hit: Hit): Source | null {
  const block = document.blocks[hit.block];
  if (block === undefined) return null;
  const { match, where } = hit.matcher.rule;
  const linkTo = match.features?.linkTo ?? where?.linkTo;
  const links = [...linkTexts(document.text.slice(block.start, block.end), linkTo)];
  let end = block.end;
  if (hit.matcher.target === "section") {
    for (let i = hit.block + 1; i < document.blocks.length; i++) {
      const verdict = decision.blocks[i];
      const member = document.blocks[i];
      if (verdict?.cut !== true || verdict.evidence.lead !== hit || member === undefined) break;
      const own = linkTexts(document.text.slice(member.start, member.end));
      const { start, end: plainEnd } = document.block(i);
      links.push(...(own.length > 0 ? own : [originalText(document, document.text, start, plainEnd)]));
      end = member.end;
    }
  }
  return links.length === 0 ? null : { text: links.join(", "), links, span: { start: block.start, end } };
}

/** Texts of links, of those that go to one of these addresses where such are asked for. */
const linkTexts = (markdown: string, linkTo?: readonly string[]): readonly string[] =>
  readLinks(markdown)
    .filter(({ target }) => linkTo === undefined || linkTo.some((part) => target.includes(part)))
    .map(({ text }) => text);
