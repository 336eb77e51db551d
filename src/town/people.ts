import { outsideStreet, type Place } from './city.ts';
import { dayOf } from './calendar.ts';
import { nameGroupShares, namesByGroup, streetNames, type NameGroup } from './names.ts';
import type { Random } from '../stats/random.ts';
import type { SourceTown } from './source-towns.ts';
import { weightedKeys } from './weighted-choice.ts';

export interface Address {
  /** House number and street. */
  readonly street: string;
  /** Of a flat, its number; none of a house. */
  readonly unit?: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly lon: number;
  readonly lat: number;
}

/** Someone of the town, as they truly are. What agencies write about them passes through a clerk. */
export interface Person {
  readonly id: string;
  readonly sex: 'M' | 'F';
  readonly group: NameGroup;
  readonly given: string;
  readonly middle: string;
  readonly family: string;
  /** Second surname of Spanish custom, or the name before marriage. */
  readonly otherFamily: string;
  readonly suffix: string;
  readonly alias: string;
  readonly born: number;
  readonly birthPlace: string;
  home: Address;
  /** Where they lived before `movedOn`. */
  readonly earlierHome: Address | null;
  readonly movedOn: number;
  phone: string;
  readonly licenceState: string;
  readonly licenceNumber: string;
  /** State identification number, given with the first fingerprints; the same for life. */
  readonly sid: string;
  readonly heightInches: number;
  readonly weightPounds: number;
}

/** Ours: how many homes of the city are flats. */
const flatShare = 0.3;

const groupChoice = weightedKeys(nameGroupShares);

/** Race and ethnicity as clerks record them, by name group: reported, never compared. */
export const raceOf: Readonly<Record<NameGroup, { code: string; text: string; ethnicity: string }>> = {
  'african-american': { code: 'B', text: 'Black or African American', ethnicity: 'Not Hispanic or Latino' },
  anglo: { code: 'W', text: 'White', ethnicity: 'Not Hispanic or Latino' },
  hispanic: { code: 'W', text: 'White', ethnicity: 'Hispanic or Latino' },
  polish: { code: 'W', text: 'White', ethnicity: 'Not Hispanic or Latino' },
  arabic: { code: 'W', text: 'White', ethnicity: 'Not Hispanic or Latino' },
  vietnamese: { code: 'A', text: 'Asian', ethnicity: 'Not Hispanic or Latino' },
};

/** Number on a driver's licence, in the manner of the issuing state. */
function licenceNumber(state: string, family: string, random: Random): string {
  const initial = (family.replace(/[^A-Za-z]/g, '')[0] ?? 'X').toUpperCase();
  switch (state) {
    case 'MD':
      return `${initial}${random.digits(12)}`;
    case 'VA':
      return `${random.pick(['A', 'B', 'T'])}${random.digits(8)}`;
    case 'FL':
      return `${initial}${random.digits(12)}`;
    case 'WV':
      return `${random.pick(['A', 'B', 'C', 'E', 'F'])}${random.digits(6)}`;
    case 'NC':
      return random.digits(12);
    case 'DE':
      return random.digits(7);
    case 'PA':
      return String(random.between(10_000_000, 39_999_999));
    default:
      return random.digits(9);
  }
}

export interface PersonWishes {
  readonly sex?: 'M' | 'F';
  readonly group?: NameGroup;
  readonly family?: string;
  readonly given?: string;
  readonly suffix?: string;
  readonly born?: number;
  /** Age in years on `on` is drawn around this. */
  readonly age?: number;
  readonly on?: number;
  readonly home?: Address;
  readonly phone?: string;
}

/** Makes people with ids of their own, "p-PRECINCT-N". */
export class PeopleMaker {
  readonly #precinct: number;
  readonly #random: Random;
  readonly #cityHome: () => Place;
  #count = 0;

  constructor(precinct: number, random: Random, cityHome: () => Place) {
    this.#precinct = precinct;
    this.#random = random;
    this.#cityHome = cityHome;
  }

  get count(): number {
    return this.#count;
  }

