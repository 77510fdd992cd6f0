import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DehuskError } from "../errors.js";
import { builtinRules } from "../rules/builtin.js";
import { loadRules } from "../rules/load.js";
import { parseRuleFile } from "../rules/parse.js";
import { createListScope } from "../rules/stack-rules.js";
import { addRule, nameAfter } from "../tuning/new-rule.js";
import { testRules } from "../tuning/test-rules.js";
import type { MatchPlace, Pack, Rule, Target } from "../types.js";
import { openQuestions, type Questions } from "./ask.js";
import { planSamples, type Sample, writeSamples } from "./new-samples.js";
import { type Arguments, usageError } from "./parse-arguments.js";
import { lastValue } from "./read-settings.js";
import { writeReport } from "./standard-streams.js";
import { showName, toOneLine } from "./terminal.js";
import { writeFileAtomic } from "./write-file.js";

const MIN_EXAMPLES = 2;

/** `dehusk rules new`: writes a rule and samples for it, and shows what it does. Returns the exit code. */
export async function rulesNewCommand(given: Arguments, signal: AbortSignal): Promise<number> {
  if (given.operands.length > 1) throw usageError("Name one rule file to write to.");
  const { pack, rule } = await readDraft(given, signal);
  const file = given.operands[0] ?? join("my-rules", `${pack.pack.split("/").at(-1)}.json`);
  const old = existsSync(file) ? readFileSync(file, "utf8") : null;
  if (old === null && builtinRules().packs.some((other) => other.pack === pack.pack)) {
    throw usageError(`"${pack.pack}" is a built-in pack, which yours would replace; give another name with --pack.`);
  }
  const text = addRule(old, pack, rule);
  if (text === null)
    throw usageError(`${showName(file)} is no rule file; mend it (dehusk rules lint) or name another.`);
  const { pack: whole, issues } = parseRuleFile(text, file, createListScope(builtinRules().languages));
  if (issues.length > 0 || whole === null) throw new DehuskError("E_RULES", "the rule is not sound", issues);
  const samples = planSamples(whole, rule, lastValue(given, "samples") ?? "samples");
  writeFileAtomic(file, text);
  return await showFirstResult(file, whole, rule, samples);
}

interface Draft {
  readonly pack: Omit<Pack, "rules">;
  readonly rule: Rule;
}

/** What the flags say, and what they leave open asked for at a terminal. */
async function readDraft(given: Arguments, signal: AbortSignal): Promise<Draft> {
  const questions = openQuestions(signal);
  try {
    return await fillDraft(given, questions);
  } finally {
    questions?.close();
  }
}

/** The value of an option that is a text, or the answer to a question. */
type One = (name: string, question: string) => Promise<string>;
/** At least so many of them. */
type Many = (name: string, question: string, least: number) => Promise<readonly string[]>;

async function fillDraft(given: Arguments, questions: Questions | null): Promise<Draft> {
  const missing = questions === null ? listMissing(given) : [];
  if (missing.length > 0) throw usageError(`Nobody is here to ask; give ${missing.join(", ")}.`);
  const one: One = async (name, question) => lastValue(given, name) ?? (await questions?.line(question)) ?? "";
  const many: Many = async (name, question, least) => {
    const values = given.options.get(name) ?? [];
    if (values.length >= least) return values;
    if (questions !== null) return [...values, ...(await questions.lines(question, least - values.length))];
    throw usageError(`--${name} is needed ${least} times; write other texts that the rule must ${name}.`);
  };
  const category = await one("category", "family of husk, such as contact");
  const rule = await fillRule(given, category, one, many);
  const site = lastValue(given, "site")?.toLowerCase();
  const name = lastValue(given, "pack") ?? (site === undefined ? `my/${category}` : `sites/${site}`);
  const language = lastValue(given, "language") ?? (site === undefined ? "en" : "any");
  return { pack: { pack: name, language, ...(site === undefined ? {} : { site: { hosts: [site] } }) }, rule };
}

async function fillRule(given: Arguments, category: string, one: One, many: Many): Promise<Rule> {
  const pattern = lastValue(given, "pattern");
  const phrases = pattern === undefined ? await many("phrase", "phrase to look for", 1) : given.options.get("phrase");
  const remove = await many("remove", "a text to remove", MIN_EXAMPLES);
  const keep = await many("keep", "a similar text to keep", MIN_EXAMPLES);
  const why = await one("why", "how the husk differs from such prose");
  const at = lastValue(given, "at") as MatchPlace | undefined;
  return {
    id:
      lastValue(given, "id") ??
      ([remove[0] ?? "", category].map(nameAfter).find((name) => name !== "") || "first-rule"),
    category,
    why,
    match: { ...(phrases === undefined ? {} : { phrases }), ...(pattern === undefined ? {} : { pattern }) },
    // The table of options has checked the choices.
    target: (lastValue(given, "target") as Target | undefined) ?? "sentence",
    ...(at === undefined ? {} : { where: { at } }),
    examples: { remove, keep },
  };
}

function listMissing({ options }: Arguments): readonly string[] {
  const needed = ["category", "remove", "keep", "why"].filter((name) => !options.has(name));
  return [...needed, ...(options.has("phrase") || options.has("pattern") ? [] : ["phrase"])].map((name) => `--${name}`);
}

/** Writes the samples, and tells what the rule does with its examples. */
async function showFirstResult(file: string, pack: Pack, rule: Rule, samples: readonly Sample[]): Promise<number> {
  const rules = loadRules(file);
  const own = { ...rules, packs: rules.packs.filter(({ pack: name }) => name === pack.pack) };
  const failures = testRules(own).failures.filter((failure) => failure.rule === `${pack.pack}/${rule.id}`);
  const isRight = failures.length === 0;
  writeSamples(samples, rules, { host: pack.site?.hosts[0], isRight });
  const described = isRight ? "what is left of input.md now; read it" : "what ought to be left of input.md";
  const describe = (list: "remove" | "keep") => (text: string, index: number) => {
    const failure = failures.find((one) => one.list === list && one.index === index);
    const verdict = list === "remove" ? "removed" : "kept";
    return `  ${failure === undefined ? verdict : `NOT ${verdict} (${toOneLine(failure.reason)})`}: ${toOneLine(text)}`;
  };
  const lines = [
    `${showName(file)}: the rule ${pack.pack}/${rule.id} is written`,
    ...rule.examples.remove.map(describe("remove")),
    ...rule.examples.keep.map(describe("keep")),
    ...samples.map(({ folder }) => `${showName(folder)}: expected.md is ${described}`),
    isRight ? "The rule does what its examples say." : "Change the phrases or the examples until all hold.",
    `Next: dehusk rules test ${showName(file)} --watch`,
  ];
  await writeReport(lines.map((line) => `${line}\n`).join(""));
  return isRight ? 0 : 1;
}
