/** Patterns of the built-in rules, looked at by a checker that knows nothing of ours. */
import { check } from "recheck";
import { expect, it } from "vitest";
import { builtinRules } from "../../src/rules/builtin.js";
import { MAX_COST_PER_CHAR } from "../../src/rules/pattern.js";
import { readRules } from "../../src/rules/read-rules.js";
import { findRulesFolder } from "../../src/rules/rule-files.js";
import { countSteps } from "../backtrack.js";

/** A pattern is given up after this time; those that take longer are long, and sound as far as they were looked at. */
const MILLISECONDS = 1500;
const AT_ONCE = 2;
/** Enough to tell what grows faster than the text; counting steps is recursive. */
const MAX_CHARS = 1000;

/** Pattern -> the first rule that has it. */
function patterns(): ReadonlyMap<string, string> {
  const { own } = readRules([findRulesFolder()], builtinRules());
  const found = own.flatMap(({ pack: { pack, rules } }) =>
    rules.flatMap(({ id, match, unless }) =>
      [match.pattern, unless?.pattern].flatMap((pattern) =>
        pattern === undefined ? [] : [[pattern, `${pack}/${id}`]],
      ),
    ),
  );
  return new Map(found.reverse() as [string, string][]);
}

/** What is wrong with a pattern, if anything is; or how far the checker came. */
async function judge(pattern: string): Promise<"sound" | "not decided" | { readonly attack: string }> {
  const verdict = await check(pattern, "u", { timeout: MILLISECONDS, randomSeed: 1 });
  if (verdict.status !== "vulnerable") return verdict.status === "safe" ? "sound" : "not decided";
  const text = verdict.attack.string.slice(0, MAX_CHARS);
  const limit = MAX_COST_PER_CHAR * (text.length + 1);
  // The checker takes repeats that have a bound for endless ones; what counts are the steps that its text takes.
  const isBounded = verdict.complexity.type === "polynomial" && countSteps(pattern, text, limit) < limit;
  return isBounded ? "sound" : { attack: verdict.attack.pattern };
}

it("finds no pattern that takes exponential or polynomial time", async () => {
  const waiting = [...patterns()];
  const total = waiting.length;
  const tally = { sound: 0, "not decided": 0 };
  const bad: string[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [pattern, rule] = next;
      const verdict = await judge(pattern);
      if (typeof verdict === "string") tally[verdict] += 1;
      else bad.push(`${rule}: ${pattern} on ${verdict.attack}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  console.log(`${total} patterns: ${tally.sound} sound, ${tally["not decided"]} not decided in ${MILLISECONDS} ms`);
  expect(bad).toEqual([]);
  expect(tally.sound).toBeGreaterThan(total / 3);
  // A checker that finds nothing anywhere would say so here.
  expect(await judge("^(?:a|a)*$")).toHaveProperty("attack");
  expect(await judge("\\d*x\\d*y\\d*$")).toHaveProperty("attack");
});
