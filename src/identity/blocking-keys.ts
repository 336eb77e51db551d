/**
 * The keys records can be brought together by: for each field its value and what is left of it after the usual errors.
 *
 * **Source.** Blocking by equality of derived keys (Christen 2012, ch. 4); Soundex after Russell (US patent
 * 1,261,167, 1918).
 * **Input.** An encoded field. **Output.** For each key of the field, the number of the key of each value; 0 where there is none.
 * **Limits.** Soundex hears English; other names are caught by the keys of the other fields.
 */
import { skeletonOf } from '../model/values/serial-number.ts';
import { isWorn } from './compare-codes.ts';
import { areaOfPostcode } from './compare-places.ts';
import type { FieldType } from './comparison.ts';
import type { EncodedField } from './encoded-table.ts';
import { sharedInts } from './shared-ints.ts';
import { TextNumbers } from './text-numbers.ts';
import { isWornKey, wornKeyOf, wornKeys } from './worn-places.ts';

export interface BlockingKey {
  /** Place of the field in the table. */
  readonly field: number;
  /** What is compared, as said in a list of blocks: `surname`, `surname (sound)`. */
  readonly name: string;
  /** What is derived of the value; null for the value itself. */
  readonly derivation: string | null;
  /** Key number of each value of the field. */
  readonly keyOf: Int32Array;
  /** The greatest of these numbers. */
  readonly keyMost: number;
  /** The key of a value's text; empty where it has none. */
  readonly derive: (text: string) => string;
  /**
   * 1 for a value worn away in places, where of two records that share the key one at least must bear such a value to be brought together; null
   * where any two are.
   */
  readonly worn: Uint8Array | null;
}

type Derivation = readonly [name: string, derive: (text: string) => string];

const sound: Derivation = ['sound', soundex];
const begins = (letters: number): Derivation => [
  `first ${letters}`,
  (text) => (text.length >= letters ? text.slice(0, letters) : ''),
];
const firstWord: Derivation = ['first word', (text) => text.split(' ', 1)[0]!];
const endOf = (text: string) => text.slice(text.lastIndexOf(' ') + 1);
const lastWord: Derivation = ['last word', endOf];
const lastSound: Derivation = ['sound of last word', (text) => soundex(endOf(text))];
/** By the alphabet, of words that are no initial: they are the same whichever of two names is written first. */
const leastWord: Derivation = ['first by alphabet', (text) => namesIn(text)[0] ?? ''];
const greatestWord: Derivation = ['last by alphabet', (text) => namesIn(text).at(-1) ?? ''];
const namesIn = (text: string) =>
  text
    .split(' ')
    .filter((word) => word.length > 1)
    .sort();

const derivations: Readonly<Record<FieldType, readonly Derivation[]>> = {
  'given-name': [sound, begins(3)],
  'family-name': [sound, begins(4), lastWord],
  'full-name': [firstWord, lastWord, sound, begins(3), lastSound, leastWord, greatestWord],
  date: [
    ['year', (text) => text.slice(0, 4)],
    ['month and day', (text) => (text.endsWith('0101') ? '' : text.slice(4))],
    ['year and month', (text) => (text.endsWith('0101') ? '' : text.slice(0, 6))],
  ],
  address: [
    ['number and street', numberAndStreet],
    ['street', (text) => numberAndStreet(text).replace(/^\S* /, '')],
  ],
  street: [begins(5)],
  postcode: [['area', areaOfPostcode]],
  place: [begins(4)],
  state: [],
  phone: [['last seven', (text) => text.slice(-7)]],
  email: [
    ['name', (text) => text.split('@')[0]!],
    ['begins', (text) => text.slice(0, 5)],
  ],
  identifier: [
    ['first half', (text) => (text.length >= 4 ? text.slice(0, text.length >> 1) : '')],
    ['second half', (text) => (text.length >= 4 ? text.slice(text.length >> 1) : '')],
  ],
  category: [],
  number: [],
  'firearm-serial': [
    ['look-alike', skeletonOf],
    ['first half', (text) => (text.length >= 4 ? text.slice(0, text.length >> 1) : '')],
    ['second half', (text) => (text.length >= 4 ? text.slice(text.length >> 1) : '')],
    ...wornKeys.map((name): Derivation => [name, wornKeyOf(name)]),
  ],
  'firearm-make': [],
  'firearm-type': [],
  licence: [],
  text: [firstWord],
};

