import type { CleanSettings } from "../cli/read-settings.js";

/** What becomes of the result of a text: a file of its own, its input's place, or one thing or another on the screen. */
export type Delivery = "write" | "replace" | "print" | "list" | "diff" | "announce";

/** Looking goes before writing, whatever else is asked for. */
export function chooseDelivery({ out, inPlace, check, diff, dryRun }: CleanSettings): Delivery {
  if (diff) return "diff";
  if (check) return "list";
  if (dryRun) return "announce";
  if (inPlace) return "replace";
  return out === undefined ? "print" : "write";
}
