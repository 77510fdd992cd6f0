/** Texts that nobody writes, made to make a cleaner slow. */
import { paragraph, type Writer } from "./generate-text.js";
import { pick } from "./random.js";

const MB = 1_000_000;

export interface HostileText {
  readonly name: string;
  readonly text: string;
}

/** `piece` over and over, to a million code units. */
export const fill = (piece: string): string => piece.repeat(Math.ceil(MB / piece.length)).slice(0, MB);

/** New pieces, each behind the last one, to a million code units. */
function gather(next: () => string, glue: string): string {
  const pieces: string[] = [];
  for (let length = 0; length < MB; length += (pieces.at(-1)?.length ?? 0) + glue.length) pieces.push(next());
  return pieces.join(glue);
}

/** One sign or a few, on one line. */
const RUNS = [
  "a",
  "a ",
  "A. ",
  "1",
  "1 ",
  "1. ",
  "[",
  "]",
  "](",
  "[](",
  "![](",
  "[a](b) ",
  "`",
  "` ",
  '"',
  '" ',
  "\u201c",
  "'",
  "a'",
  "|",
  "| ",
  ".",
  ". ",
  ",",
  ", ",
  "-",
  "- ",
  "*",
  "* ",
  "**a",
  "*a* ",
  "_",
  "_a_ ",
  "\\",
  "<",
  "<a",
  "<a ",
  "<div>",
  "&",
  "&amp;",
  "&#",
  "(",
  ")",
  "#",
  "# ",
  ">",
  "> ",
  "~~~",
  "=",
  "\u00a9 ",
  "@",
  "a@b.c ",
  "http://",
  "\u4e00",
  "\u3002",
  "e\u0301",
  "\u200b",
  "\ud800",
  "\u00ad",
  "\t",
  " ",
  "\r",
  "\n",
  "\f",
  "\r\n",
  "\ufeff",
];

/** Lines, each a block or not. */
const LINES = [
  "a",
  "#",
  "# a",
  "## a\n",
  "- a",
  "  - a",
  "1. a",
  "> a",
  "> > > a",
  ">".repeat(40),
  "| a | b |",
  "|-|",
  "a | b",
  "```",
  "~~~",
  "---",
  "===",
  "***",
  "* * *",
  "a\n---",
  "<div>",
  "<!--",
  "<script",
  "</div>",
  "    a = {};",
  "    a",
  "\ta",
  "![a](b)",
  "[1]: http://a.b",
  "[^1]: a",
  "1 a",
  "a-",
  "a,",
  "12",
  "12\f",
  "a b c d e f g h i j k l m n o p q r s t u v w x y z and a b c d e f g,",
  "a\\",
];

const nest = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);

/** Texts made of what the rules look for. */
function ruleTexts(writer: Writer): readonly HostileText[] {
  const { random, texts } = writer;
  const { husk, phrases, firstWords } = texts;
  const line = pick(random, husk);
  const half = (text: string): string => text.slice(0, text.indexOf(" ", text.length >> 1) + 1);
  return [
    { name: "one husk line, on one line", text: fill(`${line} `) },
    { name: "one husk line, on lines", text: fill(`${line}\n`) },
    { name: "one husk line, in paragraphs", text: fill(`${line}\n\n`) },
    { name: "all husk lines, on one line", text: fill(`${husk.join(" ")} `) },
    { name: "all husk lines, in paragraphs", text: fill(`${husk.join("\n\n")}\n\n`) },
    { name: "all husk lines, as list", text: fill(`- ${husk.join("\n- ")}\n`) },
    {
      name: "husk and prose in turn",
      text: gather(() => `${pick(random, husk)}\n\n${paragraph(writer).slice(0, 300)}.`, "\n\n"),
    },
    { name: "husk lines among sentences", text: gather(() => `${paragraph(writer)} ${pick(random, husk)}`, "\n\n") },
    { name: "all phrases, on one line", text: fill(`${phrases.join(" ")} `) },
    { name: "all phrases, as sentences", text: fill(`${phrases.join(". ")}. `) },
    { name: "halves of phrases", text: fill(`${phrases.map(half).join("")} `) },
    { name: "halves of husk lines", text: fill(`${husk.map(half).join("\n\n")}\n\n`) },
    { name: "first words of phrases", text: fill(`${firstWords.join(" ")} `) },
    { name: "first words, each a paragraph", text: fill(`${firstWords.join("\n\n")}\n\n`) },
    { name: "first words, each a sentence", text: fill(`${firstWords.join(". ")}. `) },
  ];
}

