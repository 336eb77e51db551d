import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { entityId, observationNumber, parseEntityId } from '../model/ids.ts';
import { inTransaction } from '../store/database.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { importFile } from './import-file.ts';
import { linkRecords } from './link-records.ts';
import { findFirearms } from './find-firearm.ts';
import { judgeObservations, withdrawJudgement } from './judge-observations.ts';
import { loadLife } from './load-life.ts';
import { rejoin } from './rejoin-entities.ts';

let store: TestStore;
const open = async () => {
  store = await openTestStore();
};
const close = async () => {
  await store.close();
};
beforeEach(open);
afterEach(close);

const headers = {
  recoveries:
    'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Possessor Last Name,Possessor First Name,Possessor DOB,Trace Number',
  etrace:
    'Trace Number,Request Date,Completed Date,Status,Completion Code,Agency Case Number,Serial Number,Manufacturer,Model,Caliber,Firearm Type,Dealer FFL,Dealer Name,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Recovery Date,Recovery Address,Recovery City,Recovery State',
};

const receive = (feed: keyof typeof headers, ...rows: string[]) => receiveRows(store, feed, [headers[feed], ...rows]);

/** Type, make, model, calibre, serial of a recovered firearm, as `P/GLOCK/19/9MM/AAA1111`. */
const recovered = (
  property: string,
  firearm: string,
  more: { trace?: string; person?: string; case?: string } = {},
) => {
  const [family = '', given = '', born = ''] = more.person?.split('/') ?? [];
  return `${property},${more.case ?? `24-${property.slice(1).padStart(7, '0')}`},05/06/2024 01:45,${firearm.split('/').join(',')},${family},${given},${born},${more.trace ?? ''}`;
};
const traced = (trace: string, serial: string, make: string, sold = '01/01/2020') =>
  `${trace},05/07/2024,05/20/2024,COMPLETED,TRACED TO PURCHASER,24-9,${serial},${make},19,9MM,P,8-52-005-01-9H-32309,EAGLE,${sold},ECHO,ED,02/03/1985,05/06/2024,7 QUAY LN,HARBOR CITY,MD`;

interface Seen {
  readonly observation: number;
  readonly entity: number;
}

type Kind = 'firearm' | 'person' | 'place' | 'incident';

/** Newest observation of a kind in each record, by the number the agency gave the record and its version. */
async function seen(kind: Kind): Promise<Record<string, Seen>> {
  const { rows } = await store.database
    .pool('read')
    .query<{ natural_key: string; version: number; record_id: number; ordinal: number; entity_id: number }>(
      `select r.natural_key, r.version, o.record_id, o.ordinal, o.entity_id from flashlight.observation_of o
       join flashlight.record r using (agency_id, record_id) where o.kind = $1 order by r.natural_key, r.version`,
      [kind],
    );
  return Object.fromEntries(
    rows.flatMap((row) => {
      const of = { observation: observationNumber(row.record_id, row.ordinal), entity: row.entity_id };
      return [
        [row.natural_key, of],
        [`${row.natural_key}/v${row.version}`, of],
      ];
    }),
  );
}

const judge = (a: Seen, b: Seen, verdict: 'same' | 'different') =>
  judgeObservations(store.database, store.agency.agencyId, {
    a: a.observation,
    b: b.observation,
    verdict,
    reason: 'seen',
    judgedBy: 'analyst',
  });

/** Entities by what was joined: the names of the records in each, those of one entity together. */
async function groups(kind: Kind, ...names: string[]): Promise<string[][]> {
  const found = await seen(kind);
  return [...Map.groupBy(names, (name) => found[name]!.entity).values()];
}

