/** Labelled documents -> weights for whole pages, with their figures from cross-validation by host. */
import { lookAgain, lookFirst, measureAgain } from "../page/model.js";
import type { PageEvidence, PageFit, PageModel } from "../types.js";
import { type FitOptions, fitSteps } from "./fit-steps.js";
import { type Example, scoreWords } from "./labelled.js";
import { type Measured, type PageRows, toEvidence, toRows } from "./page-rows.js";

export interface PageFitOptions extends FitOptions {
  readonly folds: number;
  /** What it costs to go over from text to furniture in running prose, and what is added to the evidence asked for. */
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
/** The second look has less to say: its steps, for each of the first. */
const SECOND_ROUNDS = 0.5;

const round = (value: number): number => Number(value.toFixed(4));
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

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

/** F1 of a document as it is, and of what a model leaves of it. */
function judge({ features, words, gold }: Example, model: PageModel, threshold: number): readonly [number, number] {
  const { states } = lookAgain(lookFirst(features, model), model, threshold);
  return [scoreWords(words.flat(), gold), scoreWords(words.filter((_, block) => states[block] === 1).flat(), gold)];
}

/** Evidence fitted to all documents, and for each part of the cross-validation to the documents of the other hosts. */
interface Fitted {
  readonly all: PageEvidence;
  readonly without: readonly PageEvidence[];
}

/** Fits one look at the pages. */
async function fitLook(
  examples: readonly Example[],
  rows: PageRows,
  options: FitOptions & { readonly folds: number },
  onRound: (share: number) => Promise<void>,
): Promise<Fitted> {
  const { folds, rounds } = options;
  const fitTo = async (number: number, isIn: (host: string) => boolean): Promise<PageEvidence> => {
    const onStep = (step: number): Promise<void> => onRound((number + step / rounds) / (folds + 1));
    return toEvidence(rows, await fitSteps(rows, rowsOf(examples, rows, isIn), options, onStep));
  };
  const without: PageEvidence[] = [];
  for (let fold = 0; fold < folds; fold++) without.push(await fitTo(fold, (host) => foldOf(host, folds) !== fold));
  return { all: await fitTo(folds, () => true), without };
}

const measuredBy = ({ features, labels }: Example): Measured => ({
  columns: features.columns,
  labels,
  words: features.facts.words,
  evidence: null,
});

/** An example as the second look sees it: measured against what a first look found that was fitted without its host. */
function measureSecond({ features, labels, host }: Example, first: Fitted, change: number): Measured {
  const weights = first.without[foldOf(host, first.without.length)] ?? first.all;
  const look = lookFirst(features, { ...weights, change });
  return { columns: measureAgain(look), labels, words: features.facts.words, evidence: look.evidence };
}

/** Share of the time that the first look takes. */
const FIRST = 0.75;

/**
 * Fits weights, and judges every document by weights fitted without its host.
 *
 * @param onRound awaited before each round of each fit, with the share that is done
 */
export async function fitPage(
  examples: readonly Example[],
  options: PageFitOptions,
  onRound: (share: number) => Promise<void>,
): Promise<FittedModel> {
  const { folds, seed, regularization, rounds, data, change, threshold } = options;
  const first = await fitLook(examples, toRows(examples.map(measuredBy)), options, (share) => onRound(FIRST * share));
  const rows = toRows(examples.map((example) => measureSecond(example, first, change)));
  const second = await fitLook(examples, rows, { ...options, rounds: Math.ceil(rounds * SECOND_ROUNDS) }, (share) =>
    onRound(FIRST + (1 - FIRST) * share),
  );
  const toModel = (one: PageEvidence, more: PageEvidence): PageModel => ({ change, ...one, second: more });
  const models = first.without.map((one, fold) => toModel(one, second.without[fold] ?? second.all));
  const originals = examples.filter(({ isDerived }) => !isDerived);
  const judged = originals.length > 0 ? originals : examples;
  const scores = judged.map((example) => judge(example, models[foldOf(example.host, folds)] as PageModel, threshold));
  return {
    model: toModel(first.all, second.all),
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
