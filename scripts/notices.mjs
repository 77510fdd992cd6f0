import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;

/** Text of the notices file for the bundled `inputs`, paths as esbuild's metafile lists them. */
export async function collectNotices(inputs) {
  const packages = new Map();
  for (const input of inputs.filter((path) => path.includes("node_modules/"))) {
    const folder = findPackage(input);
    packages.set(folder, [...(packages.get(folder) ?? []), input]);
  }
  const sections = await Promise.all([...packages].map(([folder, files]) => describe(folder, files)));
  const intro = "# Third-party notices\n\nParts of these packages are bundled in dehusk.\n";
  return [intro, ...sections.sort()].join("\n");
}

function findPackage(input) {
  let folder = dirname(input);
  // A nested package.json without a name only sets the module kind of its folder.
  while (!existsSync(join(folder, "package.json")) || !/node_modules\/(@[^/]+\/)?[^/]+$/.test(folder)) {
    folder = dirname(folder);
  }
  return folder;
}

async function describe(folder, inputs) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const names = (await readdir(folder)).filter((file) => LICENCE_FILE.test(file)).sort();
  const texts = await Promise.all(names.map((file) => readFile(join(folder, file), "utf8")));
  if (texts.length === 0 && license === undefined) throw new Error(`${name} ${version} states no licence`);
  const own = await collectHeaders(inputs, texts.join("\n"));
  const body = [...texts, ...own].map((text) => `\`\`\`text\n${text.trim()}\n\`\`\`\n`);
  return [`## ${name} ${version} (${license ?? "see below"})\n`, ...body].join("\n");
}

/** Copyright headers of single files that the licence files of their package do not carry already. */
async function collectHeaders(inputs, licence) {
  const headers = new Set();
  for (const input of inputs.filter((path) => /\.[cm]?js$/.test(path))) {
    const [, header] = /\/\*+([\s\S]*?)\*\//.exec(await readFile(input, "utf8")) ?? [];
    if (header === undefined || !/copyright/i.test(header)) continue;
    const text = header.replace(/^[ \t]*\*[ \t]?/gm, "").trim();
    const holders = text.split("\n").filter((line) => /copyright \(c\)/i.test(line));
    if (holders.length === 0 || !holders.every((line) => licence.includes(line.trim()))) headers.add(text);
  }
  return [...headers].sort();
}
