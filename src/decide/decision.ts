/** What deciding takes and gives. */
import type { Unit } from "../match/document.js";
import type { Hit } from "../match/match.js";
import type { Level, Weights, Zone } from "../types.js";
import type { Evidence } from "./evidence.js";

export interface DecideOptions {
  readonly level: Level;
  readonly weights: Weights;
  /** Score from which a unit is cut. */
  readonly threshold: number;
  /** Categories that may be cut. */
  readonly allows: (category: string) => boolean;
}

/** A cut stretch of a block that stays. */
export interface PartDecision {
  readonly unit: Unit;
  readonly evidence: Evidence;
}

export interface BlockDecision {
  readonly zone: Zone;
  readonly evidence: Evidence;
  readonly cut: boolean;
  /** What kept a block that reached the threshold. */
  readonly guard: string | null;
  readonly parts: readonly PartDecision[];
}

export interface Decision {
  readonly blocks: readonly BlockDecision[];
  /** Hits that count: their conditions hold in place. */
  readonly hits: readonly Hit[];
  /** Hits of rules on trial, which count for nothing. */
  readonly trials: readonly Hit[];
}
