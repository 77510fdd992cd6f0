import { describe, expect, it } from "vitest";
import { type DateLanguage, readDate } from "../src/harvest/dates.js";

type Expected = string | null;

/** Language -> text -> date; a question mark stands for "can be read otherwise". */
const TEXTS: Readonly<Record<string, Readonly<Record<string, Expected>>>> = {
  en: {
    "Thu 14 Mar 2024 06.00 GMT": "2024-03-14",
    "Global Research, May 04, 2023": "2023-05-04",
    "the 4th of May, 2023 at 6pm": "2023-05-04",
    "Wed May 04 10:00:00 2023": "2023-05-04",
    "Updated 5:30 PM EST, Tue November 14, 2023": "2023-11-14",
    "Dec. 31, 2022 – Jan. 2, 2023": "2022-12-31",
    "12-May-2023": "2023-05-12",
    "May 2023": "2023-05",
    "2023-05-04T23:30:00.000-07:00": "2023-05-04",
    "2023-05-04T00:10:00+09:00": "2023-05-04",
    "26 March 2023 02:30": "2023-03-26",
    "2023/05/04": "2023-05-04",
    "20230504": "2023-05-04",
    "2023-05": "2023-05",
    "2010-11": "2010-11?",
    "03/05/2023": "2023-03-05?",
    "13/05/2023": "2023-05-13",
    "05/13/2023": "2023-05-13",
    "05/05/2023": "2023-05-05",
    "03.05.2023": "2023-05-03?",
    "February 29, 2024": "2024-02-29",
    "February 29, 2023": null,
    "30 February 2023": null,
    "4 May": null,
    "14 Mar 24": null,
    yesterday: null,
    "last Monday": null,
    "in 600 years": null,
    "In 2019, May said": null,
    "v1.2.2023": null,
    "1.2.3.2023": null,
    "192.168.2.2010": null,
    "Call 202-555-2010": null,
    "€ 12.05.2023": null,
    "$2,023 May": null,
    "99/99/2023": null,
    "May 4, 1023": null,
    "May 4, 2923": null,
    "issue 1990": null,
    "": null,
  },
  de: {
    "4. Mai 2023": "2023-05-04",
    "Donnerstag, 14. März 2024, 06:00 Uhr": "2024-03-14",
    "1. Jänner 2020": "2020-01-01",
    "14. 3. 2024": "2024-03-14",
    "04.05.2023": "2023-05-04",
    "Stand: Juni 2022": "2022-06",
  },
  fr: {
    "jeudi 14 mars 2024 à 6h00": "2024-03-14",
    "1er janvier 2020": "2020-01-01",
    "décembre 2022": "2022-12",
    "04/05/2023": "2023-05-04?",
  },
  es: { "4 de mayo de 2023": "2023-05-04", "14 mar. 2024": "2024-03-14", "mayo de 2023": "2023-05" },
  pt: {
    "14 de março de 2024": "2024-03-14",
    "4 de maio de 2023": "2023-05-04",
    "março de 2024": "2024-03",
    "16.jul.2023 às 4h00": "2023-07-16",
  },
  it: { "giovedì 14 marzo 2024": "2024-03-14", "1° gennaio 2020": "2020-01-01", "maggio 2023": "2023-05" },
  ru: { "4 мая 2023 года": "2023-05-04", "14 марта 2024 г.": "2024-03-14", "май 2023": "2023-05" },
  ja: {
    "2023年5月4日": "2023-05-04",
    "２０２３年５月４日 10時": "2023-05-04",
    令和5年5月4日: "2023-05-04",
    "2023年5月": "2023-05",
    "5月4日": null,
  },
  zh: {
    "2023年5月4日": "2023-05-04",
    二〇二三年五月四日: "2023-05-04",
    "2023/5/4": "2023-05-04",
    "2023年5月": "2023-05",
  },
  ar: {
    "٤ مايو ٢٠٢٣": "2023-05-04",
    "14 آذار/مارس 2024": "2024-03-14",
    "٢٠٢٣-٠٥-٠٤": "2023-05-04",
    "مايو 2023": "2023-05",
  },
  ko: { "2023년 5월 4일": "2023-05-04", "May 4, 2023": "2023-05-04" },
};

const CASES = Object.entries(TEXTS).flatMap(([language, texts]) =>
  Object.entries(texts).map(([text, expected]) => ({ language, text, expected })),
);

const languageFor = (language: string): DateLanguage => ({ language, monthFirst: language === "en" });

function read(text: string, language: string): Expected {
  const found = readDate(text, languageFor(language));
  return found === null ? null : `${found.date}${found.ambiguous ? "?" : ""}`;
}

