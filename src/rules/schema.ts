/**
 * The shape of rule files. The JSON Schemas in rules/ are written from here; the types in types/ are proved equal
 * at the end of this file.
 */
import * as v from "valibot";
import type { ExtractSource, Language, MetadataField, Pack, Weights } from "../types.js";
import {
  byLevel,
  category,
  count,
  flag,
  level,
  MAX_ITEMS,
  match,
  number,
  type Same,
  type SchemaOf,
  shaped,
  text,
  texts,
  weight,
  where,
} from "./schema-parts.js";

const source = v.exactOptional(
  v.pipe(
    v.custom<ExtractSource>(
      (input) => typeof input === "string" && /^(?:match|after|before|block|links|\$[A-Za-z_]\w*)$/.test(input),
      "must be match, after, before, block, links or $name",
    ),
    v.description("Where the value stands: match, after, before, block, links, or $name for a group of the pattern."),
  ),
);

const extract = v.pipe(
  v.strictObject({
    title: source,
    author: source,
    datePublished: source,
    dateModified: source,
    publisher: source,
    inLanguage: source,
    isBasedOn: source,
    isPartOf: source,
    about: source,
    keywords: source,
    spatialCoverage: source,
    articleSection: source,
    authorDescription: source,
    creditText: source,
    copyrightHolder: source,
    copyrightYear: source,
    copyrightNotice: source,
    license: source,
    usageInfo: source,
    contactPoint: source,
    url: source,
    wordCount: source,
    timeRequired: source,
  } satisfies Record<MetadataField, typeof source>),
  v.description("Metadata field -> where its value stands."),
);

const changeableEntries = {
  category: v.exactOptional(category),
  target: v.exactOptional(
    v.pipe(
      v.picklist(["block", "sentence", "span", "upto", "onward", "section", "rest"]),
      v.description(
        "What is cut: sentence when absent, block, span (what matched only), upto (the sentence up to the end of the match), onward (the sentence from the match on), section, or rest (all from here on).",
      ),
    ),
  ),
  where: v.exactOptional(where),
  unless: v.exactOptional(
    v.pipe(
      v.strictObject({
        phrases: v.exactOptional(texts("The rule is off where one of these phrases matches in the target.")),
        pattern: v.exactOptional(text("The rule is off where this matches in the target.")),
      }),
      v.description("The rule is off where one of these matches in the target."),
    ),
  ),
  weight: v.exactOptional(weight),
  action: v.exactOptional(
    v.pipe(
      v.picklist(["remove", "keep", "extract"]),
      v.description("remove when absent; keep counts against a cut; extract only harvests."),
    ),
  ),
  extract: v.exactOptional(extract),
  confidence: v.exactOptional(number(0, 1, "Confidence in the extracted value; 0.8 when absent.")),
  prefer: v.exactOptional(
    v.pipe(
      v.picklist(["first", "last"]),
      v.description("Which of several places the extracted value comes from; first when absent."),
    ),
  ),
  anyName: v.exactOptional(
    flag("Authors that do not look like persons (pen names, desks, firms) are taken as they stand."),
  ),
  status: v.exactOptional(
    v.pipe(v.picklist(["stable", "trial"]), v.description("Rules on trial are reported but never cut.")),
  ),
  level: v.exactOptional(level),
  quoted: v.exactOptional(flag("Also acts inside quotation marks.")),
  section: v.exactOptional(
    v.pipe(
      v.strictObject({
        maxBlocks: v.exactOptional(count(1, "Most blocks of the section; 30 when absent.")),
        maxWords: v.exactOptional(count(1, "Most words of one of its blocks; 40 when absent.")),
      }),
      v.description("For the target section: which of the blocks that follow belong to it."),
    ),
  ),
};

const why = text("One sentence: how this husk differs from prose that looks like it.");

const rule = v.strictObject({
  id: shaped(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "words of a to z and 0 to 9 joined by hyphens", "Unique in its file."),
  why,
  match,
  ...changeableEntries,
  examples: v.pipe(
    v.strictObject({
      remove: v.pipe(texts("Texts on which the rule must act."), v.minLength(2)),
      keep: v.pipe(texts("Texts that come close and on which it must not act."), v.minLength(2)),
    }),
    v.description("Run as tests; at least two of each."),
  ),
});

const change = v.strictObject({ why: v.exactOptional(why), match: v.exactOptional(match), ...changeableEntries });

const languageTag = shaped(/^(?:any|[a-z]{2,3})$/, "a BCP 47 primary tag or any", "BCP 47 primary tag, or any.");
const lists = v.pipe(
  v.record(
    shaped(/^[A-Za-z0-9_-]+$/, "letters a to z, digits, _ and -", "Name of the list."),
    v.pipe(texts("Its entries."), v.minLength(1)),
  ),
  v.description("Named word lists for {name} in phrases."),
);

