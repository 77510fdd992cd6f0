/**
 * Logistic regression on steps: what a feature says is a sum of steps at the edges of its bins, found one by one, each
 * the one that helps most (boosted stumps). The model stays a sum over features, which can be read and explained.
 */

/** Blocks to fit to, feature by feature. */
export interface Rows {
  readonly count: number;
  /** For each feature the bin of each row. */
  readonly columns: readonly Uint8Array[];
  /** For each feature how many bins it has. */
  readonly bins: readonly number[];
  /** 1 for what the model is to find. */
  readonly labels: Uint8Array;
  readonly weights: Float32Array;
  /** Evidence that the steps are added to; null for none. */
  readonly evidence: Float32Array | null;
}

/** Evidence for the label 1: the bias, and for each feature what each of its bins adds. */
export interface Steps {
  readonly bias: number;
  readonly heights: readonly Float64Array[];
}

export interface FitOptions {
  readonly seed: number;
  /** Strength of the L2 regularization, for each row that is looked at: steps that few rows speak for are low. */
  readonly regularization: number;
  /** How many steps are added. */
  readonly rounds: number;
}

const RATE = 0.15;
/** How many of the rows, and of the features, are looked at for one step. */
const ROW_SHARE = 0.25;
const MAX_SAMPLE = 20_000;
const FEATURE_SHARE = 0.5;
const MIN_CURVATURE = 2;
const MODULUS = 2 ** 32;

/** Numbers from 0 to 1 in an order that the seed decides. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / MODULUS;
  };
}

/** Some rows with the slope and the curvature of their loss. */
interface Sample {
  readonly rows: Int32Array;
  readonly slopes: Float32Array;
  readonly curvatures: Float32Array;
  /** Weight of all rows for each that is drawn. */
  readonly stride: number;
}

interface Step {
  readonly feature: number;
  /** The last bin below the step. */
  readonly bin: number;
  readonly low: number;
  readonly high: number;
  readonly gain: number;
}

/** Draws rows, each with a chance by its weight, so that all that are drawn count the same. */
function fillSample(sample: Sample, data: Rows, chosen: Int32Array, scores: Float32Array, random: () => number): void {
  const { rows, slopes, curvatures, stride } = sample;
  const weightOf = (place: number): number => data.weights[chosen[place] as number] as number;
  let place = 0;
  let passed = 0;
  for (let i = 0; i < rows.length; i++) {
    const target = (i + random()) * stride;
    while (place < chosen.length - 1 && passed + weightOf(place) < target) passed += weightOf(place++);
    const row = chosen[place] as number;
    const chance = 1 / (1 + Math.exp(-(scores[row] as number)));
    rows[i] = row;
    slopes[i] = (data.labels[row] as number) - chance;
    curvatures[i] = chance * (1 - chance);
  }
}

/** The best step of one feature that gains more than `least`. */
function findStep(
  data: Rows,
  feature: number,
  { rows, slopes, curvatures }: Sample,
  regularization: number,
  least: number,
): Step | null {
  const column = data.columns[feature] as Uint8Array;
  const count = data.bins[feature] as number;
  const slopeIn = new Float64Array(count);
  const curvatureIn = new Float64Array(count);
  for (let i = 0; i < rows.length; i++) {
    const bin = column[rows[i] as number] as number;
    slopeIn[bin] = (slopeIn[bin] as number) + (slopes[i] as number);
    curvatureIn[bin] = (curvatureIn[bin] as number) + (curvatures[i] as number);
  }
  const slope = slopeIn.reduce((sum, one) => sum + one, 0);
  const curvature = curvatureIn.reduce((sum, one) => sum + one, 0);
  let best: Step | null = null;
  let slopeBelow = 0;
  let curvatureBelow = 0;
  for (let bin = 0; bin < count - 1; bin++) {
    slopeBelow += slopeIn[bin] as number;
    curvatureBelow += curvatureIn[bin] as number;
    const curvatureAbove = curvature - curvatureBelow;
    if (Math.min(curvatureBelow, curvatureAbove) < MIN_CURVATURE) continue;
    const low = slopeBelow / (curvatureBelow + regularization);
    const high = (slope - slopeBelow) / (curvatureAbove + regularization);
    const gain = slopeBelow * low + (slope - slopeBelow) * high;
    if (gain > (best?.gain ?? least)) best = { feature, bin, low, high, gain };
  }
  return best;
}

/** The best step of those features that chance picks; null when none gains anything. */
function findBestStep(data: Rows, sample: Sample, regularization: number, random: () => number): Step | null {
  let best: Step | null = null;
  let most = 0;
  for (let feature = 0; feature < data.columns.length; feature++) {
    if (random() > FEATURE_SHARE) continue;
    best = findStep(data, feature, sample, regularization, most) ?? best;
    most = best?.gain ?? 0;
  }
  return best;
}

/** Adds a step to the model and to the scores of the rows. */
function take(data: Rows, chosen: Int32Array, scores: Float32Array, heights: Float64Array, step: Step): void {
  const low = RATE * step.low;
  const high = RATE * step.high;
  for (let bin = 0; bin < heights.length; bin++) {
    heights[bin] = (heights[bin] as number) + (bin <= step.bin ? low : high);
  }
  const column = data.columns[step.feature] as Uint8Array;
  for (const row of chosen) scores[row] = (scores[row] as number) + ((column[row] as number) <= step.bin ? low : high);
}

/** Log odds of the label 1. */
function oddsOf({ labels, weights }: Rows, chosen: Int32Array): number {
  let all = 1;
  let found = 0.5;
  for (const row of chosen) {
    all += weights[row] as number;
    found += (weights[row] as number) * (labels[row] as number);
  }
  return Math.log(found / (all - found));
}

/**
 * Fits steps to some of the rows.
 *
 * @param onRound awaited before each round, so that a long fit can be shown and stopped
 */
export async function fitSteps(
  data: Rows,
  chosen: Int32Array,
  { seed, regularization, rounds }: FitOptions,
  onRound: (round: number) => Promise<void>,
): Promise<Steps> {
  const random = createRandom(seed);
  const bias = data.evidence === null ? oddsOf(data, chosen) : 0;
  const scores = data.evidence?.slice() ?? new Float32Array(data.count).fill(bias);
  const heights = data.bins.map((count) => new Float64Array(count));
  const size = Math.min(MAX_SAMPLE, Math.ceil(chosen.length * ROW_SHARE));
  const sample: Sample = {
    rows: new Int32Array(size),
    slopes: new Float32Array(size),
    curvatures: new Float32Array(size),
    stride: chosen.reduce((sum, row) => sum + (data.weights[row] as number), 0) / size,
  };
  for (let round = 0; round < rounds; round++) {
    await onRound(round);
    fillSample(sample, data, chosen, scores, random);
    const best = findBestStep(data, sample, regularization * size, random);
    if (best !== null) take(data, chosen, scores, heights[best.feature] as Float64Array, best);
  }
  return { bias, heights };
}
