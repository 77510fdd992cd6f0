import { byId } from "./element.js";

export interface Tabs {
  readonly select: (tab: string) => void;
  readonly selected: () => string;
}

/** Makes tabs of a list of buttons; each names its panel in `aria-controls`. Arrow keys go from tab to tab. */
export function createTabs(listId: string, onSelect: (tab: string) => void = () => {}): Tabs {
  const tabs = [...byId(listId).querySelectorAll<HTMLElement>("[role=tab]")];
  const panelOf = (tab: HTMLElement): string => tab.getAttribute("aria-controls") ?? "";
  let current = "";
  const select = (panel: string): void => {
    current = panel;
    for (const tab of tabs) {
      const isSelected = panelOf(tab) === panel;
      tab.setAttribute("aria-selected", String(isSelected));
      tab.tabIndex = isSelected ? 0 : -1;
      byId(panelOf(tab)).hidden = !isSelected;
    }
    onSelect(panel);
  };
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => select(panelOf(tab)));
    tab.addEventListener("keydown", (event) => {
      const to = nextIndex(event.key, i, tabs.length);
      const next = to === null ? undefined : tabs[to];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
      select(panelOf(next));
    });
  });
  return { select, selected: () => current };
}

function nextIndex(key: string, at: number, count: number): number | null {
  if (key === "ArrowRight") return (at + 1) % count;
  if (key === "ArrowLeft") return (at + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
