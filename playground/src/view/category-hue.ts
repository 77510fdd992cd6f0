/** Turns the colours of neighbours in the alphabet far apart. */
const GOLDEN_ANGLE = 137.508;

/** The hue of a category, in degrees; the same in every text. Its name is always written beside the colour. */
export function categoryHue(category: string, categories: readonly string[]): number {
  const index = categories.indexOf(category);
  return index < 0 ? 0 : Math.round(index * GOLDEN_ANGLE) % 360;
}
