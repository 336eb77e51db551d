/**
 * Records of made-up people as clerks of many offices would have them, with the truth: for measuring who is who.
 *
 * **Source.** Kinds of errors after Christen and Vatsalan, "Flexible and extensible generation and corruption of personal data", CIKM
 * 2013; the rates are ours, stated at each profile. People: twins, fathers and sons of one name, aliases, names before marriage,
 * several homes and telephones.
 * **Input.** A seed, a number of people, a profile. **Output.** Records one after another, the same for the same seed.
 * **Limits.** Nobody real is meant. Errors of one record are drawn independently, but for a careless clerk, who makes more of all.
 */
import { Random } from '../stats/random.ts';
import { nameGroupShares, namesByGroup, nicknames, type NameGroup } from './names.ts';

export interface PersonRecord {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  /** `YYYY-MM-DD`, or what a slip made of it. */
  readonly born: string;
  readonly street: string;
  readonly city: string;
  readonly postcode: string;
  readonly phone: string;
  readonly email: string;
  readonly idNumber: string;
  readonly occupation: string;
  /** Number of the person, and the group their names are drawn from. */
  readonly person: number;
  readonly group: NameGroup;
}

/** How many records people have and how badly they are kept. */
export interface RecordProfile {
  readonly recordsMean: number;
  /** Chance that a filled cell has an error, by kind of cell; a careless clerk makes four times as many. */
  readonly slips: number;
  readonly missing: number;
  readonly nickname: number;
  readonly swapped: number;
  readonly alias: number;
  readonly moved: number;
  /** Cells a file of this kind does not have at all. */
  readonly without: readonly (keyof PersonRecord)[];
}

export const recordProfiles = {
  /** Police and court records of a city. */
  city: {
    recordsMean: 3,
    slips: 0.04,
    missing: 0.12,
    nickname: 0.06,
    swapped: 0.01,
    alias: 0.03,
    moved: 0.25,
    without: ['email', 'occupation'],
  },
  /** A register with a copy or two of each entry, numbers of identity filled. */
  register: {
    recordsMean: 2,
    slips: 0.08,
    missing: 0.04,
    nickname: 0.02,
    swapped: 0.02,
    alias: 0.01,
    moved: 0.05,
    without: ['email', 'occupation'],
  },
  /** Lists written down over decades: many records of each person, no numbers, much missing and misread. */
  old: {
    recordsMean: 10,
    slips: 0.18,
    missing: 0.12,
    nickname: 0.15,
    swapped: 0.02,
    alias: 0.08,
    moved: 0.5,
    without: ['email', 'phone', 'idNumber', 'street'],
  },
  /** A list of customers: few fields, much missing. */
  customers: {
    recordsMean: 4,
    slips: 0.2,
    missing: 0.2,
    nickname: 0.1,
    swapped: 0.01,
    alias: 0.01,
    moved: 0.1,
    without: ['phone', 'idNumber', 'street', 'postcode', 'occupation'],
  },
} as const satisfies Record<string, RecordProfile>;

interface Person {
  readonly group: NameGroup;
  readonly female: boolean;
  readonly given: string;
  readonly family: string;
  readonly otherFamily: string | null;
  readonly born: string;
  readonly homes: readonly Home[];
  readonly phones: readonly string[];
  readonly email: string;
  readonly idNumber: string;
  readonly occupation: string;
}

interface Home {
  readonly street: string;
  readonly city: string;
  readonly postcode: string;
}

const syllables =
  'ba be bo bri cal car da del den dor el fa far gal gre ha hol in jen ka kel lan lor mar mel mo nor ol pen per ral ren ro sal sha stan tal tor ur val ver wal wen yar zel'.split(
    ' ',
  );
const endings = 'son ton ley man field er wood worth well ski ez sen land berg ham ford ward'.split(' ');
const towns = Array.from(
  { length: 400 },
  (_, at) =>
    `${title(syllables[(at * 7) % syllables.length]!)}${syllables[(at * 13 + 5) % syllables.length]!}${['ville', 'burg', ' Springs', 'ton', ' Heights', ''][at % 6]!}`,
);
const streets =
  'Alder Ashland Aspen Baker Beech Birch Bond Cedar Chapel Cherry Chestnut Church Clay Dogwood Elm Forest Fulton Garden Grant Hickory Highland Holly Juniper Laurel Lincoln Linden Locust Madison Magnolia Maple Mulberry Orchard Park Pine Poplar Spruce Sycamore Walnut Washington Willow'.split(
    ' ',
  );
