/** Questions about the tree of a regular expression that checking and indexing both ask. */
import { type AST, RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import { ANY_CHAR, type CharSet, charSetOf, NO_CHARS, union } from "./char-set.js";

export type Sequence = readonly AST.Element[];
export type SingleChar = AST.Character | AST.CharacterSet | AST.CharacterClass;

// What Node 20 and current browsers all know.
const ECMA_VERSION = 2022;

/** Parses a pattern with the flag `u`. Throws `RegExpSyntaxError`. */
export function parsePattern(source: string): AST.Pattern {
  const parser = new RegExpParser({ ecmaVersion: ECMA_VERSION });
  return parser.parsePattern(source, 0, source.length, { unicode: true });
}

export function groupNames(source: string): readonly string[] {
  const names: string[] = [];
  visitRegExpAST(parsePattern(source), {
    onCapturingGroupEnter: ({ name }) => {
      if (name !== null) names.push(name);
    },
  });
  return names;
}

export function isSingleChar(node: AST.Element): node is SingleChar {
  return node.type === "Character" || node.type === "CharacterSet" || node.type === "CharacterClass";
}

/** What comes next: one set for each character, as far as it is known. */
export interface Next {
  /** Null when nothing can come, empty when anything may. */
  readonly sets: readonly CharSet[] | null;
  /** The pattern can also be over. */
  readonly canEnd: boolean;
}

export const END: Next = { sets: null, canEnd: true };
export const UNKNOWN: Next = { sets: [], canEnd: false };
const LOOKAHEAD_CHARS = 12;

/** Characters that can come next. */
export function firstChars({ sets }: Next): CharSet {
  return sets === null ? NO_CHARS : (sets[0] ?? ANY_CHAR);
}

/** What comes next before a sequence, given what comes behind it. */
export function nextOfSequence(elements: Sequence, behind: Next): Next {
  return elements.reduceRight<Next>((next, element) => nextOf(element, next), behind);
}

/** What comes next before one element. */
export function nextOf(element: AST.Element, behind: Next): Next {
  if (isSingleChar(element)) {
    const more = behind.canEnd ? [] : (behind.sets ?? []);
    return { sets: [charSetOf(element), ...more].slice(0, LOOKAHEAD_CHARS), canEnd: false };
  }
  switch (element.type) {
    case "Assertion":
      return element.kind === "end" ? END : behind;
    case "Group":
    case "CapturingGroup":
      return element.alternatives.map(({ elements }) => nextOfSequence(elements, behind)).reduce(either);
    case "Quantifier": {
      const { min, max, element: part } = element;
      if (max === 0) return behind;
      let next = min === max ? behind : either(behind, nextOf(part, UNKNOWN));
      for (let turn = 0; turn < Math.min(min, LOOKAHEAD_CHARS); turn++) next = nextOf(part, next);
      return next;
    }
    default:
      return UNKNOWN;
  }
}

/** One or the other comes next. */
export function either(a: Next, b: Next): Next {
  const canEnd = a.canEnd || b.canEnd;
  if (a.sets === null || b.sets === null) return { sets: a.sets ?? b.sets, canEnd };
  const other = b.sets;
  return { sets: a.sets.slice(0, other.length).map((set, index) => union(set, other[index] ?? NO_CHARS)), canEnd };
}
