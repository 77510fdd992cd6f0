/** What is wrong with the user's rule file, as a list that leads to each place. */
import type { RuleIssue } from "../../../src/errors.js";
import type { OwnRules } from "../engine/messages.js";
import { element } from "./element.js";

const MAX_SHOWN = 50;

export function showOwnRules(
  panel: HTMLElement,
  own: OwnRules | null,
  warnings: readonly RuleIssue[],
  onGoTo: (issue: RuleIssue) => void,
): void {
  if (own === null) {
    const hint = "No rules yet. Start from a line of the text: choose it, then “Write a rule for this”.";
    panel.replaceChildren(element("p", {}, hint));
    return;
  }
  const { issues, failures, passed } = own;
  const all = [...issues, ...failures, ...warnings];
  const items = all.slice(0, MAX_SHOWN).map((issue) => {
    const place = `${issue.line}:${issue.column}`;
    const go = element("button", { type: "button", class: "link", click: () => onGoTo(issue) }, `Line ${place}`);
    return element("li", {}, go, ` ${issue.message} ${issue.remedy}`);
  });
  panel.replaceChildren(
    element("p", {}, summarize(own, warnings.length)),
    element("ul", { class: "issues" }, ...items),
  );
  panel.dataset["state"] = issues.length > 0 ? "broken" : failures.length > 0 ? "failing" : "sound";
  panel.dataset["passed"] = String(passed);
}

function summarize({ issues, failures, passed }: OwnRules, warnings: number): string {
  if (issues.length > 0) return `${count(issues.length, "problem")}: your rules are left out until mended.`;
  const warned = warnings > 0 ? ` ${count(warnings, "warning")}.` : "";
  const tested = `${count(passed, "example")} passed, ${failures.length} failed.${warned}`;
  return failures.length > 0 ? tested : `Your rules are in use. ${tested}`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
