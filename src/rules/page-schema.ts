/** The shape of `page-weights.json`, proved equal to its type at the end as in schema.ts. */
import * as v from "valibot";
import type { PageWeights } from "../types.js";
import { byLevel, count, number, type Same, type SchemaOf, shaped, text } from "./schema-parts.js";

const steps = v.pipe(
  v.array(v.tuple([number(-1e6, 1e6, "The least value."), number(-100, 100, "What counts from there on.")])),
  v.check((all) => all.every(([from], i) => i === 0 || from > (all[i - 1] as (typeof all)[number])[0]), "must rise"),
  v.description("Steps, by the values they begin at."),
);

const bias = number(-100, 100, "Evidence for text before anything is known of a block.");
const features = v.pipe(
  v.record(shaped(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "words joined by hyphens", "Name of the feature."), steps),
  v.description("Feature -> what its values say; above zero speaks for the text of the page."),
);

const model = (description: string) =>
  v.pipe(
    v.strictObject({
      change: number(0, 100, "Evidence that it takes to go over from text to furniture, or back, in running prose."),
      bias,
      features,
      second: v.pipe(
        v.strictObject({ bias, features }),
        v.description("What is added by how a block compares with the text that the evidence so far finds."),
      ),
    }),
    v.description(description),
  );

const fitPart = (description: string) =>
  v.pipe(
    v.strictObject({
      data: text("Where the labelled texts come from, and their licence."),
      documents: count(1, "Labelled documents."),
      hosts: count(1, "Hosts that they are from."),
      folds: count(2, "Parts of the cross-validation, by host."),
      seed: count(0, "Seed of what is drawn at random."),
      rounds: count(1, "Steps that were added."),
      regularization: number(0, 1_000_000, "Strength of the L2 regularization."),
      f1In: number(0, 1, "Mean F1 of the inputs."),
      f1Out: number(0, 1, "Mean F1 of what is left, cross-validated."),
      worse: number(0, 1, "Share of documents whose F1 falls by more than 0.01."),
    }),
    v.description(description),
  );

const pageWeights = v.strictObject({
  page: v.pipe(
    v.strictObject({
      before: count(0, "Blocks before the running text."),
      around: count(0, "Blocks before and behind the running text."),
      short: count(0, "Blocks of a few words."),
      doubtful: number(0, 1, "With this share of those signs a text is looked at closely."),
      sure: number(-100, 0, "Evidence below which a block is surely furniture; a page has `around` of them."),
      enough: number(0, 1, "Where all signs are there, this share of the sure furniture will do."),
    }),
    v.description("A text with so many of each is a whole page."),
  ),
  thresholds: byLevel(-100, 100, "Added to the evidence for text that a page asks for."),
  maxCut: byLevel(0, 1, "The largest share of words that may be cut of a page."),
  markdown: model("For texts with links or headings."),
  text: model("For texts without."),
  fit: v.pipe(
    v.strictObject({
      markdown: fitPart("Of the weights for Markdown."),
      text: fitPart("Of the weights for plain text."),
    }),
    v.description("How the weights were made; `dehusk rules fit` writes this."),
  ),
});

export const pageWeightsSchema: SchemaOf<PageWeights> = pageWeights;

const proof: Same<PageWeights, v.InferOutput<typeof pageWeights>> = true;
void proof;