/** Text -> date, with the names of months that a language file gives. */
const NAMED: Readonly<Record<string, Expected>> = {
  "12 مارس 2024": "2024-03-12",
  "الثلاثاء ١٢ مارس ٢٠٢٤ - ١٠:٣٠": "2024-03-12",
  "٣ كانون الثاني/يناير ٢٠٢٥": "2025-01-03",
  "3 يناير/كانون الثاني 2025": "2025-01-03",
  "3 يناير (كانون الثاني)، 2025": "2025-01-03",
  "فاتح غشت 2021": "2021-08",
  "22 غشت 2021": "2021-08-22",
  "5 جانفي 2020": "2020-01-05",
  "05-جوان-2020": "2020-06-05",
  "آذار 7, 2019": "2019-03-07",
  "نُشر في أذار ٢٠١٩": "2019-03",
  "31 جوان 2020": null,
  "قال 12 مارسيليا 2024": null,
  "12 مارس": null,
};

const MONTHS = [
  ["يناير", "كانون الثاني", "جانفي"],
  ["فبراير", "شباط", "فيفري"],
  ["مارس", "آذار"],
  ["أبريل", "نيسان", "أفريل"],
  ["مايو", "أيار", "ماي"],
  ["يونيو", "حزيران", "جوان"],
  ["يوليو", "تموز", "يوليوز", "جويلية"],
  ["أغسطس", "آب", "غشت", "أوت"],
  ["سبتمبر", "أيلول", "شتنبر"],
  ["أكتوبر", "تشرين الأول"],
  ["نوفمبر", "تشرين الثاني", "نونبر"],
  ["ديسمبر", "كانون الأول", "دجنبر"],
];

describe("names of months from a language file", () => {
  it.each(Object.entries(NAMED))("%s", (text, expected) =>
    expect(readDate(text, { language: "ar", months: MONTHS })?.date ?? null).toBe(expected),
  );

  it("do not outlive their language file", () => {
    expect(readDate("22 غشت 2021", { language: "ar", months: MONTHS })?.date).toBe("2021-08-22");
    expect(readDate("22 غشت 2021", { language: "ar" })).toBeNull();
    expect(readDate("22 غشت 2021", { language: "ar", months: [["غشت"]] })?.date).toBe("2021-01-22");
  });
});

describe("dates", () => {
  it.each(CASES)("$language: $text", ({ language, text, expected }) => expect(read(text, language)).toBe(expected));

  it("are the first of the text, with their span", () => {
    const text = "Updated 03/05/2023; first published May 1, 2021.";
    const found = readDate(text, languageFor("en"));
    expect(text.slice(found?.span.start, found?.span.end)).toBe("03/05/2023");
    const other = readDate("By Ann Lee, ٤ مايو ٢٠٢٣ and 2024-01-01", { language: "ar" });
    expect(other).toEqual({ date: "2023-05-04", span: { start: 12, end: 23 }, ambiguous: false });
  });

  it("are looked for at the start of a long text only, and never read in part", () => {
    expect(read(`${"x ".repeat(90)}2023-05-04`, "en")).toBe("2023-05-04");
    expect(read(`${"x ".repeat(120)}2023-05-04`, "en")).toBeNull();
    expect(read(`${"x".repeat(190)} 2023-05-14`, "en")).toBeNull();
  });

  it("do not depend on what was read before", () => {
    for (let i = 0; i < 1200; i++) readDate(`item ${i}`, languageFor("en"));
    expect(read("03/05/2023", "de")).toBe("2023-05-03?");
    expect(read("03/05/2023", "en")).toBe("2023-03-05?");
  });

  it("cost the same for hostile texts", () => {
    const hostile = ["1/", "2023-", "May ", "1 May ", "1.1.", "٤ ", "2023年", "9".repeat(50)].map((part) =>
      part.repeat(20_000),
    );
    const start = performance.now();
    for (const text of hostile) for (const language of Object.keys(TEXTS)) readDate(text, languageFor(language));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe.each(["Asia/Tokyo", "America/New_York", "Europe/Berlin", "Pacific/Apia"])("in the time zone %s", (zone) => {
  it("every date is the same", () => {
    const before = process.env["TZ"];
    try {
      process.env["TZ"] = zone;
      expect(new Date(2023, 0, 1).getTimezoneOffset()).not.toBe(0);
      // The zone behind the text keeps earlier readings from being remembered; compact dates must stand alone.
      const cases = CASES.filter(({ text }) => !/^\d+$|^\d{4}-\d\d$/.test(text));
      const found = cases.map(({ text, language }) => read(`${text} (${zone})`, language));
      expect(found).toEqual(cases.map(({ expected }) => expected));
    } finally {
      if (before === undefined) delete process.env["TZ"];
      else process.env["TZ"] = before;
    }
  });
});
