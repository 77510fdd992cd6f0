import { ruleSchemas } from "../src/rules/rule-schemas.js";
import { describeSchema, type SchemaNode } from "./describe-schema.js";

const HEAD = `# Reference of rule files

Made from the schema by \`npm run build:reference\`; do not edit it. [rules.md](rules.md) explains the notation of phrases
and what a pattern may be, [guide.md](guide.md) how to go about writing rules. A path such as \`file.rules[].where\` means:
in the file, in each entry of \`rules\`, the object \`where\`. An entry of \`override\` has the fields of a rule except \`id\`
and \`examples\`, and needs none of them.

`;

/** The text of docs/reference.md. */
export function makeReference(): string {
  return HEAD + describeSchema(JSON.parse(ruleSchemas().rule) as SchemaNode, "file");
}
