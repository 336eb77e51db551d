import { expect, test } from 'vitest';
import {
  buyer,
  firearm,
  firearmLife,
  record,
  sale,
  recovery,
  shooting,
  theft,
  told,
  kindOf,
} from '../../test/life-records.ts';
import type { LifeInputs } from './firearm-life.ts';
import { timeToCrime } from './time-to-crime.ts';

test('the 96 and 143 days of a firearm sold, fired and recovered are drawn as they were', () => {
  const life = firearmLife({
    firearm,
    records: [record('etrace', [sale('2023-10-12'), recovery('2024-03-03')])],
    shootings: [shooting('2024-01-16'), shooting('2024-01-29', { tie: 'hit' }), shooting('2024-02-11')],
  });
  expect(told(life)).toEqual([
    'sold 2023-10-12',
    'unknown-interval 2023-10-12 to 2024-01-16',
    'shooting 2024-01-16',
    'unknown-interval 2024-01-16 to 2024-01-29',
    'shooting 2024-01-29',
    'unknown-interval 2024-01-29 to 2024-02-11',
    'shooting 2024-02-11',
    'unknown-interval 2024-02-11 to 2024-03-03',
    'recovered 2024-03-03',
  ]);
  expect(life.events[1]).toMatchObject({ days: 96, title: 'Nobody recorded where it was for 96 days' });
  expect(life.timeToCrime.days).toBe(143);
  expect(life.shootings).toEqual({ hits: 1, leads: 2, retracted: 0 });
});

test('a withdrawn lead stays in history, counts as no lead and parts no interval', () => {
  const life = firearmLife({
    firearm,
    records: [record('etrace', [sale('2023-10-12'), recovery('2024-03-03')])],
    shootings: [shooting('2024-01-16', { status: 'RETRACTED' })],
  });
  expect(told(life)).toContain('unknown-interval 2023-10-12 to 2024-03-03');
  expect(told(life)).toContain('shooting 2024-01-16');
  expect(life.shootings).toEqual({ hits: 0, leads: 0, retracted: 1 });
});

test('two sources of one recovery are one event with two sources', () => {
  const life = firearmLife({
    firearm,
    records: [record('etrace', [recovery('2024-03-03')]), record('recoveries', [recovery('2024-03-03')])],
    shootings: [],
  });
  const recovered = life.events.filter((event) => event.kind === 'recovered');
  expect(recovered).toHaveLength(1);
  expect(recovered[0]!.sources.map((each) => each.feed)).toEqual(['etrace', 'recoveries']);
});

test('between factory, distributor and dealer no interval is unknown; before a first shooting without a sale one is, without a start', () => {
  const traded = firearmLife({
    firearm,
    records: [
      record(
        'etrace',
        [
          { table: 'transaction', ordinal: 1, values: { kind: 'SHIPMENT', happened_on: '2023-02-01' } },
          sale('2023-10-12'),
        ],
        { firearm: { manufactured_on: '2023-01-05' } },
      ),
    ],
    shootings: [],
  });
  expect(told(traded)).toEqual(['manufactured 2023-01-05', 'shipped 2023-02-01', 'sold 2023-10-12']);
  const untraced = firearmLife({ firearm, records: [record('recoveries', [recovery('2024-03-03')])], shootings: [] });
  expect(told(untraced)).toEqual(['unknown-interval … to 2024-03-03', 'recovered 2024-03-03']);
});

test('after a recovery stands where it may have been until the next event: in custody or released, or released where the status says so', () => {
  const taken = (on: string, status: string | null) =>
    record('recoveries', [{ table: 'recovery', ordinal: 2, values: { recovered_on: on, status } }]);
  const between = (status: string | null) =>
    kindOf(
      firearmLife({ records: [taken('2024-07-06', status), taken('2025-07-06', 'EVIDENCE')] }),
      'unknown-interval',
    ).at(-1)!;
  expect(between('RELEASED')).toMatchObject({
    from: '2024-07-06',
    to: '2025-07-06',
    days: 365,
    title: 'Released; nobody recorded where it was for 365 days',
    detail: { after: 'released', recoveryStatus: 'RELEASED' },
  });
  expect(between('Returned to owner').detail['after']).toBe('released');
  for (const status of ['DESTROYED', 'Destroyed by order'])
    expect(between(status)).toMatchObject({
      title: 'Recorded as destroyed; nobody recorded where it was for 365 days',
      detail: { after: 'destroyed' },
    });
  for (const status of ['EVIDENCE', 'NOT RELEASED', 'TO BE DESTROYED', null])
    expect(between(status)).toMatchObject({
      title: 'In custody or released, nobody recorded which, for 365 days',
      detail: { after: 'custody' },
    });
});

