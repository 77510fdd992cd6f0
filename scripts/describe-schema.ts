/** A JSON Schema of rule files as Markdown tables: one for each object in it. */

export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
}

/** Objects without a table of their own: two numbers, told where they are used. */
const isRange = ({ properties = {} }: SchemaNode): boolean =>
  Object.keys(properties).every((name) => name === "min" || name === "max") && "max" in properties;

/** Markdown with a heading and a table for the object at `path`, and for the objects in it. */
export function describeSchema(node: SchemaNode, path: string): string {
  const { properties = {}, required = [] } = node;
  const rows = Object.entries(properties).map(([name, own]) => {
    const need = required.includes(name) ? "yes" : "";
    return `| \`${name}\` | ${typeOf(own)} | ${need} | ${own.description ?? ""} |`;
  });
  const table = ["| field | type | needed | meaning |", "|---|---|---|---|", ...rows].join("\n");
  const inner = Object.entries(properties).flatMap(([name, own]) => {
    const [object, suffix] = objectIn(own);
    return object === null ? [] : [describeSchema(object, `${path}.${name}${suffix}`)];
  });
  return [`## \`${path}\`\n\n${table}\n`, ...inner].join("\n");
}

/** The object that a value is, or that its items are. */
function objectIn(node: SchemaNode): readonly [SchemaNode | null, string] {
  if (node.items?.properties !== undefined) return [node.items, "[]"];
  return [node.properties === undefined || isRange(node) ? null : node, ""];
}

function typeOf(node: SchemaNode): string {
  if (node.enum !== undefined) return node.enum.map((value) => `\`${value}\``).join(", ");
  if (node.items !== undefined) {
    const least = node.minItems === undefined ? "" : `, at least ${node.minItems}`;
    return `list of ${node.items.enum === undefined ? typeOf(node.items) : `(${typeOf(node.items)})`}${least}`;
  }
  if (node.properties !== undefined && isRange(node)) {
    const { minimum, maximum } = node.properties["max"] ?? {};
    const bounds = minimum === 0 && maximum === 1 ? ", each 0 to 1" : "";
    return `\`{ "min", "max" }\`${bounds}`;
  }
  if (node.type === "number" || node.type === "integer") return numberType(node);
  return node.type ?? "any";
}

function numberType({ minimum, maximum, type = "number" }: SchemaNode): string {
  return minimum === undefined || maximum === undefined ? type : `${type}, ${minimum} to ${maximum}`;
}
