/** Labelled documents -> weights for whole pages, with their figures from cross-validation by host. */
import { readSequence, weighBlocks } from "../page/model.js";
import type { PageFit, PageModel } from "../types.js";
import { type FitOptions, fitLine, type Rows } from "./fit-linear.js";
import { type Example, scoreWords } from "./labelled.js";

export interface PageFitOptions extends FitOptions {
  readonly folds: number;
  /** What it costs to go over from text to furniture, and the evidence below which a block is furniture. */
  readonly change: number;
  readonly threshold: number;
  /** Where the texts come from, and their licence. */
  readonly data: string;
}

export interface FittedModel {
  readonly model: PageModel;
  readonly fit: PageFit;
}

/** Features that occur in fewer blocks say nothing reliable. */
const MIN_BLOCKS = 30;
/** Documents of fewer words do not weigh more for it. */
const MIN_WORDS = 80;
const HARM = 0.01;

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

const sum = (values: Iterable<number>): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

/** One row for each block. Every document weighs about the same, shared out to its blocks by their words. */
function toRows(examples: readonly Example[], names: readonly string[]): Rows {
  const count = sum(examples.map(({ labels }) => labels.length));
  const width = names.length;
  const values = new Float32Array(count * width);
  const labels = new Uint8Array(count);
  const weights = new Float32Array(count);
  let row = 0;
  for (const { features, labels: own } of examples) {
    const { words } = features.facts;
    const total = Math.max(MIN_WORDS, sum(words));
    names.forEach((name, column) => {
      features.columns.get(name)?.forEach((value, block) => {
        values[(row + block) * width + column] = value;
      });
    });
    labels.set(own, row);
    own.forEach((_, block) => {
      weights[row + block] = ((words[block] as number) + 1) / total;
    });
    row += own.length;
  }
  const mean = sum(weights) / Math.max(1, count);
  return { count, width, values, labels, weights: weights.map((weight) => weight / mean) };
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Fits weights to documents. */
function fitModel(examples: readonly Example[], options: FitOptions): PageModel {
  const names = nameFeatures(examples);
  const { bias, slopes } = fitLine(toRows(examples, names), options);
  const features = names.map((name, column) => [name, round(slopes[column] as number, 3)] as const);
  return { bias: round(bias, 3), features: Object.fromEntries(features.filter(([, weight]) => weight !== 0)) };
}

/** F1 of a document as it is, and of what a model leaves of it. */
function judge(
  { features, words, gold }: Example,
  model: PageModel,
  { change, threshold }: PageFitOptions,
): readonly [number, number] {
  const scores = weighBlocks(features, model).map((score) => score - threshold);
  const states = readSequence(scores, features.facts.words, change);
  return [scoreWords(words.flat(), gold), scoreWords(words.filter((_, block) => states[block] === 1).flat(), gold)];
}

/** Part of the cross-validation that a host belongs to: always the same, whatever the other hosts. */
export function foldOf(host: string, folds: number): number {
  let hash = 0;
  for (let i = 0; i < host.length; i++) hash = (Math.imul(hash, 31) + host.charCodeAt(i)) >>> 0;
  return hash % folds;
}

/**
 * Fits weights, and judges every document by weights fitted without its host.
 *
 * @param onStep called before each of the `folds + 1` fits with its number from 0
 */
export async function fitPage(
  examples: readonly Example[],
  options: PageFitOptions,
  onStep: (step: number) => Promise<void>,
): Promise<FittedModel> {
  const { folds, seed, regularization, data } = options;
  const scores: (readonly [number, number])[] = [];
  for (let fold = 0; fold < folds; fold++) {
    await onStep(fold);
    const model = fitModel(
      examples.filter(({ host }) => foldOf(host, folds) !== fold),
      options,
    );
    scores.push(
      ...examples.filter(({ host }) => foldOf(host, folds) === fold).map((example) => judge(example, model, options)),
    );
  }
  await onStep(folds);
  const documents = examples.length;
  const fit: PageFit = {
    data,
    documents,
    hosts: new Set(examples.map(({ host }) => host)).size,
    folds,
    seed,
    regularization,
    f1In: round(sum(scores.map(([before]) => before)) / documents, 4),
    f1Out: round(sum(scores.map(([, after]) => after)) / documents, 4),
    worse: round(scores.filter(([before, after]) => after < before - HARM).length / documents, 4),
  };
  return { model: fitModel(examples, options), fit };
}
