import { execFileSync } from "node:child_process";
import process from "node:process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stemmer } from "../src/text/stem.js";

const STEMMED = ["de", "en", "es", "fr", "it", "pt", "ru"] as const;

/** All the words have one stem. */
function check(language: string, ...words: readonly string[]): void {
  test(`${language}: ${words.join(", ")}`, () => {
    const stem = stemmer(language);
    expect(new Set(words.map((word) => stem?.(word))).size).toBe(1);
  });
}

check("en", "subscribe", "subscribed", "subscribing");
check("de", "zeitung", "zeitungen");
check("es", "noticia", "noticias");
check("fr", "article", "articles");
check("it", "articolo", "articoli");
check("pt", "livro", "livros");
check("ru", "статья", "статьи");

test("keeps words of different stems apart", () => {
  expect(stemmer("en")?.("share")).not.toBe(stemmer("en")?.("shore"));
});

test("knows no stemmer for other languages", () => {
  for (const language of ["ja", "zh", "ar", "xx", "", "constructor"]) expect(stemmer(language)).toBeNull();
});

test.each(STEMMED)("%s: gives back words of more than 40 characters", (language) => {
  const monster = "abonnierens".repeat(4);
  expect(stemmer(language)?.(monster)).toBe(monster);
});

test.each(STEMMED)("%s: takes any word and gives a string", (language) => {
  const stem = stemmer(language) as (word: string) => string;
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 45 }), (word) => {
      expect(stem(word)).toBeTypeOf("string");
      expect(stem(word)).toBe(stem(word));
    }),
    { numRuns: 500 },
  );
});

test("is silent when imported, and leaves the environment alone", () => {
  const code = `
    const before = JSON.stringify(process.env);
    await import("natural/lib/natural/stemmers/porter_stemmer.js");
    await import("natural/lib/natural/stemmers/porter_stemmer_de.js");
    process.exitCode = JSON.stringify(process.env) === before ? 0 : 1;`;
  expect(execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" })).toBe("");
});
