/** Typed values out of JSON trees: keys are checked against the schema on the way, then valibot has its say. */
import * as v from "valibot";
import { type IssueLog, type JsonNode, MAX_ISSUES, nodeAt } from "./json-source.js";
import { didYouMean } from "./nearest.js";
import type { SchemaOf } from "./schema-parts.js";

const UNSAFE_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
const MAX_QUOTED_CHARS = 60;

/** The value of a tree, or null when it does not fit the schema; every reason is logged. */
export function readJson<T>(root: JsonNode, schema: SchemaOf<T>, log: IssueLog): T | null {
  const before = log.issues.length;
  const value = toValue(root, schema, log);
  if (isObject(value)) Reflect.deleteProperty(value, "$schema");
  const result = v.safeParse(schema, value);
  for (const issue of (result.issues ?? []).slice(0, MAX_ISSUES)) logMismatch(issue, root, schema, log);
  return result.success && log.issues.length === before ? result.output : null;
}

/** Turns a tree into a plain value; keys that must not be there are logged and left out. */
function toValue(node: JsonNode, schema: unknown, log: IssueLog): unknown {
  const children = node.children ?? [];
  if (node.type === "array") {
    // valibot takes a list for an object without keys.
    return isObjectSchema(schema) ? null : children.map((child) => toValue(child, memberOf(schema, "item"), log));
  }
  if (node.type !== "object") return node.value as unknown;
  const value: Record<string, unknown> = {};
  for (const { children: [keyNode, valueNode] = [] } of children) {
    if (keyNode === undefined || valueNode === undefined) continue;
    const key = String(keyNode.value);
    if (isKeyAllowed(key, keyNode, value, schema, log)) value[key] = toValue(valueNode, schemaOf(schema, key), log);
  }
  return value;
}

function isKeyAllowed(key: string, node: JsonNode, seen: object, schema: unknown, log: IssueLog): boolean {
  const entries = memberOf(schema, "entries");
  const isRoot = node.parent?.parent?.parent === undefined;
  if (UNSAFE_KEYS.has(key)) {
    log.add("E_RULE_UNSAFE_KEY", node.offset, `the key "${key}" is not safe`, "Remove it; no rule needs it.");
    return false;
  }
  if (Object.hasOwn(seen, key)) {
    log.add("E_RULE_DUPLICATE_KEY", node.offset, `the key ${quote(key)} stands here twice`, "Remove one of the two.");
    return false;
  }
  if (isObject(entries) && !Object.hasOwn(entries, key) && !(isRoot && key === "$schema")) {
    const known = Object.keys(entries);
    const remedy = `${didYouMean(key, known)}Known keys are ${known.join(", ")}.`;
    log.add("E_RULE_UNKNOWN_KEY", node.offset, `the key ${quote(key)} is unknown`, remedy);
    return false;
  }
  return true;
}

function logMismatch(issue: v.BaseIssue<unknown>, root: JsonNode, schema: unknown, log: IssueLog): void {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)));
  const last = path.at(-1);
  const isKeyIssue = issue.path?.at(-1)?.origin === "key";
  const node = nodeAt(root, path);
  const description = describeSchema(path.reduce<unknown>(schemaOf, schema));
  if (isKeyIssue && issue.type === "strict_object") {
    const code = path.includes("examples") || last === "examples" ? "E_RULE_EXAMPLES" : "E_RULE_MISSING_KEY";
    log.add(code, node.offset, `the key "${last}" is missing`, `Add "${last}". ${description}`.trim());
  } else if (isKeyIssue) {
    const options = optionsOf(issue);
    const at = node.parent?.type === "property" ? node.parent.offset : node.offset;
    const remedy =
      options.length === 0 ? sentence(issue.message) : `${didYouMean(String(last), options)}${oneOf(options)}`;
    log.add("E_RULE_UNKNOWN_KEY", at, `the key ${quote(String(last))} is not allowed here`, remedy);
  } else if (issue.type === "min_length" && path.includes("examples")) {
    const message = `there must be at least ${issue.requirement} "${last}" examples, found ${node.children?.length ?? 0}`;
    log.add("E_RULE_EXAMPLES", node.offset, message, `Add an example. ${description}`.trim());
  } else {
    const name =
      typeof last === "number"
        ? `entry ${last + 1} of "${path.at(-2)}"`
        : last === undefined
          ? "the file"
          : `"${last}"`;
    const remedy = `${remedyFor(issue, node)}${description === "" ? "" : ` ${description}`}`;
    log.add("E_RULE_VALUE", node.offset, `${name} is ${describeNode(node)}`, remedy);
  }
}

function remedyFor(issue: v.BaseIssue<unknown>, node: JsonNode): string {
  const options = optionsOf(issue);
  if (options.length > 0) return `${didYouMean(String(node.value), options)}${oneOf(options)}`;
  if (issue.kind === "schema" && issue.type !== "custom") return `It must be ${TYPE_NAMES[issue.type] ?? issue.type}.`;
  if (issue.message.startsWith("Invalid ")) return `It must be ${inWords(issue.expected)}.`;
  return issue.message.startsWith("must") ? `It ${sentence(issue.message)}` : sentence(issue.message);
}

const inWords = (bound: string | null): string => (bound ?? "").replace("<=", "at most ").replace(">=", "at least ");

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  strict_object: "an object",
  record: "an object",
};

function optionsOf(issue: v.BaseIssue<unknown>): readonly string[] {
  return issue.type === "picklist"
    ? [...(issue.expected ?? "").matchAll(/"([^"]*)"/g)].map(([, option = ""]) => option)
    : [];
}

const oneOf = (options: readonly string[]): string => `It must be one of ${options.join(", ")}.`;
const sentence = (text: string): string => (text.endsWith(".") ? text : `${text}.`);

function describeNode(node: JsonNode): string {
  if (node.type === "array")
    return node.children?.length === 0 ? "an empty list" : `a list of ${node.children?.length ?? 0}`;
  return node.type === "object" ? "an object" : quote(node.value as unknown);
}

/** For messages: short, and without characters that could steer a terminal. */
export function quote(value: unknown): string {
  const text = JSON.stringify(value).replace(/[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, "?");
  return text.length > MAX_QUOTED_CHARS ? `${text.slice(0, MAX_QUOTED_CHARS)}…"` : text;
}

// valibot keeps the parts of a schema as plain properties, also through pipes.
function schemaOf(schema: unknown, key: string | number): unknown {
  const entries = memberOf(schema, "entries");
  const inner = isObject(entries) && Object.hasOwn(entries, key) ? entries[key] : null;
  return unwrap(inner ?? memberOf(schema, "item") ?? memberOf(schema, "value"));
}

const unwrap = (schema: unknown): unknown => memberOf(schema, "wrapped") ?? schema;

const isObjectSchema = (schema: unknown): boolean =>
  memberOf(schema, "entries") !== undefined || memberOf(schema, "value") !== undefined;

function describeSchema(schema: unknown): string {
  const actions = memberOf(schema, "pipe");
  const found = Array.isArray(actions) ? actions.find((action) => memberOf(action, "type") === "description") : null;
  const description = memberOf(found, "description");
  return typeof description === "string" ? description : "";
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
