/**
 * What a backtracking engine can be made to do by a hostile text, worked out from the tree of a pattern.
 *
 * Two numbers describe a part that is tried at one place: `paths`, the ways in which it can match there, each of which
 * the engine may have to follow up; and `steps`, the work to find them all. In a sequence, each path of one part
 * starts the next part anew. Everything is an upper bound; a bound too high costs an author a rewording, one too low
 * would cost a user a hanging program.
 */
import type { AST } from "@eslint-community/regexpp";
import { type CharSet, charSetOf, includes, NO_CHARS, overlaps, wordChars } from "./char-set.js";
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

interface Cost {
  readonly steps: number;
  readonly paths: number;
}

const ONE: Cost = { steps: 1, paths: 1 };
const ENDLESS: Cost = { steps: Number.POSITIVE_INFINITY, paths: Number.POSITIVE_INFINITY };
/** Runs of an unbounded repetition do not overlap between places; what is left is what their lead-in may vary. */
const UNBOUNDED_CHARS = 16;
/** An alternative that its first character rules out. */
const GLANCE = 0.1;
const MAX_BEGINNINGS = 24;

/** Upper bound of the engine's steps for each character of a text. */
export function costPerChar(tree: AST.Pattern): number {
  return sum(
    tree.alternatives.map(({ elements }) => (isAnchored(elements) ? anchoredCost(elements) : freeCost(elements))),
  );
}

const isAnchored = ([first]: Sequence): boolean => first?.type === "Assertion" && first.kind === "start";

/** Only places where the fixed beginning matches go on to the rest, and those keep a distance. */
function freeCost(elements: Sequence): number {
  const { sets } = nextOfSequence(elements, END);
  const distance = Math.max(leastDistance(beginningsOf(elements)), wordDistance(elements, sets ?? []));
  return 1 + costOfSequence(elements, END).steps / distance;
}

/** The fixed beginnings of a sequence; one for each alternative where it begins with a group. */
function beginningsOf(elements: Sequence): readonly (readonly CharSet[])[] {
  const start = elements.findIndex(({ type }) => type !== "Assertion");
  const first = elements[start];
  const isGroup = first?.type === "Group" || first?.type === "CapturingGroup";
  if (!isGroup || first.alternatives.length > MAX_BEGINNINGS) return [nextOfSequence(elements, END).sets ?? []];
  const behind = nextOfSequence(elements.slice(start + 1), END);
  return first.alternatives.map((alternative) => nextOfSequence(alternative.elements, behind).sets ?? []);
}

/** Tried once for a text, which must be as long as the gaps are wide for them to be as costly as they can. */
function anchoredCost(elements: Sequence): number {
  const next = nextsOf(elements, END);
  let cost = 0;
  let paths = 1;
  let wide = 0;
  for (const [index, element] of elements.entries()) {
    const own = costOf(element, next[index] ?? UNKNOWN);
    cost += (paths * own.steps) / Math.max(1, wide + mostChars(element));
    paths *= own.paths;
    if (own.paths > 1) wide += mostChars(element);
  }
  return 1 + cost;
}

/** How far apart two places must lie at which one of the beginnings stands. */
function leastDistance(beginnings: readonly (readonly CharSet[])[]): number {
  const canFollow = (distance: number): boolean =>
    beginnings.some((early) => {
      const rest = early.slice(distance);
      return beginnings.some((late) =>
        rest.every((set, index) => index >= late.length || overlaps(set, late[index] ?? NO_CHARS)),
      );
    });
  let distance = 1;
  while (!canFollow(distance)) distance += 1;
  return distance;
}

/** Between the beginnings of two words lies the whole of the first, and what parts them. */
function wordDistance([first]: Sequence, sets: readonly CharSet[]): number {
  if (first?.type !== "Assertion" || first.kind !== "word" || first.negate) return 1;
  const length = sets.findIndex((set) => !includes(wordChars(), set));
  return (length < 0 ? sets.length : length) + 1;
}

/** For each element, what comes behind it. */
function nextsOf(elements: Sequence, behind: Next): readonly Next[] {
  const nexts: Next[] = [];
  let next = behind;
  for (const element of elements.toReversed()) {
    nexts.unshift(next);
    next = nextOf(element, next);
  }
  return nexts;
}

