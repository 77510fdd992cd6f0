import type { Metadata, MetadataField } from "../types.js";

/** In the order of interest to someone who opens the file. */
const FIELDS: readonly MetadataField[] = [
  "title",
  "author",
  "datePublished",
  "dateModified",
  "publisher",
  "articleSection",
  "inLanguage",
  "url",
  "isBasedOn",
  "isPartOf",
  "about",
  "keywords",
  "spatialCoverage",
  "authorDescription",
  "creditText",
  "copyrightHolder",
  "copyrightYear",
  "copyrightNotice",
  "license",
  "usageInfo",
  "contactPoint",
  "wordCount",
  "timeRequired",
];
/** What every reader of YAML, old or new, takes for a text without quotes. */
const PLAIN = /^\p{L}[\p{L}\p{M}\p{N} '’“”,.()/&–-]*$/u;
const YAML_WORD = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
const KEY = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s#"'&*!|>%@`[\]{},?:-][^#:]*|-[^\s#:][^#:]*))\s*:(?:\s|$)/;
/** Continuations, comments, items of a list under its key, and empty lines. */
const NO_KEY = /^(?:\s|#|-(?:\s|$)|$)/;

const FENCED = /^(\ufeff?---[^\n]*\n)([\s\S]*?)((?<=\n)(?:---|\.\.\.)\s*)$/;

// YAML forbids some characters that JSON allows, and reads others as line ends.
const quote = (text: string): string =>
  JSON.stringify(text.replace(/\p{Cs}/gu, "\ufffd")).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

const formatText = (text: string): string =>
  PLAIN.test(text) && !text.endsWith(" ") && !YAML_WORD.test(text) ? text : quote(text);

function formatField(field: MetadataField, value: string | number | readonly string[]): string {
  if (typeof value === "number") return `${field}: ${value}\n`;
  if (typeof value === "string") return `${field}: ${formatText(value)}\n`;
  return `${field}:\n${value.map((item) => `  - ${formatText(item)}\n`).join("")}`;
}

function formatFields(metadata: Metadata, isFree: (field: MetadataField) => boolean): string {
  const lines = FIELDS.map((field) => {
    const value = metadata[field];
    return value === undefined || value.valueOf() === "" || !isFree(field) ? "" : formatField(field, value);
  });
  return lines.join("");
}

/** The keys at the top level of a YAML mapping in block style; null when it is not surely one. */
function readKeys(yaml: string): ReadonlySet<string> | null {
  const keys = new Set<string>();
  for (const line of yaml.split(/\r?\n|\r/)) {
    const match = KEY.exec(line);
    if (match !== null) keys.add((match[1] ?? match[2] ?? match[3] ?? "").trim());
    else if (!NO_KEY.test(line) || (keys.size === 0 && /^\s+[^\s#]/.test(line))) return null;
  }
  return keys;
}

/** Metadata as YAML front matter, its fences included; empty when there is none. Provenance is left out. */
export function formatFrontMatter(metadata: Metadata): string {
  const fields = formatFields(metadata, () => true);
  return fields === "" ? "" : `---\n${fields}---\n`;
}

/**
 * Adds to front matter what it does not say yet. Its own lines, comments and order stay as they are, and its values win;
 * front matter that is no plain YAML mapping stays alone.
 *
 * @param existing front matter with its fences
 */
export function mergeFrontMatter(existing: string, metadata: Metadata): string {
  const [, opening = "", yaml = "", closing = ""] = FENCED.exec(existing) ?? [];
  const keys = closing === "" ? null : readKeys(yaml);
  return keys === null ? existing : opening + yaml + formatFields(metadata, (field) => !keys.has(field)) + closing;
}
