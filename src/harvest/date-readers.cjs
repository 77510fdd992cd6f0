/**
 * chrono-node's locales, each evaluated when it is first asked for: only `require` can do that without waiting.
 * The names are primary language tags.
 */
module.exports = {
  ar: () => require("chrono-node/ar"),
  de: () => require("chrono-node/de"),
  en: () => require("chrono-node/en"),
  es: () => require("chrono-node/es"),
  fr: () => require("chrono-node/fr"),
  it: () => require("chrono-node/it"),
  ja: () => require("chrono-node/ja"),
  pt: () => require("chrono-node/pt"),
  ru: () => require("chrono-node/ru"),
  zh: () => require("chrono-node/zh"),
};
