import type { EntityId } from './ids.ts';
import type { TraceFacts } from './trace-facts.ts';

/** Kinds of leads, each with what it says in general and what would refute it. */
export const leadKinds = {
  'purchaser-several-traces': {
    title: 'Several traced firearms of one purchaser',
    refutation: [
      'The firearms were reported stolen together, or sold on with a record',
      'The rows held for one purchaser are of several people',
    ],
  },
  'purchaser-fast-trace': {
    title: 'A firearm recovered from somebody else soon after it was bought',
    refutation: [
      'The purchaser reported it stolen, or sold it with a record',
      'Purchaser and possessor are one person',
    ],
  },
  'multiple-purchase-recovered': {
    title: 'Several firearms bought within five business days, of which one or more were recovered',
    refutation: ['The purchaser collects or deals in firearms and still has the others', 'They were stolen together'],
  },
  'purchaser-several-dealers': {
    title: 'One purchaser at several dealers within weeks',
    refutation: ['The rows held for one purchaser are of several people', 'The purchaser collects firearms'],
  },
  'purchaser-ring': {
    title: 'Purchasers who share a home, a telephone, a document, a vehicle or a dealer and a season',
    refutation: [
      'They are a family or neighbours who bought for themselves',
      'The shared number is a business’s',
      'The vehicle was sold, lent or hired between them',
    ],
  },
  'dealer-fast-traces': {
    title: 'A dealer whose traces are faster than is to be expected',
    refutation: [
      'The dealer sells more, or other firearms, than was known',
      'A theft from the dealer explains them',
      'A few purchasers explain them',
    ],
  },
  'show-traces': {
    title: 'Several traced firearms sold at one show',
    refutation: ['The show is large enough for that many', 'One purchaser explains them'],
  },
  'obliterated-cluster': {
    title: 'Firearms of one make and model with serial numbers made unreadable alike',
    refutation: ['The laboratory finds different methods', 'The model is common among recovered firearms'],
  },
  'stolen-recovered': {
    title: 'A stolen firearm recovered, with others of the same theft',
    refutation: ['The serial number is another maker’s', 'The firearm had been given back before'],
  },
  'fast-firearm': {
    title: 'A firearm used in several shootings soon after its sale',
    refutation: ['A lead is not confirmed by an examiner', 'The sale is of another firearm of that number'],
  },
  'denied-then-present': {
    title: 'Somebody refused a purchase who was later there when a firearm was recovered',
    refutation: ['The refusal was overturned', 'Two people bear the name'],
  },
  'household-of-purchaser': {
    title: 'Arrested together with somebody of the purchaser’s home',
    refutation: ['The address is a building of many homes', 'The rows held for one person are of two'],
  },
  'unserialised-cluster': {
    title: 'Firearms without a serial number tied to one another by ballistics or by the kit they were made from',
    refutation: ['A lead is not confirmed by an examiner', 'The firearm has a number that was not looked for'],
  },
  'trace-correctable': {
    title: 'A trace that failed for a reason that can be mended',
    refutation: ['The firearm was destroyed, and nobody can look again'],
  },
} as const satisfies Record<string, { title: string; refutation: readonly string[] }>;

export type LeadKind = keyof typeof leadKinds;

/** What a rule found: it is the same lead for as long as kind and subject are. */
export interface FoundLead {
  readonly kind: LeadKind;
  /** The entity or group it is about, by which it is known when its evidence grows. */
  readonly subject: string;
  /** 0 to 100: how much speaks for it, by the index of its traces; of no person. */
  readonly strength: number;
  readonly reason: string;
  readonly traces: readonly string[];
  /** Traces of its purchasers that it does not count: their sale is disputed, or its day cannot be true. */
  readonly leftOut: readonly string[];
  readonly persons: readonly EntityId[];
  readonly firearms: readonly EntityId[];
  readonly dealers: readonly EntityId[];
  readonly incidents: readonly EntityId[];
  /** First and last day of what it rests on. */
  readonly from: string | null;
  readonly to: string | null;
}

/** What is recorded of a firearm beside its traces. */
export interface FirearmFacts {
  readonly firearm: EntityId;
  readonly make: string | null;
  readonly model: string | null;
  readonly obliterated: boolean | null;
  /** How the serial number was made unreadable (ground, drilled, …), where its records agree on one way. */
  readonly removal?: string | null;
  /** PMF, PRE1968, REMOVED or UNKNOWN where there is no serial number. */
  readonly noSerialReason: string | null;
  /** Day of the first recovery. */
  readonly recoveredOn: string | null;
  /** All days it was recovered on, in order. */
  readonly recoveries: readonly string[];
  readonly recoveredIn: EntityId | null;
  readonly theft: {
    readonly on: string | null;
    /** Kind of theft, e.g. DEALER_BURGLARY. */
    readonly kind: string | null;
    readonly from: EntityId | null;
    readonly incident: EntityId | null;
  } | null;
  readonly shootings: readonly {
    readonly incident: EntityId;
    readonly on: string | null;
    readonly tie: 'hit' | 'lead';
    /** Day the laboratory told it; null where that is not recorded. */
    readonly toldOn?: string | null;
  }[];
}

export interface LeadFacts {
  readonly traces: readonly TraceFacts[];
  /** Index of each trace by number, where it has one. */
  readonly scores: ReadonlyMap<string, number>;
  readonly firearms: readonly FirearmFacts[];
  readonly arrests: readonly Arrest[];
  /** Purchases refused at a background check, where policy lets them be joined. */
  readonly denials: readonly Denial[];
  /** Who was with which vehicle. */
  readonly vehicles: readonly VehicleTie[];
  /** What dealers are held against; that of the traces themselves where it is left out. */
  readonly usualShort?: UsualShort;
}

/** What is usual of the firearms traced to a dealer. */
export interface UsualShort {
  /** Under three years, of the firearms of all dealers with a known time, each once a dealer. */
  readonly share: number;
  /** How much dealers' own shares differ beyond chance, 0 to 1: the correlation between two firearms of one dealer. */
  readonly spread: number;
}

/** A record that names somebody with a vehicle. */
export interface VehicleTie {
  readonly person: EntityId;
  readonly vehicle: EntityId;
  readonly on: string | null;
  readonly record: number;
}

/** Who was denied a purchase, and on which day. */
export interface Denial {
  readonly person: EntityId;
  readonly on: string;
}

/** Who was arrested in which incident, and the address they gave. */
export interface Arrest {
  readonly person: EntityId;
  readonly incident: EntityId;
  readonly on: string | null;
  readonly address: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
}

/** What rules ask for; a city signs its own. */
export interface LeadSettings {
  readonly windowDays: number;
  readonly fastDays: number;
  readonly severalDealersDays: number;
  readonly ringSeasonDays: number;
  /** Two sales at one dealer tie their purchasers where they lie so near and both traces have at least such an index. */
  readonly sameCounterDays: number;
  readonly sameCounterScore: number;
  readonly homesAtAddressMost: number;
  /** So many traced purchasers of one family name in a state at most, where the name ties them. */
  readonly rareNameMost: number;
  readonly dealerTracesLeast: number;
  readonly showTracesLeast: number;
  readonly clusterLeast: number;
  readonly denialDays: number;
}
