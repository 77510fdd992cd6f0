import { describe, expect, it } from "vitest";
import { type CleanOptions, clean, createCleaner, type DehuskError } from "../src/core.js";

const TEXT = "The ferry left at six. The harbour was still dark, and nobody waved.\n\nShare this article\n";

/** Options as JavaScript hands them over, and what is said of them. */
const WRONG: readonly (readonly [options: unknown, message: string])[] = [
  [null, 'options must be an object such as { level: "strict" }'],
  ["strict", 'options must be an object such as { level: "strict" }'],
  [{ levl: "strict" }, 'there is no option "levl" of a text. Did you mean "level"? There are url, inLanguage'],
  [{ rules: [] }, 'there is no option "rules" of a text.'],
  [{ level: "hard" }, "option level must be light, normal or strict"],
  [{ input: "html" }, "option input must be auto, article or page"],
  [{ format: "html" }, "option format must be auto, markdown or text"],
  [{ url: 7 }, "option url must be a string"],
  [{ inLanguage: "english" }, "option inLanguage must be a language tag such as en or pt-BR"],
  [{ only: "share" }, "option only must be a list of categories"],
  [{ only: ["shar"] }, 'There is no category "shar". Did you mean "share"? There are advertisement'],
  [{ except: ["bylin"] }, 'There is no category "bylin". Did you mean "byline"?'],
  [{ maxCut: 1.5 }, "option maxCut must be a number from 0 to 1"],
  [{ maxCut: "0.5" }, "option maxCut must be a number from 0 to 1"],
  [{ maxCut: Number.NaN }, "option maxCut must be a number from 0 to 1"],
  [{ explain: "yes" }, "option explain must be true or false"],
];

const refusal = (run: () => unknown): DehuskError => {
  try {
    run();
  } catch (error) {
    return error as DehuskError;
  }
  throw new Error("nothing was thrown");
};

describe("options", () => {
  it.each(WRONG)("%j", (options, message) => {
    const error = refusal(() => clean(TEXT, options as CleanOptions));
    expect(error).toMatchObject({ name: "DehuskError", code: "E_OPTION" });
    expect(error.message.slice(0, message.length)).toBe(message);
  });
  it("are looked at when a cleaner is made", () => {
    expect(refusal(() => createCleaner({ level: "hard" as "light" })).code).toBe("E_OPTION");
  });
  it("may be undefined, and name what is cut of pages", () => {
    expect(
      clean(TEXT, { level: undefined as unknown as "light", except: ["page"], inLanguage: "pt-BR" }).edits,
    ).toBeDefined();
  });
});

describe("a text", () => {
  it.each([
    [undefined, "undefined"],
    [null, "null"],
    [7, "number"],
    [{}, "object"],
  ] as const)("is not %j", (text, type) => {
    const error = refusal(() => clean(text as unknown as string));
    expect(error).toMatchObject({ code: "E_TEXT", message: `the text must be a string, not ${type}` });
  });
});
