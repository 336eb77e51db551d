import { dateOf, dayOf, usDate } from './calendar.ts';
import type { ClerkRates } from './clerk-rates.ts';
import type { Blemish, Firearm } from './firearms.ts';
import { calibreSpellings, firearmModels } from './makers.ts';
import { nicknames } from './names.ts';
import { homeOn, raceOf, type Address, type Person } from './people.ts';
import type { Random } from '../stats/random.ts';

/** A person as one clerk wrote them. */
export interface WrittenPerson {
  family: string;
  given: string;
  middle: string;
  suffix: string;
  alias: string;
  /** MM/DD/YYYY, or what the clerk put there. */
  born: string;
  sex: string;
  race: string;
  ethnicity: string;
  street: string;
  city: string;
  state: string;
  zip: string;
  phone: string;
  licenceState: string;
  licenceNumber: string;
  sid: string;
  /** Whose the address truly is; null where none is written. */
  home: Address | null;
}

/** A firearm as one clerk wrote it. */
export interface WrittenFirearm {
  serial: string;
  make: string;
  model: string;
  calibre: string;
}

const neighbours: Readonly<Record<string, string>> = {
  a: 'sqz',
  b: 'vn',
  c: 'xv',
  d: 'sf',
  e: 'wr',
  f: 'dg',
  g: 'fh',
  h: 'gj',
  i: 'uo',
  j: 'hk',
  k: 'jl',
  l: 'k',
  m: 'n',
  n: 'bm',
  o: 'ip',
  p: 'o',
  q: 'w',
  r: 'et',
  s: 'ad',
  t: 'ry',
  u: 'yi',
  v: 'cb',
  w: 'qe',
  x: 'zc',
  y: 'tu',
  z: 'x',
  0: '9',
  1: '2',
  2: '13',
  3: '24',
  4: '35',
  5: '46',
  6: '57',
  7: '68',
  8: '79',
  9: '80',
};

/** One slip of the keyboard: neighbouring key, two letters transposed, one left out, one doubled. */
export function slip(text: string, random: Random): string {
  if (text.length < 2) return text;
  const at = random.between(0, text.length - 1);
  const kind = random.between(0, 3);
  const sign = text[at] as string;
  if (kind === 0) {
    const near = neighbours[sign.toLowerCase()];
    if (near !== undefined)
      return (
        text.slice(0, at) +
        (sign === sign.toLowerCase() ? random.pick([...near]) : random.pick([...near]).toUpperCase()) +
        text.slice(at + 1)
      );
  }
  if (kind === 1 && at + 1 < text.length && text[at + 1] !== sign)
    return text.slice(0, at) + (text[at + 1] as string) + sign + text.slice(at + 2);
  if (kind === 2 && text.length > 3) return text.slice(0, at) + text.slice(at + 1);
  return text.slice(0, at) + sign + text.slice(at);
}

const confusions: Readonly<Record<string, string>> = {
  O: '0',
  0: 'O',
  I: '1',
  1: 'I',
  S: '5',
  5: 'S',
  B: '8',
  8: 'B',
  Z: '2',
  2: 'Z',
  G: '6',
  6: 'G',
  D: '0',
  Q: '0',
  L: '1',
  U: 'V',
  V: 'U',
};

/** One character taken for one that looks like it; the text unchanged where none is there. */
export function confuse(text: string, random: Random): string {
  const places: number[] = [];
  for (let i = 0; i < text.length; i++) if (confusions[text[i] as string] !== undefined) places.push(i);
  if (places.length === 0) return text;
  const at = random.pick(places);
  return text.slice(0, at) + (confusions[text[at] as string] as string) + text.slice(at + 1);
}

const suffixWords: readonly (readonly [RegExp, string])[] = [
  [/ ST$/, ' STREET'],
  [/ AVE$/, ' AVENUE'],
  [/ RD$/, ' ROAD'],
  [/ DR$/, ' DRIVE'],
  [/ LN$/, ' LANE'],
  [/ CT$/, ' COURT'],
];

function varyAddress(street: string, random: Random): string {
  switch (random.between(0, 5)) {
    case 0: {
      for (const [pattern, word] of suffixWords) if (pattern.test(street)) return street.replace(pattern, word);
      return `${street}.`;
    }
    case 1:
      return street.replace(/ (ST|AVE|RD|DR|LN|CT)$/, '');
    case 2:
      return street.replace(
        /^(\d+) ([NSEW]) /,
        (_, number: string, side: string) =>
          `${number} ${{ N: 'NORTH', S: 'SOUTH', E: 'EAST', W: 'WEST' }[side] ?? side} `,
      );
    case 3:
      return `${street} APT ${random.between(1, 4)}${random.pick(['A', 'B', 'C'])}`;
    case 4:
      return street.replace(/^(\d+) [NSEW] /, '$1 ');
    default:
      return slip(street, random);
  }
}

