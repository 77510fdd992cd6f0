/** Logistic regression by stochastic gradient descent with AdaGrad; the order of the rows comes from a seed. */

/** Rows of features, one after the other, each with a label and a weight. */
export interface Rows {
  readonly count: number;
  readonly width: number;
  readonly values: Float32Array;
  readonly labels: Uint8Array;
  readonly weights: Float32Array;
}

export interface Line {
  readonly bias: number;
  readonly slopes: Float64Array;
}

export interface FitOptions {
  readonly seed: number;
  /** Strength of the L2 regularization. */
  readonly regularization: number;
  readonly epochs: number;
}

const BATCH = 64;
const STEP = 0.08;
const MIN_DEVIATION = 1e-5;
const MODULUS = 2 ** 32;

/** Numbers from 0 to 1 in an order that the seed decides. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / MODULUS;
  };
}

interface Scale {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** Gives every column mean 0 and deviation 1, in place. */
function standardize({ count, width, values }: Rows): Scale {
  const means = new Float64Array(width);
  const deviations = new Float64Array(width);
  const each = (visit: (column: number, at: number) => void): void => {
    for (let row = 0; row < count; row++)
      for (let column = 0; column < width; column++) visit(column, row * width + column);
  };
  each((column, at) => (means[column] = (means[column] as number) + (values[at] as number) / count));
  each((column, at) => {
    deviations[column] =
      (deviations[column] as number) + ((values[at] as number) - (means[column] as number)) ** 2 / count;
  });
  for (let column = 0; column < width; column++) {
    const deviation = Math.sqrt(deviations[column] as number);
    // A column that is the same everywhere says nothing; what its deviation is not zero by is rounding.
    deviations[column] = deviation < MIN_DEVIATION ? Infinity : deviation;
  }
  each((column, at) => {
    values[at] = ((values[at] as number) - (means[column] as number)) / (deviations[column] as number);
  });
  return { means, deviations };
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [order[i], order[other]] = [order[other] as number, order[i] as number];
  }
}

/** Adds the gradient of one row. Gives its part of the bias. */
function addGradient(rows: Rows, row: number, bias: number, slopes: Float64Array, gradient: Float64Array): number {
  const { width, values, labels, weights } = rows;
  const from = row * width;
  let sum = bias;
  for (let column = 0; column < width; column++) sum += (slopes[column] as number) * (values[from + column] as number);
  const error = (1 / (1 + Math.exp(-sum)) - (labels[row] as number)) * (weights[row] as number);
  for (let column = 0; column < width; column++) {
    gradient[column] = (gradient[column] as number) + error * (values[from + column] as number);
  }
  return error;
}

/** Fits a line that parts the rows. Standardizes the rows in place; the line is for the values as they were. */
export function fitLine(rows: Rows, { seed, regularization, epochs }: FitOptions): Line {
  const { count, width } = rows;
  const { means, deviations } = standardize(rows);
  const random = createRandom(seed);
  const order = Int32Array.from({ length: count }, (_, row) => row);
  const slopes = new Float64Array(width);
  const squares = new Float64Array(width + 1).fill(1e-6);
  const gradient = new Float64Array(width);
  let bias = 0;
  const step = (place: number, slope: number): number => {
    squares[place] = (squares[place] as number) + slope * slope;
    return (STEP * slope) / Math.sqrt(squares[place] as number);
  };
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (let from = 0; from < count; from += BATCH) {
      const batch = order.subarray(from, from + BATCH);
      gradient.fill(0);
      let error = 0;
      for (const row of batch) error += addGradient(rows, row, bias, slopes, gradient);
      for (let column = 0; column < width; column++) {
        const slope = (gradient[column] as number) / batch.length + regularization * (slopes[column] as number);
        slopes[column] = (slopes[column] as number) - step(column, slope);
      }
      bias -= step(width, error / batch.length);
    }
  }
  for (let column = 0; column < width; column++) {
    slopes[column] = (slopes[column] as number) / (deviations[column] as number);
    bias -= (slopes[column] as number) * (means[column] as number);
  }
  return { bias, slopes };
}
