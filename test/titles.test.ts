/** Titles, bylines and dates of whole pages without headings: told by the looks of the lines and by the address. */
import { expect, test } from "vitest";
import { clean } from "../src/index.js";

const MENU = ["Home", "News", "Sport", "Culture", "Weather", "Shop", "Jobs", "Contact", "Help", "Sign in", "Search"];
const PROSE = [
  "The mill at the end of the lane has stood since the flood, and nobody in the village can say who built it.",
  "Its wheel turns the wrong way round, which the miller explains by the wind that comes up the lane in the evening.",
  "In the winter of that year the lane was closed, and the mill ground no corn until the thaw came in late March.",
  "What is left of the old wheel lies behind the house, among the nettles, where the children of the village play.",
];
const FOOT = ["About us", "Terms", "Privacy", "Imprint", "Careers", "Press", "Partners", "Cookies", "Archive", "Feeds"];

const page = (...head: readonly string[]): string => [...MENU, ...head, ...PROSE, ...FOOT].join("\n\n");

interface Case {
  readonly name: string;
  readonly text: string;
  readonly url?: string;
  readonly title?: string;
  readonly author?: readonly string[];
  readonly date?: string;
}

const CASES: readonly Case[] = [
  {
    name: "the line above byline and date",
    text: page("The mill at the end of the lane", "By Ada Lund", "3 May 2021"),
    url: "https://paper.example/village/the-mill-at-the-end-of-the-lane",
    title: "The mill at the end of the lane",
    author: ["Ada Lund"],
    date: "2021-05-03",
  },
  {
    name: "a name that no list knows, with the date below it",
    text: page("The mill at the end of the lane", "Chirag Bhardwaj", "3 May 2021"),
    url: "https://paper.example/village/the-mill-at-the-end-of-the-lane",
    title: "The mill at the end of the lane",
    author: ["Chirag Bhardwaj"],
    date: "2021-05-03",
  },
  {
    name: "lines that were put together without a space",
    text: page("The mill at the end of the lane", "By Ada LundPublished: May 3, 2021"),
    url: "https://paper.example/village/the-mill-at-the-end-of-the-lane",
    title: "The mill at the end of the lane",
    author: ["Ada Lund"],
    date: "2021-05-03",
  },
  {
    name: "the day in the address",
    text: page("The mill at the end of the lane", "By Ada Lund"),
    url: "https://paper.example/2021/05/03/the-mill-at-the-end-of-the-lane",
    title: "The mill at the end of the lane",
    author: ["Ada Lund"],
    date: "2021-05-03",
  },
  { name: "a page of which no line is the title", text: page("More", "Read on"), url: "https://paper.example/1" },
];

test.each(CASES)("$name", ({ text, url, title, author, date }) => {
  const { metadata } = clean(text, { ...(url === undefined ? {} : { url }), input: "page" });
  expect([metadata.title, metadata.author, metadata.datePublished]).toEqual([title, author, date]);
});

test("an address that is none does no harm", () => {
  const text = page("The mill at the end of the lane", "By Ada Lund", "3 May 2021");
  for (const url of ["", "no address", "https://[", "https://paper.example/%E0%A4%A"]) {
    expect(() => clean(text, { url })).not.toThrow();
  }
});
