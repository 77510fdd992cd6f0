import { toJsonSchema } from "@valibot/to-json-schema";
import { pageWeightsSchema } from "./page-schema.js";
import { languageSchema, packSchema, weightsSchema } from "./schema.js";
import type { SchemaOf } from "./schema-parts.js";

/** JSON Schemas (draft 7) of the kinds of rule files, as texts, by the names they have in rules/. */
export function ruleSchemas(): Readonly<Record<"rule" | "language" | "weights" | "page-weights", string>> {
  return {
    rule: toText(packSchema, "Rule file of dehusk"),
    language: toText(languageSchema, "Language file of dehusk"),
    weights: toText(weightsSchema, "Weights of dehusk"),
    "page-weights": toText(pageWeightsSchema, "Weights of dehusk for whole pages"),
  };
}

function toText<T>(schema: SchemaOf<T>, title: string): string {
  const { $schema, properties, ...rest } = toJsonSchema(schema, {
    target: "draft-07",
    ignoreActions: ["check"],
    overrideSchema: ({ valibotSchema }) => (valibotSchema.type === "custom" ? { type: "string" } : undefined),
  });
  const pointer = { type: "string", description: "Path of this schema, for editors." };
  return `${JSON.stringify({ $schema, title, ...rest, properties: { $schema: pointer, ...properties } }, null, 2)}\n`;
}
