import { cleanCalibre } from '../model/values/calibre.ts';
import { cleanCrimeCode } from '../model/values/crime-code.ts';
import { cleanMake } from '../model/values/firearm-make.ts';
import { cleanFirearmType } from '../model/values/firearm-type.ts';
import { cleanLicenceNumber } from '../model/values/licence-number.ts';
import { cleanPersonName } from '../model/values/person-name.ts';
import { cleanPhone } from '../model/values/phone.ts';
import { cleanEthnicity, cleanRace } from '../model/values/race.ts';
import { cleanSerialNumber } from '../model/values/serial-number.ts';
import { cleanSex } from '../model/values/sex.ts';
import { cleanState } from '../model/values/us-state.ts';
import type { ValueKind } from './feed.ts';
import type { ColumnValues } from './guess-column-values.ts';
import { type DateOrder, hasClock, isClock, isDate, isDateShaped, yearOf } from './guess-dates.ts';
import { isDegree, isPoint, ofOneRegion } from './guess-degrees.ts';
import { splitFirearmWords } from './split-firearm-words.ts';
import { readFlag } from './read-flag.ts';
import { readNumber } from './read-number.ts';

/** A form so much its own that a column of it can only be of the kinds named. */
export type PlainForm = 'date' | 'clock' | 'degrees' | 'point' | 'licence' | 'nested' | null;

const fits: Record<PlainFormName, readonly ValueKind[]> = {
  date: ['date', 'date-time', 'birth-date'],
  clock: ['time', 'date-time'],
  degrees: ['longitude', 'latitude'],
  point: ['point'],
  licence: ['licence-number'],
  // A value of JSON inside a cell is no single value of any kind.
  nested: [],
};
type PlainFormName = Exclude<PlainForm, null>;

export interface ValueReading {
  readonly order: DateOrder;
  /** Latest year any date may have. */
  readonly yearMax: number;
  /** Latest year among the dates of the file. */
  readonly yearLatest: number;
}

/** Share of the values that are of a kind, 0 to 1; null where the column is empty or the kind says nothing of values. */
export class KindFits {
  readonly column: ColumnValues;
  readonly form: PlainForm;
  private readonly reading: ValueReading;
  private readonly known = new Map<ValueKind, number | null>();
  private written: boolean | undefined;

  constructor(column: ColumnValues, reading: ValueReading) {
    this.column = column;
    this.reading = reading;
    this.form = this.plainForm();
  }

  /** How many of the distinct values looked at are of a kind. */
  count(kind: ValueKind): number {
    const { test } = kinds[kind];
    return test
      ? Math.round(this.share((value) => test(value, this.reading)) * this.column.values.length)
      : this.column.values.length;
  }

  of(kind: ValueKind): number | null {
    let fit = this.known.get(kind);
    if (fit === undefined) this.known.set(kind, (fit = this.measure(kind)));
    return fit;
  }

  /**
   * What the values say for or against a kind, as the logarithm of how much likelier they are under it than under none.
   */
  evidence(kind: ValueKind): number {
    if (this.form === 'nested') return -12;
    if (this.form !== null && !fits[this.form].includes(kind)) {
      // A time of the same event may be written as a clock alone; what is text may hold anything.
      return kind === 'text' ? -2.5 : -5;
    }
    // What reads as calibres is no number of a record or a firearm, though no value repeats.
    if (numberKinds.has(kind) && this.calibres) return -8;
    // Who numbers things counts them; makers' numbers that an agency comes by do not follow on one another.
    const few = this.column.values.length < valuesFew;
    if (kind === 'serial-number' && this.column.counted && !few) return -2;
    const counted = kind === 'serial-number' && this.column.counted ? countedLoss : 0;
    const fit = this.of(kind);
    if (fit === null) return 0;
    const { rarity, strict } = kinds[kind];
    // A header may be mistaken; a column hardly any of whose values can be read as the kind is not of it.
    if (fit < 0.1 && strictKinds.has(kind) && this.column.values.length >= valuesTelling(kind)) return -8;
    // A day no calendar has is still written as a date.
    if (fit >= 0.8 || (fit >= 0.5 && this.form === 'date')) return Math.log(0.95 / rarity) + counted;
    if (fit >= 0.5) return Math.log(0.95 / rarity) * ((fit - 0.5) / 0.3) * 0.6;
    return -strict * (1 - fit * 1.6);
  }

