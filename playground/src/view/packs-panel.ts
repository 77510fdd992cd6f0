/** The packs with a switch for each, by language. */
import type { Catalogue, CataloguePack } from "../engine/messages.js";
import { element } from "./element.js";

/** Fills the panel with the packs of a language, those of any language and of its sites first filtered by `wanted`. */
export function showPacks(
  panel: HTMLElement,
  { packs, languages }: Catalogue,
  language: string,
  off: readonly string[],
  onToggle: (pack: string, isOn: boolean) => void,
): void {
  const name = languages.find((known) => known.language === language)?.name ?? language;
  const isSite = ({ pack }: CataloguePack): boolean => pack.startsWith("sites/");
  const groups: readonly (readonly [string, readonly CataloguePack[]])[] = [
    [name, packs.filter((pack) => pack.language === language && !isSite(pack))],
    ["Any language", packs.filter((pack) => pack.language === "any" && !isSite(pack))],
    ["Sites", packs.filter(isSite)],
  ];
  panel.replaceChildren(
    ...groups.filter(([, own]) => own.length > 0).map(([title, own]) => group(title, own, off, onToggle)),
  );
}

function group(
  title: string,
  packs: readonly CataloguePack[],
  off: readonly string[],
  onToggle: (pack: string, isOn: boolean) => void,
): HTMLElement {
  const switches = packs.map(({ pack, size, description = "" }) => {
    const box = element("input", { type: "checkbox", name: pack });
    box.checked = !off.includes(pack);
    box.addEventListener("change", () => onToggle(pack, box.checked));
    return element("label", { title: description }, box, ` ${pack} `, element("small", {}, String(size)));
  });
  return element("fieldset", {}, element("legend", {}, title), element("div", { class: "packs" }, ...switches));
}
