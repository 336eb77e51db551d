import type { Subject } from './key-subjects.ts';
import type { Field, FieldValues } from './feed.ts';
import { type BlockPart, fieldBlock } from './field-block.ts';
import type { ObservedFirearm } from './observe-firearm.ts';
import { readFlag } from './read-flag.ts';
import { headerList } from './header-list.ts';

const parts = {
  serial_number: {
    kind: 'serial-number',
    about: 'Serial number as marked on frame or receiver',
    aliases: headerList(`
      Serial Number, Serial, Serial No, Serial Num, Ser No, Ser, SN, S/N, SerialNo, Ser Num, Serial Nbr`),
  },
  obliterated: {
    kind: 'flag',
    about: 'Whether the serial number is obliterated',
    aliases: headerList(`
      Obliterated, Serial Obliterated, Serial Number Obliterated, Obliterated Serial, Obliterated Serial Number,
      Obliterated Flag, Obliterated Ind, Serial Defaced, Defaced`),
  },
  make: {
    kind: 'firearm-make',
    about: 'Maker',
    aliases: headerList(`
      Manufacturer, Make, Maker, Mfr, Mfg, Manufacturer Name, Mfr Name, Make Name, Make Description, Manufacturer
      Code, Make Code, Brand, MAK, Manuf`),
  },
  model: {
    kind: 'firearm-model',
    about: 'Model',
    aliases: headerList('Model, Model Name, Model Number, Model No, MOD, Mdl'),
  },
  calibre: {
    kind: 'calibre',
    about: 'Calibre or gauge',
    aliases: headerList(`
      Caliber, Calibre, Cal, Caliber Gauge, Caliber/Gauge, Gauge, Caliber or Gauge, Caliber Description, Caliber
      Code, Cal Gauge`),
  },
  firearm_type: {
    kind: 'firearm-type',
    about: 'Type',
    aliases: headerList('Type, Type Code, Type Description, Category, TYP'),
  },
  importer: {
    kind: 'text',
    about: 'Importer',
    aliases: headerList('Importer, Importer Name, Imported By, Import Company, Importer Code'),
  },
  country: {
    kind: 'category',
    about: 'Country of origin',
    aliases: headerList(`
      Country of Origin, Country, Country Origin, Manufacture Country, Origin Country, Manufacturer Country, Mfr
      Country`),
  },
  manufactured_on: {
    kind: 'date',
    about: 'Date of manufacture',
    aliases: headerList(`
      Manufacture Date, Manufactured Date, Date of Manufacture, Date Manufactured, Mfg Date, Manufactured On`),
  },
  markings: {
    kind: 'text',
    about: 'Additional markings, e.g. proof and import marks',
    aliases: headerList('Additional Markings, Markings, Other Markings, Additional Marks, Identifying Marks'),
  },
  finish: { kind: 'category', about: 'Finish or colour', aliases: headerList('Finish, Color, Colour, Finish Color') },
  barrel_length: {
    kind: 'text',
    about: 'Barrel length',
    aliases: headerList('Barrel Length, Barrel, Barrel Len, Barrel Length Inches'),
  },
} as const satisfies Record<string, BlockPart>;

export type FirearmPart = keyof typeof parts;

const words = ['', 'Gun', 'Weapon', 'Firearm', 'Recovered Firearm', 'Recovered Gun'];

/** Columns that tell of the one firearm of a layout, and `more` headers by part where the layout has its own. */
export const firearmFields = (
  more: { readonly [Part in FirearmPart]?: readonly string[] } = {},
): Record<FirearmPart, Field> => fieldBlock({ prefix: '', owner: 'the firearm', words, more }, parts);

/** What a row says of its firearm. */
export function firearmCells(
  row: FieldValues<FirearmPart>,
  role: string,
  seenOn: string | null,
  manufacturedOn: string | null,
): ObservedFirearm {
  return {
    role,
    seenOn,
    serial: row.text('serial_number'),
    make: row.text('make'),
    model: row.text('model'),
    calibre: row.text('calibre'),
    type: row.text('firearm_type'),
    importer: row.text('importer'),
    country: row.text('country'),
    obliterated: readObliterated(row.text('obliterated')),
    obliteratedCell: row.text('obliterated'),
    manufacturedOn,
  };
}

const OBLITERATED = /^(?:(?:FULLY|PARTIALLY|PARTLY|COMPLETELY)\s+)?(?:OBLITERATED|DEFACED)$/i;
const INTACT = /^(?:INTACT|LEGIBLE|READABLE|NOT (?:OBLITERATED|DEFACED))$/i;

/** Whether a serial number is obliterated, from a column of its own: yes and no, or the words for the two. */
export function readObliterated(cell: string): boolean | null {
  if (OBLITERATED.test(cell)) return true;
  return INTACT.test(cell) ? false : readFlag(cell);
}

/** Which firearm a number stands for: its serial number, or else its make and model. Words for "none" are no serial number. */
export function firearmSubject({ serial, make, model }: ObservedFirearm): Subject {
  const number = letters(serial);
  return [/\d/.test(number) ? number : null, letters(make), letters(model)];
}

const letters = (text = '') => text.toUpperCase().replace(/[^A-Z0-9]+/g, '');