const pack = v.strictObject({
  pack: shaped(
    /^[a-z0-9]+(?:[-./][a-z0-9]+)*$/,
    "lower-case words joined by / - or .",
    "Name of the pack, such as en/share.",
  ),
  language: languageTag,
  category: v.exactOptional(category),
  description: v.exactOptional(text("What the pack is for.")),
  site: v.exactOptional(
    v.pipe(
      v.strictObject({
        hosts: v.pipe(
          v.array(
            shaped(/^[^\s/:*A-Z]+\.[^\s/:*A-Z]+$/, "a host name in lower case, such as example.org", "Host name."),
          ),
          v.minLength(1),
          v.description("Host names; example.org also stands for its subdomains."),
        ),
        mentions: v.exactOptional(texts("Phrases that give the publisher away where no address is known.")),
        publisher: v.exactOptional(text("Name of the publisher.")),
      }),
      v.description("The pack acts on this site only."),
    ),
  ),
  extends: v.exactOptional(texts("Built-in packs to stand on, * allowed: all when absent, none when empty.")),
  disable: v.exactOptional(texts("Full ids of rules to switch off, * allowed.")),
  override: v.exactOptional(
    v.pipe(
      v.record(text("Full id."), change),
      v.description("Full id of a rule -> fields to put in the place of its own."),
    ),
  ),
  lists: v.exactOptional(lists),
  rules: v.pipe(v.array(rule), v.maxLength(MAX_ITEMS), v.description("The rules.")),
});

const language = v.strictObject({
  language: languageTag,
  name: text("Name of the language in English."),
  stopWords: texts("The most frequent function words, folded."),
  abbreviations: texts("Words after whose full stop a sentence goes on."),
  conjunctions: texts("Words that join two names; one that is written onto the next word ends on a tatweel."),
  organisationWords: texts("Words that make a name that of an organisation, not of a person."),
  bylineWords: texts("Words that introduce a person."),
  connectives: texts("Words on which a sentence hardly ends."),
  spacePartsNames: v.exactOptional(
    flag("In a script without spaces: a space stands between two names, never within one."),
  ),
  monthFirst: v.exactOptional(flag("In 03/05/2023 the month comes first, at least where many write the language.")),
  wordsPerMinute: count(1, "Reading speed."),
  months: v.exactOptional(
    v.pipe(
      v.array(texts("Names of one month.")),
      v.length(12, "must be twelve lists"),
      v.description(
        "Names of the months, January first: those that nobody knows otherwise, and those that are to be read fast.",
      ),
    ),
  ),
  lists: v.exactOptional(lists),
});

const linearModel = (description: string) =>
  v.pipe(
    v.strictObject({
      bias: number(-100, 100, "Evidence before anything is known of a block."),
      features: v.pipe(
        v.record(
          shaped(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "words joined by hyphens", "Name of the feature."),
          number(-1000, 1000, "Its weight."),
        ),
        v.description("Feature -> weight; above zero speaks for it."),
      ),
    }),
    v.description(description),
  );

const titleModels = (description: string) =>
  v.pipe(
    v.strictObject({
      alone: linearModel("Where the address of the page is not known."),
      address: linearModel("Where it is known."),
    }),
    v.description(description),
  );

const weights = v.strictObject({
  thresholds: byLevel(0, 100, "A target is cut when its score reaches this."),
  maxCut: byLevel(0, 1, "The largest share of words that may be cut."),
  features: v.pipe(
    v.array(
      v.strictObject({
        name: shaped(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "words joined by hyphens", "Name of the feature in reasons."),
        when: where,
        weight,
      }),
    ),
    v.description("Evidence from the look of a block."),
  ),
  vague: v.exactOptional(texts("Categories that give their name to a cut only where no rule of another one hits.")),
  openers: v.exactOptional(
    texts("Categories of what stands right above the text: their cuts say nothing of the block below."),
  ),
  neighbour: number(-10, 10, "Pull of a neighbour that is cut on its own account, per side."),
  titles: v.exactOptional(
    v.pipe(
      v.strictObject({
        markdown: titleModels("For pages with links or headings."),
        text: titleModels("For pages without."),
      }),
      v.description("What speaks for a short block's being the title of a whole page."),
    ),
  ),
});

export const packSchema: SchemaOf<Pack> = pack;
export const languageSchema: SchemaOf<Language> = language;
export const weightsSchema: SchemaOf<Weights> = weights;

// The way back: everything that the types allow has a place in the schema. Fails to compile when they drift apart.
const proof: Same<Pack, v.InferOutput<typeof pack>> &
  Same<Language, v.InferOutput<typeof language>> &
  Same<Weights, v.InferOutput<typeof weights>> = true;
void proof;
