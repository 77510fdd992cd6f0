/** The linear subset of regular expressions: everything accepted here runs in time linear in the text. */
import { type AST, RegExpSyntaxError, visitRegExpAST } from "@eslint-community/regexpp";
import { foldHan, foldString } from "../text/literal.js";
import { costPerChar } from "./pattern-cost.js";
import { parsePattern } from "./regexp-tree.js";
import { findUnboundedFault } from "./unbounded.js";

/** What is wrong with a pattern; `offset` counts UTF-16 code units of it. */
export interface PatternFault {
  readonly message: string;
  readonly remedy: string;
  readonly offset: number;
}

const MAX_PATTERN_CHARS = 1000;
const MAX_GROUPS = 100;
const MAX_REPEAT = 500;
/** Steps of the engine for each character of a text, at most. */
export const MAX_COST_PER_CHAR = 100;

/**
 * Finds the first reason not to run a pattern, or null. With `folded` the pattern is for text without capitals and
 * accents, so that a literal that has them would never match.
 */
export function checkPattern(source: string, mode: "folded" | "exact" = "folded"): PatternFault | null {
  if (source.length > MAX_PATTERN_CHARS) {
    return { message: `the pattern is longer than ${MAX_PATTERN_CHARS}`, remedy: "Split the rule.", offset: 0 };
  }
  if (source.split("(").length > MAX_GROUPS) {
    return {
      message: `the pattern has more than ${MAX_GROUPS} groups`,
      remedy: "Split the rule, or use phrases.",
      offset: 0,
    };
  }
  try {
    const tree = parsePattern(mode === "folded" ? foldHan(source) : source);
    // Also what the parser knows and this engine does not.
    new RegExp(source, "du");
    return findForbidden(tree, mode) ?? findUnboundedFault(tree) ?? findCostFault(tree);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const message = error.message.replace(/^Invalid regular expression: (?:\/.*\/\w*: )?/s, "");
    const offset = error instanceof RegExpSyntaxError ? error.index : 0;
    return {
      message: `the pattern is not valid: ${message}`,
      remedy: "A mark that means itself needs a \\ before it.",
      offset,
    };
  }
}

function findForbidden(tree: AST.Pattern, mode: "folded" | "exact"): PatternFault | null {
  const faults: PatternFault[] = [];
  const fault = (node: AST.Node, message: string, remedy: string): void => {
    faults.push({ message, remedy, offset: node.start });
  };
  visitRegExpAST(tree, {
    onBackreferenceEnter: (node) =>
      fault(node, "a backreference cannot run in linear time", "Write out what it repeats."),
    onQuantifierEnter: (node) => {
      const { max, element } = node;
      if (max > MAX_REPEAT && max !== Number.POSITIVE_INFINITY) {
        fault(node, `repeats up to ${max} times`, `Let it repeat at most ${MAX_REPEAT} times.`);
      } else if (element.type === "Assertion") {
        fault(node, "a repeated assertion says nothing new", "Take the quantifier away.");
      }
    },
    onCharacterEnter: (node) => {
      const char = String.fromCodePoint(node.value);
      const folded = foldString(char);
      if (mode === "exact" || node.parent.type !== "Alternative" || folded === char) return;
      const remedy = `Write ${JSON.stringify(folded)}, or set "caseSensitive".`;
      fault(node, `${JSON.stringify(char)} never stands in folded text`, remedy);
    },
  });
  return faults[0] ?? null;
}

function findCostFault(tree: AST.Pattern): PatternFault | null {
  const cost = costPerChar(tree);
  if (cost <= MAX_COST_PER_CHAR) return null;
  return {
    message: `the pattern may take ${cost > 1e6 ? "millions of" : Math.ceil(cost)} steps for a character, more than ${MAX_COST_PER_CHAR}`,
    remedy:
      "Begin with words that must be there, use fewer and shorter gaps, and let what is repeated exclude what follows, as in [^.]{0,40}\\.",
    offset: 0,
  };
}