test('work on the held firearm ends no custody: trace and test fire leave no interval after the recovery', () => {
  const life = firearmLife({
    records: [
      record('etrace', [sale('2023-10-12'), recovery('2024-03-03')]),
      record('etrace', [
        { table: 'trace_request', ordinal: 3, values: { requested_on: '2024-03-10' } },
        { table: 'trace_result', ordinal: 4, values: { completed_on: '2024-03-20' } },
        { table: 'ballistic_entry', ordinal: 5, values: { event_type: 'TEST_FIRE', event_on: '2024-03-09' } },
      ]),
    ],
  });
  expect(kindOf(life, 'unknown-interval').map((event) => event.to)).toEqual(['2024-03-03']);
});

test('a life of which a part is not read claims no interval the rest may fill, no beginning and no time to crime', () => {
  const records = [
    record('etrace', [sale('2020-01-01'), recovery('2021-01-01')]),
    record('recoveries', [recovery('2022-01-01')]),
  ];
  const told = (inputs: Partial<LifeInputs>) => firearmLife({ records, ...inputs });
  const unknown = (life: ReturnType<typeof told>) =>
    kindOf(life, 'unknown-interval').map((event) => `${event.from} ${event.to}`);
  const cut = { records: { total: 700, read: 500 }, links: [] };
  expect(unknown(told({ cut, unreadDays: ['2019-01-01'] }))).toEqual([
    '2020-01-01 2021-01-01',
    '2021-01-01 2022-01-01',
  ]);
  expect(unknown(told({ cut, unreadDays: ['2020-06-01'] }))).toEqual(['2021-01-01 2022-01-01']);
  expect(told({ cut }).timeToCrime).toMatchObject({
    days: null,
    why: expect.stringMatching(/^only 500 of 700 source rows/),
  });
  const untraced = firearmLife({ records: [record('recoveries', [recovery('2022-01-01')])], cut });
  expect(unknown(untraced)).toEqual([]);
  const links = [{ id: 'firearm:1' as const, label: 'Glock', total: 300, read: 200 }];
  expect(unknown(told({ cut: { records: null, links } }))).toEqual([]);
  expect(told({ cut: { records: null, links } }).timeToCrime.days).toBe(366);
});

test('a test fire of which only the moment of entry is known is of the agency’s day, not of the day in UTC', () => {
  const entered = (at: string, timeZone: string) =>
    kindOf(
      firearmLife({
        timeZone,
        records: [
          record('nibin', [
            { table: 'ballistic_entry', ordinal: 5, values: { event_type: 'TEST_FIRE', entered_at: at } },
          ]),
        ],
      }),
      'test-fired',
    )[0]!.from;
  // 22:22 in summer and in winter in New York; 07:30 the next morning on Guam.
  expect(entered('2024-06-08T02:22:00.000Z', 'America/New_York')).toBe('2024-06-07');
  expect(entered('2024-12-08T03:22:00.000Z', 'America/New_York')).toBe('2024-12-07');
  expect(entered('2024-06-07T21:30:00.000Z', 'Pacific/Guam')).toBe('2024-06-08');
});

test('where the firearm is now is said by the newest recovery, whatever order the files came in', () => {
  const at = (on: string, status: string) =>
    record('recoveries', [{ table: 'recovery', ordinal: 2, values: { recovered_on: on, status } }]);
  expect(firearmLife({ records: [at('2025-01-01', 'EVIDENCE'), at('2024-01-01', 'RELEASED')] }).now).toBe('EVIDENCE');
});