  private get calibres(): boolean {
    return (this.written ??= this.column.values.length > 0 && this.share(isWrittenCalibre) >= 0.8);
  }

  private share(test: (value: string) => boolean): number {
    const { values } = this.column;
    let count = 0;
    for (const value of values) if (test(value)) count++;
    return count / values.length;
  }

  private plainForm(): PlainForm {
    const { values } = this.column;
    if (values.length === 0) return null;
    const { order, yearMax } = this.reading;
    if (this.share((value) => isDate(value, order, yearMax) || isDateShaped(value)) >= 0.8) return 'date';
    if (this.share(isClock) >= 0.9) return 'clock';
    if (this.share((value) => /^-?\d{1,3}\.\d{3,}$/.test(value)) >= 0.9) return 'degrees';
    if (this.share(isPoint) >= 0.8) return 'point';
    if (this.share((value) => cleanLicenceNumber(value) !== null) >= 0.8) return 'licence';
    if (this.share((value) => /^\{.*"\s*:|^\[.*[\]}]$/.test(value)) >= 0.8) return 'nested';
    return null;
  }

  private measure(kind: ValueKind): number | null {
    const { values } = this.column;
    if (values.length === 0) return null;
    const { test, column } = kinds[kind];
    const reading = this.reading;
    const share = test ? this.share((value) => test(value, reading)) : 1;
    return column ? share * column(this.column, reading) : share;
  }
}

const strictKinds: ReadonlySet<ValueKind> = new Set([
  'date',
  'date-time',
  'birth-date',
  'time',
  'longitude',
  'latitude',
  'point',
  'licence-number',
  'full-name',
  'family-name',
  'given-name',
  'phone',
  'flag',
  'sex',
  'number',
]);

const countedLoss = -0.7;
/** So few that they may follow on one another by chance. */
const valuesFew = 8;

/** A code has few values; of others a few may be slips. */
const valuesTelling = (kind: ValueKind) => (kind === 'flag' || kind === 'sex' || kind === 'number' ? 2 : 5);

/** Kinds whose values are numbers that tell one record, case or thing from another. */
const numberKinds: ReadonlySet<ValueKind> = new Set([
  'identifier',
  'case-number',
  'serial-number',
  'licence-number',
  'phone',
  'zip',
]);

/** A calibre that cannot be a number of something else: `9` may be, `9mm` and `.380` are not. */
const isWrittenCalibre = (value: string) =>
  /^\.\d{2,3}(?!\d)|\d\s?(?:MM|GA|GAUGE|ACP|AUTO|SPL|SPECIAL|LR|MAG|WIN|REM|BORE|CAL)\b/i.test(value) &&
  (cleanCalibre(value)?.code ?? 'OTHER') !== 'OTHER';

interface KindTest {
  /** How often a column of something else would look like this. */
  readonly rarity: number;
  /** How much it speaks against the kind when the values are not of it. */
  readonly strict: number;
  readonly test?: (value: string, reading: ValueReading) => boolean;
  /** Factor from the column as a whole. */
  readonly column?: (column: ColumnValues, reading: ValueReading) => number;
}

const letters = /\p{L}/u;
const coded = (value: string) => /\d/.test(value) && value.length <= 30 && !/\s\S+\s/.test(value);
/** Names of people repeat, but not as a code does. */
const manyValues = ({ distinct, filled }: ColumnValues) => (distinct > 8 || filled < 20 ? 1 : 0.4);
const fewValues = ({ distinct, filled }: ColumnValues) => (distinct <= 40 || distinct <= filled * 0.4 ? 1 : 0.55);
const number = (value: string) => readNumber(value);
const unit = /\s*(?:m|met(?:er|re)s?|ft|feet|mi|miles?|y|yrs?|years?|days?|mins?|minutes?|rds?|rounds?)\.?$/i;

const kinds: Record<ValueKind, KindTest> = {
  text: {
    rarity: 0.9,
    strict: 4,
    // Yes and no, and codes of a letter, are no text.
    column: ({ values }) => (values.every((value) => /^\p{L}{1,2}$/u.test(value)) ? 0.2 : 1),
  },
  category: { rarity: 0.7, strict: 1, column: fewValues },
  number: { rarity: 0.35, strict: 3, test: (value) => number(value.replace(unit, '')) !== null },
  flag: {
    rarity: 0.12,
    strict: 3,
    test: (value) =>
      readFlag(value) !== null ||
      /^(?:NON[- ]?FATAL|FATAL|SI|S[IÍ]|U|UNK)$/i.test(value) ||
      /FATAL|INJUR|DEAD|DECEASED|ALIVE|SURVIV/i.test(value),
    column: ({ distinct }) => (distinct <= 6 ? 1 : 0.4),
  },
  date: {
    rarity: 0.14,
    strict: 4,
    test: (value, { order, yearMax }) => isDate(value, order, yearMax) || isSerialDay(value),
    column: wholeSerials,
  },
  'date-time': {
    rarity: 0.14,
    strict: 4,
    test: (value, { order, yearMax }) => isDate(value, order, yearMax) || isSerialDay(value) || hasClock(value),
    // A clock alone is a time of an event whose day stands elsewhere: possible, no more.
    column: (column) => (column.values.every((value) => isClock(value)) ? 0.5 : wholeSerials(column)),
  },
  time: {
    rarity: 0.04,
    strict: 4,
    test: (value) => isClock(value) || (/^\d{1,4}$/.test(value) && Number(value) % 100 < 60 && Number(value) < 2400),
    // Clocks without a colon are hours and minutes: numbers that stay below a hundred are hours, minutes or something else.
    column: ({ values, filled }) =>
      filled < 10 || values.some((value) => isClock(value) || Number(value) >= 100) ? 1 : 0.2,
  },
  'birth-date': {
    rarity: 0.03,
    strict: 4,
    test: (value, { order, yearMax }) => isDate(value, order, yearMax),
    column: ({ values }, { order, yearLatest }) => {
      const years = values.map((value) => yearOf(value, order)).filter((year) => year !== null);
      years.sort((a, b) => a - b);
      const median = years[Math.floor(years.length / 2)];
      return median === undefined ? 0 : median <= yearLatest - 12 ? 1 : 0.2;
    },
  },
  'serial-number': {
    rarity: 0.3,
    strict: 2,
    test: (value) =>
      (cleanSerialNumber(value)?.clean.length ?? 0) >= 3 &&
      /\d/.test(value) &&
      // `shelf 4` and `Unit 12` are places.
      !/\s\S+\s|^\p{L}{3,}\s\d{1,2}$/u.test(value),
    // Serial numbers that repeat are numbers of something else, such as shelves.
    column: ({ uniqueness, filled }) => (uniqueness >= 0.5 || filled < 10 ? 1 : uniqueness >= 0.1 ? 0.6 : 0.2),
  },
  'firearm-words': {
    rarity: 0.01,
    strict: 3,
    test: (value) => {
      if (!/\s\S+\s/.test(value)) return false;
      const { make, calibre, serial, type } = splitFirearmWords(value);
      return [make, calibre, serial, type].filter((part) => part !== '').length >= 2;
    },
  },
  'firearm-make': {
    rarity: 0.01,
    strict: 2.5,
    test: (value) => cleanMake(value)?.known === true,
    column: (c) => (c.values.length > 0 ? 1.25 : 1),
  },
  'firearm-model': { rarity: 0.5, strict: 1, test: (value) => value.length <= 40 },
  'firearm-type': {
    rarity: 0.012,
    strict: 2.5,
    test: (value) =>
      cleanFirearmType(value) !== null ||
      /PISTOL|RIFLE|REVOLV|SHOTGUN|ESCOPETA|FUSIL|CARABINA|SUBFUSIL|HANDGUN|LONG ?GUN/i.test(value),
    // Single letters code sex, race and much else.
    column: ({ values }) => (values.every((value) => value.length === 1) && !values.includes('P') ? 0.4 : 1),
  },
  calibre: { rarity: 0.012, strict: 2.5, test: (value) => (cleanCalibre(value)?.code ?? 'OTHER') !== 'OTHER' },
  'licence-number': { rarity: 0.005, strict: 4, test: (value) => cleanLicenceNumber(value) !== null },
  'full-name': {
    rarity: 0.2,
    strict: 2.5,
    test: (value) =>
      /^\P{N}*\p{L}[\s,]+\P{N}*\p{L}\P{N}*$/u.test(value) && cleanPersonName({ full: value }).kind !== 'nobody',
    // Kinds of calls are words too, and few.
    column: ({ distinct, filled }) => (distinct > 8 || filled < 60 ? 1 : 0.4),
  },
  'family-name': {
    rarity: 0.35,
    strict: 2.5,
    test: (value) => /^\p{L}[\p{L}'’. -]*$/u.test(value) && value.split(' ').length <= 3,
    column: manyValues,
  },
  'given-name': {
    rarity: 0.35,
    strict: 2.5,
    test: (value) => /^\p{L}[\p{L}'’. -]*$/u.test(value) && value.split(' ').length <= 3,
    column: manyValues,
  },
  sex: {
    rarity: 0.02,
    strict: 3.5,
    test: (value) => cleanSex(value) !== null,
    column: ({ values }) => (values.some((value) => /^[MFH]/i.test(value)) ? 1 : 0.5),
  },
  race: {
    rarity: 0.04,
    strict: 2,
    test: (value) =>
      (value.length > 1 && cleanEthnicity(value) !== null && !/^(?:YES|NO)$/i.test(value)) ||
      cleanRace(value) !== null ||
      /BLANC|NEGR|HISPAN|LATIN|ASI[AÁ]|IND[IÍ]G|MESTIZ|WHITE|BLACK/i.test(value),
    column: ({ distinct }) => (distinct <= 25 ? 1 : 0.3),
  },
  address: {
    rarity: 0.08,
    strict: 2,
    test: (value) =>
      letters.test(value) &&
      /\s/.test(value.trim()) &&
      (/^\D?\d|\d\S*\s+\p{L}/u.test(value) ||
        /[/&@]|\bAND\b|\bY\b/i.test(value) ||
        /\b(?:ST|AVE?|STREET|AVENUE|RD|ROAD|BLVD|DR|DRIVE|LN|WAY|CT|PL|CALLE|AV|AVENIDA|COL|HWY|HIGHWAY|ROUTE|RTE|PKWY|CIR|TER|LOOP|PIKE)\b/i.test(
          value,
        )),
  },
  city: {
    rarity: 0.4,
    strict: 2.5,
    test: (value) => /^\p{L}[\p{L}'’. -]+$/u.test(value) && value.length > 2,
    column: fewValues,
  },
  state: { rarity: 0.03, strict: 2.5, test: (value) => cleanState(value) !== null },
  zip: {
    rarity: 0.03,
    strict: 3,
    test: (value) => /^\d{5}(?:-?\d{4})?(?:\.0)?$/.test(value),
    // ZIP codes repeat; five figures that never do are numbers of something.
    column: ({ uniqueness, filled }) => (uniqueness < 0.9 || filled < 50 ? 1 : 0.5),
  },
  phone: { rarity: 0.02, strict: 3.5, test: (value) => cleanPhone(value) !== null },
  identifier: {
    rarity: 0.5,
    strict: 2,
    test: coded,
    column: ({ uniqueness, filled }) => (uniqueness >= 0.7 || filled < 10 ? 1 : 0.75),
  },
  'case-number': {
    rarity: 0.4,
    strict: 2.5,
    test: (value) => coded(value) && value.replace(/\D/g, '').length >= 3,
    column: ({ uniqueness, filled }) => (uniqueness >= 0.2 || filled < 10 ? 1 : 0.6),
  },
  'crime-code': {
    rarity: 0.15,
    strict: 1.5,
    test: (value) => cleanCrimeCode(value) !== null || /^[0-9]{2,4}[A-Z]?$/.test(value),
    // A list has a few dozen codes: figures that hardly repeat count something.
    column: ({ distinct, filled, values }) =>
      filled < 20 || distinct <= filled * 0.5 || values.some((value) => /\p{L}{3}/u.test(value)) ? 1 : 0.4,
  },
  longitude: {
    rarity: 0.02,
    strict: 4,
    test: (value) => isDegree(value, 60, 180),
    column: ofOneRegion,
  },
  latitude: {
    rarity: 0.02,
    strict: 4,
    test: (value) => isDegree(value, 10, 75),
    column: ofOneRegion,
  },
  point: { rarity: 0.005, strict: 3.5, test: isPoint },
};

/** A day as spreadsheets number them, from 1968 to 2064. */
function isSerialDay(value: string): boolean {
  return /^\d{5}(?:\.\d+)?$/.test(value) && Number(value) >= 25_000 && Number(value) <= 60_000;
}

/** Whole numbers of five figures may as well be ZIP codes: days only where the header says so. */
function wholeSerials({ values }: ColumnValues): number {
  return values.some((value) => /^\d{5}$/.test(value)) ? 0.6 : 1;
}
