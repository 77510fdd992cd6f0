import { describe, expect, it } from "vitest";
import { type FieldValue, readField } from "../src/harvest/fields.js";
import type { MetadataField } from "../src/types.js";
import { languageOf } from "./languages.js";

interface Given {
  readonly tag?: string;
  readonly links?: readonly string[];
}

function check(
  field: MetadataField,
  text: string,
  value: FieldValue | null,
  { tag = "en", links = [] }: Given = {},
): void {
  it(`${field}: ${text}`, () => expect(readField(field, text, links, languageOf(tag))?.value ?? null).toEqual(value));
}

describe("authors and dates", () => {
  check("author", "By [Ann Lee](#)", ["Ann Lee"], { links: ["Ann Lee"] });
  check("author", "By [Ann Lee](#), [Bo Chan](#)", ["Ann Lee", "Bo Chan"], { links: ["Ann Lee", "Bo Chan"] });
  check("author", "By [Ann Lee](#), [Twitter](#)", ["Ann Lee"], { links: ["Ann Lee", "Twitter"] });
  check("author", "Reuters Staff", null);
  check("datePublished", "Global Research, **May 04, 2023**", "2023-05-04");
  check("dateModified", "Stand: 4. Mai 2023, 10:30 Uhr", "2023-05-04", { tag: "de" });
  check("datePublished", "soon", null);
});

it("says when a date can be read otherwise, and only then", () => {
  const read = (text: string) => readField("datePublished", text, [], languageOf("en"));
  expect(read("03/05/2023")).toEqual({ value: "2023-03-05", ambiguous: true });
  expect(read("03/25/2023")).toEqual({ value: "2023-03-25" });
});

describe("copyright", () => {
  check("copyrightYear", "© 2019-2023 Meridian News Ltd", 2023);
  check("copyrightYear", "Copyright © Lucas Leiroz de Almeida, InfoBrics, 2023", 2023);
  check("copyrightYear", "© 2019–present. Tel. 2300 1999", 2019);
  check("copyrightYear", "© ٢٠٢٣ مؤسسة الوقت", 2023, { tag: "ar" });
  check("copyrightYear", "© 2023年 東西新聞", 2023, { tag: "ja" });
  check("copyrightYear", "No. 12345, room 0042", null);
  check("copyrightHolder", "© [Lucas Leiroz de Almeida](#), [InfoBrics](#), 2023", [
    "Lucas Leiroz de Almeida",
    "InfoBrics",
  ]);
  check("copyrightHolder", "(c) 2024 Meridian News Ltd. All rights reserved.", ["Meridian News Ltd"]);
  check("copyrightHolder", "© 2019 Vale & Moorland Gazette", ["Vale & Moorland Gazette"]);
  check("copyrightHolder", "2024 by Ann Lee and Daily Gazette", ["Ann Lee", "Daily Gazette"]);
  check("copyrightHolder", "© 2020–2024 Acme, Inc., printed in Hull", ["Acme, Inc."]);
  check("copyrightHolder", "© St. Dr. Oak Press. No part may be copied.", ["St. Dr. Oak Press"]);
  check("copyrightHolder", "© 2020 Editorial Petate, S.C.", ["Editorial Petate, S.C."], { tag: "es" });
  check("copyrightHolder", "© 2024 nwn", ["nwn"], { tag: "de" });
  check("copyrightHolder", "© 2021-2024, 华川社。保留所有权利。", ["华川社"], { tag: "zh" });
  check("copyrightHolder", "ИД «Бульвар», 2025", ["ИД «Бульвар»"], { tag: "ru" });
  check("copyrightHolder", "© 2024", null);
  check("copyrightNotice", "Copyright © [Ann Lee](#), 2023.", "Copyright © Ann Lee, 2023.");
});

describe("contacts", () => {
  check("contactPoint", "publications@globalresearch.ca.", ["publications@globalresearch.ca"]);
  check("contactPoint", "[press@x.example](mailto:press@x.example), +44 1632 960 377", [
    "press@x.example",
    "+44 1632 960 377",
  ]);
  check("contactPoint", "Tel. 01632 960 114 / 08765 5501", ["01632 960 114", "08765 5501"]);
  check("contactPoint", "+7 (000) 555-01-90", ["+7 (000) 555-01-90"], { tag: "ru" });
  check("contactPoint", "هاتف ٠٠٠٠-٥٥٥", ["٠٠٠٠-٥٥٥"], { tag: "ar" });
  check("contactPoint", "in 1998-2003, on 12.05.2023, page 12", null);
});

describe("lists", () => {
  check("keywords", "Swimming, Heritage; Lancashire.", ["Swimming", "Heritage", "Lancashire"]);
  check("keywords", "#swim #c++ #swim", ["swim", "c++"]);
  check("keywords", "rhubarb | traybakes • spring", ["rhubarb", "traybakes", "spring"]);
  check("keywords", "仓储机器人、避障，激光雷达", ["仓储机器人", "避障", "激光雷达"], { tag: "zh" });
  check("keywords", "السواقي، وادي الريحان", ["السواقي", "وادي الريحان"], { tag: "ar" });
  check("spatialCoverage", "[Europe](#), [Russia, FSU](#)", ["Europe", "Russia, FSU"], {
    links: ["Europe", "Russia, FSU"],
  });
  check("about", "  ,  ", null);
  check("isPartOf", "[**UKRAINE REPORT**](#)", ["UKRAINE REPORT"], { links: ["**UKRAINE REPORT**"] });
});

describe("texts", () => {
  check("title", "**Who pays? “Nobody.”**", "Who pays? “Nobody.”");
  check("publisher", ": Global Research.", "Global Research");
  check("publisher", "Acme Inc.", "Acme Inc.");
  check("creditText", " – Colm Hartigan/The Daily Meridian |", "Colm Hartigan/The Daily Meridian");
  check(
    "authorDescription",
    "*Lucas is a journalist,\n geopolitical* consultant.",
    "Lucas is a journalist, geopolitical consultant.",
  );
  check("license", "[CC BY 4.0](https://example.org/by).", "CC BY 4.0");
  check("isBasedOn", "https://doi.example/10.5555/jasw.2025.017", "https://doi.example/10.5555/jasw.2025.017");
  check("articleSection", "---", null);
  check("wordCount", "1200 words", null);
});

it("reads hostile texts in linear time", () => {
  const fields: readonly MetadataField[] = [
    "author",
    "copyrightHolder",
    "contactPoint",
    "keywords",
    "title",
    "publisher",
    "authorDescription",
    "copyrightYear",
  ];
  const start = performance.now();
  for (const part of [".", " ", ", ", "a@", "1 ", "+1", "2023-", "2023 ", "and ", "(", "[a](", "A ", "© ", "李"]) {
    for (const field of fields) readField(field, `${part.repeat(200_000 / part.length)}x`, [], languageOf("en"));
  }
  expect(performance.now() - start).toBeLessThan(10_000);
});
