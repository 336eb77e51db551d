import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FieldEncoder, type EncodedTable } from './encoded-table.ts';
import { frequenciesOf } from './pair-scorer.ts';
import { learnPeople } from './whole-names.ts';

type Row = readonly [name: string, born: string, home: string];

const plans = [
  { name: 'name', type: 'full-name' },
  { name: 'born', type: 'date' },
  { name: 'home', type: 'address' },
] as const;

function tableOf(rows: readonly (readonly string[])[], of: readonly (typeof plans)[number][] = plans): EncodedTable {
  const encoders = of.map((plan) => new FieldEncoder(plan));
  for (const row of rows) row.forEach((cell, field) => encoders[field]!.add(cell));
  const fields = encoders.map((encoder) => encoder.encode());
  return { records: rows.length, fields, sourceOf: new Uint8Array(rows.length), linkOnly: false };
}

const people = { whole: 0, born: 1 };

/** How many bear each value of a field. */
function bearers(rows: readonly Row[], field: number): { byValue: Record<string, number>; filled: number } {
  const table = tableOf(rows);
  const { counts, filled } = frequenciesOf(table, people).fields[field]!;
  const { values } = table.fields[field]!;
  const told = Array.from({ length: values.size - 1 }, (_, at) => [values.text(at + 1), counts[at + 1]!] as const);
  return { byValue: Object.fromEntries(told), filled };
}

describe('people of a file with names in one field', () => {
  test('forty records of one man make neither his name, nor his birth date, nor his home more frequent', () => {
    const man: Row = ['ANA RUIZ', '1970-01-02', '1 OAK ST'];
    const others: readonly Row[] = [
      ['ANA RUIZ', '1981-03-04', '2 ELM ST'],
      ['BEN KIM', '1970-01-02', '1 OAK ST'],
      ['IDA LEE', '', '3 ASH ST'],
      ['IDA LEE', '', '4 FIR ST'],
      ['', '1970-01-02', '1 OAK ST'],
      ['', '1970-01-02', '1 OAK ST'],
    ];
    const rows = [...Array.from({ length: 40 }, () => man), ...others];
    // Of whom no birth date is known there is one.
    expect(bearers(rows, 0)).toEqual({ byValue: { 'ANA RUIZ': 2, 'BEN KIM': 1, 'IDA LEE': 1 }, filled: 4 });
    expect(bearers(rows, 1)).toEqual({ byValue: { 19700102: 3, 19810304: 1 }, filled: 4 });
    expect(bearers(rows, 2)).toEqual({
      byValue: { '1 OAK ST': 3, '2 ELM ST': 1, '3 ASH ST': 1, '4 FIR ST': 1 },
      filled: 6,
    });
  });

  const cell = (texts: readonly string[]) => fc.constantFrom('', ...texts);
  const rows = fc.array(
    fc.tuple(
      cell(['ANA RUIZ', 'BEN KIM', 'IDA LEE']),
      cell(['1970-01-02', '1981-03-04', '1992-05-06']),
      cell(['1 OAK ST', '2 ELM ST', '3 ASH ST']),
    ),
    { minLength: 1, maxLength: 60 },
  );
  const of = (list: readonly (readonly [string, string])[]) => {
    const found: Record<string, Set<string>> = {};
    for (const [value, person] of list) if (value !== '') (found[value] ??= new Set()).add(person);
    return found;
  };
  const sized = (found: Record<string, Set<string>>, least: number) =>
    Object.fromEntries(
      Object.entries(found).map(([value, persons]) => [
        value,
        Math.max(least, [...persons].filter((each) => least === 0 || each !== '').length),
      ]),
    );

  test('are those that sets of names and birth dates hold, of any rows in any order and however often said', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.nat(), { maxLength: 20 }), (some, again) => {
        const all = [...again.map((at) => some[at % some.length]!), ...some.toReversed()];
        const names = sized(of(some.map(([name, born]) => [name, born])), 1);
        const homes = sized(of(some.map(([name, , home]) => [home, name])), 0);
        expect(bearers(all, 0).byValue).toEqual(names);
        expect(bearers(all, 2).byValue).toEqual(
          Object.fromEntries(Object.entries(homes).map(([home, many]) => [home.toUpperCase(), many])),
        );
      }),
    );
  });

  test('are counted where birth dates are known of half of the rows, and by given and family name where both are fields', () => {
    const dated = (every: number) =>
      tableOf(Array.from({ length: 12 }, (_, at) => [`ANA RUIZ`, at % every === 0 ? `19${60 + at}-01-02` : '', '']));
    expect(learnPeople(dated(2))).toEqual(people);
    expect(learnPeople(dated(3))).toBeNull();
    const both = [{ name: 'given', type: 'given-name' }, { name: 'family', type: 'family-name' }, ...plans];
    const rowsOfBoth = Array.from({ length: 12 }, (_, at) => ['ANA', 'RUIZ', 'ANA RUIZ', `19${60 + at}-01-02`, '']);
    expect(learnPeople(tableOf(rowsOfBoth, both as never))).toMatchObject({ given: 0, family: 1, born: 3 });
    // By one of the two alone nobody is told.
    const one = [both[0]!, ...plans];
    const rowsOfOne = rowsOfBoth.map(([given, , ...more]) => [given!, ...more]);
    expect(learnPeople(tableOf(rowsOfOne, one as never))).toEqual({ whole: 1, born: 2 });
  });
});
