import type { Language } from "../src/types.js";

const EMPTY: Omit<Language, "language" | "name"> = {
  stopWords: [],
  abbreviations: [],
  conjunctions: [],
  organisationWords: [],
  bylineWords: [],
  connectives: [],
  wordsPerMinute: 200,
};

/** Small languages for tests, with just the words the tests use. */
export const LANGUAGES: Readonly<Record<string, Language>> = Object.fromEntries(
  (
    [
      {
        language: "en",
        name: "English",
        stopWords: ["the", "of", "in", "on", "at", "for", "from", "will", "with", "is", "to", "our"],
        abbreviations: ["jr", "sr", "dr", "st", "inc", "ltd"],
        conjunctions: ["and", "&"],
        organisationWords: ["news", "press", "times", "staff", "team", "inc", "ltd", "gazette", "reuters", "desk"],
        bylineWords: ["by", "written by", "story by"],
        monthFirst: true,
        lists: {
          role: ["correspondent", "editor", "expert", "reporter"],
          name: ["will"],
          credential: ["rdn", "cfp"],
        },
      },
      {
        language: "de",
        name: "Deutsch",
        stopWords: ["der", "die", "und", "von", "in", "aus", "für", "mit"],
        conjunctions: ["und"],
        organisationWords: ["redaktion", "verlag", "gmbh"],
        bylineWords: ["von", "text"],
        lists: { particle: ["von", "der", "zu"] },
      },
      {
        language: "fr",
        name: "Français",
        stopWords: ["le", "la", "de", "et", "à", "en", "pour"],
        conjunctions: ["et"],
        organisationWords: ["rédaction", "agence"],
        bylineWords: ["par"],
        lists: { particle: ["de", "la", "du"] },
      },
      {
        language: "es",
        name: "Español",
        stopWords: ["de", "y", "la", "en", "el"],
        conjunctions: ["y", "e"],
        organisationWords: ["redacción", "agencia"],
        bylineWords: ["por"],
        lists: { particle: ["de", "la", "y"] },
      },
      {
        language: "pt",
        name: "Português",
        stopWords: ["de", "e", "em", "o"],
        conjunctions: ["e"],
        organisationWords: ["redação"],
        bylineWords: ["por"],
        lists: { particle: ["de", "da", "do"] },
      },
      {
        language: "it",
        name: "Italiano",
        stopWords: ["di", "e", "il", "da"],
        conjunctions: ["e"],
        organisationWords: ["redazione"],
        bylineWords: ["di", "a cura di"],
        lists: { particle: ["di", "della"] },
      },
      {
        language: "ru",
        name: "Русский",
        stopWords: ["и", "в", "на"],
        conjunctions: ["и"],
        organisationWords: ["редакция", "агентство"],
        bylineWords: ["автор", "текст"],
      },
      {
        language: "ja",
        name: "日本語",
        conjunctions: ["と"],
        organisationWords: ["新聞", "編集部"],
        bylineWords: ["文", "執筆", "取材"],
        lists: { role: ["記者"] },
      },
      {
        language: "zh",
        name: "中文",
        conjunctions: ["和", "与"],
        organisationWords: ["新闻", "编辑部", "社"],
        bylineWords: ["作者", "记者", "文"],
        spacePartsNames: true,
        lists: { role: ["记者", "实习生"] },
      },
      {
        language: "ar",
        name: "العربية",
        stopWords: ["في", "من", "على"],
        conjunctions: ["و", "وـ"],
        organisationWords: ["وكالة", "مؤسسة"],
        bylineWords: ["بقلم", "كتب", "كتبت"],
        lists: { name: ["وليد"] },
      },
    ] satisfies (Partial<Language> & Pick<Language, "language" | "name">)[]
  ).map((language) => [language.language, { ...EMPTY, ...language }]),
);

/** The test language with this tag. */
export function languageOf(tag: string): Language {
  const language = LANGUAGES[tag];
  if (language === undefined) throw new Error(`no test language ${tag}`);
  return language;
}
