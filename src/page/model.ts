/** Weights and features -> which blocks of a page are its text. */
import type { PageEvidence, PageModel } from "../types.js";
import { type Columns, createColumns } from "./column.js";
import type { PageFeatures } from "./features.js";
import { type Look, lookAt } from "./look.js";
import { addSecond } from "./second-features.js";

export type FeatureSteps = PageEvidence["features"][string];

/** What a feature of a value says: its last step that is not above the value. */
export function evidenceAt(steps: FeatureSteps, value: number): number {
  let evidence = 0;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as FeatureSteps[number];
    if (value < step[0]) break;
    evidence = step[1];
  }
  return evidence;
}

/** Adds up what the features of every block say: above zero for its being text, below for furniture. */
export function weighBlocks(count: number, columns: Columns, { bias, features }: PageEvidence): Float64Array {
  const scores = new Float64Array(count).fill(bias);
  for (const [name, steps] of Object.entries(features)) {
    const column = columns.get(name) ?? [];
    // Blocks side by side are often alike.
    let last = Number.NaN;
    let evidence = 0;
    for (let block = 0; block < count; block++) {
      const value = column[block] ?? 0;
      if (value !== last) evidence = evidenceAt(steps, value);
      last = value;
      scores[block] = (scores[block] as number) + evidence;
    }
  }
  return scores;
}

/** Weighs the blocks of a page by what they are and where they stand. */
export const lookFirst = (page: PageFeatures, model: PageEvidence & Pick<PageModel, "change">): Look =>
  lookAt(page, weighBlocks(page.count, page.columns, model), model.change, 0);

/**
 * Measures every block once more, against the text that the first look has found.
 *
 * @param isWanted which features are asked for, by their names
 */
export function measureAgain(first: Look, isWanted: (name: string) => boolean = () => true): Columns {
  const { add, columns } = createColumns(first.page.count, isWanted);
  addSecond(add, first);
  return columns;
}

/** What is found of a page, and the features of both looks. */
export interface PageRead extends Look {
  readonly columns: Columns;
}

/**
 * Tells the text of a page from its furniture: adds to what the first look has found what the blocks have in common with
 * its text.
 *
 * @param threshold added to the evidence that the page itself asks for
 */
export function lookAgain(first: Look, { change, second }: PageModel, threshold: number): PageRead {
  const { page } = first;
  const columns = measureAgain(first, (name) => Object.hasOwn(second.features, name));
  const more = weighBlocks(page.count, columns, second);
  const evidence = first.evidence.map((score, block) => score + (more[block] as number));
  return { ...lookAt(page, evidence, change, threshold), columns: new Map([...page.columns, ...columns]) };
}