/** A flat by the designators clerks use; one in eight leaves it out. */
function writeUnit({ unit }: Address, street: string, random: Random): string {
  if (unit === undefined || / APT /.test(street) || random.chance(0.12)) return street;
  return `${street}${random.pick([' APT ', ' APT ', ' UNIT ', ' #', ' APT #', ', APT. '])}${unit}`;
}

function writeBirth(person: Person, rates: ClerkRates, random: Random): string {
  const roll = random.next();
  let limit = rates.birthMissing;
  if (roll < limit) return '';
  if (roll < (limit += rates.birthPlaceholder))
    return random.chance(0.6) ? '01/01/1900' : `01/01/${dateOf(person.born).year}`;
  const { year, month, day } = dateOf(person.born);
  const two = (n: number): string => String(n).padStart(2, '0');
  if (roll < (limit += rates.birthDayMonthSwapped))
    return day <= 12 ? `${two(day)}/${two(month)}/${year}` : usDate(person.born);
  if (roll < (limit += rates.birthDigitWrong)) {
    const which = random.between(0, 2);
    if (which === 0) return usDate(dayOf(year + random.pick([-10, -1, 1, 10]), month, Math.min(day, 28)));
    if (which === 1)
      return `${two(month)}/${two(Math.max(1, Math.min(28, day + random.pick([-1, 1, -10, 10]))))}/${year}`;
    return `${two(1 + (month % 12))}/${two(Math.min(day, 28))}/${year}`;
  }
  if (roll < (limit += rates.birthImpossible))
    return random.pick([`02/30/${year}`, `13/${two(day)}/${year}`, `${two(month)}/45/${year}`]);
  return usDate(person.born);
}

const upper = (text: string): string => text.toUpperCase();

function writeFamily(person: Person, rates: ClerkRates, random: Random): string {
  if (person.otherFamily === '') {
    // Hyphens and particles come and go: Al-Masri, Al Masri, Almasri; O'Brien, OBrien.
    if (person.family.includes('-') && random.chance(0.35)) return person.family.replace('-', random.pick([' ', '']));
    if (person.family.startsWith('OBr') || person.family.startsWith('OCo'))
      return random.chance(0.5) ? `O'${person.family.slice(1)}` : person.family;
    return person.family;
  }
  if (person.group === 'hispanic') {
    if (random.chance(rates.secondSurnameDropped)) return person.family;
    const roll = random.next();
    if (roll < 0.62) return `${person.family} ${person.otherFamily}`;
    if (roll < 0.88) return `${person.family}-${person.otherFamily}`;
    return person.otherFamily;
  }
  // A married woman: the name before, or both.
  if (random.chance(rates.formerSurname))
    return random.chance(0.7) ? person.otherFamily : `${person.otherFamily}-${person.family}`;
  return person.family;
}

/** What a clerk writes of a person on a day. */
export function writePerson(person: Person, rates: ClerkRates, day: number, random: Random): WrittenPerson {
  let family = writeFamily(person, rates, random);
  let given = person.given;
  let alias = random.chance(0.5) ? person.alias : '';
  if (person.alias !== '' && random.chance(rates.alias * 3)) {
    given = person.alias;
    alias = '';
  } else if (random.chance(rates.nickname * 2)) given = random.pick(nicknames[given] ?? [given]);
  if (random.chance(rates.nameTypo)) family = slip(family, random);
  if (random.chance(rates.nameTypo)) given = slip(given, random);
  const swapChance = person.group === 'vietnamese' ? rates.namesSwapped * 6 : rates.namesSwapped;
  if (random.chance(swapChance)) [family, given] = [given, family];
  const home =
    random.chance(rates.addressOld) && person.earlierHome !== null ? person.earlierHome : homeOn(person, day);
  const middleRoll = random.next();
  const middle =
    middleRoll < rates.middleDropped
      ? ''
      : middleRoll < rates.middleDropped + rates.middleInitial
        ? person.middle.slice(0, 1)
        : person.middle;
  const withAddress = !random.chance(rates.addressMissing);
  const withIdentifier = !random.chance(rates.identifierMissing);
  let licence = withIdentifier ? person.licenceNumber : '';
  let sid = withIdentifier ? person.sid : '';
  if (withIdentifier && random.chance(rates.identifierWrong)) {
    licence = slip(licence, random);
    sid = slip(sid, random);
  }
  const race = raceOf[person.group];
  return {
    family: upper(family),
    given: upper(given),
    middle: upper(middle),
    suffix: random.chance(rates.suffixDropped) ? '' : person.suffix,
    alias: upper(alias),
    born: writeBirth(person, rates, random),
    sex: person.sex,
    race: random.chance(0.03) ? 'U' : race.code,
    ethnicity: race.ethnicity.startsWith('Hisp') ? 'H' : 'N',
    street: withAddress
      ? writeUnit(
          home,
          random.chance(rates.addressVariant) ? varyAddress(home.street, random) : home.street,
          random.fork(`unit/${person.id}/${day}`),
        )
      : '',
    home: withAddress ? home : null,
    city: withAddress ? home.city : '',
    state: withAddress ? home.state : '',
    zip: withAddress && !random.chance(0.06) ? home.zip : '',
    phone: person.phone,
    licenceState: licence === '' ? '' : person.licenceState,
    licenceNumber: licence,
    sid,
  };
}

