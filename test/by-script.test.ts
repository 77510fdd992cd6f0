import { describe, expect, it } from "vitest";
import { byScript, isLatin } from "../src/text/by-script.js";

const CLASSES = ["L", "Lu", "Ll", "Lo", "Lm", "M", "N", "Nd", "Sc", "Script=Han", "sc=Hangul"];
const LATIN_CHARS = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).filter(isLatin);

describe("expressions for Latin texts say the same as those for all", () => {
  for (const name of CLASSES) {
    for (const source of [`^\\p{${name}}$`, `^[^\\p{${name}}]$`]) {
      it(source, () => {
        const whole = new RegExp(source, "u");
        const latin = byScript(source);
        expect(LATIN_CHARS.filter((char) => latin(char).test(char))).toEqual(
          LATIN_CHARS.filter((char) => whole.test(char)),
        );
      });
    }
  }
});

describe("the text decides", () => {
  for (const [text, unicode] of [
    ["élan – 5 €", false],
    ["шаг", true],
    ["😀", true],
  ] as const) {
    it(text, () => expect(byScript(String.raw`\p{L}`)(text).unicode).toBe(unicode));
  }

  it("what is not known of Latin texts is left whole", () =>
    expect(byScript(String.raw`\p{ASCII_Hex_Digit}`)("a").unicode).toBe(true));

  it("brackets that are escaped are no classes", () =>
    expect(byScript(String.raw`^\[\p{L}[\]\p{N}]$`)("[a]").test("[a]")).toBe(true));
});