const occupations =
  'driver clerk cook student nurse carpenter teacher cashier mechanic guard painter labourer barber plumber welder'.split(
    ' ',
  );

/** Chance of two people who are easily taken for one: twins of one home, father and son of one name. */
const twins = 0.01;
const fathersAndSons = 0.03;
/** Chance of living with the person before, and of sharing the family name with them then. */
const kin = 0.15;
const kinOfOneName = 0.8;
/** A family name that is in no list of common ones. */
const rareFamilyName = 0.45;
const careless = 0.15;
const carelessFactor = 4;

export function* personRecords(seed: string, people: number, profile: RecordProfile): Generator<PersonRecord> {
  const random = new Random(`person-records/${seed}`);
  let before: Person | null = null;
  let record = 0;
  for (let person = 0; person < people; person++) {
    const made = makePerson(random, before);
    before = made;
    const copies = 1 + random.poisson(profile.recordsMean - 1);
    for (let copy = 0; copy < copies; copy++) yield writeRecord(random, made, profile, String(record++), person);
  }
}

function makePerson(random: Random, before: Person | null): Person {
  if (before && random.chance(twins)) {
    const given = pickGiven(random, before.group, before.female);
    return {
      ...before,
      given,
      otherFamily: null,
      phones: [phone(random)],
      email: email(random, given, before.family),
      idNumber: idNumber(random),
    };
  }
  if (before && !before.female && random.chance(fathersAndSons)) {
    const year = Number(before.born.slice(0, 4)) - random.between(18, 40);
    return {
      ...before,
      born: `${year}${day(random).slice(4)}`,
      phones: [phone(random)],
      idNumber: idNumber(random),
      otherFamily: null,
    };
  }
  if (before && random.chance(kin)) {
    const female = random.chance(0.5);
    const given = pickGiven(random, before.group, female);
    const family = random.chance(kinOfOneName) ? before.family : pickFamily(random, before.group);
    const phones = random.chance(0.3) ? before.phones : [phone(random)];
    const own = {
      email: email(random, given, family),
      idNumber: idNumber(random),
      occupation: random.pickZipf(occupations),
    };
    return { ...before, ...own, female, given, family, otherFamily: null, phones, born: day(random) };
  }
  const group = pickGroup(random);
  const female = random.chance(0.4);
  const given = pickGiven(random, group, female);
  const family = pickFamily(random, group);
  const first = home(random);
  return {
    group,
    female,
    given,
    family,
    otherFamily: female && random.chance(0.25) ? pickFamily(random, group) : null,
    born: day(random),
    homes: [first, ...Array.from({ length: random.between(0, 2) }, () => moveFrom(random, first))],
    phones: Array.from({ length: random.between(1, 3) }, () => phone(random)),
    email: email(random, given, family),
    idNumber: idNumber(random),
    occupation: random.pickZipf(occupations),
  };
}

function writeRecord(random: Random, person: Person, profile: RecordProfile, id: string, number: number): PersonRecord {
  const factor = random.chance(careless) ? carelessFactor : 1;
  const chance = (probability: number) => random.chance(Math.min(0.8, probability * factor));
  let given = person.given;
  let family = person.otherFamily !== null && random.chance(0.4) ? person.otherFamily : person.family;
  if (random.chance(profile.nickname)) given = shortForm(random, given);
  if (random.chance(profile.alias))
    [given, family] = [
      pickGiven(random, person.group, person.female),
      random.chance(0.5) ? family : pickFamily(random, person.group),
    ];
  if (person.group === 'hispanic' && random.chance(0.2)) family = `${family} ${person.otherFamily ?? 'Lopez'}`;
  const at = random.chance(profile.moved) ? random.pick(person.homes) : person.homes[0]!;
  const cell = (name: keyof PersonRecord, text: string, slip = slipOfKey) => {
    if ((profile.without as readonly string[]).includes(name) || chance(profile.missing)) return '';
    return chance(profile.slips) ? slip(random, text) : text;
  };
  if (random.chance(profile.swapped)) [given, family] = [family, given];
  return {
    id,
    givenName: cell('givenName', given),
    familyName: cell('familyName', family),
    born: cell('born', person.born, slipOfDate),
    street: cell('street', at.street),
    city: cell('city', at.city),
    postcode: cell('postcode', at.postcode, slipOfFigure),
    phone: cell('phone', random.pick(person.phones), slipOfFigure),
    email: cell('email', person.email),
    idNumber: cell('idNumber', person.idNumber, slipOfFigure),
    occupation: cell(
      'occupation',
      random.chance(0.85) ? person.occupation : random.pick(occupations),
      (_, text) => text,
    ),
    person: number,
    group: person.group,
  };
}