const cleanSerial = (text: string): string => text.toUpperCase().replaceAll(/[\s\-./]/g, '');

function blemishOfSerial(firearm: Firearm, written: string, cause: Blemish): Blemish {
  return cleanSerial(written) === cleanSerial(firearm.serial) ? '' : cause;
}

/**
 * What a clerk writes of a firearm, noting on the firearm the first thing that keeps a record from naming it. A serial
 * differently spaced, or a make differently spelt, is no blemish; a character misread or an importer put for the maker is.
 */
export function writeFirearm(firearm: Firearm, rates: ClerkRates, random: Random): WrittenFirearm {
  const { model } = firearm;
  const note = (blemish: Blemish): void => {
    if (firearm.blemish === '') firearm.blemish = blemish;
  };
  const serial = writeSerial(firearm, rates, note, random);
  let make = random.chance(0.55) ? (model.maker.spellings[0] as string) : random.pick(model.maker.spellings);
  if (model.maker.importer !== '' && random.chance(rates.makeWrong * 2)) {
    make = model.maker.importer.split(',')[0] as string;
    note('MAKE_WRONG');
  } else if (random.chance(rates.makeWrong / 3)) {
    make = random.pick(firearmModels).maker.spellings[0] as string;
    if (make !== model.maker.spellings[0]) note('MAKE_WRONG');
  } else if (random.chance(rates.makeMissing)) {
    make = random.pick(['', 'UNKNOWN', 'UNK']);
    note('MAKE_MISSING');
  }
  const spellings = calibreSpellings[model.calibre] ?? [model.calibre];
  const calibre = random.chance(rates.calibreWrong)
    ? random.pick(['9MM', '40', '380', '45', ''])
    : random.chance(0.6)
      ? (spellings[0] as string)
      : random.pick(spellings);
  const modelName = random.chance(rates.modelMissing)
    ? random.pick(['', 'UNKNOWN'])
    : random.chance(0.65)
      ? model.model
      : random.pick(model.spellings);
  return { serial, make, model: modelName, calibre };
}

function writeSerial(firearm: Firearm, rates: ClerkRates, note: (blemish: Blemish) => void, random: Random): string {
  if (firearm.serial === '') {
    note('NO_SERIAL_PMF');
    return random.pick(['', '', 'NONE', 'NO SERIAL', 'N/A', 'PMF', 'UNKNOWN']);
  }
  if (firearm.obliterated) {
    note('OBLITERATED');
    if (random.chance(0.55)) return random.pick(['', 'OBLITERATED', 'OBL', 'DEFACED', 'REMOVED']);
    // Some positions were still read, or brought back at the laboratory.
    return [...firearm.serial]
      .map((sign) => (sign !== '-' && random.chance(0.45) ? random.pick(['?', '?', '*', 'X']) : sign))
      .join('');
  }
  const roll = random.next();
  let limit = rates.serialMissing;
  if (roll < limit) {
    note('SERIAL_MISSING');
    return random.pick(['', 'UNKNOWN', 'UNK', 'NOT VISIBLE']);
  }
  if (roll < (limit += rates.serialConfused)) {
    const written = confuse(firearm.serial, random);
    note(blemishOfSerial(firearm, written, 'SERIAL_CONFUSED'));
    return written;
  }
  if (roll < (limit += rates.serialTypo)) {
    const written = slip(firearm.serial, random).toUpperCase();
    note(blemishOfSerial(firearm, written, 'SERIAL_TYPO'));
    return written;
  }
  if (roll < (limit += 0.03)) return firearm.serial.toLowerCase();
  if (roll < (limit += 0.025)) return `${firearm.serial.slice(0, 3)} ${firearm.serial.slice(3)}`;
  if (roll < (limit += 0.01)) return `SN ${firearm.serial}`;
  if (roll < limit + 0.04) return firearm.serial.replaceAll('-', '');
  return firearm.serial;
}

/** What a spreadsheet makes of a value that looks like a number, and that nobody noticed. */
export function spoilNumber(text: string): string {
  if (/^\d{11,}$/.test(text)) {
    const mantissa = (Number(text.slice(0, 6)) / 1e5).toFixed(5).replace(/0+$/, '');
    return `${mantissa}E+${text.length - 1}`;
  }
  if (/^0\d+$/.test(text)) return text.replace(/^0+/, '');
  const exponent = /^(\d+)E(\d{1,3})$/.exec(text);
  if (exponent !== null) return `${exponent[1]}.00E+${exponent[2]}`;
  return text;
}

/** A case number as someone retyped it: usually whole, sometimes without its dash. Letters and digits stay the same. */
export function writeCaseNumber(caseNumber: string, random: Random): string {
  const roll = random.next();
  if (roll < 0.05) return caseNumber.replace('-', '');
  if (roll < 0.07) return caseNumber.replace('-', ' ');
  return caseNumber;
}
