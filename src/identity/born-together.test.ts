import { describe, expect, test } from 'vitest';
import { blockingKeys } from './blocking-keys.ts';
import { learnTwins, shareBeyond, shareMost } from './born-together.ts';
import { FieldEncoder, type EncodedTable } from './encoded-table.ts';
import { openComparisons } from './open-comparisons.ts';
import { frequenciesOf, pairScorer } from './pair-scorer.ts';

const plans = [
  { name: 'given', type: 'given-name' },
  { name: 'family', type: 'family-name' },
  { name: 'born', type: 'date' },
  { name: 'home', type: 'address' },
] as const;
const [given, family, born, home] = [0, 1, 2, 3] as const;
type Row = readonly [given: string, family: string, born: string, home: string];

function tableOf(rows: readonly Row[], fields: readonly number[] = [given, family, born, home]): EncodedTable {
  const encoders = fields.map((field) => new FieldEncoder(plans[field]!));
  for (const row of rows) encoders.forEach((encoder, at) => encoder.add(row[fields[at]!]!));
  return {
    records: rows.length,
    fields: encoders.map((encoder) => encoder.encode()),
    sourceOf: new Uint8Array(rows.length),
    linkOnly: false,
  };
}

/** A name of letters alone that no other number has. */
const named = (at: number) =>
  `B${[676, 26, 1].map((by) => 'AEIOUBCDFGHJKLMNPQRSTVWXYZ'[Math.floor(at / by) % 26]).join('')}OX`;
const day = (at: number) => `${1900 + Math.floor(at / 12)}${String(1 + (at % 12)).padStart(2, '0')}15`;
const twinsOf = (many: number, from = 0): Row[] =>
  Array.from({ length: many }, (_, at) => at + from).flatMap((at) => [
    ['WALTER', named(at), day(at), ''],
    ['HUGO', named(at), day(at), ''],
  ]);
const alone = (many: number): Row[] =>
  Array.from({ length: many }, (_, at) => ['OTTO', named(1000 + at), day(600 + at), '']);
/** One person, in two rows. */
const twice = (many: number): Row[] =>
  Array.from({ length: many }, (_, at) => at).flatMap((at) => [
    ['EMIL', named(3000 + at), day(at), '1 OAK ST'],
    ['EMIL', named(3000 + at), day(at), '2 ELM ST'],
  ]);

/** Shares that say: equal, all between alike, another. */
const levelsOf = (many: number, equal: number, other: number) =>
  Float64Array.from({ length: many }, (_, at) =>
    at === 0 ? equal : at === many - 1 ? other : (1 - equal - other) / (many - 2),
  );

interface Told {
  /** Of one person so many are called otherwise. */
  readonly aliases?: number;
  /** Of two people so many share a family name, and a birth date. */
  readonly equal?: number;
  readonly sessions?: Parameters<typeof learnTwins>[0]['sessions'];
  readonly fields?: readonly number[];
}

function learn(rows: readonly Row[], { aliases = 0, equal = 0, sessions = [], fields }: Told = {}) {
  const table = tableOf(rows, fields);
  const comparison = openComparisons(table);
  const levels = comparison.fields.map((field) => field.levels.length);
  return learnTwins({
    table,
    comparison,
    keys: table.fields.flatMap(blockingKeys),
    sessions,
    m: levels.map((many) => levelsOf(many, 0.75, aliases)),
    u: levels.map((many) => levelsOf(many, equal, 0.9)),
    random: () => 0,
  });
}

const pairsOf = (rows: number) => (rows * (rows - 1)) / 2;

describe('how many of one family name were born together', () => {
  test('is told by those of one name and birth date who are called otherwise, among all pairs of rows', () => {
    const rows = [...twinsOf(30), ...alone(40)];
    const { given: by, ofFamily } = learn(rows)!;
    expect(by).toBe(given);
    expect(ofFamily[born]).toBeCloseTo(30 / pairsOf(100), 12);
    expect([given, family, home].map((field) => ofFamily[field])).toEqual([0, 0, 0]);
  });

  test('counts rows alone that say both', () => {
    const silent: Row[] = [
      ['ANA', '', day(3), ''],
      ['IDA', '', day(3), ''],
      ['ANA', named(2), '', ''],
      ['IDA', named(2), '', ''],
    ];
    expect(learn([...twinsOf(30), ...alone(40), ...silent])!.ofFamily[born]).toBeCloseTo(30 / pairsOf(100), 12);
  });

  test('leaves out as many as are one person called otherwise, by those called alike', () => {
    // Of one person a fifth are called otherwise: beside 40 pairs called alike stand 10.
    const rows = [...twinsOf(50), ...twice(40)];
    expect(learn(rows, { aliases: 0.2 })!.ofFamily[born]).toBeCloseTo((50 - 10) / pairsOf(rows.length), 12);
  });

  test('leaves out as many as chance makes', () => {
    const rows = [...twinsOf(50), ...alone(100)];
    const chance = 0.02 * 0.02 * pairsOf(200);
    expect(chance).toBeCloseTo(7.96, 9);
    expect(learn(rows, { equal: 0.02 })!.ofFamily[born]).toBeCloseTo((50 - chance) / pairsOf(200), 12);
  });

  test('is not told by fewer than twenty pairs', () => {
    expect(learn([...twinsOf(19), ...alone(40)])!.ofFamily[born]).toBe(0);
    expect(learn([...twinsOf(20), ...alone(40)])!.ofFamily[born]).toBeCloseTo(20 / pairsOf(80), 12);
  });

  test('does not hang on the order of the rows', () => {
    const rows = [...twinsOf(30), ...alone(40)];
    expect(learn(rows.toReversed())).toEqual(learn(rows));
  });

  test('is not asked where no family name or birth date is said, and nothing is where no given name is', () => {
    const rows = twinsOf(30);
    expect(learn(rows, { fields: [family, born] })).toBeNull();
    expect([...learn(rows, { fields: [given, born] })!.ofFamily]).toEqual([0, 0]);
    expect([...learn(rows, { fields: [given, family] })!.ofFamily]).toEqual([0, 0]);
  });
});

