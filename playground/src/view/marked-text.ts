/** The text with everything that was cut in it, coloured; choosing a piece says why. */
import type { Piece, Row } from "../pieces.js";
import { element } from "./element.js";

export interface MarkedText {
  readonly show: (rows: readonly Row[], hueOf: (category: string) => number) => void;
  /** Puts the focus back on the chosen piece. */
  readonly focus: () => void;
}

/** Drawing more would make typing slow. */
const MAX_ROWS = 2000;

/** How a piece came to be chosen: `kept` is one that was chosen before the text was shown anew. */
export type Choice = "pointer" | "keys" | "kept";

/** Fills a list box: one stop for the tab key, arrow keys go from piece to piece. */
export function createMarkedText(box: HTMLElement, onChoose: (piece: Piece, how: Choice) => void): MarkedText {
  const more = element("p", { hidden: true });
  box.after(more);
  let options: readonly HTMLElement[] = [];
  let pieces: readonly Piece[] = [];
  let chosen = -1;
  const choose = (index: number, how: Choice): void => {
    const option = options[index];
    const piece = pieces[index];
    if (option === undefined || piece === undefined) return;
    options[chosen]?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    box.setAttribute("aria-activedescendant", option.id);
    chosen = index;
    onChoose(piece, how);
  };
  box.addEventListener("click", ({ target }) => {
    // Marking a stretch to copy it is not choosing it.
    if (window.getSelection()?.isCollapsed === false) return;
    const option = target instanceof Element ? target.closest<HTMLElement>("[role=option]") : null;
    if (option !== null) choose(options.indexOf(option), "pointer");
  });
  box.addEventListener("keydown", (event) => {
    const to = nextIndex(event.key, chosen, options.length);
    if (to === null) return;
    event.preventDefault();
    choose(to, "keys");
    options[to]?.scrollIntoView({ block: "nearest" });
  });
  return {
    show: (rows, hueOf) => {
      const before = pieces[chosen];
      const shown = rows.slice(0, MAX_ROWS);
      pieces = shown.flatMap((row) => row.pieces);
      const made = shown.map((row) => toRow(row, hueOf));
      options = made.flatMap((row) => [...row.querySelectorAll<HTMLElement>("[role=option]")]);
      for (const [i, option] of options.entries()) option.id = `piece-${i}`;
      box.replaceChildren(...made);
      more.hidden = rows.length === shown.length;
      more.textContent = `${rows.length - shown.length} more blocks are cleaned, but not shown here.`;
      box.removeAttribute("aria-activedescendant");
      chosen = -1;
      // The same piece stays chosen while rules change around it.
      const again = pieces.findIndex(({ start, text }) => start === before?.start && text === before.text);
      if (again >= 0) choose(again, "kept");
    },
    focus: () => box.focus(),
  };
}

function nextIndex(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown" || key === "ArrowRight") return Math.min(at + 1, count - 1);
  if (key === "ArrowUp" || key === "ArrowLeft") return Math.max(at - 1, 0);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}

function toRow({ kind, pieces }: Row, hueOf: (category: string) => number): HTMLElement {
  return element(
    "div",
    { class: `row ${kind}`, role: "presentation" },
    ...pieces.map((piece) => toOption(piece, hueOf)),
  );
}

function toOption({ kind, text, edit }: Piece, hueOf: (category: string) => number): HTMLElement {
  const option = element("span", { class: kind, role: "option", "aria-selected": "false" });
  if (edit === null) {
    option.append(text);
    return option;
  }
  const category = kind === "repair" ? "mended" : edit.category;
  option.style.setProperty("--hue", String(hueOf(edit.category)));
  const label = element(
    "span",
    { class: "label" },
    category,
    element("span", { class: "unseen" }, kind === "cut" ? ", cut: " : ": "),
  );
  option.append(label, element("span", { class: "gone" }, text.trim()));
  if (edit.inserted.trim() !== "") option.append(element("ins", {}, edit.inserted));
  return option;
}
