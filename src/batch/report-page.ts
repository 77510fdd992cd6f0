import type { RunSummary } from "./run-log.js";
export function formatReportPage(summary: RunSummary): string {
  return JSON.stringify(summary);
}
