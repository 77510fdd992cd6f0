/** Imports natural by subpath, as only similarity.ts does besides: its root loads `.env` files, database drivers and banners. */
import english from "natural/lib/natural/stemmers/porter_stemmer.js";
import german from "natural/lib/natural/stemmers/porter_stemmer_de.js";
import spanish from "natural/lib/natural/stemmers/porter_stemmer_es.js";
import french from "natural/lib/natural/stemmers/porter_stemmer_fr.js";
import italian from "natural/lib/natural/stemmers/porter_stemmer_it.js";
import portuguese from "natural/lib/natural/stemmers/porter_stemmer_pt.js";
import russian from "natural/lib/natural/stemmers/porter_stemmer_ru.js";

/** The stemmers are slow on monsters, and no word of these languages is that long. */
const MAX_WORD_UNITS = 40;

const STEMMERS: ReadonlyMap<string, { readonly stem: (word: string) => string }> = new Map([
  ["de", german],
  ["en", english],
  ["es", spanish],
  ["fr", french],
  ["it", italian],
  ["pt", portuguese],
  ["ru", russian],
]);

/**
 * Returns the stemmer for a BCP 47 primary language tag, or null when there is none. It takes a word in lower case and
 * gives its stem; words of more than 40 characters come back as they are.
 */
export function stemmer(language: string): ((word: string) => string) | null {
  const found = STEMMERS.get(language);
  return found === undefined ? null : (word) => (word.length > MAX_WORD_UNITS ? word : found.stem(word));
}
