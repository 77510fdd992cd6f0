/** The package comes without types. */
declare module "ahocorasick" {
  class AhoCorasick {
    constructor(keywords: readonly string[]);
    /** Offset of the last character of each place, and the keywords that end there. */
    search(text: string): readonly (readonly [number, readonly string[]])[];
  }
  export = AhoCorasick;
}
