/** What the schemas of rule files are put together from. */
import * as v from "valibot";
import type { BlockKind, Level, Match, Where } from "../types.js";

/** A schema without its insides: what comes out of it is a `T`. */
export type SchemaOf<T> = v.GenericSchema<unknown, T>;

type Plain<T> = T extends object ? { -readonly [K in keyof T]-?: Plain<T[K]> } : T;

/** `true` when two types have the same keys all the way down, optional or not; otherwise `false`. */
export type Same<A, B> = [Plain<A>] extends [Plain<B>] ? ([Plain<B>] extends [Plain<A>] ? true : false) : false;

const MAX_TEXT_CHARS = 4000;
export const MAX_ITEMS = 20_000;

export const text = (description: string): v.GenericSchema<string> =>
  v.pipe(v.string(), v.nonEmpty("must not be empty"), v.maxLength(MAX_TEXT_CHARS), v.description(description));

export const texts = (description: string): SchemaOf<string[]> =>
  v.pipe(v.array(text("One entry.")), v.maxLength(MAX_ITEMS), v.description(description));

export const shaped = (pattern: RegExp, shape: string, description: string): v.GenericSchema<string> =>
  v.pipe(v.string(), v.regex(pattern, `must be ${shape}`), v.maxLength(200), v.description(description));

export const number = (min: number, max: number, description: string): SchemaOf<number> =>
  v.pipe(v.number(), v.minValue(min), v.maxValue(max), v.description(description));

export const count = (min: number, description: string): SchemaOf<number> =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(1_000_000), v.description(description));

export const flag = (description: string): SchemaOf<boolean> => v.pipe(v.boolean(), v.description(description));

const ordered = <T extends { readonly min?: number; readonly max?: number }>({ min, max }: T): boolean =>
  min === undefined || max === undefined || min <= max;

const integerRange = (least: number, description: string) =>
  v.pipe(
    v.strictObject({
      min: v.exactOptional(count(least, "The least, inclusive.")),
      max: v.exactOptional(count(least, "The most, inclusive.")),
    }),
    v.check(ordered, '"min" must not be above "max"'),
    v.description(description),
  );

const countRange = (description: string) => integerRange(0, description);

const shareRange = (description: string) =>
  v.pipe(
    v.strictObject({
      min: v.exactOptional(number(0, 1, "The least, inclusive, from 0 to 1.")),
      max: v.exactOptional(number(0, 1, "The most, inclusive, from 0 to 1.")),
    }),
    v.check(ordered, '"min" must not be above "max"'),
    v.description(description),
  );

const BLOCK_KINDS = [
  "heading",
  "paragraph",
  "list-item",
  "quote",
  "code",
  "table",
  "divider",
  "image",
  "html",
  "front-matter",
] as const satisfies readonly BlockKind[];

const kinds = v.pipe(v.array(v.picklist(BLOCK_KINDS)), v.minLength(1), v.description("Kinds of blocks."));
export const level: SchemaOf<Level> = v.pipe(
  v.picklist(["light", "normal", "strict"]),
  v.description("The gentlest level at which the rule acts; light when absent."),
);
export const category: SchemaOf<string> = shaped(
  /^[a-z]+(?:-[a-z]+)*$/,
  "words of a to z joined by hyphens",
  "Family of husk, such as share.",
);
export const weight: SchemaOf<number> = number(
  -10,
  10,
  "Evidence for a cut: 1 cuts alone at normal, 1.5 also at light, 0.5 needs company.",
);

