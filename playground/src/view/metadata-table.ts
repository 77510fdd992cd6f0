/** The metadata that was harvested, each field with where it was read. */
import type { Metadata } from "../../../src/types.js";
import { element } from "./element.js";

export function showMetadata(panel: HTMLElement, { provenance = {}, ...fields }: Metadata): void {
  const head = ["Field", "Value", "Read by"].map((name) => element("th", { scope: "col" }, name));
  const body = Object.entries(fields).map(([field, value]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, field),
      element("td", {}, Array.isArray(value) ? value.join("; ") : String(value)),
      element("td", {}, provenance[field]?.rule ?? ""),
    ),
  );
  panel.replaceChildren(
    element(
      "table",
      {},
      element("caption", { class: "unseen" }, "Metadata"),
      element("thead", {}, element("tr", {}, ...head)),
      element("tbody", {}, ...body),
    ),
  );
}
