import type { EntityId } from './ids.ts';

/**
 * One trace with what else is recorded of its firearm and of those it names: what measures, index and leads are computed from.
 *
 * Null is "not recorded" throughout, never "no". Of a firearm traced more than once each trace has its own facts.
 */
export interface TraceFacts {
  readonly traceNumber: string;
  readonly firearm: EntityId;
  readonly requestedOn: string | null;
  readonly completedOn: string | null;
  /** Family of how the trace ended, e.g. C_PURCHASER. */
  readonly completion: string | null;
  readonly crimeCode: string | null;
  /** NCIC type code, e.g. PI. */
  readonly type: string | null;
  readonly make: string | null;
  readonly model: string | null;
  readonly calibre: string | null;
  readonly obliterated: boolean | null;
  readonly soldOn: string | null;
  /** Gun show or other event it was first sold at, in capitals without marks and years; null where none is told, or several. */
  readonly soldAt: string | null;
  /** The recovery this trace is of; null where none is dated, or of several nothing tells which. */
  readonly recoveredOn: string | null;
  /** All days the firearm was recovered on, in order. */
  readonly recoveries: readonly string[];
  /** Days from the first retail sale to that recovery, or why there is no such number. */
  readonly timeToCrime:
    { readonly kind: 'computed'; readonly days: number } | { readonly kind: 'undetermined'; readonly why: string };
  /** Days as the export itself gives them. */
  readonly reportedDays: number | null;
  /** Codes of what was odd about the row of the trace (`row-warnings.ts`). */
  readonly warnings: readonly string[];
  /** From the dealer's premises to the recovery: between their points, else as the export gives it; null where neither is known. */
  readonly distance: { readonly km: number; readonly by: 'places' | 'export' } | null;
  readonly multipleSale: boolean | null;
  /** Reported stolen by its owner, a dealer or a carrier before the recovery. */
  readonly stolen: boolean | null;
  /** A theft that is reported and does not count: it happened or was reported after the recovery, or no day tells; null where there is none. */
  readonly theftInDoubt: 'after-recovery' | 'undated' | null;
  readonly recovery: TracePlace;
  /** Police district of the recovery: as records write it, or as the city signed to call it. */
  readonly recoveryDistrict: string | null;
  readonly dealer: TraceDealer | null;
  readonly purchaser: TracePerson | null;
  readonly possessor: TracePerson | null;
  readonly associate: TracePerson | null;
  /** Shootings tied to the firearm and not withdrawn. */
  readonly shootings: { readonly hits: number; readonly leads: number };
  /** Police districts these happened in, each once, as `recoveryDistrict` is written; a shooting of no recorded district adds none. */
  readonly incidentDistricts: readonly string[];
}

export interface TracePlace {
  readonly state: string | null;
  /** City as cleaned; a postal name, which towns outside a city bear too. */
  readonly city: string | null;
  /** FIPS code, five digits. */
  readonly county: string | null;
  /** By boundary, not by postal name; null where there are no coordinates. */
  readonly inCity: boolean | null;
  readonly lon: number | null;
  readonly lat: number | null;
}

export interface TraceDealer extends TracePlace {
  readonly id: EntityId;
  readonly name: string | null;
  /** Region, district and sequence of the licence. */
  readonly licenceKey: string | null;
}

export interface TracePerson {
  readonly id: EntityId;
  readonly familyName: string | null;
  readonly givenName: string | null;
  readonly suffix: string | null;
  readonly bornOn: string | null;
  /** The same with a filler such as 1 January kept: what the published rule compares, and nothing else. */
  readonly bornWritten: string | null;
  /** Street line as cleaned, with what tells one street of that name from another. */
  readonly address: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly phone: string | null;
  /** State and number of a driving licence or identity card. */
  readonly identifier: string | null;
}

/** Short is under three years of 365 days, as ATF's tables and the New York State Attorney General count it; ATF's second demand letter counted the last day too. */
export const shortTimeDays = 1095;

/** Whether the time to crime is short; null where there is none, or a negative one. */
export function isShort({ timeToCrime }: Pick<TraceFacts, 'timeToCrime'>): boolean | null {
  return timeToCrime.kind === 'computed' && timeToCrime.days >= 0 ? timeToCrime.days < shortTimeDays : null;
}