test('a trace whose serial number is corrected no longer ties the firearm it named before to the one it names now', async () => {
  await receive('recoveries', recovered('P1', 'P/GLOCK/19/9MM/AAA1111'), recovered('P2', 'P/TAURUS/G2C/9MM/BBB2222'));
  await receive('etrace', traced('T100', 'AAA1111', 'GLOCK'));
  expect(await groups('firearm', 'P1', 'T100', 'P2')).toEqual([['P1', 'T100'], ['P2']]);
  await receive('etrace', traced('T100', 'BBB2222', 'TAURUS', '01/01/2021'));
  expect(await groups('firearm', 'P1', 'T100/v1', 'P2', 'T100/v2')).toEqual([
    ['P1', 'T100/v1'],
    ['P2', 'T100/v2'],
  ]);
  const found = await seen('firearm');
  const client = await store.database.pool('read').connect();
  try {
    const lives = [];
    for (const name of ['P1', 'P2']) lives.push((await loadLife(client, store.agency.agencyId, found[name]!.entity))!);
    expect(lives.map((life) => life.events.filter((each) => each.kind === 'sold').length)).toEqual([0, 1]);
    expect(lives.map((life) => life.timeToCrime.soldOn)).toEqual([null, '2021-01-01']);
    expect((await findFirearms(client, store.agency.agencyId, 'T100')).map((each) => each.id)).toEqual([
      entityId('firearm', found['P2']!.entity),
    ]);
  } finally {
    client.release();
  }
});

test('what only corrected rows said is one history without rows in force; what they say now is named and counted after them', async () => {
  await receive('etrace', traced('T100', 'ORD111', 'GLOCK'));
  await receive('etrace', traced('T100', 'ORD111', 'GLOCK', '01/02/2020'));
  await receive('etrace', traced('T100', 'ORD111', 'GLOCK', '01/03/2020'));
  await receive('etrace', traced('T100', 'ORD999', 'GLOCK', '01/03/2020').replace('ECHO,ED', 'ECHO,EDGAR'));
  const client = await store.database.pool('read').connect();
  try {
    const before = await findFirearms(client, store.agency.agencyId, 'ORD111');
    expect(before).toHaveLength(1);
    const [now] = await findFirearms(client, store.agency.agencyId, 'ORD999');
    const life = async (id: string) => (await loadLife(client, store.agency.agencyId, parseEntityId(id)!.number))!;
    expect((await life(now!.id)).apart).toEqual([]);
    expect((await life(before[0]!.id)).apart).toMatchObject([{ id: now!.id }]);
    const { rows } = await client.query<{ label: string; observations: number }>(
      `select label, observations from flashlight.entity where kind in ('firearm', 'person') and merged_into is null order by observations, label`,
    );
    expect(rows).toEqual([
      { label: 'Echo, Ed', observations: 0 },
      { label: 'Glock 19 ORD111', observations: 0 },
      { label: 'Echo, Edgar', observations: 1 },
      { label: 'Glock 19 ORD999', observations: 1 },
    ]);
  } finally {
    client.release();
  }
});