describe('how many of one home were born together', () => {
  const within = (field: number, equal: number) =>
    plans.map((_, at) => (at === field ? levelsOf(6, equal, 0.5) : null));
  const told = (held: readonly number[], pairsDifferent: number, equal = 0.307) =>
    learn(alone(10), { equal: 0.01, sessions: [{ held, u: within(born, equal), pairsDifferent }] })!.shares;

  test('is what the block of that home says beyond chance', () => {
    expect(shareBeyond(Float64Array.of(0.307, 0.693), Float64Array.of(0.01, 0.99))).toBeCloseTo(0.3, 12);
    expect(told([home], 100)[home]![born]).toBeCloseTo(0.3, 12);
    expect(told([home], 100, 1)[home]![born]).toBe(shareMost);
  });

  test('is told by twenty pairs of twins at least, of a home alone', () => {
    expect(told([home], 66)[home]![born]).toBe(0);
    expect(told([home], 67)[home]![born]).toBeCloseTo(0.3, 12);
    const none = plans.map(() => new Float64Array(plans.length));
    expect(told([family], 1e6)).toEqual(none);
    expect(told([home, family], 1e6)).toEqual(none);
    // A home that says no more of birth dates than chance.
    expect(told([home], 1e6, 0.01)).toEqual(none);
  });
});

describe('what a birth date says of two of one family name', () => {
  const rows: Row[] = [
    ...twinsOf(30),
    ...Array.from({ length: 30 }, (_, at): Row => ['OTTO', 'FREQUENT', day(900 + at), '']),
  ];
  const asked: Row[] = [
    ['WALTER', named(0), day(0), ''],
    ['HUGO', named(0), day(0), ''],
    ['WALTER', 'FREQUENT', day(900), ''],
    ['HUGO', 'FREQUENT', day(900), ''],
    ['WALTER', 'UNHEARD', day(0), ''],
  ];
  const table = tableOf([...rows, ...asked]);
  const comparison = openComparisons(table);
  const levels = comparison.fields.map((field) => field.levels.length);
  const none = () => levels.map(() => new Float64Array(levels.length));
  const chance = 0.001;
  const model = {
    m: levels.map((many) => levelsOf(many, 0.75, 0.05)),
    u: levels.map((many) => levelsOf(many, 0.01, 0.9)),
    prior: 0.001,
    least: new Float64Array(levels.length).fill(0.001),
    explained: none(),
    names: null,
    twins: { given, shares: none(), ofFamily: Float64Array.of(0, 0, chance, 0) },
  };
  const scorer = (twins: typeof model.twins | null) =>
    pairScorer(table, comparison, { ...model, twins }, frequenciesOf(table, null));
  const step = (twins: typeof model.twins | null, a: number, b: number) =>
    scorer(twins)
      .steps(rows.length + a, rows.length + b)
      .find(({ field }) => field === born)!;

  test('is as much less as of so few who bear the name twins are more', () => {
    for (const [a, b, bearers] of [
      [0, 1, 4],
      [2, 3, 32],
    ] as const) {
      // 95 rows bear a family name, and 99 do in thought: 1 ÷ u − 1.
      const share = chance / (bearers / (95 + 99));
      const untold = step(null, a, b);
      expect(untold.explainedBy).toBeNull();
      const u = 0.75 / 2 ** untold.bits;
      const { bits, explainedBy } = step(model.twins, a, b);
      expect(explainedBy).toBe(family);
      expect(bits).toBeCloseTo(Math.log2(0.75 / (share + (1 - share) * u)), 9);
    }
  });

  test('is no less of two called alike, of two family names, and where nothing was learnt', () => {
    for (const [a, b] of [
      [0, 0],
      [1, 4],
    ] as const)
      expect(step(model.twins, a, b)).toEqual(step(null, a, b));
    const untold = { ...model.twins, ofFamily: new Float64Array(levels.length) };
    expect(step(untold, 0, 1)).toEqual(step(null, 0, 1));
  });

  test('is never so little that nothing is left for chance', () => {
    const certain = { ...model.twins, ofFamily: Float64Array.of(0, 0, 1, 0) };
    const { bits } = step(certain, 0, 1);
    const u = 0.75 / 2 ** step(null, 0, 1).bits;
    expect(bits).toBeCloseTo(Math.log2(0.75 / (shareMost + (1 - shareMost) * u)), 9);
  });
});