test('a sale dated after the recovery is shown with its conflict and gives no time to crime', () => {
  const life = firearmLife({
    firearm,
    records: [record('etrace', [sale('2024-05-01'), recovery('2024-03-03')])],
    shootings: [],
  });
  expect(life.timeToCrime).toMatchObject({
    days: null,
    why: 'the recovery (2024-03-03) is dated before the sale (2024-05-01): one of the dates is wrong',
  });
  expect(life.events.find((event) => event.kind === 'sold')!.conflict).toMatch(/after the firearm was recovered/);
});

test('sources that differ on the sale give no time to crime, and both dates are shown', () => {
  const life = firearmLife({
    firearm,
    records: [record('etrace', [sale('2023-10-12'), recovery('2024-03-03')]), record('etrace', [sale('2023-12-10')])],
    shootings: [],
  });
  expect(life.timeToCrime.days).toBeNull();
  expect(life.events.filter((event) => event.kind === 'sold').map((event) => event.conflict)).toEqual(
    Array(2).fill('2 different dates of first retail sale are recorded'),
  );
});

test('sources that differ on the calibre are told apart from those that only punctuate it otherwise', () => {
  const of = (calibre: string, model: string) =>
    record('etrace', [], { firearm: { serial_clean: 'BXK482', calibre_code: calibre, calibre_raw: calibre, model } });
  const life = firearmLife({
    firearm,
    records: [of('9LUGER', 'M&P 9'), of('9LUGER', 'MP-9'), of('40SW', 'M&P9')],
    shootings: [],
  });
  expect(life.disagreements).toEqual(['calibre']);
});

test('an incident reached through another one says so, and what its tie rests on', () => {
  const through = [{ id: 'incident:5' as const, kind: 'incident' as const, label: 'Case 5' }];
  const life = firearmLife({
    firearm,
    records: [],
    shootings: [shooting('2024-01-16', { through, basis: 'DERIVED_RULE' })],
  });
  expect(life.events.find((event) => event.kind === 'shooting')).toMatchObject({
    basis: 'DERIVED_RULE',
    tie: 'lead',
    people: [{ role: 'incident' }, { id: 'incident:5', role: 'through' }],
  });
});

test('time to crime counts days over leap years and time changes, and never imputes', () => {
  const between = (soldOn: string[], recoveredOn: string[]) =>
    timeToCrime({ soldOn, recoveredOn, dealers: [], purchasers: [] });
  expect(between(['2020-02-28'], ['2020-03-01'])).toMatchObject({ kind: 'computed', days: 2 });
  expect(between(['2023-03-11'], ['2023-03-13'])).toMatchObject({ days: 2 });
  expect(between(['2023-01-01'], ['2023-01-01'])).toMatchObject({ days: 0 });
  expect(between([], ['2023-01-01'])).toMatchObject({
    kind: 'undetermined',
    why: 'the first retail sale is not recorded',
  });
  expect(between(['2023-01-01'], [])).toMatchObject({ kind: 'undetermined', why: 'no recovery is recorded' });
  expect(between(['2023-01-01'], ['2023-01-11', '2023-01-21', '2023-01-11'])).toMatchObject({
    days: 10,
    recoveredOn: '2023-01-11',
    recoveries: 2,
  });
  // A recovery before the sale is an error of the data, whatever came later.
  expect(between(['2023-01-01'], ['2022-12-31', '2023-01-11'])).toMatchObject({ kind: 'undetermined' });
});

const inCase = (on: string, id: number, status: string | null = null) =>
  record('recoveries', [{ table: 'recovery', ordinal: 2, values: { recovered_on: on, status } }], {
    participants: [
      {
        id: `incident:${id}`,
        kind: 'incident',
        label: `Case ${id}`,
        role: 'recovery',
        ordinal: 3,
        said: {},
        judgedOther: [],
      },
    ],
  });

test('one case told as recovered on two days that follow on each other is one recovery, of the first', () => {
  const life = firearmLife({
    records: [record('etrace', [sale('2023-03-01')]), inCase('2024-03-02', 7), inCase('2024-03-01', 7)],
  });
  expect(kindOf(life, 'recovered')).toMatchObject([{ from: '2024-03-01', conflict: null, sources: [{}, {}] }]);
  expect(life.timeToCrime).toMatchObject({ days: 366, recoveries: 1 });
  expect(life.disagreements).toEqual([]);
});