function costOfSequence(elements: Sequence, behind: Next): Cost {
  const next = nextsOf(elements, behind);
  let steps = 0;
  let paths = 1;
  for (const [index, element] of elements.entries()) {
    const own = costOf(element, next[index] ?? UNKNOWN);
    steps += paths * own.steps;
    paths *= own.paths;
  }
  return { steps, paths };
}

function costOf(element: AST.Element, behind: Next): Cost {
  if (isSingleChar(element)) return ONE;
  switch (element.type) {
    case "Group":
    case "CapturingGroup":
      return costOfAlternatives(element.alternatives, behind);
    case "Quantifier":
      return isSingleChar(element.element)
        ? costOfRun(element, charSetOf(element.element), behind)
        : costOfTurns(element, behind);
    case "Assertion":
      // A look-around is left with its first match: no way leads back into it.
      if (element.kind !== "lookahead" && element.kind !== "lookbehind") return ONE;
      return { steps: costOfAlternatives(element.alternatives, END).steps, paths: 1 };
    default:
      return ENDLESS;
  }
}

/** Only those alternatives can match at the same place that agree on their first characters. */
function costOfAlternatives(alternatives: readonly AST.Alternative[], behind: Next): Cost {
  const costs = alternatives.map(({ elements }) => costOfSequence(elements, behind));
  const nexts = alternatives.map(({ elements }) => nextOfSequence(elements, behind));
  const together = (index: number, key: keyof Cost): number =>
    sum(costs.map((cost, other) => (agree(nexts[index] ?? UNKNOWN, nexts[other] ?? UNKNOWN) ? cost[key] : 0)));
  return {
    steps: Math.max(...costs.map((_, index) => together(index, "steps"))) + GLANCE * costs.length,
    paths: Math.max(...costs.map((_, index) => together(index, "paths"))),
  };
}

/** Can a text go on in both ways? */
function agree(a: Next, b: Next): boolean {
  if (a.canEnd || b.canEnd || a.sets === null || b.sets === null) return true;
  const other = b.sets;
  return a.sets.every((set, index) => index >= other.length || overlaps(set, other[index] ?? NO_CHARS));
}

/** A repeated character: as many paths as there are places to stop at from which the pattern can go on. */
function costOfRun({ min, max }: AST.Quantifier, set: CharSet, { sets }: Next): Cost {
  const most = max === Number.POSITIVE_INFINITY ? UNBOUNDED_CHARS : max;
  const steps = Math.max(1, most);
  if (sets === null) return { steps, paths: 1 };
  const stop = sets.findIndex((next) => !overlaps(next, set));
  // The run must stop so that the first character outside of its set comes where the pattern has one; from all other
  // places the engine gets no further than there.
  if (stop >= 0) {
    const paths = sets.slice(0, stop).every((next) => includes(set, next)) ? 1 : stop + 1;
    return { steps: steps * (1 + stop), paths };
  }
  return { steps, paths: Math.max(1, Math.ceil((most - min + 1) / leastDistance([sets]))) };
}

/** A repeated group. */
function costOfTurns({ min, max, element }: AST.Quantifier, behind: Next): Cost {
  if (max === Number.POSITIVE_INFINITY) return ENDLESS;
  const again = nextOf(element, UNKNOWN);
  const once = costOf(element, max > 1 ? either(behind, again) : behind);
  const isDecided = !agree(nextOf(element, behind), behind) || !overlaps(firstChars(again), firstChars(behind));
  const ways = once.paths;
  if (ways === 1) return { steps: Math.max(1, max) * once.steps, paths: isDecided ? 1 : max - min + 1 };
  let steps = 0;
  let paths = min === 0 && !isDecided ? 1 : 0;
  for (let turn = 1, reached = 1; turn <= max; turn++) {
    steps += reached * once.steps;
    reached *= ways;
    if (turn >= min) paths += reached;
  }
  return { steps, paths };
}

/** The longest text that an element can match. */
function mostChars(element: AST.Element): number {
  if (isSingleChar(element)) return 1;
  if (element.type === "Group" || element.type === "CapturingGroup") {
    return Math.max(...element.alternatives.map(({ elements }) => sum(elements.map(mostChars))));
  }
  if (element.type !== "Quantifier") return 0;
  return mostChars(element.element) * (element.max === Number.POSITIVE_INFINITY ? UNBOUNDED_CHARS : element.max);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
