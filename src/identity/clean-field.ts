/**
 * Cleans one cell of a column for comparison, by what the column is.
 *
 * **Source.** The cleaners of `model/values/`, where the trade has a rule; elsewhere capitals, plain letters and single spaces.
 * **Input.** The text of a cell. **Output.** A text, the same for what means the same; empty for what says nothing.
 * **Limits.** A date whose figures make no day of the calendar is kept as its figures: mistyped, it still lies near its own.
 */
import { addressWords } from './address-words.ts';
import { isFiller } from '../model/values/filler-figures.ts';
import { cleanFirearmType } from '../model/values/firearm-type.ts';
import { cleanMake } from '../model/values/firearm-make.ts';
import { cleanLicenceNumber } from '../model/values/licence-number.ts';
import { plainText } from '../model/values/plain-text.ts';
import { cleanSerialNumber, isPlaceholderSerial } from '../model/values/serial-number.ts';
import { cleanState } from '../model/values/us-state.ts';
import { isWorn, readMin } from './compare-codes.ts';
import type { FieldType } from './comparison.ts';
import { firearmSide } from './contradictions.ts';

/** Characters of a cell that are compared: what is longer says nothing more about who somebody is. */
const charactersMax = 512;

const NOT_NAME = /[^\p{L}\p{N} ]+/gu;
const APOSTROPHES = /['.]+/g;
const SPACES = / {2,}/g;
const NOT_WORD = /[^\p{L}\p{N}]+/gu;
/** An extension after the seven figures of a telephone number at least: its own are none of the number's. */
const EXTENSION = /^((?:\D*\d){7,}.*?)(?:EXTENSION|EXTN?|X|#)[ .:#]*\d{1,6}\W*$/;
const ZIP_PLUS_FOUR = /^(\d{5})\d{4}$/;
/** It has no code of a type. */
const LONG_GUN = /^LONG[ -]?GUNS?$/;
/** Words that stand where a value should and say that there is none. */
const SAYS_NOTHING = new Set([
  'UNKNOWN',
  'UNK',
  'UNKN',
  'NULL',
  'NONE',
  'NAN',
  'NA',
  'N A',
  'N/A',
  '-',
  'NIL',
  'NOT KNOWN',
]);

/** How the parts of a date stand in a text: y, M and d as in `yyyy-MM-dd`. */
export type DateFormat = string;

/** Cleans cells of a type. A date format stands for dates alone; without one the usual orders are read. */
export function fieldCleaner(type: FieldType, format?: DateFormat): (raw: string) => string {
  const clean = cleanerOf(type, format);
  return (raw) => {
    const text = plainText(raw.length > charactersMax ? raw.slice(0, charactersMax) : raw);
    if (text === '' || SAYS_NOTHING.has(text)) return '';
    return clean(text);
  };
}

/** Figures that a filler has at least: of fewer any is as likely. */
const fillerFiguresMin = 4;
const LETTERS = /\p{L}+/gu;
const NO_NUMBER = /^(?:0+|9+)$/;

/** Whether the number of a register, cleaned, is what is typed where one has to stand: 0, 999, 1111111, A1234567. */
export function isFillerNumber(type: FieldType, number: string): boolean {
  if (number === '') return false;
  if (type === 'firearm-serial') return isPlaceholderSerial(number);
  const figures = number.replace(LETTERS, '');
  return NO_NUMBER.test(number) || (figures.length >= fillerFiguresMin && isFiller(figures));
}

function cleanerOf(type: FieldType, format?: DateFormat): (text: string) => string {
  switch (type) {
    case 'given-name':
    case 'family-name':
    case 'full-name':
      return words(NOT_NAME);
    case 'date':
      return dateReader(format);
    case 'phone':
      return (text) => text.replace(EXTENSION, '$1').replace(/\D+/g, '').slice(-10);
    case 'email':
      return (text) => (text.includes('@') ? text.replace(/ /g, '') : '');
    case 'postcode':
      // A ZIP code and the same with its four further figures are one.
      return (text) => text.replace(NOT_WORD, '').replace(ZIP_PLUS_FOUR, '$1');
    case 'identifier':
      return (text) => text.replace(NOT_WORD, '');
    case 'firearm-serial':
      return serialRead;
    case 'firearm-make':
      return (text) => cleanMake(text)?.family ?? '';
    case 'firearm-type':
      return (text) =>
        LONG_GUN.test(text) ? 'LONG GUN' : (firearmSide(cleanFirearmType(text)?.code ?? '')?.toUpperCase() ?? '');
    case 'licence':
      return (text) => cleanLicenceNumber(text)?.key ?? text.replace(NOT_WORD, '');
    case 'state':
      return (text) => cleanState(text)?.code ?? text;
    case 'number':
      return (text) => {
        const amount = Number(text.replace(/[$, ]/g, ''));
        return text !== '' && Number.isFinite(amount) ? String(amount) : '';
      };
    case 'address':
      return (text) => addressWords(text.replace(APOSTROPHES, ''));
    case 'street':
    case 'place':
    case 'category':
    case 'text':
      return words(NOT_WORD);
  }
}

/** A serial number as it is compared: one that names no firearm says nothing, nor does one of which fewer characters are read than two must share. */
function serialRead(text: string): string {
  const serial = cleanSerialNumber(text);
  if (serial === null) return '';
  const { clean, knownPositions } = serial;
  const worn = isWorn(clean);
  if (worn && knownPositions < readMin) return '';
  // The figure that a number needs may be among those that cannot be read.
  return isPlaceholderSerial(worn ? clean.replaceAll('?', '7') : clean, text) ? '' : clean;
}

function words(not: RegExp): (text: string) => string {
  return (text) => text.replace(APOSTROPHES, '').replace(not, ' ').replace(SPACES, ' ').trim();
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');

/** Reads a date as eight figures, year, month, day. */
function dateReader(format?: DateFormat): (text: string) => string {
  const order = format ? orderOf(format) : null;
  const yearFigures = /y{3}/.test(format ?? 'yyyy') ? 4 : 2;
  return (text) => {
    let numbers: string[] = text.replace(/T\d\d:.*$| \d\d?:.*$/, '').match(/\d+/g) ?? [];
    if (numbers.length === 0) return '';
    const month = MONTHS.findIndex((name) => text.includes(name));
    if (month >= 0 && numbers.length === 2) {
      const year = numbers.find((each) => each.length === 4) ?? numbers[1]!;
      const day = numbers.find((each) => each !== year) ?? '1';
      return figures(year, String(month + 1), day);
    }
    if (numbers.length === 1 && numbers[0]!.length === 4) return figures(numbers[0]!, '1', '1');
    if (numbers.length === 1 && numbers[0]!.length === 4 + yearFigures && order) {
      const run = numbers[0]!;
      let at = 0;
      numbers = [...order].map((part) => run.slice(at, (at += part === 'y' ? yearFigures : 2)));
    } else if (numbers.length === 1 && numbers[0]!.length === 8) {
      return placeholderDate(numbers[0]!);
    }
    if (numbers.length < 3) return numbers.join('');
    const parts = order ?? (numbers[0]!.length === 4 ? 'yMd' : Number(numbers[0]) > 12 ? 'dMy' : 'Mdy');
    const part = (name: string) => numbers[parts.indexOf(name)] ?? '';
    return figures(part('y'), part('M'), part('d'));
  };
}

/**
 * In which order day and month of a text stand, as far as it tells by itself: `either` where both could be the month; null where nothing is asked,
 * as of what is no date in figures between two like separators: a slip in a date of another order would be taken for one.
 */
export function orderTold(text: string): 'day' | 'month' | 'either' | null {
  const read = /^\s*(\d{1,2})(\s*[-/. ]\s*)(\d{1,2})\2(?:\d{4}|\d{2})(?:\D|$)/.exec(text);
  const [first, second] = [Number(read?.[1]), Number(read?.[3])];
  if (!read || first === second) return null;
  if (first > 12) return second > 12 ? null : 'day';
  return second > 12 ? 'month' : 'either';
}

/** Whether figures as they are kept are a day of the calendar. */
export function isDay(figures: string): boolean {
  if (!/^\d{8}$/.test(figures)) return false;
  const [month, day] = [Number(figures.slice(4, 6)), Number(figures.slice(6))];
  return month >= 1 && month <= 12 && day >= 1 && day <= (month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31);
}

function orderOf(format: DateFormat): string {
  return [...new Set([...format].filter((letter) => 'yMd'.includes(letter)))].join('');
}

function figures(year: string, month: string, day: string): string {
  const full = year.length === 2 ? (Number(year) > 30 ? '19' : '20') + year : year.padStart(4, '0');
  return placeholderDate(`${full}${month.padStart(2, '0')}${day.padStart(2, '0')}`);
}

/** The first of January 1900 is what systems write where no date was given. */
function placeholderDate(date: string): string {
  return date === '19000101' || date === '00000000' || date === '00010101' ? '' : date;
}
