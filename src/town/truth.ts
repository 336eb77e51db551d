import { isoDate } from './calendar.ts';
import type { Incident } from './events.ts';
import type { Firearm } from './firearms.ts';
import type { Address, Person } from './people.ts';
import type { Vehicle } from './vehicles.ts';
import type { TownFiles } from './town-files.ts';

export const truthHeaders = {
  traces: 'trace_number,firearm,trafficked,ring,clean,channel,straw_purchaser,dealer',
  persons: 'feed,row_key,truth_id,name_group',
  firearms: 'feed,row_key,truth_id',
  lives: 'firearm,at,what,where,person',
  recovered: 'firearm,channel,ring,clean,cause,traced',
  dealers: 'licence_key,role,sales_per_year,name,state',
  rings: 'ring,person,part',
  gunfire: 'feed,row_key,incident',
  places: 'feed,row_key,building,city,unit',
  vehicles: 'feed,row_key,truth_id',
} as const;

/** Notes, beside every row a writer writes, whom and which firearm it truly speaks of. */
export class Truth {
  readonly #files: TownFiles;

  constructor(files: TownFiles) {
    this.#files = files;
  }

  person(feed: string, rowKey: string, person: Person | null): void {
    if (person !== null) this.#files.row('truth/persons.csv', [feed, rowKey, person.id, person.group]);
  }

  firearm(feed: string, rowKey: string, firearm: Firearm | null): void {
    if (firearm !== null) this.#files.row('truth/firearms.csv', [feed, rowKey, firearm.id]);
  }

  /** The same for a firearm of another precinct. */
  firearmId(feed: string, rowKey: string, id: string): void {
    this.#files.row('truth/firearms.csv', [feed, rowKey, id]);
  }

  /** Which building, and which flat of it, a row truly speaks of. */
  place(feed: string, rowKey: string, at: Pick<Address, 'street' | 'unit' | 'city'> | null): void {
    if (at !== null) this.#files.row('truth/places.csv', [feed, rowKey, at.street, at.city, at.unit ?? '']);
  }

  /** Which vehicle a row truly speaks of. */
  vehicle(feed: string, rowKey: string, vehicle: Vehicle | null): void {
    if (vehicle !== null) this.#files.row('truth/vehicles.csv', [feed, rowKey, vehicle.id]);
  }

  /** Which incident an alert or a call is truly of. */
  gunfire(feed: string, rowKey: string, incident: Incident | null): void {
    if (incident !== null) this.#files.row('truth/gunfire.csv', [feed, rowKey, incident.number]);
  }

  /** One firearm's dated life, in order; days before anyone wrote anything included. */
  life(firearm: Firearm): void {
    const events = firearm.life.toSorted((a, b) => a.day - b.day);
    for (const event of events)
      this.#files.row('truth/lives.csv', [firearm.id, isoDate(event.day), event.what, event.where, event.person]);
  }
}