test('three days of one case are as far apart for time to crime as for its events', () => {
  const life = firearmLife({
    records: [record('etrace', [sale('2023-03-01')]), ...[1, 2, 3].map((day) => inCase(`2024-03-0${day}`, 7))],
  });
  expect(kindOf(life, 'recovered').map(({ from }) => from)).toEqual(['2024-03-01', '2024-03-03']);
  expect(life.timeToCrime.why).toBe('sources differ on the day of one recovery: 2024-03-01, 2024-03-03');
});

test('one case told as recovered on days further apart gives no time to crime and no time in custody', () => {
  const life = firearmLife({
    records: [record('etrace', [sale('2023-03-01')]), inCase('2023-03-02', 7), inCase('2024-03-01', 7)],
  });
  expect(life.timeToCrime).toMatchObject({
    days: null,
    why: 'sources differ on the day of one recovery: 2023-03-02, 2024-03-01',
  });
  expect(told(life)).toEqual([
    'sold 2023-03-01',
    'unknown-interval 2023-03-01 to 2023-03-02',
    'recovered 2023-03-02',
    'recovered 2024-03-01',
  ]);
  expect(kindOf(life, 'recovered').map((event) => event.conflict)).toEqual(
    Array(2).fill('the sources differ on the day of this recovery'),
  );
  expect(life.disagreements).toEqual(['recovery']);
});

test('two cases are two recoveries, and where the firearm is now the property room of the first cannot say', () => {
  const life = firearmLife({ records: [inCase('2022-02-01', 7, 'RELEASED TO OWNER'), inCase('2024-03-01', 8)] });
  expect(kindOf(life, 'recovered').map((event) => event.conflict)).toEqual([null, null]);
  expect(life.now).toBeNull();
  expect(firearmLife({ records: [inCase('2022-02-01', 7), inCase('2022-02-02', 7, 'EVIDENCE')] }).now).toBe('EVIDENCE');
});

test('what is told after a firearm was recorded as destroyed is marked', () => {
  const life = firearmLife({ records: [inCase('2022-02-01', 7, 'DESTROYED'), inCase('2024-03-01', 8)] });
  expect(kindOf(life, 'recovered').map((event) => event.conflict)).toEqual([
    null,
    expect.stringMatching(/recorded as destroyed/),
  ]);
  expect(life.disagreements).toEqual(['what-happened']);
});

test('a sale before the purchaser was born gives no time to crime', () => {
  const sold = {
    table: 'transaction',
    ordinal: 9,
    values: { kind: 'RETAIL_SALE', happened_on: '1985-03-01', to_ordinal: 6 },
  };
  const life = (born_on: string) =>
    firearmLife({
      records: [record('etrace', [sold, recovery('2024-03-01')], { participants: [buyer(1, 6, { born_on })] })],
    });
  expect(life('1960-01-01').timeToCrime.days).toBe(14245);
  expect(life('1990-01-01').timeToCrime).toMatchObject({
    days: null,
    why: 'the sale is dated before the purchaser was born: one of the dates is wrong',
  });
});

test.each([
  ['2021-05-05', 'theft-victim', /before the first retail sale/],
  ['2021-05-05', 'theft-dealer', null],
  ['2023-06-05', 'theft-victim', null],
  ['2024-05-05', 'theft-victim', /after the last recorded recovery/],
] as const)('a theft on %s told by a %s is marked where it cannot have been', (on, role, conflict) => {
  const life = firearmLife({
    records: [record('etrace', [sale('2023-03-01'), recovery('2024-03-01')]), theft(on, role)],
  });
  const [stolen] = kindOf(life, 'stolen');
  if (conflict === null) expect(stolen!.conflict).toBeNull();
  else expect(stolen!.conflict).toMatch(conflict);
});

test('an undated sale stands before what nobody recorded', () => {
  const undated = { table: 'transaction', ordinal: 1, values: { kind: 'RETAIL_SALE', happened_on: null } };
  const life = firearmLife({ records: [record('etrace', [recovery('2024-03-01'), undated])] });
  expect(told(life)).toEqual(['sold …', 'unknown-interval … to 2024-03-01', 'recovered 2024-03-01']);
});