function pickGroup(random: Random): NameGroup {
  let left = random.next();
  for (const [group, share] of Object.entries(nameGroupShares) as [NameGroup, number][])
    if ((left -= share) < 0) return group;
  return 'anglo';
}

const pickGiven = (random: Random, group: NameGroup, female: boolean) =>
  random.pickZipf(female ? namesByGroup[group].female : namesByGroup[group].male);

function pickFamily(random: Random, group: NameGroup): string {
  if (group === 'vietnamese' || !random.chance(rareFamilyName)) return random.pickZipf(namesByGroup[group].family);
  return title(`${random.pick(syllables)}${random.chance(0.5) ? random.pick(syllables) : ''}${random.pick(endings)}`);
}

function shortForm(random: Random, given: string): string {
  const short = nicknames[given];
  if (short) return random.pick(short);
  return random.chance(0.3) ? given[0]! : given.slice(0, Math.max(3, given.length - 2));
}

function home(random: Random): Home {
  const area = random.pickZipf(towns.map((_, at) => at));
  return {
    street: `${random.between(1, 3999)} ${random.pick(streets)} ${random.pick(['St', 'Ave', 'Rd', 'Ct'])}`,
    city: towns[area]!,
    postcode: String(20000 + area * 20 + random.between(0, 19)),
  };
}

/** Most people move within their town. */
function moveFrom(random: Random, from: Home): Home {
  const next = home(random);
  return random.chance(0.7)
    ? { ...next, city: from.city, postcode: from.postcode.slice(0, 4) + String(random.between(0, 9)) }
    : next;
}

function day(random: Random): string {
  const year = Math.round(Math.min(2008, Math.max(1930, random.normal(1980, 16))));
  return `${year}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`;
}

const phone = (random: Random) =>
  `${random.pick(['410', '443', '202', '240'])}${random.between(200, 989)}${random.digits(4)}`;
const idNumber = (random: Random) => `${random.between(100, 899)}${random.digits(6)}`;
const email = (random: Random, given: string, family: string) =>
  `${given}.${family}${random.between(1, 99)}@${random.pick(['example.org', 'example.com', 'example.net'])}`.toLowerCase();
const two = (n: number) => String(n).padStart(2, '0');
function title(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** A letter left out, put in, replaced, or exchanged with the next. */
function slipOfKey(random: Random, text: string): string {
  if (text.length < 2) return text;
  const at = random.between(0, text.length - 1);
  switch (random.between(0, 3)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + letters[random.between(0, 25)]! + text.slice(at);
    case 2:
      return text.slice(0, at) + letters[random.between(0, 25)]! + text.slice(at + 1);
    default: {
      const from = Math.min(at, text.length - 2);
      return text.slice(0, from) + text[from + 1]! + text[from]! + text.slice(from + 2);
    }
  }
}

function slipOfFigure(random: Random, text: string): string {
  const at = random.between(0, text.length - 1);
  return text.slice(0, at) + String(random.between(0, 9)) + text.slice(at + 1);
}

/** Day and month exchanged, a figure wrong, only the year known, or the year one off. */
function slipOfDate(random: Random, text: string): string {
  const [year, month, date] = text.split('-') as [string, string, string];
  switch (random.between(0, 4)) {
    case 0:
      return Number(date) <= 12 ? `${year}-${date}-${month}` : `${year}-${month}-${two(random.between(1, 28))}`;
    case 1:
      return `${year}-01-01`;
    case 2:
      return `${Number(year) + (random.chance(0.5) ? 1 : -1)}-${month}-${date}`;
    case 3:
      return `${year}-${two(random.between(1, 12))}-${date}`;
    default: {
      const places = [2, 3, 5, 6, 8, 9];
      const at = random.pick(places);
      return text.slice(0, at) + String(random.between(0, 9)) + text.slice(at + 1);
    }
  }
}
