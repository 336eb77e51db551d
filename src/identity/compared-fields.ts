/**
 * What the engine compares of each kind of observation in the store, and how much of joining it may do by itself.
 *
 * **Source.** Fields of the observation tables (`model/tables.ts`); tiers of serial numbers after the NCIC Operating Manual, Gun File: the first
 * joins by key (`identity-keys.ts`), look-alike characters and characters worn away are asked about.
 * **Input.** The values of an observation. **Output.** One cell for each field, as the engine's encoders take them.
 * **Limits.** Race is in no list, nor anything that stands for it. Of places buildings and blocks are compared, and not the units in them.
 */
import type { ComparedKind } from '../model/identity.ts';
import { cleanAddress } from '../model/values/address.ts';
import { sureSerial } from '../model/values/serial-restoration.ts';
import { askOfFirearms, askOfPlaces, askOfVehicles, pointCell, type AskRule } from './asked-pairs.ts';
import type { FieldPlan } from './encoded-table.ts';
import type { MarkName } from './contradictions.ts';
import { serialNamesNone, type ObservationValues } from './identity-keys.ts';
import { wornKeys } from './worn-places.ts';

export interface KindPlan {
  readonly fields: readonly FieldPlan[];
  readonly cells: (values: ObservationValues) => string[];
  /** Bits from which the model joins by itself, as first proposed where labels bear it out; null where a person always decides. */
  readonly acceptBits: number | null;
  readonly reviewBits: number;
  /** Lists of keys pairs are found by, where they are not chosen from the data. */
  readonly blocking?: readonly (readonly string[])[];
  /** Which pairs a person is asked about; all that say enough where there is no rule. */
  readonly asks?: AskRule;
  /** What the model never joins over: a person may. */
  readonly marks: readonly MarkName[];
}

const text = (values: ObservationValues, column: string) => {
  const value = values[column];
  return typeof value === 'string' ? value : '';
};

const columns = (...names: readonly string[]) => {
  return (values: ObservationValues) => names.map((name) => text(values, name));
};

/**
 * Bits that the pairs of two groups must mean for the model to join them by itself: chosen on people of a made-up town, and reported on
 * others (docs/methods/identity.md).
 */
const personAcceptBits = 1;
/** One to four against: what may be one is asked about rather than passed over. */
const askBits = -2;

/** A number worn or removed is compared as a laboratory restored it, where it is sure of more characters than are written. */
function firearmCells(values: ObservationValues): string[] {
  const written = serialNamesNone(values) ? '' : text(values, 'serial_clean');
  const grades = values['serial_restored_grades'];
  const sure = sureSerial(text(values, 'serial_restored'), Array.isArray(grades) ? grades : null);
  const worn = written === '' || written.includes('?') || values['obliterated'] === true;
  const restored = worn && charactersRead(sure) > charactersRead(written);
  return [
    restored ? sure : written,
    ...columns('make_name', 'model', 'calibre_code', 'type_code')(values),
    restored ? 'RESTORED' : '',
  ];
}

const charactersRead = (serial: string) => serial.replaceAll('?', '').length;

/** Where a rule chooses what is asked, bits give the order alone: a model learnt from few rows knows little of slips. */
const ruledBits = -30;

