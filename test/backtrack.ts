/** A plain backtracking matcher that counts its steps: what a pattern really costs, without a clock. */
import type { AST } from "@eslint-community/regexpp";
import { charSetOf, overlaps, wordChars } from "../src/rules/char-set.js";
import { isSingleChar, parsePattern } from "../src/rules/regexp-tree.js";

/** Called with the place reached; says whether the rest of the pattern matches from there. */
type Then = (at: number) => boolean;

class OutOfSteps extends Error {}

/** Steps of looking for a pattern from every place of a text, or `limit` when it takes more. */
export function countSteps(source: string, text: string, limit: number): number {
  const tree = parsePattern(source);
  const chars = Array.from(text, (char) => char.codePointAt(0) ?? 0);
  let steps = 0;
  const step = (): void => {
    steps += 1;
    if (steps > limit) throw new OutOfSteps();
  };
  const isWordAt = (at: number): boolean => {
    const code = chars[at];
    return code !== undefined && overlaps([code, code], wordChars());
  };

  const any = (alternatives: readonly AST.Alternative[], at: number, then: Then): boolean =>
    alternatives.some(({ elements }) => sequence(elements, 0, at, then));

  const sequence = (elements: readonly AST.Element[], index: number, at: number, then: Then): boolean => {
    const element = elements[index];
    return element === undefined ? then(at) : one(element, at, (next) => sequence(elements, index + 1, next, then));
  };

  const one = (element: AST.Element, at: number, then: Then): boolean => {
    step();
    if (isSingleChar(element)) {
      const code = chars[at];
      return code !== undefined && overlaps([code, code], charSetOf(element)) && then(at + 1);
    }
    if (element.type === "Group" || element.type === "CapturingGroup") return any(element.alternatives, at, then);
    if (element.type === "Quantifier") return turns(element, 0, at, then);
    if (element.type !== "Assertion") return false;
    return holds(element, at) && then(at);
  };

  const holds = (assertion: AST.Assertion, at: number): boolean => {
    if (assertion.kind === "start") return at === 0;
    if (assertion.kind === "end") return at === chars.length;
    if (assertion.kind === "word") return (isWordAt(at - 1) !== isWordAt(at)) !== assertion.negate;
    if (assertion.kind === "lookahead") return any(assertion.alternatives, at, () => true) !== assertion.negate;
    return true;
  };

  const turns = (quantifier: AST.Quantifier, done: number, at: number, then: Then): boolean => {
    step();
    const again = (): boolean =>
      done < quantifier.max &&
      one(quantifier.element, at, (next) => next !== at && turns(quantifier, done + 1, next, then));
    const stop = (): boolean => done >= quantifier.min && then(at);
    return quantifier.greedy ? again() || stop() : stop() || again();
  };

  try {
    // As an engine does for all matches: it goes on where the last one ended, or one further.
    for (let at = 0; at <= chars.length; at++) any(tree.alternatives, at, () => true);
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error;
    return limit;
  }
  return steps;
}
