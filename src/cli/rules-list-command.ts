import { type ResolvedRule, resolvePacks } from "../rules/packs.js";
import { loadGivenRules } from "./create-command-cleaner.js";
import { type Arguments, usageError } from "./parse-arguments.js";
import { writeOutput } from "./standard-streams.js";
import { formatTable } from "./table.js";

/** What the list tells of a rule, defaults filled in. */
interface ListedRule {
  readonly id: string;
  readonly language: string;
  readonly category: string;
  readonly action: string;
  readonly target: string;
  readonly weight: number;
  readonly status: string;
}

/** `dehusk rules list`: the rules in force, one a line, or as JSON. Returns the exit code. */
export async function rulesListCommand(given: Arguments): Promise<number> {
  if (given.operands.length > 0) throw usageError("dehusk rules list takes no FILE; name rule files with --rules.");
  const { general, sites } = resolvePacks(await loadGivenRules(given));
  const own = sites.flatMap(({ pack, rules }) => rules.filter((rule) => rule.pack === pack));
  const rules = [...general, ...own].map(listRule);
  const text = given.options.has("json") ? `${JSON.stringify(rules, undefined, 2)}\n` : formatRules(rules);
  await writeOutput(text);
  return 0;
}

function listRule(rule: ResolvedRule): ListedRule {
  const {
    fullId: id,
    language,
    category,
    action = "remove",
    target = "sentence",
    weight = 1,
    status = "stable",
  } = rule;
  return { id, language, category, action, target, weight, status };
}

function formatRules(rules: readonly ListedRule[]): string {
  const head = ["id", "language", "category", "action", "target", "weight", "status"];
  return formatTable([head, ...rules.map((rule) => Object.values(rule).map(String))], "left");
}
