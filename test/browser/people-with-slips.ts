import { Random } from '../../src/stats/random.ts';

/**
 * Purchases of made-up people, each of them two or three times and now and then with a slip: what a person must look at to say who is who.
 */
const given = [
  'ALMA BRUNO CARLA DESMOND EDITH FELIX GRETA HUGO INES JONAS KEIRA LUCIEN MARISOL NESTOR ODETTE PASCAL',
  'QUINCY ROSAURA STELLAN TAMSIN ULRIC VERENA WENDELL',
].flatMap((line) => line.split(' '));
const family = [
  'ABERNATHY BELLWETHER CALDERON DRUMMOND EASTERLING FAIRWEATHER GALLOWAY HOLLOWAY IRVINGTON JESSUP',
  'KENDRICK LOCKRIDGE MERRIWEATHER NIGHTINGALE OAKHURST PEMBERTON QUARLES RUTHERFORD SOMERSET THACKERAY',
  'UPCHURCH VANDERMEER WHITLOCK YARBOROUGH ZELLNER',
].flatMap((line) => line.split(' '));
const streets = [
  'ANCHOR ST',
  'BEACON AVE',
  'CAPSTAN RD',
  'DORY LN',
  'ESTUARY DR',
  'FATHOM WAY',
  'GALLEY CT',
  'HAWSER PL',
];

interface Person {
  readonly given: string;
  readonly family: string;
  readonly born: string;
  readonly street: string;
}

const header = [
  'Trace Number,Request Date,Completed Date,Status,Completion Code,ORI,Agency Case Number,Serial Number',
  'Manufacturer,Model,Caliber,Firearm Type,Dealer FFL,Dealer Name,Purchase Date,Purchaser Last Name',
  'Purchaser First Name,Purchaser DOB,Purchaser Street,Purchaser City,Purchaser State,Purchaser Zip',
  'Recovery Date',
].flatMap((line) => line.split(','));

const two = (value: number) => String(value).padStart(2, '0');

function withSlip(person: Person, random: Random): Person {
  switch (random.between(0, 3)) {
    case 0: {
      // A letter left out.
      const at = random.between(2, person.family.length - 2);
      return { ...person, family: person.family.slice(0, at) + person.family.slice(at + 1) };
    }
    case 1: {
      const [month, day, year] = person.born.split('/');
      return { ...person, born: `${month}/${day}/${year!.slice(0, 2)}${year![3]}${year![2]}` };
    }
    case 2:
      return { ...person, given: person.given[0]!, street: `${random.between(100, 999)} ${random.pick(streets)}` };
    default:
      return { ...person, family: `${person.family}S`, street: `${random.between(100, 999)} ${random.pick(streets)}` };
  }
}

export const movedOften = { given: 'OTTILIE', family: 'ZIMMERWALD', born: '03/12/1987' } as const;

function rowOf(person: Person, number: number, random: Random): string[] {
  return [
    `T2023${String(1_000_000 + number)}`,
    '05/07/2024',
    '05/20/2024',
    'COMPLETED',
    'PURCHASER IDENTIFIED',
    'MDHCPD000',
    `24-3${String(number).padStart(6, '0')}`,
    `LKM${100_000 + number * 13}`,
    'GLOCK',
    '19',
    '9MM',
    'PISTOL',
    '8-52-005-01-5K-12345',
    'TIDEWATER SPORTING GOODS',
    `${two(random.between(1, 12))}/${two(random.between(1, 28))}/2022`,
    person.family,
    person.given,
    person.born,
    person.street,
    'HARBOR CITY',
    'MD',
    '21203',
    `0${random.between(1, 9)}/${two(random.between(1, 28))}/2024`,
  ];
}

export function peopleWithSlipsCsv(people: number): string {
  const random = new Random('people with slips');
  const rows: string[][] = [];
  for (let at = 0; at < people; at++) {
    const person: Person = {
      given: given[at % given.length]!,
      family: family[(at * 7) % family.length]!,
      born: `${two(random.between(1, 12))}/${two(random.between(10, 28))}/${random.between(1950, 2001)}`,
      street: `${random.between(100, 999)} ${random.pick(streets)}`,
    };
    const times = 2 + (at % 2);
    for (let time = 0; time < times; time++)
      rows.push(rowOf(time > 0 && random.chance(0.6) ? withSlip(person, random) : person, rows.length + 1, random));
  }
  // One that exact keys join though each row has another address.
  for (const street of ['12 ANCHOR ST', '34 BEACON AVE', '56 CAPSTAN RD', '78 DORY LN'])
    rows.push(rowOf({ ...movedOften, street }, rows.length + 1, random));
  return csvOf(rows);
}

/** One person at so many addresses. */
export function oneOfManyAddressesCsv(addresses: number): string {
  const random = new Random('one of many addresses');
  const person = { given: 'LEOPOLDINE', family: 'WANDERLUST', born: '07/19/1979' };
  return csvOf(
    Array.from({ length: addresses }, (_, at) =>
      rowOf({ ...person, street: `${100 + at} ${streets[at % streets.length]}` }, 50_000 + at, random),
    ),
  );
}

function csvOf(rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map((row) => row.join(',')).join('\r\n') + '\r\n';
}