test('of two imports that overlap the version saved last is in force, whichever began first', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'flashlight-overlap-'));
  try {
    const order = async (name: string, status: string, onBegun?: () => Promise<void>) => {
      const path = join(folder, name);
      await writeFile(
        path,
        `${headers.recoveries},Status\r\n${recovered('P1', 'P/GLOCK/19/9MM/AAA1111')},${status}\r\n`,
      );
      return importFile(store.database, {
        agency: store.agency,
        feed: 'recoveries',
        path,
        rejectsDir: folder,
        startedBy: 'test',
        receivedAt: '2026-01-01T00:00:00Z',
        ...(onBegun ? { onBegun } : {}),
      });
    };
    // The first to begin is the last to save.
    const first = await order('first.csv', 'DESTROYED', async () => void (await order('second.csv', 'EVIDENCE')));
    expect(first.accepted).toBe(1);
    await linkRecords(store.database);
    const { rows } = await store.database.pool('read').query(
      `select r.version, o.status, t.status as said from flashlight.observation_of o join flashlight.record r using (agency_id, record_id)
           join flashlight.recovery t using (agency_id, record_id) where o.kind = 'firearm' order by r.version`,
    );
    expect(rows).toEqual([
      { version: 1, status: 'SUPERSEDED', said: 'EVIDENCE' },
      { version: 2, status: 'ACTIVE', said: 'DESTROYED' },
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a number that only a superseded version carries ties nothing together that comes later', async () => {
  await receive('etrace', traced('T100', 'AAA1111', 'GLOCK'));
  await receive('etrace', traced('T100', '', ''));
  await receive('recoveries', recovered('P1', 'P/GLOCK/19/9MM/AAA1111'));
  await receive('recoveries', recovered('P2', 'P/TAURUS/G2C/9MM/BBB2222', { trace: 'T100' }));
  expect(await groups('firearm', 'P1', 'P2', 'T100')).toEqual([['P1'], ['P2', 'T100']]);
});

test('the same trace number joins no two firearms whose serial numbers differ, and gives what fits both to neither', async () => {
  await receive('recoveries', recovered('P1', 'P/GLOCK/19/9MM/AAA1111', { trace: 'T100' }));
  await receive('recoveries', recovered('P2', 'P/GLOCK/19/9MM/', { trace: 'T100' }));
  expect(await groups('firearm', 'P1', 'P2')).toEqual([['P1', 'P2']]);
  await receive('recoveries', recovered('P3', 'P/TAURUS/G2C/9MM/BBB2222', { trace: 'T100' }));
  await receive('recoveries', recovered('P4', 'P/TAURUS/G2C/9MM/BBB2222'));
  expect(await groups('firearm', 'P1', 'P2', 'P3', 'P4')).toEqual([['P1'], ['P2'], ['P3', 'P4']]);
  const { entity } = (await seen('firearm'))['P1']!;
  const { rows } = await store.database
    .pool('read')
    .query<{ detail: unknown }>('select detail from flashlight.entity where entity_id = $1', [entity]);
  const { P2, P3 } = await seen('firearm');
  expect(rows[0]!.detail).toEqual({
    apart: [P2, P3].map((each) => ({ entity: each!.entity, reason: 'same trace number' })),
  });
});

test('a "different" holds when a later record shares a number with both', async () => {
  await receive(
    'recoveries',
    recovered('P1', 'P/GLOCK/19/9MM/AAA1111'),
    recovered('P2', 'P/GLOCK/19/9MM/', { trace: 'T200' }),
  );
  const { P1, P2 } = await seen('firearm');
  const judgement = await judge(P1!, P2!, 'different');
  await receive('recoveries', recovered('P3', 'P/GLOCK/19/9MM/AAA1111', { trace: 'T200' }));
  expect(await groups('firearm', 'P1', 'P2', 'P3')).toEqual([['P1', 'P3'], ['P2']]);
  await withdrawJudgement(store.database, store.agency.agencyId, judgement, 'analyst');
  expect(await groups('firearm', 'P1', 'P2', 'P3')).toEqual([['P1', 'P2', 'P3']]);
});

test('a "different" holds when the record it was given on comes again with other cells', async () => {
  await receive('recoveries', recovered('P1', 'P/GLOCK/19/9MM/AAA1111'), recovered('P2', 'P/GLOCK/19/9MM/AAA1111'));
  const { P1, P2 } = await seen('firearm');
  await judge(P1!, P2!, 'different');
  await receive('recoveries', recovered('P2', 'P/GLOCK/19 GEN5/9MM/AAA1111'));
  await receive('recoveries', recovered('P1', 'P/GLOCK/19X/9MM/AAA1111'));
  expect(await groups('firearm', 'P1', 'P2')).toEqual([['P1'], ['P2']]);
});

test('one make and serial number on a handgun and a shotgun, or in two bores, joins nothing until a case or a person does', async () => {
  await receive('recoveries', recovered('P7', 'S/RUGER/LCP/12GA/EEE5555'), recovered('P8', 'P/RUGER/LCP/380/EEE5555'));
  await receive('recoveries', recovered('P9', 'P/GLOCK/19/9MM/FFF6666'), recovered('P10', 'P/GLOCK/19/40/FFF6666'));
  await receive('recoveries', recovered('P11', 'P/GLOCK/19/9MM/GGG7777'), recovered('P12', 'P/GLOCK/19/380/GGG7777'));
  await receive(
    'recoveries',
    recovered('P13', 'P/GLOCK/19/9MM/HHH8888', { case: '24-13' }),
    recovered('P14', 'P/GLOCK/19/45/HHH8888', { case: '24-13' }),
    recovered('P15', 'P/GLOCK/19/45/HHH8888'),
  );
  expect(await groups('firearm', 'P7', 'P8', 'P9', 'P10', 'P11', 'P12', 'P13', 'P14', 'P15')).toEqual([
    ['P7'],
    ['P8'],
    ['P9'],
    ['P10'],
    ['P11', 'P12'],
    ['P13', 'P14', 'P15'],
  ]);
  const { P7, P8 } = await seen('firearm');
  await judge(P7!, P8!, 'same');
  await receive('recoveries', recovered('P16', 'P/RUGER/LCP/380/EEE5555'));
  expect(await groups('firearm', 'P7', 'P8', 'P16')).toEqual([['P7', 'P8', 'P16']]);
});

test('two middle names keep persons of one name and birth date apart, also through one who gives none', async () => {
  const person = (given: string) => ({ person: `SMITH/${given}/01/02/1980`.replace('/01/02/', '/01-02-') });
  const gun = 'P/RUGER/LCP/380/';
  await receive('recoveries', recovered('P1', `${gun}DDD4441`, person('JOHN')));
  await receive('recoveries', recovered('P2', `${gun}DDD4442`, person('JOHN A')));
  expect(await groups('person', 'P1', 'P2')).toEqual([['P1', 'P2']]);
  await receive('recoveries', recovered('P3', `${gun}DDD4443`, person('JOHN B')));
  await receive('recoveries', recovered('P4', `${gun}DDD4444`, person('JOHN ALAN')));
  expect(await groups('person', 'P1', 'P2', 'P3', 'P4')).toEqual([['P1'], ['P2', 'P4'], ['P3']]);
});

test('words and counts where a serial number should stand, and no maker at all, join nothing', async () => {
  const firearms = [
    ...[
      'MADE IN AUSTRIA',
      'MADE IN USA',
      'NONE',
      'UNKNOWN',
      'OBLITERATED',
      '0000000',
      'O0O0',
      '1234',
      '12345',
      '123456',
      'AAAA',
      '1919',
    ].map((serial) => `P/GLOCK/1919/9MM/${serial}`),
    ...['HOMEMADE', 'PRIVATELY MADE', 'GHOST GUN', 'PMF'].map((make) => `P/${make}/17/9MM/AB10023`),
  ];
  const names = firearms.flatMap((_, at) => [`P${at * 2 + 1}`, `P${at * 2 + 2}`]);
  await receive('recoveries', ...names.map((name, at) => recovered(name, firearms[Math.floor(at / 2)]!)));
  expect(await groups('firearm', ...names)).toEqual(names.map((name) => [name]));
});

test('words put where a serial number should stand join no firearms, and a number with a letter O for a zero does', async () => {
  const words =
    'NO VISIBLE SERIAL,NOT ON FILE,REFUSED,WORN,ERADICATED,UNDETERMINED,AUSTRIA,SMYRNA GA,GLOCK19,9X19,LOT 5,SEE PHOTO 2,UNKOWN,REPLICA';
  const firearms = words.split(',').map((serial) => `P/GLOCK/19/9MM/${serial}`);
  for (const make of ['PISTOL', '9MM', 'CHINA', 'SEE REMARKS']) firearms.push(`P/${make}/19/9MM/BXK4820`);
  const names = firearms.flatMap((_, at) => [`P${at * 2 + 1}`, `P${at * 2 + 2}`]);
  await receive('recoveries', ...names.map((name, at) => recovered(name, firearms[Math.floor(at / 2)]!)));
  await receive(
    'recoveries',
    recovered('P901', 'P/GLOCK/19/9MM/BXK480'),
    recovered('P902', 'P/GLOCK/19/9MM/bxk-48O'),
    recovered('P903', 'P/GLOCK/19/9MM/WDUY000'),
    recovered('P904', 'P/GLOCK/19/9MM/WDUY000'),
  );
  expect(await groups('firearm', ...names, 'P901', 'P902', 'P903', 'P904')).toEqual([
    ...names.map((name) => [name]),
    ['P901', 'P902'],
    ['P903', 'P904'],
  ]);
});

const possessed = (property: string, person: string, more: { case?: string; address?: string } = {}) =>
  `${property},${more.case ?? `24-${property.slice(1).padStart(7, '0')}`},05/06/2024 01:45,P,RUGER,LCP,380,,${more.address ?? ''},HARBOR CITY,MD,${person.split('/').join(',')}`;
const receivePossessed = (...rows: string[]) =>
  receiveRows(store, 'recoveries', [
    'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Address,City,State,Possessor Last Name,Possessor First Name,Possessor DOB,Possessor Sex,Possessor ID Type,Possessor ID State,Possessor ID Number',
    ...rows,
  ]);

test('words and filler where a licence number should stand join no persons', async () => {
  const numbers = 'NO LICENSE,NOT GIVEN,NOL,NONE ON FILE,ID,A,1,123456789,11111111'.split(',');
  const names = numbers.flatMap((_, at) => [`P${at * 2 + 1}`, `P${at * 2 + 2}`]);
  await receivePossessed(
    ...names.map((name, at) => possessed(name, `SMITH/JOHN///DL/MD/${numbers[Math.floor(at / 2)]!}`)),
    // A single letter with a birth date is no name either.
    possessed('P101', 'SMITH/J/01-02-1980////'),
    possessed('P102', 'SMITH/J/01-02-1980////'),
  );
  const all = [...names, 'P101', 'P102'];
  expect(await groups('person', ...all)).toEqual(all.map((name) => [name]));
});

test('one licence number joins no persons whose given names, birth dates or sexes contradict, and shows them apart', async () => {
  const number = 'DL/MD/S530423456789';
  await receivePossessed(
    possessed('P1', `SMITH/ROBERT/01-02-1980/M/${number}`),
    possessed('P2', `SMITH/BOB A//M/${number}`),
    possessed('P3', `SMITH/R/01-02-1980//${number}`),
  );
  expect(await groups('person', 'P1', 'P2', 'P3')).toEqual([['P1', 'P2', 'P3']]);
  await receivePossessed(
    possessed('P4', `JONES/KIM/03-04-1985/M/DL/MD/J530423456780`),
    possessed('P5', `JONES/ANGELA/03-04-1985//DL/MD/J530423456780`),
    possessed('P6', `WEST/LEE/03-04-1985//DL/MD/W530423456780`),
    possessed('P7', `WEST/LEE/04-03-1985//DL/MD/W530423456780`),
    possessed('P8', `EAST/ROBIN/03-04-1985/F/DL/MD/E530423456780`),
    possessed('P9', `EAST/ROBIN/03-04-1985/M/DL/MD/E530423456780`),
  );
  const others = ['P4', 'P5', 'P6', 'P7', 'P8', 'P9'];
  expect(await groups('person', ...others)).toEqual(others.map((name) => [name]));
  const { P6, P7 } = await seen('person');
  const { rows } = await store.database
    .pool('read')
    .query<{ detail: unknown }>('select detail from flashlight.entity where entity_id = $1', [P6!.entity]);
  expect(rows[0]!.detail).toEqual({ apart: [{ entity: P7!.entity, reason: 'same identifier and family name' }] });
});

test('words and filler where a case number or an address should stand join no incidents and no places', async () => {
  const cases = 'SEE NOTES,MULTIPLE,NOT ASSIGNED,FOUND PROPERTY,XXXX,00-0000000,99999999,1'.split(',');
  const addresses = 'REFUSED,AT LARGE,SEE REPORT,LKA,JAIL,HARBOR CITY,MAIN ST,HOME / WORK'.split(',');
  const names = cases.flatMap((_, at) => [`P${at * 2 + 1}`, `P${at * 2 + 2}`]);
  const real = [
    ['24-0000777', '6300 BLOCK FRANKFORD AVE'],
    ['240000777', '63XX Frankford Avenue'],
    ['24-13', 'N CHARLES ST & E NORTH AVE'],
    ['24-13', 'E North Ave / N Charles St'],
    ['24-14', 'Druid Hill Park'],
    ['24 14', 'DRUID HILL PARK'],
  ];
  await receivePossessed(
    ...names.map((name, at) => {
      const of = Math.floor(at / 2);
      return possessed(name, '//////', { case: cases[of]!, address: addresses[of]! });
    }),
    ...real.map(([number, address], at) => possessed(`P${101 + at}`, '//////', { case: number!, address: address! })),
  );
  const joined = [
    ['P101', 'P102'],
    ['P103', 'P104'],
    ['P105', 'P106'],
  ];
  for (const kind of ['incident', 'place'] as const)
    expect(await groups(kind, ...names, ...joined.flat())).toEqual([...names.map((name) => [name]), ...joined]);
});

const firearm = fc.record({
  property: fc.constantFrom('P1', 'P2', 'P3', 'P4'),
  firearm: fc.constantFrom(
    'P/GLOCK/19/9MM/AAA1111',
    'P/GLOCK/19/40/AAA1111',
    '/GLOCK/19//AAA1111',
    'P/TAURUS/G2C/9MM/BBB2222',
    'P/GLOCK/19/9MM/',
  ),
  trace: fc.constantFrom('', 'T100', 'T200'),
  person: fc.constantFrom('', 'SMITH/JOHN/01-02-1980', 'SMITH/JOHN A/01-02-1980', 'SMITH/JOHN B/01-02-1980'),
});
const received = fc.record({
  does: fc.constant('import' as const),
  rows: fc.array(firearm, { minLength: 2, maxLength: 4 }),
});
const judged = (...verdicts: ('different' | 'same')[]) =>
  fc.record({
    does: fc.constant('judge' as const),
    kind: fc.constantFrom('firearm' as const, 'person' as const),
    a: fc.nat(),
    b: fc.nat(),
    verdict: fc.constantFrom(...verdicts),
  });
/** Something to judge, a "different", and something that may undo it; then anything. */
const history = fc
  .tuple(
    received,
    judged('different'),
    judged('different'),
    received,
    received,
    fc.array(fc.oneof(received, judged('different', 'different', 'same')), { maxLength: 4 }),
  )
  .map(([...first]) => first.flat());

test('in any order of imports, corrections and judgements a "different" holds, and joining everything anew changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (deeds) => {
      await close();
      await open();
      const { agencyId } = store.agency;
      const different: [number, number][] = [];
      for (const each of deeds) {
        if (each.does === 'import') {
          const rows = new Map(each.rows.map((row) => [row.property, row]));
          await receive('recoveries', ...[...rows.values()].map((row) => recovered(row.property, row.firearm, row)));
          continue;
        }
        const found = Object.values(await seen(each.kind));
        if (found.length < 2) continue;
        const [a, b] = [found[each.a % found.length]!, found[each.b % found.length]!];
        if (a.observation === b.observation) continue;
        await judge(a, b, each.verdict);
        if (each.verdict === 'different') different.push([a.observation, b.observation]);
      }
      const state = async () =>
        (
          await store.database
            .pool('read')
            .query<{ number: number; entity_id: number }>(
              'select record_id * 64 + ordinal as number, entity_id from flashlight.observation_of order by 1',
            )
        ).rows;
      const before = await state();
      const entityOf = new Map(before.map((row) => [row.number, row.entity_id]));
      for (const [a, b] of different) expect(entityOf.get(a)).not.toBe(entityOf.get(b));
      await inTransaction(store.database.pool('import'), (client) =>
        rejoin(client, agencyId, [...new Set(before.map((row) => row.entity_id))]),
      );
      expect(await state()).toEqual(before);
    }),
    { numRuns: 20, endOnFailure: true },
  );
}, 240_000);
