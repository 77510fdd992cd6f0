import { setFlagsFromString } from "node:v8";

/** What V8 does to run code faster later: for a short run it takes longer than it spares. */
export const SPARED = ["opt", "maglev", "regexp-optimization", "regexp-tier-up"] as const;

/** Turns that off for the rest of the process. */
export function spareCompilers(): void {
  for (const flag of SPARED) setFlagsFromString(`--no-${flag}`);
}
