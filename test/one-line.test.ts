/** Texts whose furniture stands on the line of the prose, without a stop between: targets, edges of the prose, remarks. */
import { describe, expect, it } from "vitest";
import { clean, createCleaner, restore } from "../src/index.js";
import { builtinRules } from "../src/rules/builtin.js";
import type { CleanResult, Pack, Rule, RuleSet } from "../src/types.js";

const { languages, weights } = builtinRules();
type Draft = Omit<Rule, "id" | "why" | "examples">;

const PROSE = "The ferry left at nine. It came back at noon. Eleven cars were aboard. So was one goat.";

function cleanWith(rules: readonly Draft[], text: string): CleanResult {
  const examples = { remove: [], keep: [] };
  const own: Pack["rules"] = rules.map((rule, i) => ({ id: `rule-${i}`, why: "test", examples, ...rule }));
  const ruleSet: RuleSet = {
    packs: [{ pack: "en/test", language: "en", category: "test", rules: own }],
    languages,
    weights,
    page: null,
  };
  return createCleaner({ rules: ruleSet, maxCut: 1 }).clean(text, { inLanguage: "en" });
}

const phrase = (own: string, more: Partial<Draft> = {}): Draft => ({
  match: { phrases: [own] },
  weight: 1.5,
  ...more,
});

describe("the target upto", () => {
  const menu = phrase("home about contact", { target: "upto" });
  const cases: readonly (readonly [name: string, text: string, body: string])[] = [
    ["cuts to the end of the match", `My Blog Home About Contact ${PROSE}`, PROSE],
    ["takes the divider along", `My Blog | Home | About | Contact | ${PROSE}`, PROSE],
    ["leaves a sentence that goes on", "At home, about contact lenses she knew all.", ""],
    ["leaves a match behind which a comma stands", `Home About Contact, ${PROSE}`, ""],
    ["leaves a match at the end", "She never left Home About Contact.", ""],
  ];
  it.each(cases)("%s", (_, text, body) => {
    expect(cleanWith([menu], text).body).toBe(body === "" ? text : body);
  });

  it("cuts by the longest of several rules, and gives the input back", () => {
    const date = phrase("posted on # may #", { target: "upto", extract: { datePublished: "match" } });
    const result = cleanWith([menu, date], `Home About Contact The Goat Posted on 5 May 2020 ${PROSE}`);
    expect(result.body).toBe(PROSE);
    expect(result.metadata.datePublished).toBe("2020-05-05");
    expect(restore(result)).toBe(`Home About Contact The Goat Posted on 5 May 2020 ${PROSE}`);
  });

  it("measures what it cuts", () => {
    const short = phrase("home about contact", { target: "upto", where: { words: { max: 4 } } });
    const text = `A Very Long Name Home About Contact ${PROSE}`;
    expect(cleanWith([short], text).body).toBe(text);
  });

  it("asks for a gap where words are not parted by white space", () => {
    const own: Draft = { match: { phrases: ["首页"] }, weight: 1.5, target: "upto" };
    const result = (text: string) => cleanWith([own], text).body;
    expect(result("榆树 首页 我搬过九次家。后来就不搬了。")).toBe("我搬过九次家。后来就不搬了。");
    expect(result("榆树首页我搬过九次家。后来就不搬了。")).toBe("榆树首页我搬过九次家。后来就不搬了。");
  });
});

describe("the target onward", () => {
  const share = phrase("share on facebook", { target: "onward" });
  it.each([
    ["cuts from the match on", `${PROSE.slice(0, -1)} Share on Facebook now`, PROSE.slice(0, -1)],
    ["leaves a sentence in which the match goes on", "They could share on Facebook now.", ""],
    ["leaves a whole sentence", "Share on Facebook now.", ""],
  ])("%s", (_, text, body) => {
    expect(cleanWith([share], text).body).toBe(body === "" ? text : body);
  });
});

describe("a pattern beside phrases", () => {
  it("says with a group named cut what of it goes", () => {
    const rule: Draft = {
      match: {
        phrases: ["read also"],
        pattern: "(?<cut>Read also: [A-Z][^.A-Z]{3,40})(?= [A-Z])",
        caseSensitive: true,
      },
      target: "span",
      weight: 1.5,
    };
    expect(cleanWith([rule], `It rained. Read also: The sad goat ${PROSE}`).body).toBe(`It rained. ${PROSE}`);
  });

  it("reaches into texts on one line that are too long for it", () => {
    const rule: Draft = {
      match: { phrases: ["photo :"], pattern: "(?<cut>\\(photo: [a-z ]{3,20}\\))" },
      target: "span",
      weight: 1.5,
    };
    const long = `${PROSE} `.repeat(30);
    expect(cleanWith([rule], `${long}The end (photo: ann lee).`).body).toBe(`${long}The end.`);
  });
});

