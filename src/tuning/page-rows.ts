/** Measured documents -> rows to fit to, and steps -> the evidence that a weights file holds. */
import type { Columns } from "../page/column.js";
import type { PageEvidence } from "../types.js";
import { binOf, type Edges, findEdges } from "./bins.js";
import type { Rows, Steps } from "./fit-steps.js";

/** A measured document. */
export interface Measured {
  readonly columns: Columns;
  /** Block -> 1 when it is text of the page. */
  readonly labels: Uint8Array;
  /** How many words each block has. */
  readonly words: Float64Array;
  /** What is known of each block before anything is fitted; null for nothing. */
  readonly evidence: Float64Array | null;
}

/** All rows of the documents, one after the other. */
export interface PageRows extends Rows {
  readonly names: readonly string[];
  readonly edges: readonly Edges[];
  /** For each document its first row; at the end the number of rows. */
  readonly starts: readonly number[];
}

/** Features that occur in fewer blocks say nothing reliable. */
const MIN_BLOCKS = 30;
/** Documents of fewer words do not weigh more for it. */
const MIN_WORDS = 80;
/** Lower steps are left out. */
const DIGITS = 2;

/** Features of at least some blocks, in order of name. */
function nameFeatures(documents: readonly Measured[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { columns } of documents) {
    for (const [name, column] of columns) {
      let count = counts.get(name) ?? 0;
      for (const value of column) if (value !== 0) count++;
      counts.set(name, count);
    }
  }
  return [...counts].flatMap(([name, count]) => (count >= MIN_BLOCKS ? [name] : [])).sort();
}

function startsOf(documents: readonly Measured[]): readonly number[] {
  const starts = [0];
  for (const { labels } of documents) starts.push((starts.at(-1) as number) + labels.length);
  return starts;
}

/** Every document weighs the same, shared out to its blocks by their words. */
function weighRows(documents: readonly Measured[], count: number): Float32Array {
  const weights = new Float32Array(count);
  const scale = count / Math.max(1, documents.length);
  let row = 0;
  for (const { words } of documents) {
    const total = Math.max(
      MIN_WORDS,
      words.reduce((sum, one) => sum + one, 0),
    );
    for (const own of words) weights[row++] = (scale * (own + 1)) / total;
  }
  return weights;
}

function fillColumn(documents: readonly Measured[], name: string, edges: Edges, column: Uint8Array): void {
  column.fill(binOf(edges, 0));
  let row = 0;
  for (const { columns, labels } of documents) {
    columns.get(name)?.forEach((value, block) => {
      column[row + block] = binOf(edges, value);
    });
    row += labels.length;
  }
}

/** The values of a feature in all documents, zeros where a document knows nothing of it. */
const valuesOf = (documents: readonly Measured[], name: string): readonly Float32Array[] =>
  documents.map(({ columns, labels }) => columns.get(name) ?? new Float32Array(labels.length));

/** Sorts the features of the documents into bins. */
export function toRows(documents: readonly Measured[]): PageRows {
  const names = nameFeatures(documents);
  const starts = startsOf(documents);
  const count = starts.at(-1) as number;
  const edges = names.map((name) => findEdges(valuesOf(documents, name)));
  const columns = names.map((name, i) => {
    const column = new Uint8Array(count);
    fillColumn(documents, name, edges[i] as Edges, column);
    return column;
  });
  const labels = new Uint8Array(count);
  const evidence = documents.every((document) => document.evidence !== null) ? new Float32Array(count) : null;
  documents.forEach((document, i) => {
    labels.set(document.labels, starts[i] as number);
    evidence?.set(document.evidence ?? [], starts[i] as number);
  });
  const bins = edges.map(({ length }) => length + 1);
  return { names, edges, starts, count, columns, bins, labels, evidence, weights: weighRows(documents, count) };
}

const round = (value: number): number => Number(value.toFixed(DIGITS));

/** The steps of one feature, above what its lowest bin says. */
function stepsOf(edges: Edges, heights: Float64Array): readonly (readonly [number, number])[] {
  const steps: (readonly [number, number])[] = [];
  edges.forEach((edge, i) => {
    const height = round((heights[i + 1] as number) - (heights[0] as number));
    if (height !== (steps.at(-1)?.[1] ?? 0)) steps.push([edge, height]);
  });
  return steps;
}

/** What a weights file says of fitted steps: nothing of features that do not count. */
export function toEvidence({ names, edges }: PageRows, { bias, heights }: Steps): PageEvidence {
  const lowest = heights.reduce((sum, own) => sum + (own[0] as number), 0);
  const features = names.map((name, i) => [name, stepsOf(edges[i] as Edges, heights[i] as Float64Array)] as const);
  return { bias: round(bias + lowest), features: Object.fromEntries(features.filter(([, steps]) => steps.length > 0)) };
}