  cityAddress(): Address {
    const place = this.#cityHome();
    // A draw of its own: whoever lives in a flat, the rest of the world stays as it is.
    const units = this.#random.fork(`unit/${place.street}/${this.#count}`);
    const unit = units.chance(flatShare) ? `${units.between(1, 12)}${units.pick(['A', 'B', 'C', 'D', ''])}` : undefined;
    return {
      ...(unit === undefined ? {} : { unit }),
      street: place.street,
      city: 'HARBOR CITY',
      state: 'MD',
      zip: place.zip,
      lon: place.lon,
      lat: place.lat,
    };
  }

  outsideAddress(town: SourceTown): Address {
    return {
      street: outsideStreet(this.#random).toUpperCase(),
      city: town.city,
      state: town.state,
      zip: town.zip,
      lon: town.lon,
      lat: town.lat,
    };
  }

  make(wishes: PersonWishes = {}): Person {
    const random = this.#random;
    const sex = wishes.sex ?? (random.chance(0.86) ? 'M' : 'F');
    const group = wishes.group ?? groupChoice.draw(random);
    const names = namesByGroup[group];
    const givenList = sex === 'M' ? names.male : names.female;
    const family = wishes.family ?? random.pickZipf(names.family);
    const on = wishes.on ?? dayOf(2023, 1, 1);
    const age = Math.max(14, Math.min(88, wishes.age ?? 17 + random.exponential(12)));
    const home = wishes.home ?? this.cityAddress();
    const moved = random.chance(0.28);
    return {
      id: `p-${this.#precinct}-${++this.#count}`,
      sex,
      group,
      given: wishes.given ?? random.pickZipf(givenList),
      middle: random.chance(0.82) ? random.pickZipf(givenList) : '',
      family,
      otherFamily:
        group === 'hispanic' && random.chance(0.7)
          ? random.pickZipf(names.family)
          : sex === 'F' && random.chance(0.22)
            ? random.pickZipf(names.family)
            : '',
      suffix: wishes.suffix ?? (sex === 'M' && random.chance(0.03) ? random.pick(['JR', 'JR', 'SR', 'II', 'III']) : ''),
      alias: random.chance(0.14) ? random.pick(streetNames) : '',
      born: wishes.born ?? Math.floor(on - age * 365.25 - random.next() * 365),
      birthPlace: random.chance(0.75) ? 'HARBOR CITY, MD' : `${home.city}, ${home.state}`,
      home,
      earlierHome: moved
        ? home.state === 'MD' && home.city === 'HARBOR CITY'
          ? this.cityAddress()
          : { ...home, street: outsideStreet(random).toUpperCase() }
        : null,
      movedOn: moved ? dayOf(2018, 1, 1) + random.between(0, 2800) : 0,
      phone: wishes.phone ?? phoneNumber(home.state, random),
      licenceState: home.state,
      licenceNumber: licenceNumber(home.state, family, random),
      sid: String(1_000_000 + this.#precinct * 10_007 + this.#count * 17 + random.between(0, 16)).padStart(8, '0'),
      heightInches: Math.round(random.normal(sex === 'M' ? 69.5 : 64, 2.8)),
      weightPounds: Math.round(random.normal(sex === 'M' ? 185 : 158, 27)),
    };
  }
}

const areaCodes: Readonly<Record<string, readonly string[]>> = {
  MD: ['410', '443', '667', '301'],
  VA: ['703', '571', '804', '757'],
  PA: ['717', '215', '412'],
  WV: ['304', '681'],
  NC: ['704', '919', '336'],
  GA: ['404', '678', '770'],
  SC: ['803', '843', '864'],
  DE: ['302'],
  FL: ['305', '904', '407'],
};

/** Exchange 555 with 01xx is kept for fiction; the town needs more numbers and uses exchange 555 throughout. */
export function phoneNumber(state: string, random: Random): string {
  return `${random.pick(areaCodes[state] ?? ['800'])}555${random.digits(4)}`;
}

export function homeOn(person: Person, day: number): Address {
  return person.earlierHome !== null && day < person.movedOn ? person.earlierHome : person.home;
}

export function ageOn(person: Person, day: number): number {
  return Math.floor((day - person.born) / 365.25);
}
