/** Completion out of the JSON Schema of rule files: keys that may stand here, and values where there is a choice. */
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";

/** The part of JSON Schema that the schemas of rules use. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
}

export type JsonPath = readonly (string | number)[];

/** Names of what there is, for strings that the schema leaves open. */
export type Suggest = (path: JsonPath) => readonly string[];

/** The schema of the value at a path; null where anything may stand. */
export function schemaAt(root: Schema, path: JsonPath): Schema | null {
  let found: Schema | null = root;
  for (const key of path) {
    if (found === null) return null;
    const rest: Schema | boolean | undefined = found.additionalProperties;
    const named: Schema | undefined = typeof key === "string" ? found.properties?.[key] : found.items;
    found = named ?? (typeof rest === "object" ? rest : null);
  }
  return found;
}

/** Keys that the object at a path may have; those that it must have come first. */
export function keysAt(root: Schema, path: JsonPath): readonly Completion[] {
  const schema = schemaAt(root, path);
  const required = schema?.required ?? [];
  const named = Object.entries(schema?.properties ?? {}).map(([key, own]) => ({
    label: key,
    type: "property",
    boost: required.includes(key) ? 1 : 0,
    apply: `${JSON.stringify(key)}: ${blankOf(own)}`,
    ...(own.description === undefined ? {} : { info: own.description }),
  }));
  const listed = (schema?.propertyNames?.enum ?? []).map((key) => ({
    label: key,
    type: "property",
    apply: `${JSON.stringify(key)}: `,
  }));
  return [...named, ...listed];
}

/** Values that may stand at a path, where there is a choice. */
export function valuesAt(root: Schema, path: JsonPath, suggest: Suggest = () => []): readonly Completion[] {
  const schema = schemaAt(root, path);
  const values = schema?.type === "boolean" ? [true, false] : (schema?.enum ?? suggest(path));
  const info = schema?.description;
  return values.map((value) => ({
    label: String(value),
    type: "constant",
    apply: JSON.stringify(value),
    ...(info === undefined ? {} : { info }),
  }));
}

const BLANKS: Readonly<Record<string, string>> = { string: '""', array: "[]", object: "{}" };
const blankOf = ({ type = "" }: Schema): string => BLANKS[type] ?? "";

/** Completes at the cursor of an editor that holds a rule file. */
export function completeRules(root: Schema, suggest: Suggest): (context: CompletionContext) => CompletionResult | null {
  return ({ state, pos, explicit }) => {
    const node = syntaxTree(state).resolveInner(pos, -1);
    const name = node.name;
    if (name === "PropertyName") return offer(keysAt(root, pathOf(state, node.parent?.parent ?? null)), node.from, pos);
    if (name === "String") return offer(valuesAt(root, pathOf(state, node), suggest), node.from, pos);
    if (!explicit) return null;
    const holder = holderOf(node);
    if (holder?.name === "Object") return offer(keysAt(root, pathOf(state, holder)), pos, pos);
    if (holder?.name === "Property") return offer(valuesAt(root, pathOf(state, holder), suggest), pos, pos);
    return holder?.name === "Array" ? offer(valuesAt(root, [...pathOf(state, holder), 0], suggest), pos, pos) : null;
  };
}

/** Within a string, everything from its opening quote to the closing one is replaced. */
function offer(options: readonly Completion[], from: number, pos: number): CompletionResult | null {
  if (options.length === 0) return null;
  const quoted = options.map((option) => ({ ...option, apply: replaceToken(String(option.apply ?? option.label)) }));
  return from === pos
    ? { from, options: [...options] }
    : // The opening quote is no part of what is looked for.
      { from: from + 1, options: quoted, validFor: /^[\w./-]*$/ };
}

function replaceToken(text: string): Exclude<Completion["apply"], string | undefined> {
  return (view, _completion, from, to) => {
    const line = view.state.doc.lineAt(to);
    const [rest = ""] = /^[\w./-]*"?(?:\s*:\s*)?/.exec(view.state.sliceDoc(to, line.to)) ?? [];
    const hasColon = rest.includes(":");
    const insert = hasColon ? text.replace(/: .*$/s, ": ") : text;
    const end = insert.length - (/(?:""|\[\]|\{\})$/.test(insert) ? 1 : 0);
    view.dispatch({ changes: { from: from - 1, to: to + rest.length, insert }, selection: { anchor: from - 1 + end } });
  };
}

/** The object, list or property in which the cursor stands between tokens. */
function holderOf(start: SyntaxNode): SyntaxNode | null {
  let node: SyntaxNode | null = start;
  while (node !== null && !["Object", "Array", "Property"].includes(node.name)) node = node.parent;
  return node;
}

/** The way from the root to the value that a node is, or is in. */
function pathOf(state: EditorState, start: SyntaxNode | null): JsonPath {
  const path: (string | number)[] = [];
  for (let node = start; node !== null; node = node.parent) {
    if (node.name === "Property") {
      const key = node.getChild("PropertyName");
      if (key !== null) path.unshift(unquote(state.sliceDoc(key.from, key.to)));
    } else if (node.parent?.name === "Array") path.unshift(0);
  }
  return path;
}

function unquote(token: string): string {
  return token.replace(/^"|"$/g, "");
}
