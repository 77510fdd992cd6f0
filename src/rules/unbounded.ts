/** Repetitions without bound: allowed where no text can make the engine run through the same characters twice. */
import { type AST, visitRegExpAST } from "@eslint-community/regexpp";
import { type CharSet, charSetOf, includes, overlaps, wordChars } from "./char-set.js";
import type { PatternFault } from "./pattern.js";
import {
  END,
  either,
  firstChars,
  isSingleChar,
  type Next,
  nextOf,
  nextOfSequence,
  type Sequence,
  UNKNOWN,
} from "./regexp-tree.js";

/** The first repetition without bound that could be run through more than once for the same text. */
export function findUnboundedFault(tree: AST.Pattern): PatternFault | null {
  const faults: PatternFault[] = [];
  visitRegExpAST(tree, {
    onQuantifierEnter: (node) => {
      if (node.max !== Number.POSITIVE_INFINITY) return;
      const reason = faultOf(node);
      if (reason !== null) faults.push({ ...reason, offset: node.start });
    },
  });
  return faults[0] ?? null;
}

function faultOf(node: AST.Quantifier): Omit<PatternFault, "offset"> | null {
  const { element, raw } = node;
  const bounded = `Give it a bound, such as ${element.raw}{${node.min},40}.`;
  if (!isSingleChar(element)) return { message: `the group ${raw} repeats without bound`, remedy: bounded };
  const set = charSetOf(element);
  const places = climb(node);
  if (places.some(({ parent }) => parent.type === "Assertion" && parent.kind === "lookbehind")) {
    return { message: `${raw} has no bound inside a lookbehind`, remedy: bounded };
  }
  if (overlaps(set, firstChars(nextOfPlaces(places)))) {
    return {
      message: `${raw} also matches what comes behind it`,
      remedy: `${bounded} Or let it exclude what follows.`,
    };
  }
  if (places.some(({ before }) => before.some((part) => keepsApart(part, set)))) return null;
  return {
    message: `${raw} can begin anywhere within the same characters`,
    remedy: `${bounded} Or put \\b, ^ or a character that it does not match before it.`,
  };
}

/** A sequence that a node stands in. */
interface Place {
  readonly parent: AST.Alternative["parent"];
  readonly before: Sequence;
  readonly after: Sequence;
}

/** From the inside out. */
function climb(node: AST.Element): readonly Place[] {
  const places: Place[] = [];
  let current: AST.Node | null = node;
  while (current !== null) {
    const above: AST.Node | null = current.parent;
    if (above?.type === "Alternative") {
      const { elements, parent } = above;
      const index = elements.indexOf(current as AST.Element);
      places.push({ parent, before: elements.slice(0, index), after: elements.slice(index + 1) });
    }
    current = above;
  }
  return places;
}

function nextOfPlaces([place, ...outer]: readonly Place[]): Next {
  if (place === undefined) return END;
  const { parent, after } = place;
  if (parent.type === "Assertion") return nextOfSequence(after, END);
  const behind = nextOfPlaces(outer);
  const loops = parent.type !== "Pattern" && parent.parent.type === "Quantifier" && parent.parent.max > 1;
  return nextOfSequence(after, loops ? either(behind, nextOf(parent, UNKNOWN)) : behind);
}

/** Must a match of `part` stand where no run of `set` goes on? Then no two runs behind it overlap. */
function keepsApart(part: AST.Element, set: CharSet): boolean {
  if (isSingleChar(part)) return !overlaps(charSetOf(part), set);
  switch (part.type) {
    case "Quantifier":
      return part.min > 0 && keepsApart(part.element, set);
    case "Group":
    case "CapturingGroup":
      return anyKeepsApart(part.alternatives, set);
    case "Assertion":
      return assertionKeepsApart(part, set);
    default:
      return false;
  }
}

const anyKeepsApart = (alternatives: readonly AST.Alternative[], set: CharSet): boolean =>
  alternatives.every(({ elements }) => elements.some((element) => keepsApart(element, set)));

function assertionKeepsApart(part: AST.Assertion, set: CharSet): boolean {
  if (part.kind === "start") return true;
  if (part.kind === "word") return !part.negate && includes(wordChars(), set);
  if (part.kind !== "lookbehind") return false;
  if (!part.negate) return anyKeepsApart(part.alternatives, set);
  return part.alternatives.some(({ elements: [only, ...more] }) => {
    return only !== undefined && more.length === 0 && isSingleChar(only) && includes(charSetOf(only), set);
  });
}
