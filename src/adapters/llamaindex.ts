import { type BaseNode, TransformComponent } from "@llamaindex/core/schema";
import { createDocumentCleaner, type DocumentCleaner, type DocumentCleanerOptions } from "./clean-document.js";

export type { DocumentCleanerOptions, DocumentMetadata } from "./clean-document.js";

/** LlamaIndex writes metadata in front of the text. These say something about it; others would bring husk back. */
const TELLING = new Set([
  ...["title", "author", "datePublished", "dateModified", "publisher", "inLanguage"],
  ...["about", "keywords", "spatialCoverage", "articleSection"],
]);

/**
 * A transform component that takes the husk off LlamaIndex nodes, one for one: copies with the clean body, the same id
 * and relationships, and what was harvested beside the metadata that they had. Copyright lines and the like are kept out
 * of what models are shown. For use before splitting. Throws a DehuskError for wrong options and rules.
 */
export function createDehuskTransform(options: DocumentCleanerOptions = {}): TransformComponent<BaseNode[]> {
  const clean = createDocumentCleaner(options);
  return new TransformComponent((nodes: BaseNode[]) => nodes.map((node) => cleanNode(node, clean)));
}

function cleanNode(node: BaseNode, clean: DocumentCleaner): BaseNode {
  // Pictures are nodes, too.
  const isText = "text" in node && typeof node.text === "string" && node.text !== "";
  if (!isText) return node;
  const { text, added } = clean(node.text as string, node.metadata);
  const cleaned = node.clone();
  const hidden = Object.keys(added).filter((name) => !TELLING.has(name));
  cleaned.metadata = { ...cleaned.metadata, ...added };
  cleaned.excludedEmbedMetadataKeys = [...cleaned.excludedEmbedMetadataKeys, ...hidden];
  cleaned.excludedLlmMetadataKeys = [...cleaned.excludedLlmMetadataKeys, ...hidden];
  cleaned.setContent(text);
  return cleaned;
}
