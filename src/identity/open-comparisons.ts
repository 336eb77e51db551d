import { slipsBetween } from '../model/values/given-names.ts';
import {
  compareCategories,
  compareEmails,
  compareFirearmTypes,
  compareIdentifiers,
  compareNumbers,
  comparePhones,
  compareSerials,
  compareWords,
} from './compare-codes.ts';
import { compareDates } from './compare-dates.ts';
import { compareFamilyNames, compareFullNames, compareGivenNames, exchangedLevel } from './compare-names.ts';
import { compareAddresses, comparePlaces, comparePostcodes, compareStreets } from './compare-places.ts';
import type { Comparison, FieldType, OpenComparison } from './comparison.ts';
import type { EncodedTable } from './encoded-table.ts';
import { sharedInts } from './shared-ints.ts';

const comparisonOf: Readonly<Record<FieldType, OpenComparison>> = {
  'given-name': compareGivenNames,
  'family-name': compareFamilyNames,
  'full-name': compareFullNames,
  date: compareDates,
  address: compareAddresses,
  street: compareStreets,
  postcode: comparePostcodes,
  place: comparePlaces,
  state: compareCategories,
  phone: comparePhones,
  email: compareEmails,
  identifier: compareIdentifiers,
  category: compareCategories,
  number: compareNumbers,
  'firearm-serial': compareSerials,
  'firearm-make': compareCategories,
  'firearm-type': compareFirearmTypes,
  licence: compareIdentifiers,
  text: compareWords,
};

/** Compares two records of a table field by field. */
export interface RecordComparison {
  readonly fields: readonly Comparison[];
  /** Values of all fields of a record side by side, record after record: two records are then two places in memory, not two for each field. */
  readonly rows: Int32Array;
  /** Level of one field; 0 where a side says nothing. Of fields in any order. */
  level(field: number, a: number, b: number): number;
  /** Takes over what the table now says of a record. */
  refresh(record: number): void;
}

/** `rows` where they are laid out already, by another thread. */
export function openComparisons(table: EncodedTable, rows = layRows(table)): RecordComparison {
  const fields = table.fields.map((field) => remembered(comparisonOf[field.type](field.values, field.counts)));
  const given = table.fields.findIndex(({ type }) => type === 'given-name');
  const family = table.fields.findIndex(({ type }) => type === 'family-name');
  const exchange = given >= 0 && family >= 0 ? exchangeOf(table, given, family) : null;
  const width = fields.length;
  return {
    fields,
    rows,
    level(field, a, b) {
      const x = rows[a * width + field]!;
      const y = rows[b * width + field]!;
      if (x === 0 || y === 0) return 0;
      if (x === y) return fields[field]!.same?.(x) ?? 1;
      const level = fields[field]!.compare(x, y);
      if (exchange === null || (field !== given && field !== family)) return level;
      // Only where the names do not agree as they stand is it asked whether they were exchanged; then one of them says so, and the
      // other, which depends on it, says nothing.
      if (level < fields[field]!.levels.length) return level;
      if (!exchange(a, b)) return level;
      return field === given ? exchangedLevel : 0;
    },
    refresh(record) {
      table.fields.forEach(({ valueOf }, field) => (rows[record * width + field] = valueOf[record]!));
    },
  };
}

function layRows({ fields }: EncodedTable): Int32Array {
  const width = fields.length;
  const rows = sharedInts(width * (fields[0]?.valueOf.length ?? 0));
  fields.forEach(({ valueOf }, field) => {
    for (let record = 0, at = field; record < valueOf.length; record++, at += width) rows[at] = valueOf[record]!;
  });
  return rows;
}

const rememberedPairs = 1 << 15;

/** A comparison that keeps what it last said of some pairs of values: names come together again and again. */
function remembered({ levels, compare, partsShared, same }: Comparison): Comparison {
  // Both values and what was said side by side, with one to spare: a pair lies in one line of the processor's memory.
  const known = new Int32Array(rememberedPairs * 4);
  return {
    levels,
    ...(partsShared ? { partsShared } : {}),
    ...(same ? { same } : {}),
    compare(a, b) {
      const hash = Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b);
      const at = ((hash >>> 17) & (rememberedPairs - 1)) * 4;
      if (known[at] === a && known[at + 1] === b && known[at + 2] !== 0) return known[at + 2]!;
      const level = compare(a, b);
      known[at] = a;
      known[at + 1] = b;
      known[at + 2] = level;
      return level;
    },
  };
}

/** Names shorter than this are none with a slip: of three letters one makes another name. */
export const slipLettersMin = 4;

/** Whether given and family name of two records are each other's, one of the two but for a slip of a key, or one is and the other is missing. */
function exchangeOf(table: EncodedTable, given: number, family: number): (a: number, b: number) => boolean {
  const [givenNames, familyNames] = [table.fields[given]!, table.fields[family]!];
  const familyOf = new Map<string, number>();
  let known = 1;
  let found: number[] = [];
  /** The family name that is written like a given name: 0 for no name, −1 for none that is. */
  const asFamily = (value: number) => {
    if (value === 0) return 0;
    if (known < familyNames.values.size) found = [];
    for (; known < familyNames.values.size; known++) familyOf.set(familyNames.values.text(known), known);
    return (found[value] ??= familyOf.get(givenNames.values.text(value)) ?? -1);
  };
  const isSlip = (record: number, familyName: number) => {
    const [x, y] = [givenNames.values.text(givenNames.valueOf[record]!), familyNames.values.text(familyName)];
    return (
      Math.min(x.length, y.length) >= slipLettersMin && Math.abs(x.length - y.length) <= 1 && slipsBetween(x, y) <= 1
    );
  };
  return (a, b) => {
    const forth = asFamily(givenNames.valueOf[a]!);
    const back = asFamily(givenNames.valueOf[b]!);
    const [mine, yours] = [familyNames.valueOf[a]!, familyNames.valueOf[b]!];
    const first = forth === 0 || yours === 0 ? null : forth === yours;
    const second = back === 0 || mine === 0 ? null : back === mine;
    if (first === true && second === false) return isSlip(b, mine);
    if (second === true && first === false) return isSlip(a, yours);
    return first !== false && second !== false && (first ?? second) === true;
  };
}
