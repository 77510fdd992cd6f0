/** Texts for properties: random ones, and real samples torn up. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";

const samples: readonly string[] = readdirSync("samples", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("input.md"))
  .sort()
  .map((path) => readFileSync(join("samples", path), "utf8"));
const paragraphs: readonly string[] = [...new Set(samples.flatMap((sample) => sample.split(/\n\n+/)))];

const marks = [
  "\n",
  "\n\n",
  "\r\n",
  " ",
  "# ",
  "## ",
  "- ",
  "> ",
  "* ",
  "1. ",
  "```\n",
  "    ",
  "---\n",
  "|",
  "[",
  "](",
  ")",
  "![",
  "**",
  "_",
  "\\",
  "<",
  ">",
  "&amp;",
  "\u00a9",
  '"',
  ". ",
  "\u3002",
  "\ufeff",
  "\ud800",
  "\u200b",
  "\f",
  "-\n",
];

/** Anything at all, with a taste for Markdown. */
export const randomText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...marks),
        fc.constantFrom(
          "share",
          "this article",
          "Subscribe",
          "the",
          "newsletter",
          "By Ann Lee",
          "May 4, 2023",
          "2023",
          "prose that runs on for a while and ends.",
        ),
        fc.string({ maxLength: 8 }),
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join("")),
);

/** Real samples, torn up: paragraphs shuffled between documents, stretches dropped, doubled, or broken by marks. */
export const mutatedSample: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.constantFrom(...paragraphs), { minLength: 1, maxLength: 14 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(40), fc.constantFrom("", ...marks)), { maxLength: 4 }),
    fc.constantFrom("\n\n", "\n", "\n\n\n"),
  )
  .map(([parts, edits, glue]) =>
    edits.reduce((text, [at, length, insert]) => {
      const start = text.length === 0 ? 0 : at % text.length;
      return text.slice(0, start) + insert + text.slice(start + length);
    }, parts.join(glue)),
  );
