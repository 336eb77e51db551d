import type { Dealer } from './dealers.ts';
import type { Firearm } from './firearms.ts';
import type { Person } from './people.ts';

/** Firearms stolen together and the report of it. */
export interface Theft {
  readonly kind: 'DEALER_BURGLARY' | 'DEALER_LOSS' | 'IN_TRANSIT' | 'PERSON_BURGLARY' | 'PERSON_VEHICLE';
  readonly day: number;
  readonly reportedOn: number;
  readonly victim: Person | null;
  readonly dealer: Dealer | null;
  readonly firearms: Firearm[];
  readonly reported: boolean;
}

export interface Ring {
  readonly id: string;
  readonly purchasers: readonly Person[];
  readonly organiser: Person;
  readonly dealers: readonly Dealer[];
}

export interface Supply {
  readonly firearms: Firearm[];
  readonly thefts: Theft[];
  readonly rings: Ring[];
  readonly strawPurchasers: Set<Person>;
}
