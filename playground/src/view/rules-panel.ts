/** What each rule did in the text, as a table. */
import type { RuleRow } from "../engine/messages.js";
import { element } from "./element.js";

export function showRuleRows(panel: HTMLElement, rows: readonly RuleRow[], onChoose: (rule: string) => void): void {
  if (rows.length === 0) {
    panel.replaceChildren(element("p", {}, "No rule hit anything in this text."));
    return;
  }
  const head = ["Rule", "Hits", "Cuts", "Time, µs"].map((name) => element("th", { scope: "col" }, name));
  const body = rows.map(({ rule, hits, cuts, microseconds }) =>
    element(
      "tr",
      {},
      element(
        "th",
        { scope: "row" },
        element("button", { type: "button", class: "link", click: () => onChoose(rule) }, rule),
      ),
      element("td", { class: "number" }, String(hits)),
      element("td", { class: "number" }, String(cuts)),
      element("td", { class: "number" }, microseconds === null ? "" : microseconds.toFixed(1)),
    ),
  );
  const caption = "Rules that hit, with the time each takes over the blocks that the index leaves to it";
  panel.replaceChildren(
    element(
      "table",
      {},
      element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...body),
    ),
  );
}
