import type { EntityId } from './ids.ts';
import type { LeadChange } from './lead-answers.ts';
import type { LeadKind } from './leads.ts';
import type { DoubtCode } from './trace-doubts.ts';

/** What a lead rests on, as it is frozen with each version of it. */
export interface LeadEvidence {
  /** All trace numbers, and of those with the highest index what was known of them. */
  readonly numbers: readonly string[];
  readonly traces: readonly FrozenTrace[];
  /** Traces of its purchasers it does not count, with why; not kept before `leads-6`. */
  readonly leftOut?: readonly LeftOutTrace[];
  readonly persons: readonly EntityId[];
  readonly firearms: readonly EntityId[];
  readonly dealers: readonly EntityId[];
  readonly incidents: readonly EntityId[];
  /** Shootings tied to its firearms. */
  readonly shootings: readonly TiedFirearm[];
  readonly from: string | null;
  readonly to: string | null;
}

export interface TiedFirearm {
  readonly firearm: EntityId;
  readonly incident: EntityId;
  readonly on: string | null;
  readonly tie: 'hit' | 'lead';
}

export interface LeftOutTrace {
  readonly traceNumber: string;
  readonly flags: readonly DoubtCode[];
}

export interface FrozenTrace {
  readonly traceNumber: string;
  readonly firearm: EntityId;
  readonly purchaser: EntityId | null;
  readonly possessor: EntityId | null;
  readonly dealer: EntityId | null;
  readonly soldOn: string | null;
  readonly recoveredOn: string | null;
  readonly days: number | null;
  readonly score: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Value, contribution, least and most of each part, in the order of `componentNames`. */
  readonly parts: readonly (readonly [number | null, number, number, number])[];
  /** What of it is in doubt; not kept before `leads-6`. */
  readonly flags?: readonly DoubtCode[];
}

/** What became of what is gone, as far as it is established. */
export const lossReasons = [
  'tie-withdrawn',
  'fewer-hits',
  'incident-renumbered',
  'trace-corrected',
  'names-others',
  'weaker',
  'settings-changed',
  'not-established',
  // Said by versions made before it was told apart from a correction.
  'no-longer-one',
] as const;
export type LossReason = (typeof lossReasons)[number];

/** What an earlier version rested on and a later one does not. */
export interface LeadLoss {
  readonly traces: readonly string[];
  readonly entities: readonly EntityId[];
  readonly reasons: readonly LossReason[];
  /** Ballistic ties that are less than they were; not kept before ties were told one by one. */
  readonly ties?: readonly LostTie[];
  /** Where it is weaker, the strength that is said; not kept before it was. */
  readonly strength?: number;
}

/** A tie of a firearm to an incident that is only a lead of the laboratory now, recorded of another incident, or none. */
export interface LostTie {
  readonly firearm: EntityId;
  readonly incident: EntityId;
  readonly now: 'lead' | 'elsewhere' | 'none';
}

export const nothingLost: LeadLoss = { traces: [], entities: [], reasons: [] };

/** A lead as it is found now, whole. */
export interface FrozenLead {
  /** What kinds stand for one another: `purchaser` for those about one purchaser, else the kind. */
  readonly topic: string;
  readonly subject: string;
  readonly kind: LeadKind;
  readonly strength: number;
  readonly reason: string;
  readonly also: readonly { readonly kind: LeadKind; readonly reason: string }[];
  readonly evidence: LeadEvidence;
}

/** What finding leads anew changes of one that is kept, or that is new. */
export interface LeadUpdate {
  readonly change: LeadChange;
  readonly lead: FrozenLead;
  readonly loss: LeadLoss;
}
