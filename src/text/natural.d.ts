/** The stemmers of natural come without types. */
declare module "natural/lib/natural/stemmers/*" {
  const stemmer: { readonly stem: (word: string) => string };
  export = stemmer;
}

/** So does its likeness of texts. */
declare module "natural/lib/natural/distance/dice_coefficient.js" {
  const dice: (first: string, second: string) => number;
  export = dice;
}
