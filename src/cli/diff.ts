import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { neutralize, type Paint, type Style, showName } from "./terminal.js";

/** A difference that takes longer than this, in milliseconds, is of no use to a reader. */
const TIMEOUT = 5000;

/** Unified diff from `before` to `after`, safe to print; undefined when it would take too long to find. */
export function formatDiff(path: string, before: string, after: string, paint: Paint): string | undefined {
  const name = showName(path);
  const patch = createTwoFilesPatch(name, name, before, after, "", "", {
    context: 3,
    timeout: TIMEOUT,
    headerOptions: FILE_HEADERS_ONLY,
  });
  if (patch === undefined) return undefined;
  return patch
    .split("\n")
    .map((line) => paintLine(neutralize(line), paint))
    .join("\n");
}

const LINE_STYLES: readonly (readonly [RegExp, Style])[] = [
  [/^(---|\+\+\+) /, "bold"],
  [/^@@/, "cyan"],
  [/^-/, "red"],
  [/^\+/, "green"],
];

function paintLine(line: string, paint: Paint): string {
  const [, style] = LINE_STYLES.find(([pattern]) => pattern.test(line)) ?? [];
  return style === undefined ? line : paint(style, line);
}
