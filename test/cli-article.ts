/** An article with furniture that every level cuts, and what is left of it. */
const PARAGRAPHS: readonly string[] = [
  "The river rose by two metres overnight and stood at the doors of the old mill when the first workers came in.",
  "Nobody had seen it so high since the winter of the great flood, and the miller moved the sacks to the upper floor.",
  "By noon the water began to fall again, slowly at first, and the road to the village could be used in the evening.",
  "The council will meet on Thursday to decide whether the dam above the mill should be raised before the next spring.",
];

export const FURNITURE = "Share this article: Facebook | Twitter | Email";
export const PROSE: string = `${PARAGRAPHS.join("\n\n")}\n`;
export const ARTICLE: string = `${PARAGRAPHS.slice(0, 3).join("\n\n")}\n\n${FURNITURE}\n\n${PARAGRAPHS[3]}\n`;

/** Prose of some `paragraphs`, each unlike the others. */
export function makeProse(paragraphs: number): string {
  const numbered = Array.from({ length: paragraphs }, (_, i) => {
    return (PARAGRAPHS[i % PARAGRAPHS.length] ?? "").replace(" the ", ` the ${i + 2}th `);
  });
  return `${numbered.join("\n\n")}\n`;
}
