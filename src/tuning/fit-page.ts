/** Labelled documents -> weights for whole pages, with their figures from cross-validation by host. */
import { readPage } from "../page/model.js";
import type { PageFit, PageModel } from "../types.js";
import { type FitOptions, fitSteps } from "./fit-steps.js";
import { type Example, scoreWords } from "./labelled.js";
import { type PageRows, toModel, toRows } from "./page-rows.js";

export interface PageFitOptions extends FitOptions {
  readonly folds: number;
  /** What it costs to go over from text to furniture, and what is added to the evidence that pages ask for. */
  readonly change: number;
  readonly threshold: number;
  /** Where the texts come from, and their licence. */
  readonly data: string;
}

export interface FittedModel {
  readonly model: PageModel;
  readonly fit: PageFit;
}

const HARM = 0.01;

const round = (value: number): number => Number(value.toFixed(4));
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** F1 of a document as it is, and of what a model leaves of it. */
function judge({ features, words, gold }: Example, model: PageModel, threshold: number): readonly [number, number] {
  const { states } = readPage(features, model, threshold);
  return [scoreWords(words.flat(), gold), scoreWords(words.filter((_, block) => states[block] === 1).flat(), gold)];
}

/** Part of the cross-validation that a host belongs to: always the same, whatever the other hosts. */
function foldOf(host: string, folds: number): number {
  let hash = 0;
  for (let i = 0; i < host.length; i++) hash = (Math.imul(hash, 31) + host.charCodeAt(i)) >>> 0;
  return hash % folds;
}

/** The rows of the examples that `isIn`, but of none whose gold is doubtful. */
function rowsOf(
  examples: readonly Example[],
  { starts, count }: PageRows,
  isIn: (host: string) => boolean,
): Int32Array {
  const rows = new Int32Array(count);
  let size = 0;
  examples.forEach(({ host, isSuspect }, i) => {
    if (isSuspect || !isIn(host)) return;
    for (let row = starts[i] as number; row < (starts[i + 1] as number); row++) rows[size++] = row;
  });
  return rows.subarray(0, size);
}

/**
 * Fits weights, and judges every document by weights fitted without its host.
 *
 * @param onRound awaited before each round of each of the `folds + 1` fits, with the share that is done
 */
export async function fitPage(
  examples: readonly Example[],
  options: PageFitOptions,
  onRound: (share: number) => Promise<void>,
): Promise<FittedModel> {
  const { folds, seed, regularization, rounds, data } = options;
  const rows = toRows(examples);
  const fitFold = async (number: number, isIn: (host: string) => boolean): Promise<PageModel> => {
    const onStep = (round: number): Promise<void> => onRound((number + round / rounds) / (folds + 1));
    return toModel(rows, await fitSteps(rows, rowsOf(examples, rows, isIn), options, onStep), options.change);
  };
  const originals = examples.filter(({ isDerived }) => !isDerived);
  const judged = originals.length > 0 ? originals : examples;
  const scores: (readonly [number, number])[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const model = await fitFold(fold, (host) => foldOf(host, folds) !== fold);
    const held = judged.filter(({ host }) => foldOf(host, folds) === fold);
    scores.push(...held.map((example) => judge(example, model, options.threshold)));
  }
  return {
    model: await fitFold(folds, () => true),
    fit: {
      data,
      documents: judged.length,
      hosts: new Set(judged.map(({ host }) => host)).size,
      folds,
      seed,
      rounds,
      regularization,
      f1In: round(meanOf(scores.map(([before]) => before))),
      f1Out: round(meanOf(scores.map(([, after]) => after))),
      worse: round(meanOf(scores.map(([before, after]) => (after < before - HARM ? 1 : 0)))),
    },
  };
}
