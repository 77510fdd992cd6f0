/** Measured documents -> rows to fit to, and steps -> the model that a weights file holds. */
import type { PageModel } from "../types.js";
import { binOf, type Edges, findEdges } from "./bins.js";
import type { Rows, Steps } from "./fit-steps.js";
import type { Example } from "./labelled.js";

/** All rows of the examples, one after the other. */
export interface PageRows extends Rows {
  readonly names: readonly string[];
  readonly edges: readonly Edges[];
  /** For each example its first row; at the end the number of rows. */
  readonly starts: readonly number[];
}

/** Features that occur in fewer blocks say nothing reliable. */
const MIN_BLOCKS = 30;
/** Documents of fewer words do not weigh more for it. */
const MIN_WORDS = 80;
/** Lower steps are left out. */
const DIGITS = 2;

/** Features of at least some blocks, in order of name. */
function nameFeatures(examples: readonly Example[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { features } of examples) {
    for (const [name, column] of features.columns) {
      let count = counts.get(name) ?? 0;
      for (const value of column) if (value !== 0) count++;
      counts.set(name, count);
    }
  }
  return [...counts].flatMap(([name, count]) => (count >= MIN_BLOCKS ? [name] : [])).sort();
}

function startsOf(examples: readonly Example[]): readonly number[] {
  const starts = [0];
  for (const { labels } of examples) starts.push((starts.at(-1) as number) + labels.length);
  return starts;
}

/** Every document weighs the same, shared out to its blocks by their words. */
function weighRows(examples: readonly Example[], count: number): Float32Array {
  const weights = new Float32Array(count);
  const scale = count / Math.max(1, examples.length);
  let row = 0;
  for (const { features } of examples) {
    const { words } = features.facts;
    const total = Math.max(
      MIN_WORDS,
      words.reduce((sum, one) => sum + one, 0),
    );
    for (const own of words) weights[row++] = (scale * (own + 1)) / total;
  }
  return weights;
}

function fillColumn(examples: readonly Example[], name: string, edges: Edges, column: Uint8Array): void {
  column.fill(binOf(edges, 0));
  let row = 0;
  for (const { features, labels } of examples) {
    features.columns.get(name)?.forEach((value, block) => {
      column[row + block] = binOf(edges, value);
    });
    row += labels.length;
  }
}

/** The values of a feature in all documents, zeros where a document knows nothing of it. */
const valuesOf = (examples: readonly Example[], name: string): readonly Float32Array[] =>
  examples.map(({ features, labels }) => features.columns.get(name) ?? new Float32Array(labels.length));

/** Sorts the features of the examples into bins. */
export function toRows(examples: readonly Example[]): PageRows {
  const names = nameFeatures(examples);
  const starts = startsOf(examples);
  const count = starts.at(-1) as number;
  const edges = names.map((name) => findEdges(valuesOf(examples, name)));
  const columns = names.map((name, i) => {
    const column = new Uint8Array(count);
    fillColumn(examples, name, edges[i] as Edges, column);
    return column;
  });
  const labels = new Uint8Array(count);
  examples.forEach((example, i) => {
    labels.set(example.labels, starts[i] as number);
  });
  const bins = edges.map(({ length }) => length + 1);
  return { names, edges, starts, count, columns, bins, labels, weights: weighRows(examples, count) };
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
export function toModel({ names, edges }: PageRows, { bias, heights }: Steps, change: number): PageModel {
  const lowest = heights.reduce((sum, own) => sum + (own[0] as number), 0);
  const features = names.map((name, i) => [name, stepsOf(edges[i] as Edges, heights[i] as Float64Array)] as const);
  return {
    bias: round(bias + lowest),
    change,
    features: Object.fromEntries(features.filter(([, steps]) => steps.length > 0)),
  };
}
