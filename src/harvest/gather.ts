/** Findings -> the metadata of a result: for each field the surest reading, and nothing that is not sure enough. */
import type { Language, Metadata, MetadataField, Provenance } from "../types.js";
import type { Finding } from "./harvest.js";
import { formatDate } from "./numeric-date.js";

/** What is known of a text besides the findings. */
export interface Known {
  /** BCP 47 tag, `und` when not known. */
  readonly inLanguage: string;
  readonly url: string | null;
  readonly site: { readonly pack: string; readonly publisher: string | null } | null;
  /** Words of the body. */
  readonly words: number;
  readonly language: Language;
}

/** Less sure readings are left out: wrong is worse than absent. */
const MIN_CONFIDENCE = 0.5;
/** Fields in which the readings of several rules add up. */
const ADDITIVE: ReadonlySet<MetadataField> = new Set([
  "keywords",
  "contactPoint",
  "about",
  "spatialCoverage",
  "isPartOf",
]);

type Value = Finding["value"];
type Fields = Partial<Record<MetadataField, Value>>;

const isList = (value: Value): value is readonly string[] => Array.isArray(value);

/** A day that is known as that of a change is not that of publication. */
function dropChanges(findings: readonly Finding[]): readonly Finding[] {
  const changes = findings.filter(({ field, confidence }) => field === "dateModified" && confidence >= MIN_CONFIDENCE);
  if (changes.length === 0) return findings;
  const isChange = ({ span: { start, end }, value: day }: Finding): boolean =>
    changes.some(({ span, value }) => value === day && span.start < end && start < span.end);
  return findings.filter((finding) => finding.field !== "datePublished" || !isChange(finding));
}

/** The findings come in order of place; among equally sure ones the first counts. */
function chooseFindings(findings: readonly Finding[]): { fields: Fields; provenance: Record<string, Provenance> } {
  const fields: Fields = {};
  const provenance: Record<string, Provenance> = {};
  for (const finding of findings) {
    if (finding.confidence < MIN_CONFIDENCE) continue;
    const { field, value, rule, span, confidence, ambiguous } = finding;
    const known = fields[field];
    if (known !== undefined && ADDITIVE.has(field) && isList(known) && isList(value)) {
      fields[field] = [...new Set([...known, ...value])];
    } else if (known === undefined || isBetter(finding, provenance[field])) {
      fields[field] = value;
      provenance[field] = ambiguous ? { rule, span, confidence, ambiguous } : { rule, span, confidence };
    }
  }
  return { fields, provenance };
}

const isBetter = ({ confidence, prefersLast, rule }: Finding, known: Provenance | undefined): boolean =>
  confidence > (known?.confidence ?? 0) || (prefersLast && known?.rule === rule);

/** Year, month and day as parts of an address, as many publishers write them. */
const DAY_IN_ADDRESS = /\/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-])/;
/** So sure is a day that stands in the address: surer than the text, where other days stand, too. */
const ADDRESS_CONFIDENCE = 0.95;

/** The day that an address states, in ISO 8601; null when it states none. */
function readAddressDay(url: string): string | null {
  const [, year, month, day] = DAY_IN_ADDRESS.exec(url) ?? [];
  return year === undefined ? null : formatDate({ year: Number(year), month: Number(month), day: Number(day) });
}

/** Puts the metadata together. Spans of the findings are in the input. */
export function gatherMetadata(findings: readonly Finding[], known: Known): Metadata {
  const { fields, provenance } = chooseFindings(dropChanges(findings));
  const { site, url, inLanguage, words, language } = known;
  const set = (field: MetadataField, value: Value, rule: string): void => {
    fields[field] = value;
    provenance[field] = { rule, confidence: 1 };
  };
  if (site !== null && site.publisher !== null) set("publisher", site.publisher, site.pack);
  if (url !== null) set("url", url, "option");
  const day = url === null ? null : readAddressDay(url);
  if (day !== null && (provenance["datePublished"]?.confidence ?? 0) < ADDRESS_CONFIDENCE) {
    fields.datePublished = day;
    provenance["datePublished"] = { rule: "option", confidence: ADDRESS_CONFIDENCE };
  }
  if (inLanguage !== "und") set("inLanguage", inLanguage, "text");
  if (words === 0) return { ...(fields as Metadata), provenance };
  set("wordCount", words, "text");
  set("timeRequired", `PT${Math.max(1, Math.round(words / language.wordsPerMinute))}M`, "text");
  return { ...(fields as Metadata), provenance };
}
