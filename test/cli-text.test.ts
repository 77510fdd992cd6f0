import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { ARTICLE, FURNITURE } from "./cli-article.js";
import { dehusk, makeFolder } from "./cli-process.js";

const FRENCH = `Le fleuve est monté de deux mètres pendant la nuit et s'est arrêté devant les portes du vieux moulin où personne ne l'avait jamais vu si haut depuis l'hiver de la grande crue.

À midi l'eau commençait déjà à baisser, lentement d'abord, et la route du village était à nouveau ouverte à la tombée de la nuit.

${FURNITURE}

Le conseil se réunira jeudi pour décider s'il faut surélever la digue avant le printemps prochain, ce que beaucoup d'habitants réclament.
`;
const RUSSIAN = `Река поднялась за ночь на два метра и остановилась у дверей старой мельницы, где её никогда не видели такой высокой.

К полудню вода начала спадать, сначала медленно, и вечером по дороге в деревню снова можно было проехать.

${FURNITURE}

Совет соберётся в четверг, чтобы решить, следует ли поднять плотину до следующей весны, чего требуют многие жители.
`;

describe("dehusk keeps the bytes of files it cleans in place", () => {
  it.each([
    { name: "UTF-8", text: ARTICLE, encoding: "utf-8" },
    { name: "UTF-8 with byte order mark", text: ARTICLE, encoding: "utf-8", addBOM: true },
    { name: "UTF-16LE with byte order mark", text: ARTICLE, encoding: "utf-16le", addBOM: true },
    { name: "UTF-16BE with byte order mark", text: ARTICLE, encoding: "utf-16be", addBOM: true },
    { name: "CRLF", text: ARTICLE.replaceAll("\n", "\r\n"), encoding: "utf-8" },
    { name: "CR", text: ARTICLE.replaceAll("\n", "\r"), encoding: "utf-8" },
    { name: "windows-1252", text: FRENCH, encoding: "windows-1252" },
    { name: "windows-1252 with CRLF", text: FRENCH.replaceAll("\n", "\r\n"), encoding: "windows-1252" },
    { name: "windows-1251", text: RUSSIAN, encoding: "windows-1251" },
    { name: "KOI8-R", text: RUSSIAN, encoding: "koi8-r" },
  ])("$name", ({ text, encoding, addBOM = false }) => {
    const cwd = makeFolder({ "a.txt": iconv.encode(text, encoding, { addBOM }) });
    // The furniture is English whatever the prose is.
    expect(dehusk(["-i", "--language", "en", "a.txt"], { cwd }).code).toBe(0);
    const bytes = readFileSync(join(cwd, "a.txt"));
    const after = iconv.decode(bytes, encoding, { stripBOM: false });
    expect(after.startsWith("\ufeff")).toBe(addBOM);
    expect(after).not.toContain(FURNITURE);
    const lines = text.split(/\r\n?|\n/).filter((line) => line !== "" && line !== FURNITURE);
    for (const line of lines) expect(after).toContain(line);
    expect(new Set(after.match(/\r\n|\r|\n/g))).toEqual(new Set(text.match(/\r\n|\r|\n/g)));
  });

  it("or leaves a file whose bytes it cannot keep", () => {
    const bytes = Buffer.concat([Buffer.from(`${"é".repeat(50)} ${ARTICLE}`), Buffer.from([0xc3])]);
    const cwd = makeFolder({ "a.md": bytes });
    const { code, stderr } = dehusk(["-i", "a.md"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("use --out");
    expect(readFileSync(join(cwd, "a.md"))).toEqual(bytes);
  });
});

describe("dehusk reads", () => {
  it("legacy encodings, and says when it is unsure", () => {
    const cwd = makeFolder({ "a.md": iconv.encode("Ein kleines M\u00e4rchen", "windows-1252") });
    const { stdout, stderr } = dehusk(["--format", "txt", "a.md"], { cwd });
    expect(stdout).toContain("Märchen");
    expect(stderr).toBe("dehusk: a.md: the encoding is uncertain, read as windows-1252\n");
  });

  it.each([
    { name: "NUL at the start", bytes: Buffer.from("\0abc") },
    { name: "NUL after 100 kB", bytes: Buffer.concat([Buffer.alloc(100_000, "text "), Buffer.from([0])]) },
    { name: "PDF", bytes: Buffer.from("%PDF-1.7\n%\xe2\xe3", "latin1") },
  ])("no binary: $name", ({ bytes }) => {
    const cwd = makeFolder({ "in/a.md": bytes, "in/b.md": ARTICLE });
    const named = dehusk(["in/a.md"], { cwd });
    expect(named).toMatchObject({ code: 1, stdout: "" });
    expect(named.stderr).toMatch(/^dehusk: in\/a\.md: .+\n$/);
    const found = dehusk(["in", "--out", "clean"], { cwd });
    expect(found.code).toBe(0);
    expect(found.stderr).toContain("in/a.md: skipped");
  });

  it.each(["-dash.md", "spa ce.md", "[x]*?.md", "quote'\".md", "ü.md", "line\nfeed.md", `${"n".repeat(250)}.md`])(
    "a file named %j",
    (name) => {
      const cwd = makeFolder({ [name]: ARTICLE });
      expect(dehusk(["--in-place", "--", name], { cwd }).code).toBe(0);
      expect(readFileSync(join(cwd, name), "utf8")).not.toContain(FURNITURE);
    },
  );

  it("front matter, keeps it and lets its keys win", () => {
    const front = "---\ntitle: Mine\ncustom:\n  - 1\n---\n";
    const cwd = makeFolder({ "a.md": `${front}\n# Another\n\n${ARTICLE}` });
    const { stdout } = dehusk(["a.md"], { cwd });
    expect(stdout).toMatch(/^---\ntitle: Mine\ncustom:\n {2}- 1\n[\s\S]*?---\n/);
    expect(stdout).not.toContain(FURNITURE);
  });
});

describe("dehusk shows no control characters to people", () => {
  const evil = "\x1b]0;owned\x07\x9b31m\u202e";

  it("in messages", () => {
    const { stderr } = dehusk([`${evil}.md`]);
    expect(stderr).toBe("dehusk: \\x1b]0;owned\\x07\\x9b31m\\u202e.md: there is no such file or folder\n");
  });

  it("in explanations and differences, though data stays as it is", () => {
    const cwd = makeFolder({ "a.md": ARTICLE.replace("overnight", `over${evil}night`) });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
    const control = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202e]/;
    expect(dehusk(["explain", "a.md"], { cwd }).stdout).not.toMatch(control);
    expect(dehusk(["--diff", "a.md"], { cwd }).stdout).not.toMatch(control);
    expect(dehusk(["a.md"], { cwd }).stdout).toContain(evil);
  });

  it("in rule errors", () => {
    const cwd = makeFolder({ "a.md": ARTICLE });
    writeFileSync(join(cwd, "r.json"), JSON.stringify({ [evil]: 1 }));
    const { stderr, code } = dehusk(["--rules", "r.json", "a.md"], { cwd });
    expect(code).toBe(2);
    expect(stderr).not.toContain("\x1b");
  });
});
