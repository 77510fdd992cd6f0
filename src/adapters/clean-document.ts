import { type CleanerOptions, type CleanResult, createCleaner } from "../index.js";

/** Values by name, as frameworks keep them beside the text of a document. */
export type DocumentMetadata = Readonly<Record<string, unknown>>;

export interface DocumentCleanerOptions extends CleanerOptions {
  /**
   * What a document is told of its cleaning; all that was harvested, without provenance, when absent. Fields that the
   * document has already are not replaced.
   */
  readonly toMetadata?: (result: CleanResult) => DocumentMetadata;
}

export interface CleanedDocument {
  readonly text: string;
  /** Fields that the document did not have. */
  readonly added: DocumentMetadata;
}

export type DocumentCleaner = (text: string, metadata: DocumentMetadata) => CleanedDocument;

/** Creates a function that cleans documents; their metadata, in which `url` or `source` may name the page, stays. */
export function createDocumentCleaner(options: DocumentCleanerOptions = {}): DocumentCleaner {
  const { toMetadata = listHarvested, ...cleaning } = options;
  const cleaner = createCleaner(cleaning);
  return (text, metadata) => {
    const url = findUrl(metadata);
    const result = cleaner.clean(text, url === undefined ? {} : { url });
    const added = Object.entries(toMetadata(result)).filter(([name]) => !Object.hasOwn(metadata, name));
    return { text: result.body, added: Object.fromEntries(added) };
  };
}

function listHarvested({ metadata }: CleanResult): DocumentMetadata {
  const { provenance: _, ...values } = metadata;
  return values;
}

/** Loaders of pages name the page in one of these; a `source` is often a file. */
function findUrl({ url, source }: DocumentMetadata): string | undefined {
  return [url, source].find((value): value is string => typeof value === "string" && /^https?:\/\/./i.test(value));
}