/** Texts with the layout of an article, but too much of one thing. */
function layoutTexts(writer: Writer): readonly HostileText[] {
  const prose = paragraph(writer);
  return [
    { name: "100,000 sentences in one block", text: fill("Ab cd ef. ") },
    { name: "100,000 blocks of one line", text: fill("Ab cd ef\n\n") },
    { name: "100,000 sentences of one block each", text: fill("Ab c ef.\n\n") },
    { name: "one paragraph of prose", text: gather(() => paragraph(writer), " ") },
    { name: "prose, one line a paragraph", text: gather(() => paragraph(writer), "\n") },
    { name: "prose in one quotation", text: `> ${gather(() => paragraph(writer), "\n> ")}` },
    { name: "prose in headings", text: gather(() => `# ${paragraph(writer)}`, "\n\n") },
    {
      name: "prose torn at every page",
      text: gather(() => `${paragraph(writer).slice(0, -1)} and\n\n12\n\nmore ${paragraph(writer)}`, "\n\n"),
    },
    { name: "paragraphs without an end", text: gather(() => `${paragraph(writer).slice(0, -1)} and`, "\n\n") },
    {
      name: "paragraphs that go on small",
      text: gather(() => `${paragraph(writer).slice(0, -1)} and`.replace(/^./, (c) => c.toLowerCase()), "\n\n"),
    },
    {
      name: "words divided at line ends",
      text: gather(() => paragraph(writer).replace(/(\w{3})(\w{3})\b/g, "$1-\n$2"), "\n\n"),
    },
    { name: "wrapped lines", text: gather(() => paragraph(writer).replace(/(.{50,70}) /g, "$1\n"), "\n") },
    { name: "one repeated paragraph", text: fill(`${prose}\n\n`) },
    { name: "deep indentation", text: fill(`${" ".repeat(200)}a\n`) },
    { name: "deep lists", text: gather(() => `${" ".repeat(writer.random() * 100)}- a`, "\n") },
    { name: "nested brackets", text: fill(nest("[", "](b)", 5000)) },
    { name: "nested quotation marks", text: fill(nest("\u201ca ", "b\u201d ", 50)) },
    { name: "nested emphasis", text: fill(nest("**a *b ", "c* d** ", 50)) },
    { name: "tags that do not end", text: fill(`<${"a ".repeat(500)}`) },
    { name: "links that do not end", text: fill("[a](b ") },
    { name: "commas without words", text: `Share ${fill(", ")}` },
    { name: "one word of 1 MB", text: fill("newsletter") },
    { name: "front matter that does not end", text: `---\ntitle: a\n${fill("key: value\n")}` },
    { name: "a fence that does not end", text: `\`\`\`\n${fill("Ab cd ef\n\n")}` },
  ];
}

/** Every hostile text, a million code units each. */
export function hostileTexts(writer: Writer): readonly HostileText[] {
  const runs = RUNS.map((piece) => ({ name: `only ${JSON.stringify(piece)}`, text: fill(piece) }));
  const lines = LINES.map((line) => ({
    name: `lines of ${JSON.stringify(line.slice(0, 20))}`,
    text: fill(`${line}\n`),
  }));
  const blocks = LINES.map((line) => ({
    name: `blocks of ${JSON.stringify(line.slice(0, 20))}`,
    text: fill(`${line}\n\n`),
  }));
  return [...runs, ...lines, ...blocks, ...ruleTexts(writer), ...layoutTexts(writer)];
}
