import { Document, type DocumentInterface, MappingDocumentTransformer } from "@langchain/core/documents";
import { createDocumentCleaner, type DocumentCleaner, type DocumentCleanerOptions } from "./clean-document.js";

export type { DocumentCleanerOptions, DocumentMetadata } from "./clean-document.js";

/**
 * Takes the husk off LangChain documents, one for one: new documents with the clean body, the same id, and what was
 * harvested beside the metadata that they had. For use after loading and before splitting.
 */
export class DehuskTransformer extends MappingDocumentTransformer {
  override lc_namespace: string[] = ["dehusk", "langchain"];
  readonly #clean: DocumentCleaner;

  /** Compiles the rules; throws a DehuskError for wrong options and rules. */
  constructor(options: DocumentCleanerOptions = {}) {
    super();
    this.#clean = createDocumentCleaner(options);
  }

  /** Cleans one document, which stays as it is. */
  override async _transformDocument({ pageContent, metadata, id }: DocumentInterface): Promise<DocumentInterface> {
    const { text, added } = this.#clean(pageContent, metadata);
    return new Document({
      pageContent: text,
      metadata: { ...metadata, ...added },
      ...(id === undefined ? {} : { id }),
    });
  }
}