export const kindPlans: Readonly<Record<ComparedKind, KindPlan>> = {
  person: {
    fields: [
      { name: 'given_name', type: 'given-name' },
      { name: 'middle_name', type: 'given-name' },
      { name: 'family_name', type: 'family-name' },
      { name: 'suffix', type: 'category' },
      { name: 'born_on', type: 'date' },
      { name: 'sex', type: 'category' },
      { name: 'address', type: 'address' },
      { name: 'city', type: 'place' },
      { name: 'zip', type: 'postcode' },
      { name: 'phone', type: 'phone' },
      // Fingerprints stand behind a state identification number: a person has one.
      { name: 'state_id', type: 'identifier', authoritative: true },
      { name: 'licence', type: 'identifier' },
    ],
    cells(values) {
      const number = text(values, 'id_number');
      const of = (...types: readonly string[]) =>
        number !== '' && types.includes(text(values, 'id_type')) ? `${text(values, 'id_state')}${number}` : '';
      return [
        ...columns(
          'given_name',
          'middle_name',
          'family_name',
          'suffix',
          'born_on',
          'sex',
          'address',
          'city',
          'zip',
        )(values),
        text(values, 'phone'),
        of('SID'),
        of('DL', 'ID'),
      ];
    },
    acceptBits: personAcceptBits,
    reviewBits: askBits,
    marks: ['identifier'],
  },
  firearm: {
    fields: [
      { name: 'serial', type: 'firearm-serial' },
      { name: 'make', type: 'firearm-make' },
      { name: 'model', type: 'text' },
      { name: 'calibre', type: 'category' },
      { name: 'type', type: 'firearm-type' },
      // Says that the serial number compared is one a laboratory restored: then nothing is joined by it, and it is asked about as worn.
      { name: 'serial_restored', type: 'category' },
    ],
    cells: firearmCells,
    blocking: [
      ['serial (look-alike)', 'make'],
      ['serial (first half)', 'make'],
      ['serial (second half)', 'make'],
      // What is worn away may lie in both halves.
      ...wornKeys.map((key) => [`serial (${key})`, 'make']),
    ],
    asks: askOfFirearms,
    acceptBits: null,
    reviewBits: ruledBits,
    marks: [],
  },
  dealer: {
    fields: [
      { name: 'licence', type: 'licence' },
      { name: 'name', type: 'text' },
      { name: 'address', type: 'address' },
      { name: 'city', type: 'place' },
      { name: 'zip', type: 'postcode' },
      { name: 'phone', type: 'phone' },
    ],
    cells: columns('licence_number', 'name', 'address', 'city', 'zip', 'phone'),
    acceptBits: null,
    reviewBits: askBits,
    marks: [],
  },
  place: {
    fields: [
      { name: 'house', type: 'category' },
      { name: 'street', type: 'street' },
      { name: 'direction', type: 'category' },
      { name: 'street_suffix', type: 'category' },
      { name: 'city', type: 'place' },
      { name: 'zip', type: 'postcode' },
      { name: 'point', type: 'category' },
    ],
    cells: placeCells,
    blocking: [
      ['house', 'street'],
      ['house', 'street (first 5)'],
      ['house', 'zip'],
      ['house', 'point'],
    ],
    asks: askOfPlaces,
    acceptBits: null,
    reviewBits: ruledBits,
    marks: [],
  },
  vehicle: {
    fields: [
      { name: 'plate', type: 'identifier' },
      { name: 'plate_state', type: 'state' },
      { name: 'vin', type: 'identifier' },
      { name: 'make', type: 'category' },
      { name: 'model', type: 'text' },
      { name: 'colour', type: 'category' },
    ],
    cells: columns('plate', 'plate_state', 'vin', 'make', 'model', 'colour'),
    blocking: [
      ['plate'],
      ['plate (first half)', 'plate_state'],
      ['plate (second half)', 'plate_state'],
      ['vin (second half)'],
    ],
    asks: askOfVehicles,
    acceptBits: null,
    reviewBits: ruledBits,
    marks: [],
  },
};

/** The parts of an address that names a building or a block; of any other place nothing is compared. */
function placeCells(values: ObservationValues): string[] {
  const address = cleanAddress(text(values, 'address'));
  if (address === null || address.unit !== null || !(address.kind === 'building' || address.kind === 'block'))
    return Array.from({ length: 7 }, () => '');
  const { number, numberTo, blockNumber, name, suffix, preDirectional, postDirectional } = address;
  return [
    blockNumber !== null ? `${blockNumber} BLOCK` : numberTo !== null ? `${number} TO ${numberTo}` : (number ?? ''),
    name,
    [preDirectional ?? '', postDirectional ?? ''].join(' ').trim(),
    suffix ?? '',
    text(values, 'city'),
    text(values, 'zip'),
    pointCell(values['lon'], values['lat']),
  ];
}

/** What a field is called where it is said that two rows give the same of it, or not: its comparison alone says no more than that. */
export const categories: Readonly<Record<string, string>> = {
  suffix: 'suffix of the name',
  sex: 'sex',
  calibre: 'calibre',
  house: 'house number',
  direction: 'direction of the street',
  street_suffix: 'kind of street',
  point: 'point on the map',
  colour: 'colour',
};

/** How two rows compare in a field, to be read without the name of the field beside it. */
export function categoryWords(field: string, description: string): string {
  const category = categories[field];
  if (category === undefined) return description;
  return description === 'the same'
    ? `the same ${category}`
    : description === 'not the same'
      ? `not the same ${category}`
      : description;
}

/** Columns of the observation table that the cells are made of. */
export const comparedColumns: Readonly<Record<ComparedKind, readonly string[]>> = {
  person:
    'given_name middle_name family_name suffix born_on sex address city zip phone id_type id_state id_number'.split(
      ' ',
    ),
  firearm: [
    'serial_raw',
    'serial_clean',
    'serial_ncic',
    'obliterated',
    'serial_restored',
    'serial_restored_grades',
    'make_raw',
    'make_name',
    'make_family',
    'model',
    'calibre_raw',
    'calibre_code',
    'type_code',
  ],
  dealer: ['licence_number', 'name', 'address', 'city', 'zip', 'phone'],
  place: ['address', 'city', 'zip', 'lon', 'lat'],
  vehicle: ['plate', 'plate_state', 'vin', 'make', 'model', 'colour'],
};
