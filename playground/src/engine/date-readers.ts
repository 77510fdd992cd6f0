/** Takes the place of src/harvest/date-readers.cjs in a page: a locale is fetched with the rules of its language. */
type Reader = Pick<typeof import("chrono-node/en"), "Chrono" | "casual">;

const LOCALES: Readonly<Record<string, () => Promise<Reader>>> = {
  ar: () => import("chrono-node/ar"),
  de: () => import("chrono-node/de"),
  en: () => import("chrono-node/en"),
  es: () => import("chrono-node/es"),
  fr: () => import("chrono-node/fr"),
  it: () => import("chrono-node/it"),
  ja: () => import("chrono-node/ja"),
  pt: () => import("chrono-node/pt"),
  ru: () => import("chrono-node/ru"),
  zh: () => import("chrono-node/zh"),
};

/** Locales that another one falls back on. */
const ALSO: Readonly<Record<string, readonly string[]>> = { ja: ["zh"] };

const readers: Record<string, () => Reader> = {};

/** Fetches what reading dates of a language takes. `language` is a BCP 47 primary tag; unknown ones need nothing. */
export async function loadDateReader(language: string): Promise<void> {
  for (const tag of [language, ...(ALSO[language] ?? [])]) {
    const reader = Object.hasOwn(LOCALES, tag) ? await LOCALES[tag]?.() : undefined;
    if (reader !== undefined) readers[tag] = () => reader;
  }
}

// biome-ignore lint/style/noDefaultExport: the module it stands in for is CommonJS, whose exports are its default.
export { readers as default };
