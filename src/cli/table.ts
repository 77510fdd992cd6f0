/** Rows of cells as lines of text, columns beneath each other: the first set left, the others as asked. */
export function formatTable(rows: readonly (readonly string[])[], others: "left" | "right" = "right"): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), 0),
  );
  const formatCell = (cell: string, column: number): string => {
    const width = widths[column] ?? 0;
    return column === 0 || others === "left" ? cell.padEnd(width) : cell.padStart(width);
  };
  return rows.map((row) => `${row.map(formatCell).join("  ").trimEnd()}\n`).join("");
}
