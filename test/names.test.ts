import { describe, expect, it } from "vitest";
import { isPersonName, readNames } from "../src/harvest/names.js";
import { languageOf } from "./languages.js";

function check(tag: string, text: string, names: readonly string[]): void {
  it(`${tag}: ${text}`, () => expect(readNames(text, languageOf(tag))).toEqual(names));
}

describe("names are read off a byline", () => {
  check("en", "Ann Lee, Bo Chan and J. R. Ortiz", ["Ann Lee", "Bo Chan", "J. R. Ortiz"]);
  check("en", "Ann Lee, Bo Chan, and Cy O’Dee", ["Ann Lee", "Bo Chan", "Cy O’Dee"]);
  check("en", "Ann Lee & Bo Chan", ["Ann Lee", "Bo Chan"]);
  check("en", "Rui Ma, Heba Ledwon, Manoel Cortes Mendez", ["Rui Ma", "Heba Ledwon", "Manoel Cortes Mendez"]);
  check("en", "By [Lucas Leiroz de Almeida](#)", ["Lucas Leiroz de Almeida"]);
  check("en", "**Written by:** _Ann Lee_", ["Ann Lee"]);
  check("en", "Imogen Tarrant, North of England correspondent", ["Imogen Tarrant"]);
  check("en", "Mike Marshall, Shipping Expert", ["Mike Marshall"]);
  check("en", "Ann Lee, Los Angeles", ["Ann Lee"]);
  check("en", "Paul Frew, Home and Digital Security", ["Paul Frew"]);
  check("en", "Ellen Lindell, VMD, DACVB; Debra Horwitz, DVM & Gary Landsberg", [
    "Ellen Lindell",
    "Debra Horwitz",
    "Gary Landsberg",
  ]);
  check("en", "Jane Roe, MBA, RN and Bo Chan", ["Jane Roe", "Bo Chan"]);
  check("en", "Jane Roe, RDN, CFP® and Bo Chan", ["Jane Roe, RDN, CFP®", "Bo Chan"]);
  check("en", "Jane Roe, CEO", ["Jane Roe"]);
  check("en", "by Ann Lee August 25, 2025August 29, 2025", ["Ann Lee"]);
  check("en", "Sergio Martínez-Beltrán | The Texas Newsroom", ["Sergio Martínez-Beltrán"]);
  check("en", "Ann Lee - Daily Planet", ["Ann Lee"]);
  check("en", "by Ann Lee on May 4", ["Ann Lee"]);
  check("en", "By Ann Lee, May 4, 2023", ["Ann Lee"]);
  check("en", "May 4, 2023 | By Ann Lee", ["Ann Lee"]);
  check("en", "Ann Lee in Cairo and Bo Chan in London", ["Ann Lee", "Bo Chan"]);
  check("en", "Ann Lee (Reuters) <ann@example.org> @annlee", ["Ann Lee"]);
  check("en", "Genevieve Carlton, Ph.D.", ["Genevieve Carlton, Ph.D."]);
  check("en", "Jane Roe, M.D., Ann Lee and Bo Chan", ["Jane Roe, M.D.", "Ann Lee", "Bo Chan"]);
  check("en", "Dr. Jane Roe.", ["Dr. Jane Roe"]);
  check("en", "Sammy Davis Jr.", ["Sammy Davis Jr."]);
  check("en", "ANN LEE\nReporter", ["ANN LEE"]);
  check("en", "Will Smith and Malcolm X", ["Will Smith", "Malcolm X"]);
  check("en", "Ann Lee, ann lee and Ann Lee", ["Ann Lee"]);
  check("en", "Ludwig van der Berg and Said al-Assad", ["Ludwig van der Berg", "Said al-Assad"]);
  check("de", "Von Ursula von der Leyen und Max Groß", ["Ursula von der Leyen", "Max Groß"]);
  check("de", "Text: Cem Aldag", ["Cem Aldag"]);
  check("fr", "Par Apolline Guérech et Ismaël de la Tour", ["Apolline Guérech", "Ismaël de la Tour"]);
  check("es", "Por Nuria Cardeñosa en Madrid", ["Nuria Cardeñosa"]);
  check("es", "Ximena Arroyave y Leopoldo Batlle", ["Ximena Arroyave", "Leopoldo Batlle"]);
  check("pt", "Filomena Garção e Duarte Nobre de Melo", ["Filomena Garção", "Duarte Nobre de Melo"]);
  check("it", "a cura di Marta Venturelli", ["Marta Venturelli"]);
  check("ru", "Автор: Ольга Нефёдова и Жанна Тютчева-Ли", ["Ольга Нефёдова", "Жанна Тютчева-Ли"]);
  check("ru", "Текст: Е. Тарновская", ["Е. Тарновская"]);
  check("ja", "文：三枝由衣", ["三枝由衣"]);
  check("ja", "山田 太郎と鈴木一郎", ["山田 太郎", "鈴木一郎"]);
  check("ja", "ジョン・スミス", ["ジョン・スミス"]);
  check("zh", "作者：周砚秋、罗依敏", ["周砚秋", "罗依敏"]);
  check("zh", "记者 周砚秋 罗依敏", ["周砚秋", "罗依敏"]);
  check("zh", "李和平和王芳", ["李和平", "王芳"]);
  check("ar", "بقلم: نجلاء الدرديري", ["نجلاء الدرديري"]);
  check("ar", "كتب كمال الطرابيشي في القاهرة", ["كمال الطرابيشي"]);
  check("ar", "بقلم: سمر الحلبي ووليد الطرابيشي", ["سمر الحلبي", "وليد الطرابيشي"]);
  check("ar", "كمال وليد، وسمر الحلبي", ["كمال وليد", "سمر الحلبي"]);
});

describe("what is no person gives no name", () => {
  check("en", "Reuters Staff", []);
  check("en", "The Investopedia Team", []);
  check("en", "May 4, 2023", []);
  check("en", "admin", []);
  check("en", "Swoogo", []);
  check("en", "5 minutes ago", []);
  check("en", "the people who made it possible", []);
  check("en", "Global News", []);
  check("en", "info@example.org", []);
  check("en", "Ann", []);
  check("en", "A. B.", []);
  check("en", "", []);
  check("en", "Ann ".repeat(200), []);
  check("de", "Redaktion Umwelt", []);
  check("ja", "東西新聞", []);
  check("ja", "本紙編集部", []);
  check("zh", "华川社", []);
  check("zh", "李", []);
  check("ar", "وكالة الأنباء", []);
});

it("takes a pen name of one word where the caller allows it", () => {
  expect(readNames("By Odile", languageOf("en"), { minWords: 1 })).toEqual(["Odile"]);
});

it("tells a person from an organisation", () => {
  const texts = ["Ann Lee", "Ann Lee Ltd.", "Ann", "Ann Lee said", "李雷"];
  expect(texts.map((text) => isPersonName(text, languageOf("en")))).toEqual([true, false, false, false, true]);
});
