import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { entityId } from '../model/ids.ts';
import { inTransaction } from '../store/database.ts';
import {
  groups as groupsOf,
  recovered,
  rowHeaders,
  seen as seenIn,
  traced,
  type Kind,
  type Seen,
} from '../../test/joined-rows.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { findJudgedApart } from '../store/judged-apart.ts';
import { findContraryJudgements } from '../store/contrary-judgements.ts';
import { findFirearms } from './find-firearm.ts';
import { judgeObservations, withdrawJudgement } from './judge-observations.ts';
import { findKeptApart } from './kept-apart.ts';
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

const receive = (feed: keyof typeof rowHeaders, ...rows: string[]) =>
  receiveRows(store, feed, [rowHeaders[feed], ...rows]);
const seen = (kind: Kind) => seenIn(store, kind);
const groups = (kind: Kind, ...names: string[]) => groupsOf(store, kind, ...names);

const judge = (a: Seen, b: Seen, verdict: 'same' | 'different') =>
  judgeObservations(store.database, store.agency.agencyId, {
    a: a.observation,
    b: b.observation,
    verdict,
    reason: 'seen',
    judgedBy: 'analyst',
  });

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
  await withdrawJudgement(store.database, store.agency.agencyId, judgement, { by: 'analyst' });
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

test('a calibre that is left out later no longer holds together two that contradict each other', async () => {
  await receive('recoveries', recovered('P4', 'P/GLOCK/19/40/AAA1111'));
  await receive(
    'recoveries',
    recovered('P3', 'P/GLOCK/19/9MM/AAA1111', { trace: 'T100' }),
    recovered('P2', 'P/GLOCK/19/40/AAA1111', { trace: 'T100' }),
  );
  expect(await groups('firearm', 'P2', 'P3', 'P4')).toEqual([['P2', 'P3', 'P4']]);
  await receive('recoveries', recovered('P2', '/GLOCK/19//AAA1111', { trace: 'T100' }));
  expect(await groups('firearm', 'P2', 'P3', 'P4')).toEqual([['P2', 'P3'], ['P4']]);
});

test('a row is judged with another one, not with itself', async () => {
  await receive('recoveries', recovered('P1', 'P/GLOCK/19/9MM/AAA1111'));
  const { P1 } = await seen('firearm');
  await expect(judge(P1!, P1!, 'same')).rejects.toThrow('got one row twice');
});

test('a "different" given on older versions holds over a "same" of the newer, and is said to', async () => {
  await receive('recoveries', recovered('P1', 'P/GLOCK/19/9MM/AAA1111'), recovered('P2', 'P/GLOCK/19/9MM/AAA1111'));
  const before = await seen('firearm');
  const different = await judge(before['P1']!, before['P2']!, 'different');
  // What the older version of P1 said stays an entity, in P4; P2 becomes another firearm altogether.
  await receive('recoveries', recovered('P4', 'P/GLOCK/19/9MM/AAA1111'), recovered('P1', 'P/GLOCK/19/40/AAA1111'));
  await receive('recoveries', recovered('P2', 'P/TAURUS/G2C/9MM/BBB2222'));
  const now = await seen('firearm');
  const same = await judge(now['P1']!, now['P2']!, 'same');
  expect(await groups('firearm', 'P1', 'P2')).toEqual([['P1'], ['P2']]);
  const client = await store.database.pool('read').connect();
  try {
    const { agencyId } = store.agency;
    expect(await findContraryJudgements(client, agencyId, [same])).toEqual(new Map([[same, [different]]]));
    expect(await findContraryJudgements(client, agencyId, [different])).toEqual(new Map([[different, [same]]]));
    const pair = { a: now['P1']!.entity, b: now['P2']!.entity };
    expect(await findKeptApart(client, agencyId, 'firearm', [pair])).toMatchObject([{ by: 'judgement' }]);
  } finally {
    client.release();
  }
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

test('two licences of one state keep persons of one name and birth date apart; a mistyped one does not', async () => {
  const header =
    'Property Number,Agency Case Number,Recovered At,Make,Model,Caliber,Serial Number,Possessor Last Name,Possessor First Name,Possessor DOB,Possessor ID Type,Possessor ID State,Possessor ID Number';
  const rows = ['B482910375162', 'B903847561029', 'B482910375126', ''].map(
    (licence, at) =>
      `P${at + 1},24-000${at},01/05/2024 10:00,RUGER,LCP,380,EEE444${at},BAKER,ALICE,05/05/1990,${licence && 'DL'},${licence && 'MD'},${licence}`,
  );
  await receiveRows(store, 'recoveries', [header, ...rows]);
  // Who gave no number may be either, and is given to neither.
  expect(await groups('person', 'P1', 'P2', 'P3', 'P4')).toEqual([['P1', 'P3'], ['P2'], ['P4']]);
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
        if (a.replaced || b.replaced) {
          await expect(judge(a, b, each.verdict)).rejects.toMatchObject({ code: 'judgement.not-comparable' });
          continue;
        }
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
      // Asked of few, by what they hold; of many, by what people judged. Nothing has the ids beside them.
      const entities = [...new Set(before.map((row) => row.entity_id))];
      const nobody = Array.from({ length: 300 }, (_, at) => -1 - at);
      const [ofFew, ofMany] = await inTransaction(store.database.pool('read'), async (client) => [
        await findJudgedApart(client, agencyId, entities),
        await findJudgedApart(client, agencyId, [...entities, ...nobody]),
      ]);
      expect(ofMany).toEqual(ofFew);
    }),
    { numRuns: 20, endOnFailure: true },
  );
}, 240_000);
