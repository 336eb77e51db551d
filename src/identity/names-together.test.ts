import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FieldEncoder, type EncodedTable } from './encoded-table.ts';
import { bearersOf, countNames, learnNames, namesTogether, peopleByBoth } from './names-together.ts';

const plans = [
  { name: 'given', type: 'given-name' },
  { name: 'family', type: 'family-name' },
  { name: 'born', type: 'date' },
] as const;
const names = { given: 0, family: 1, born: 2 };

function tableOf(rows: readonly (readonly [given: string, family: string, born: string])[]): EncodedTable {
  const encoders = plans.map((plan) => new FieldEncoder(plan));
  for (const row of rows) row.forEach((cell, field) => encoders[field]!.add(cell));
  const fields = encoders.map((encoder) => encoder.encode());
  return { records: rows.length, fields, sourceOf: new Uint8Array(rows.length), linkOnly: false };
}

const day = (at: number) => `19${String(60 + (at % 40))}-0${1 + (at % 9)}-${String(10 + (at % 19))}`;
/** Two stocks of names that do not mix, one of each nine of ten people. */
const stocks = Array.from({ length: 400 }, (_, at) => {
  const [givens, families] =
    at % 10 === 0
      ? [
          ['MINH', 'LAN', 'HOA', 'TUAN'],
          ['NGUYEN', 'TRAN', 'PHAM', 'DANG'],
        ]
      : [
          ['JAMES', 'MARY', 'ROBERT', 'LINDA', 'PAUL'],
          ['SMITH', 'JONES', 'BROWN', 'MILLER', 'DAVIS'],
        ];
  const of = (list: readonly string[] | undefined, by: number) => list![Math.floor(at / by) % list!.length]!;
  return [of(givens, 10), of(families, 50), day(at)] as const;
});

function valueOf(table: EncodedTable, field: number, text: string): number {
  const { values } = table.fields[field]!;
  for (let value = 1; value < values.size; value++) if (values.text(value) === text) return value;
  throw new Error(text);
}

function bitsIn(rows: Parameters<typeof tableOf>[0], given: string, family: string): number {
  const table = tableOf(rows);
  return namesTogether(countNames(table, names), table, names)(valueOf(table, 1, family), valueOf(table, 0, given));
}

describe('people by their names', () => {
  test('are counted once for each birth date, however many records they have', () => {
    const once = tableOf(stocks);
    const often = tableOf([...stocks, ...Array.from({ length: 50 }, () => stocks[0]!)]);
    const [few, many] = [once, often].map((table) => countNames(table, names));
    const family = valueOf(once, 1, stocks[0]![1]);
    expect(many!.families[family]).toBe(few!.families[family]);
    expect(many!.people).toBe(few!.people);
  });

  test('are not counted where birth dates are known of less than half of the rows', () => {
    expect(learnNames(tableOf(stocks))).toMatchObject({ given: 0, family: 1, born: 2 });
    expect(
      learnNames(tableOf(stocks.map(([given, family, born], at) => [given, family, at % 3 ? '' : born]))),
    ).toBeNull();
  });
});

describe('names that go together', () => {
  test('say so by how much oftener than chance they do: a stock of one in ten by about ten times', () => {
    const bits = bitsIn(stocks, 'MINH', 'TRAN');
    expect(bits).toBeGreaterThan(2.8);
    expect(bits).toBeLessThan(3.8);
    expect(Math.abs(bitsIn(stocks, 'MARY', 'BROWN'))).toBeLessThan(0.6);
  });

  test('are told of a pair by others who bear one of the two: its own records change nothing but their share', () => {
    const rows = [...stocks, ...Array.from({ length: 30 }, (_, at) => ['ANH', 'TRAN', day(at * 7 + 3)] as const)];
    // Nobody but those of this full name is called so: nothing tells how often others would be.
    expect(bitsIn(rows, 'ANH', 'TRAN')).toBe(0);
  });

  test('do not hang on the order of the records', () => {
    expect(bitsIn(stocks.toReversed(), 'MINH', 'TRAN')).toBeCloseTo(bitsIn(stocks, 'MINH', 'TRAN'), 9);
  });
});

describe('people who bear a value of another field', () => {
  const homes = (rows: readonly (readonly [given: string, family: string, home: string])[]) => {
    const encoders = [...plans.slice(0, 2), { name: 'home', type: 'address' } as const].map(
      (plan) => new FieldEncoder(plan),
    );
    for (const row of rows) row.forEach((cell, field) => encoders[field]!.add(cell));
    const fields = encoders.map((encoder) => encoder.encode());
    const { counts, filled } = bearersOf({ fields }, peopleByBoth({ records: rows.length, fields }, names))(2);
    const { values } = fields[2]!;
    const told = Array.from({ length: values.size - 1 }, (_, at) => [values.text(at + 1), counts[at + 1]!] as const);
    expect(counts[0]).toBe(0);
    return { byHome: Object.fromEntries(told.filter(([, many]) => many > 0)), filled };
  };

  test('are counted by given and family name, each once however many rows say so; who has none of the two is one', () => {
    expect(
      homes([
        ['ANA', 'RUIZ', '1 OAK ST'],
        ['ANA', 'RUIZ', '1 OAK ST'],
        ['ANA', 'RUIZ', '2 ELM ST'],
        ['BEN', 'RUIZ', '1 OAK ST'],
        ['ANA', 'KOWALSKI', '1 OAK ST'],
        ['ANA', '', '1 OAK ST'],
        ['', 'RUIZ', '1 OAK ST'],
        ['', '', '1 OAK ST'],
        ['', '', '1 OAK ST'],
        ['', '', '2 ELM ST'],
        ['BEN', 'RUIZ', ''],
      ]),
    ).toEqual({ byHome: { '1 OAK ST': 6, '2 ELM ST': 2 }, filled: 8 });
  });

  const cell = (texts: readonly string[]) => fc.constantFrom('', ...texts);
  const rows = fc.array(
    fc.tuple(cell(['ANA', 'BEN', 'IDA']), cell(['RUIZ', 'KIM', 'IDA']), cell(['1 OAK ST', '2 ELM ST', '3 ASH ST'])),
    { minLength: 1, maxLength: 60 },
  );

  test('are those that a set of names holds, of any rows', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const byHome: Record<string, Set<string>> = {};
        for (const [given, family, home] of some)
          if (home !== '') (byHome[home] ??= new Set()).add(`${family}/${given}`);
        const wanted = Object.entries(byHome).map(([home, people]) => [home, people.size] as const);
        expect(homes(some)).toEqual({
          byHome: Object.fromEntries(wanted),
          filled: wanted.reduce((sum, [, many]) => sum + many, 0),
        });
      }),
    );
  });

  test('stay as many when rows are said again or come in another order', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.nat(), { maxLength: 20 }), (some, again) => {
        const repeated = again.map((at) => some[at % some.length]!);
        expect(homes([...repeated, ...some].toReversed())).toEqual(homes(some));
      }),
    );
  });
});
