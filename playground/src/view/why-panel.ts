/** Says why a piece was cut or stays, with the rule behind it. */
import type { Reason, Rule, Verdict } from "../../../src/types.js";
import type { Piece } from "../pieces.js";
import { element } from "./element.js";

export interface WhyActions {
  readonly findRule: (id: string) => Promise<Rule | null>;
  readonly disable: (id: string) => void;
  readonly copy: (id: string, rule: Rule) => void;
  readonly writeRule: (line: string) => void;
  /** Selects the piece in the text on the left. */
  readonly showInText: (piece: Piece) => void;
}

const EXCERPT_CHARS = 90;
const excerpt = (text: string): string => (text.length > EXCERPT_CHARS ? `${text.slice(0, EXCERPT_CHARS)}…` : text);
const signed = (weight: number): string =>
  `${weight < 0 ? "−" : "+"}${Math.abs(weight)
    .toFixed(2)
    .replace(/\.?0+$/, "")}`;

/** Fills the panel; `threshold` is the score from which a target is cut. */
export function showWhy(panel: HTMLElement, piece: Piece, threshold: number, actions: WhyActions): void {
  const { verdict, edit } = piece;
  const rule = edit?.kind === "cut" ? edit.rule : verdict?.kind === "cut" ? verdict.rule : null;
  const nearest = verdict?.kind === "keep" ? (verdict.nearest?.rule ?? null) : null;
  const detail = element("div", { class: "rule-detail" });
  const story = element(
    "div",
    {},
    element("h3", {}, headline(piece)),
    element("blockquote", {}, excerpt(piece.text.trim())),
    element("p", {}, account(piece, threshold)),
    buttons(piece, actions),
    ...(verdict === null || verdict.reasons.length === 0 ? [] : [reasonsTable(verdict.reasons)]),
  );
  panel.replaceChildren(element("div", { class: "halves" }, story, detail));
  const id = rule ?? nearest;
  if (id?.includes("/")) void showRule(detail, id, actions);
}

function headline({ kind, edit }: Piece): string {
  if (kind === "cut") return `Cut by ${edit?.rule ?? "a rule"}`;
  return kind === "repair" ? `Mended: ${edit?.rule ?? "repair"}` : "Stays";
}

function account({ kind, edit, verdict }: Piece, threshold: number): string {
  if (kind === "repair") return "A page break or a hyphen at the end of a line was mended. No rule is needed for this.";
  if (kind === "cut") {
    const score = edit?.score ?? 0;
    return `Category ${edit?.category}. The evidence adds up to ${score}; ${threshold} is enough at this level.`;
  }
  return verdict === null ? "No rule has looked at this." : keptAccount(verdict, threshold);
}

function keptAccount(verdict: Verdict, threshold: number): string {
  if (verdict.kind === "cut") return "The rules would cut this, but not within what may be cut of the text.";
  const parts = [`The evidence adds up to ${verdict.score}; a cut needs ${threshold}.`];
  if (verdict.guard !== undefined) parts.push(`It is guarded: ${verdict.guard}.`);
  if (verdict.nearest !== undefined) {
    parts.push(`The rule that came closest is ${verdict.nearest.rule}; it failed at: ${verdict.nearest.failed}.`);
  }
  if (verdict.reasons.length === 0 && verdict.nearest === undefined) parts.push("No rule came close.");
  return parts.join(" ");
}

function reasonsTable(reasons: readonly Reason[]): HTMLElement {
  const rows = reasons.map(({ source, weight, text }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, source),
      element("td", { class: "number" }, signed(weight)),
      element("td", {}, text === undefined ? "" : excerpt(text)),
    ),
  );
  const head = ["Evidence", "Weight", "Matched"].map((name) => element("th", { scope: "col" }, name));
  const table = element("table", {}, element("caption", { class: "unseen" }, "Evidence"));
  table.append(element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
  return element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Evidence" }, table);
}

function buttons(piece: Piece, { writeRule, showInText }: WhyActions): HTMLElement {
  const show = element("button", { type: "button", click: () => showInText(piece) }, "Show in text");
  const write = element("button", { type: "button", click: () => writeRule(piece.text) }, "Write a rule for this");
  return element("p", { class: "buttons" }, show, ...(piece.kind === "keep" ? [write] : []));
}

/** Shows a rule as its author wrote it, with what can be done about it. */
export async function showRule(panel: HTMLElement, id: string, { findRule, disable, copy }: WhyActions): Promise<void> {
  const rule = await findRule(id);
  if (rule === null) return panel.replaceChildren();
  panel.replaceChildren(
    element("h4", {}, id),
    element("p", {}, rule.why),
    element(
      "p",
      { class: "buttons" },
      element("button", { type: "button", click: () => disable(id) }, "Switch this rule off"),
      element("button", { type: "button", click: () => copy(id, rule) }, "Change a copy of it"),
    ),
    element(
      "details",
      {},
      element("summary", {}, "The rule as JSON"),
      element("pre", { tabindex: 0, "aria-label": `The rule ${id}` }, JSON.stringify(rule, null, 2)),
    ),
  );
}