/** Whether fields of a type have a key; null is the value itself. */
export const isKeyOf = (type: FieldType, derivation: string | null): boolean =>
  derivation === null || derivations[type].some(([name]) => name === derivation);

/** Every key of a field: by these a block that was named is found again. */
export function blockingKeys(field: EncodedField, place: number): BlockingKey[] {
  return keysOf(field, place, derivations[field.type]);
}

function keysOf(field: EncodedField, place: number, wanted: readonly Derivation[]): BlockingKey[] {
  const { values } = field;
  const exact: BlockingKey = {
    field: place,
    name: field.name,
    derivation: null,
    derive: (text) => text,
    keyOf: countedUp(values.size),
    keyMost: values.size - 1,
    worn: null,
  };
  const numbers = wanted.map(() => new TextNumbers());
  const derived = wanted.map(() => sharedInts(values.size));
  const worn = new Uint8Array(field.type === 'firearm-serial' ? values.size : 0);
  for (let value = 1; value < values.size; value++) {
    const text = values.text(value);
    if (worn.length > 0 && isWorn(text)) worn[value] = 1;
    wanted.forEach(([, derive], at) => {
      const key = derive(text);
      if (key !== '') derived[at]![value] = numbers[at]!.of(key) + 1;
    });
  }
  const others = wanted.map(([name, derive], at) => ({
    field: place,
    name: `${field.name} (${name})`,
    derivation: name,
    keyOf: derived[at]!,
    keyMost: numbers[at]!.size,
    derive,
    worn: isWornKey(name) ? worn : null,
  }));
  return [exact, ...others];
}

/** The keys of a field worth trying: what parts values no further than the values themselves finds nothing new. */
export function tellingKeys(field: EncodedField, place: number): BlockingKey[] {
  const wanted = derivations[field.type].filter(([name]) => !isWornKey(name));
  return keysOf(field, place, wanted).filter((key) => key.derivation === null || key.keyMost < field.values.size - 1);
}

/** The keys of a field that bring together what is worn away in places; none where nothing is. */
export function wornKeysOf(field: EncodedField, place: number): BlockingKey[] {
  const { values } = field;
  const wanted = derivations[field.type].filter(([name]) => isWornKey(name));
  let worn = false;
  for (let value = 1; value < values.size && wanted.length > 0 && !worn; value++) worn = isWorn(values.text(value));
  return worn
    ? keysOf(field, place, wanted).filter(({ derivation, keyMost }) => derivation !== null && keyMost > 0)
    : [];
}

function numberAndStreet(text: string): string {
  const words = text.split(' ');
  const at = words.findIndex((word) => /^\d/.test(word));
  const street = words[at + 1];
  return street === undefined ? '' : `${at < 0 ? '' : words[at]} ${street}`;
}

/** Figures of A to Z; H and W are passed over, vowels part. */
export const soundexCodes = '01230120022455012623010202';

/** The sound of the first word of a name: its first letter and three figures. */
export function soundex(text: string): string {
  const first = text.charCodeAt(0) - 65;
  if (!(first >= 0 && first < 26)) return '';
  let code = text[0]!;
  let last = soundexCodes[first]!;
  for (let at = 1; at < text.length && code.length < 4; at++) {
    const letter = text.charCodeAt(at) - 65;
    if (!(letter >= 0 && letter < 26)) break;
    if (letter === 7 || letter === 22) continue;
    const figure = soundexCodes[letter]!;
    if (figure !== '0' && figure !== last) code += figure;
    last = figure;
  }
  return code.padEnd(4, '0');
}

function countedUp(to: number): Int32Array {
  const numbers = sharedInts(to);
  for (let at = 0; at < to; at++) numbers[at] = at;
  return numbers;
}
