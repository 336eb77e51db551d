import { dayOfMinute, yearOf } from './calendar.ts';
import type { DistrictMap, Place } from './city.ts';
import type { Underworld } from './crews.ts';
import type { Firearm } from './firearms.ts';
import type { PeopleMaker, Person } from './people.ts';
import type { Random } from '../stats/random.ts';
import type { Supply, Theft } from './supply.ts';
import { visitorsPerPrecinct, type VisitorScene } from './visiting-firearms.ts';

/** One firearm's part in one burst of gunfire. */
export interface Shot {
  /** Null: fired by a firearm that is in no list of the town. */
  readonly firearm: Firearm | null;
  readonly shooter: Person | null;
  readonly rounds: number;
  /** Cartridge cases officers picked up. */
  readonly cases: number;
}

export interface Gunfire {
  readonly minute: number;
  readonly place: Place;
  readonly outside: boolean;
  readonly shots: readonly Shot[];
  readonly incident: Incident | null;
  /** CAD event of the alert, once there is one. */
  alertEvent: string;
  /** Set where a firearm of another precinct fired. */
  readonly visitor: VisitorScene | null;
}

export interface Victim {
  readonly person: Person | null;
  readonly fatal: boolean;
  readonly shot: boolean;
  readonly injury: string;
  readonly relationship: string;
}

export interface Suspect {
  readonly person: Person | null;
  readonly role: 'SUSPECT' | 'ARRESTEE';
  readonly arrestDay: number;
  readonly charge: string;
}

export interface Offense {
  readonly code: string;
  readonly text: string;
  readonly weapon: string;
  readonly attempted: 'A' | 'C';
  readonly circumstance: string;
}

export type IncidentKind = 'homicide' | 'shooting' | 'shots-fired' | 'recovery' | 'robbery' | 'assault' | 'burglary';

export interface Incident {
  /** Given once all of a year are known, in the order of reporting. */
  number: string;
  readonly kind: IncidentKind;
  readonly from: number;
  readonly reported: number;
  readonly place: Place;
  readonly outside: boolean;
  readonly location: string;
  readonly how: string;
  status: string;
  clearedOn: number | null;
  exceptional: string;
  cartridgeCases: number;
  readonly narrative: string;
  readonly offenses: Offense[];
  readonly victims: Victim[];
  readonly suspects: Suspect[];
}

export interface Recovery {
  readonly firearm: Firearm;
  readonly minute: number;
  readonly place: Place;
  readonly possessor: Person | null;
  readonly associate: Person | null;
  readonly incident: Incident;
  readonly crimeCode: string;
  propertyNumber: string;
  traceNumber: string;
}

export interface Events {
  readonly incidents: Incident[];
  readonly gunfire: Gunfire[];
  readonly recoveries: Recovery[];
  readonly thefts: { theft: Theft; incident: Incident | null }[];
}

/** What the makers of events work on together. */
export interface EventScene {
  readonly people: PeopleMaker;
  readonly map: DistrictMap;
  readonly underworld: Underworld;
  readonly supply: Supply;
  readonly share: number;
  readonly random: Random;
  /** Scenes left here by firearms of the next precinct. */
  readonly guests: readonly VisitorScene[];
  readonly events: Events;
  /** Firearms police take at or just after a shooting, with the incident. */
  readonly takenAfter: Map<Firearm, Incident>;
}

type IncidentFields = Omit<
  Incident,
  'number' | 'clearedOn' | 'exceptional' | 'cartridgeCases' | 'status' | 'victims' | 'suspects'
>;

/** Adds an incident, open and without a number. */
export function openIncident(events: Events, fields: IncidentFields): Incident {
  const incident: Incident = {
    number: '',
    status: 'OPEN',
    clearedOn: null,
    exceptional: 'N',
    cartridgeCases: 0,
    victims: [],
    suspects: [],
    ...fields,
  };
  events.incidents.push(incident);
  return incident;
}

/** Gives incident numbers "YY-0000000" in the order of reporting, interleaved over the precincts so that none is given twice. */
export function numberIncidents(incidents: readonly Incident[], precinct: number, precincts: number): void {
  const counts = new Map<number, number>();
  for (const incident of incidents) {
    if (incident.number !== '') continue;
    const year = Math.min(2026, Math.max(2018, yearOf(dayOfMinute(incident.reported))));
    const k = counts.get(year) ?? visitorsPerPrecinct;
    counts.set(year, k + 1);
    incident.number = `${year % 100}-${String(k * precincts + precinct + 1).padStart(7, '0')}`;
  }
}
