/** The stemmers of natural come without types. */
declare module "natural/lib/natural/stemmers/*" {
  const stemmer: { readonly stem: (word: string) => string };
  export = stemmer;
}