const featureEntries = {
  words: v.exactOptional(countRange("Words.")),
  chars: v.exactOptional(countRange("Characters, in UTF-16 code units.")),
  sentences: v.exactOptional(countRange("Sentences.")),
  linkDensity: v.exactOptional(shareRange("Share of the characters that are link text.")),
  links: v.exactOptional(countRange("Links.")),
  digits: v.exactOptional(shareRange("Share of the words that are numbers.")),
  capitals: v.exactOptional(shareRange("Share of the words that begin with a capital.")),
  echo: v.exactOptional(shareRange("Share of the longer words that stand in other paragraphs of the document, too.")),
  ofAddress: v.exactOptional(
    shareRange("Share of the words in common with the address of the document; 0 where none is known."),
  ),
  terminal: v.exactOptional(flag("Ends in terminal punctuation.")),
  whole: v.exactOptional(flag("The target is the whole block, not a part of it.")),
  level: v.exactOptional(countRange("Level of a heading or list item.")),
  position: v.exactOptional(countRange("Number of the block from the top, the first is 1.")),
  fromEnd: v.exactOptional(countRange("Number of the block from the bottom, the last is 1.")),
  belowTitle: v.exactOptional(
    integerRange(-1000, "Blocks from the nearest heading of level 1 to here; below zero above it."),
  ),
  linkTo: v.exactOptional(texts("A link of the block goes to an address that holds one of these.")),
  repeated: v.exactOptional(flag("The same text stands in another block, too.")),
  altText: v.exactOptional(flag("The text is the alternative text of the picture right above.")),
  copy: v.exactOptional(flag("The stretch that the block belongs to stands once more right above.")),
  only: v.exactOptional(flag("No other block of the document has this kind and level.")),
};

const neighbour = (description: string) =>
  v.pipe(
    v.strictObject({
      kinds: v.exactOptional(kinds),
      categories: v.exactOptional(texts("A remove rule of one of these categories matches the neighbour.")),
      words: v.exactOptional(countRange("Words of the neighbour.")),
      none: v.exactOptional(flag("There is no neighbour: the block is the first or the last.")),
    }),
    v.description(description),
  );

const wherePart = v.pipe(
  v.strictObject({
    ...featureEntries,
    zone: v.exactOptional(
      v.pipe(
        v.array(v.picklist(["head", "body", "tail"])),
        v.minLength(1),
        v.description("head before the first running prose, tail after the last; all when absent."),
      ),
    ),
    kinds: v.exactOptional(kinds),
    at: v.exactOptional(
      v.pipe(
        v.picklist(["whole", "start", "end", "anywhere"]),
        v.description("Where in its target the match must lie; anywhere when absent."),
      ),
    ),
    coverage: v.exactOptional(shareRange("Share of the target's words that the match covers.")),
    before: v.exactOptional(neighbour("The block before.")),
    after: v.exactOptional(neighbour("The block after.")),
  }),
  v.description("Where the rule may act; all conditions must hold."),
);

const matchPart = v.pipe(
  v.strictObject({
    phrases: v.exactOptional(texts("Any of these must match; docs/rules.md has the notation.")),
    stems: v.exactOptional(texts("Like phrases; words are compared by stem.")),
    with: v.exactOptional(texts("One of these phrases must match elsewhere in the target, too.")),
    pattern: v.exactOptional(text("Regular expression of the linear subset, on folded text.")),
    caseSensitive: v.exactOptional(flag("The pattern sees capitals and accents.")),
    features: v.exactOptional(
      v.pipe(v.strictObject(featureEntries), v.description("Measurable properties, for rules that need no words.")),
    ),
  }),
  v.description("What the rule matches."),
);

export const where: SchemaOf<Where> = wherePart;
export const match: SchemaOf<Match> = matchPart;

// Nothing that the types allow may be missing here.
const proof: Same<Where, v.InferOutput<typeof wherePart>> & Same<Match, v.InferOutput<typeof matchPart>> = true;
void proof;

/** A number for each level. */
export const byLevel = (least: number, most: number, description: string): SchemaOf<Readonly<Record<Level, number>>> =>
  v.pipe(
    v.strictObject({
      light: number(least, most, "At light."),
      normal: number(least, most, "At normal."),
      strict: number(least, most, "At strict."),
    }),
    v.description(description),
  );
