/** JSON text with places: every value knows its offset, every issue becomes `file:line:column`. */
import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type { RuleIssue } from "../errors.js";

export type JsonNode = Node;
export type JsonPath = readonly (string | number)[];

const MAX_FILE_CHARS = 4_000_000;
const MAX_NESTING = 32;
/** Finding the place of an issue takes time, and a file can be wrong in every character. */
export const MAX_ISSUES = 1000;

/** Collects the issues of one file, up to a thousand. */
export interface IssueLog {
  readonly issues: readonly RuleIssue[];
  /** `offset` counts UTF-16 code units of the file; the message has no full stop. */
  readonly add: (code: string, offset: number, message: string, remedy: string) => void;
}

export function createIssueLog(text: string, file: string): IssueLog {
  const issues: RuleIssue[] = [];
  let lineStarts: readonly number[] | null = null;
  return {
    issues,
    add: (code, offset, message, remedy) => {
      if (issues.length >= MAX_ISSUES) return;
      lineStarts ??= findLineStarts(text);
      const line = countUpTo(lineStarts, offset);
      const column = offset - (lineStarts[line - 1] ?? 0) + 1;
      issues.push({ code, file, line, column, message: `${message}.`, remedy });
    },
  };
}

/** The tree of a strict JSON text, or null with the reason logged. */
export function parseJson(text: string, log: IssueLog): JsonNode | null {
  if (text.length > MAX_FILE_CHARS) {
    log.add("E_RULE_SIZE", 0, `the file has more than ${MAX_FILE_CHARS} characters`, "Split it into several packs.");
    return null;
  }
  const deep = findDeepNesting(text);
  if (deep !== null) {
    log.add("E_RULE_NESTING", deep, `nested more than ${MAX_NESTING} deep`, "Rule files need at most seven levels.");
    return null;
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first === undefined && root !== undefined) return root;
  // Only the first: the parser goes on by guessing, and what it finds afterwards is often a consequence.
  const offset = first?.offset ?? 0;
  const reason =
    first === undefined ? "the file is empty" : describe(printParseErrorCode(first.error), text.charAt(offset));
  log.add("E_RULE_JSON", offset, reason, "Rule files are plain JSON: no comments, no trailing commas, double quotes.");
  return null;
}

/** The node at `path`, or the deepest one on the way to it. */
export function nodeAt(root: JsonNode, path: JsonPath): JsonNode {
  let node = root;
  for (const key of path) {
    const next = childAt(node, key);
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

/** The offset in the file of a unit of a decoded string. */
export function offsetInString(text: string, node: JsonNode, index: number): number {
  let at = node.offset + 1;
  const end = node.offset + node.length - 1;
  for (let i = 0; i < index && at < end; i++) at += text.charAt(at) !== "\\" ? 1 : text.charAt(at + 1) === "u" ? 6 : 2;
  return Math.min(at, Math.max(end, node.offset));
}

function childAt(node: JsonNode, key: string | number): JsonNode | undefined {
  if (typeof key === "number") return node.type === "array" ? node.children?.[key] : undefined;
  if (node.type !== "object") return undefined;
  return node.children?.find((property) => property.children?.[0]?.value === key)?.children?.[1];
}

/** "CommaExpected" as "expected a comma". */
function describe(errorName: string, char: string): string {
  const words = errorName.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
  const expected = /^(.*) expected$/.exec(words)?.[1];
  const found = char === "" ? "the end of the file" : JSON.stringify(char);
  return expected === undefined ? `${words} at ${found}` : `${expected} expected, found ${found}`;
}

/** Offset of the first bracket that lies too deep; the parser is recursive and would not come back from 100,000. */
function findDeepNesting(text: string): number | null {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '"') i = endOfString(text, i);
    else if (char === "{" || char === "[") depth += 1;
    else if (char === "}" || char === "]") depth -= 1;
    if (depth > MAX_NESTING) return i;
  }
  return null;
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === "\\") i += 1;
    // A string that is not closed ends with its line, for the parser, too.
    else if (char === '"' || char === "\n") return i;
  }
  return text.length;
}

function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** How many of the sorted numbers are not above `limit`. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