describe("sentences at the end of the prose", () => {
  const tail = phrase("tell us what you think", { where: { zone: ["tail"], at: "start" }, weight: 1 });
  const sure = phrase("share this story", { weight: 1 });
  it("are behind the text when all are accused, one of them for sure", () => {
    expect(cleanWith([tail, sure], `${PROSE} Share this story. Tell us what you think.`).body).toBe(PROSE);
  });

  it("are text when nothing is sure of them, or text follows", () => {
    for (const text of [
      `${PROSE} Tell us what you think.`,
      `${PROSE} Tell us what you think. Share this story. He did.`,
    ])
      expect(cleanWith([tail, sure], text).body).toBe(text);
  });

  it("are hit by rules for blocks as well", () => {
    const block = phrase("tags : ...", { target: "block", where: { at: "start", zone: ["tail"] }, weight: 1 });
    expect(cleanWith([block, sure], `${PROSE} Share this story. Tags: goats, ferries.`).body).toBe(PROSE);
    const before = `Tags: goats, ferries. ${PROSE}`;
    expect(cleanWith([block, sure], before).body).toBe(before);
  });

  it("take a short one between them along", () => {
    const text = `${PROSE} Share this story. Or else. Tell us what you think.`;
    expect(cleanWith([tail, sure], text).body).toBe(PROSE);
  });
});

describe("a remark in brackets", () => {
  it("is a sentence of its own within the text", () => {
    const rule = phrase("buy me a coffee", { weight: 1 });
    const text = "It rained. [Like this blog? Buy me a coffee] The goat was wet. Nobody minded.";
    expect(cleanWith([rule], text).body).toBe("It rained. The goat was wet. Nobody minded.");
  });
});

describe("the rules of every language", () => {
  const texts: readonly (readonly [language: string, head: string, prose: string])[] = [
    ["en", "Loft Notes Home About Archive The kettle Posted by Ann Lee on May 5, 2020 3 comments", PROSE],
    [
      "it",
      "Note Home Chi sono Archivio La teiera Pubblicato da Anna Lai il 5 maggio 2020 3 commenti",
      "La teiera era rotta. Nessuno lo sapeva. Poi piovve. Mia zia rise.",
    ],
    [
      "es",
      "Notas Inicio Sobre mí Archivo La tetera Publicado por Ana Luna el 5 de mayo de 2020 3 comentarios",
      "La tetera estaba rota. Nadie lo sabía. Luego llovió. Mi tía se rió.",
    ],
    [
      "fr",
      "Notes Accueil À propos Archives La bouilloire Publié par Anne Lay le 5 mai 2020 3 commentaires",
      "La bouilloire était cassée. Personne ne le savait. Puis il plut. Ma tante rit.",
    ],
    [
      "de",
      "Notizen Start Über mich Archiv Der Kessel Veröffentlicht von Anna Lau am 5. Mai 2020 3 Kommentare",
      "Der Kessel war kaputt. Niemand wusste es. Dann regnete es. Meine Tante lachte.",
    ],
    [
      "pt",
      "Notas Início Sobre mim Arquivo A chaleira Publicado por Ana Luz em 5 de maio de 2020 3 comentários",
      "A chaleira estava quebrada. Ninguém na casa sabia. Depois choveu a tarde inteira. Minha tia riu muito com isso.",
    ],
    [
      "ru",
      "Заметки Главная Обо мне Архив Чайник Анна Лаева 5 мая 2020 3 комментария",
      "Чайник был сломан. Никто этого не знал. Потом пошёл дождь. Тётя смеялась.",
    ],
    [
      "ar",
      "مدونة الرئيسية من أنا الأرشيف الإبريق نشرتها سلوى في 5 مايو 2020 3 ردود",
      "كان الإبريق مكسورا. لم يعرف أحد ذلك. ثم أمطرت السماء. ضحكت خالتي.",
    ],
    [
      "zh",
      "窗边 首页 归档 关于 水壶 作者：裴青 发表于 2020-05-05 浏览：9次",
      "那只壶是坏的。没有人知道。后来下了雨。姑妈笑了。",
    ],
    [
      "ja",
      "窓辺の記 ひるねブログ 読者になる 2020-05-05 やかん カテゴリー：家のこと",
      "やかんは壊れていた。誰も知らなかった。それから雨が降った。叔母は笑った。",
    ],
  ];
  it.each(texts)("%s: the head goes, the prose stays", (language, head, prose) => {
    const result = clean(`${head} ${prose}`, { inLanguage: language });
    expect(result.body).toBe(prose);
    expect(result.metadata.datePublished).toBe("2020-05-05");
  });
});
