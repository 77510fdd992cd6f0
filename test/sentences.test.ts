import fc from "fast-check";
import { expect, test } from "vitest";
import { splitSentences } from "../src/text/sentences.js";
import { expectLinear } from "./growth.js";

const ABBREVIATIONS: Readonly<Record<string, readonly string[]>> = {
  en: ["dr", "mr", "mrs", "st", "no", "vs", "p.m", "inc"],
  de: ["dr", "prof", "bzw", "usw", "z.b", "#"],
  fr: ["m", "mme", "av", "p"],
  es: ["sr", "sra", "núm"],
  ru: ["г", "ул", "т.е", "руб"],
};

/** `text` has a `|` where a sentence begins. */
function check(language: string, text: string): void {
  test(`${language}: ${text}`, () => {
    const plain = text.replaceAll("|", "");
    const spans = splitSentences(plain, new Set(ABBREVIATIONS[language] ?? []));
    expect(spans.map(({ start, end }) => plain.slice(start, end)).join("|")).toBe(text);
  });
}

check("en", "One sentence without an end");
check("en", "It rained. |Nobody minded! |Why should they? |They had hats.");
check("en", "Dr. Mills met Mrs. Oakley in St. Ives at 5 p.m. and left.");
check("en", "The U.S. Navy bought it from J. R. Hartley for 3.5 million. |He was glad.");
check("en", "He wrote to A.B. Lowe, c/o Lowe Inc. Boston, who never answered. |See www.example.org. |Good.");
check("en", '"Stay here." |She went. |"Is it far?" he asked. |(It was not.) |"It is."');
check("en", "Well... perhaps not. |And then... |Nothing at all. |Really?! |Yes…");
check("en", "It cost 12. |She paid 13.50 for two. |2 were broken.");
check("en", "1. First of all, sit down. |2. Then stand up.");
check("en", "The note says so.[3] |Nobody read it.[12]");
check("en", "iPhone sales rose. iPads did not, it says here. |Yahoo! is still there.");
check("de", "Am 4. Mai kam Prof. Dr. Hahn. |Er blieb z.B. nicht zum Essen. |Schade!");
check("de", "„Das war der 3. Versuch.“ |„Und?“ fragte sie. |»Nichts.« |Er ging.");
check("de", "Im Jahr 1999. |Danach kam nichts usw. und so fort.");
check("fr", "« Où est M. Petit ? » demanda-t-elle. |Il est parti, p. 12. |« Déjà ! » |Oui.");
check("fr", "Quel dommage ! |L'été s'achève. |À demain.");
check("es", "¿Qué hora es? |¡Tarde! |El Sr. Ruiz llegó. |«No importa». |Y se fue.");
check("ru", "Он жил на ул. Мира в г. Орле. |Его звали А. С. Климов. |«Не может быть!» |Может.");
check("ru", "Цена 300 руб. за штуку, т.е. много. |Купили? |Нет.");
check("zh", "天气很好。|我们去公园吧！|你来吗？|“我不来。”|她走了。");
check("ja", "雨が降った。|「もう帰ろう。」と彼は言った。|本当ですか？|はい。");
check("ar", "وصل القطار متأخرًا. |هل انتظرت؟ |نعم! |كتب أ. سالم رسالة.");
check("hi", "बारिश हुई। |सब घर गए।");
check("en", "Hello there.   |Two spaces more. ");

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(".", "!", "…", "。", "」", " ", "A", "a", "Dr", "1", '"', "»", "[1]", "漢", "と", "\ud83d"),
      { maxLength: 40 },
    )
    .map((it) => it.join("")),
);

test("tiles any text", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      let at = 0;
      for (const { start, end } of splitSentences(text, new Set(["dr"]))) {
        expect(start).toBe(at);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(at).toBe(text.length);
    }),
    { numRuns: 5000 },
  );
});

test.each([".", ". ", "a.", '."', "A. ", "。", ".[1]", "Dr. "])(
  "takes time in proportion to a text made of %j",
  (piece) => {
    expectLinear((text) => splitSentences(text, new Set(["dr"])), piece);
  },
);
