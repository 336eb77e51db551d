import { expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import type { FeedName } from '../model/feeds.ts';
import { Random } from '../stats/random.ts';
import { loadLife } from './load-life.ts';

type File = readonly [feed: FeedName, ...lines: string[]];

const recoveryHeader =
  'Property Number,Case Number,Recovery Date,Serial Number,Make,Model,Caliber,Type,Status,Recovered From';
const entryHeader = 'IBIS Number,Case Number,Item Number,Event Type,Event Date,Serial Number,Manufacturer,Caliber';
const leadHeader =
  'Lead Number,Kind,Status,Issued,Case A,Item A,IBIS A,Case B,Item B,IBIS B,Confirmed,Retracted,Conclusion,Serial Number,Manufacturer';

/** What the store tells once some files came in one after another: every firearm with its ties, without what is numbered anew. */
async function toldOf(files: readonly File[]): Promise<unknown> {
  const store = await openTestStore();
  try {
    for (const [feed, ...lines] of files) await receiveRows(store, feed, lines);
    return { links: await linksIn(store), lives: await livesIn(store) };
  } finally {
    await store.close();
  }
}

async function linksIn(store: TestStore): Promise<unknown[]> {
  const { rows } = await store.database.pool('read').query(
    `with named as (
       select o.entity_id, string_agg(r.natural_key || '/' || o.ordinal, ' ' order by r.natural_key, o.ordinal) as name
         from flashlight.observation_of o join flashlight.record r using (agency_id, record_id) where o.status = 'ACTIVE' group by 1)
     select r.natural_key as row, o.natural_key as other, s.name as subject, l.predicate, i.name as object, l.status, l.valid_from::text as on, l.description
       from flashlight.link l join flashlight.record r using (agency_id, record_id)
       left join flashlight.record o on o.agency_id = l.agency_id and o.record_id = l.other_record_id
       join named s on s.entity_id = l.subject_id join named i on i.entity_id = l.object_id
      where l.status <> 'SUPERSEDED' order by 1, 2, 3, 4, 5`,
  );
  return rows;
}

async function livesIn(store: TestStore): Promise<unknown[]> {
  const client = await store.database.pool('read').connect();
  try {
    const { rows } = await client.query<{ entity_id: number }>(
      `select entity_id from flashlight.entity where kind = 'firearm' and merged_into is null and observations > 0`,
    );
    const lives = [];
    for (const { entity_id } of rows) {
      const life = (await loadLife(client, store.agency.agencyId, entity_id))!;
      const { firearm, facts, shootings, timeToCrime, disagreements, apart, events } = life;
      lives.push({
        label: firearm.label,
        facts: facts.map(({ name, value }) => `${name} ${value}`).toSorted(),
        shootings,
        days: timeToCrime.days,
        disagreements,
        apart: apart.map(({ label, reason }) => [label, reason]).toSorted(),
        events: events
          .map(({ kind, from, title, tie, status, conflict, people, detail }) =>
            JSON.stringify([
              kind,
              from,
              title,
              tie,
              status,
              conflict,
              people.map(({ label }) => label).toSorted(),
              detail,
            ]),
          )
          .toSorted(),
      });
    }
    return lives.map((life) => JSON.stringify(life)).toSorted();
  } finally {
    client.release();
  }
}

function ordersOf<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) => ordersOf(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

test('a firearm that records contradict is tied alike in every order of imports', async () => {
  const files: File[] = [
    ['recoveries', recoveryHeader, 'P-0,23-0001,01/17/2023,ABC12345,GLOCK,,40,RIFLE,IN EVIDENCE,'],
    ['nibin', entryHeader, 'IB-002,23-0004,TF-9,TEST FIRE,05/15/2021,ABC12345,GLOCK,9MM'],
    [
      'nibin',
      leadHeader,
      'L-01,HIT,CONFIRMED HIT,02/01/2023,23-0002,CC-2,IB-010,23-0001,1,IB-011,02/10/2023,,IDENTIFICATION,ABC12345,GLOCK',
    ],
  ];
  const told = [];
  for (const order of ordersOf(files)) told.push(await toldOf(order));
  for (const each of told) expect(each).toEqual(told[0]);
  expect(JSON.stringify(told[0])).not.toContain('FIRED_IN');
});

/** Files of few numbers, so that their rows speak of the same things and contradict each other; no number comes in two files. */
function contradictingFiles(random: Random): File[] {
  const one = <Item>(items: readonly Item[]): Item => items[random.between(0, items.length - 1)]!;
  const many = (most: number, row: (at: number) => readonly string[]) =>
    Array.from({ length: random.between(1, most) }, (_, at) => row(at).join(','));
  const day = () => `0${random.between(1, 9)}/1${random.between(0, 9)}/202${random.between(1, 3)}`;
  const serial = () => one(['ABC12345', 'ABC12345', 'XYZ98765']);
  const make = () => one(['GLOCK', 'GLOCK', 'GLOCK', 'TAURUS', '']);
  const calibre = () => one(['9MM', '9MM', '9MM', '40', '']);
  const ofCase = () => one(['23-0001', '23-0002', '23-0003', '23-0004']);
  const item = () => one(['CC-1', 'CC-2', 'TF-1', '1', '']);
  const ibis = () => one(['IB-001', 'IB-002', 'IB-003', 'IB-004', '']);
  const lead = (number: string) => {
    const named = random.between(0, 1) === 1 ? [serial(), make()] : ['', ''];
    const status = one(['DISSEMINATED', 'CONFIRMED HIT', 'NOT CONFIRMED', 'RETRACTED', 'INCONCLUSIVE', '']);
    const days = [one([day(), '']), one([day(), ''])];
    const conclusion = one(['IDENTIFICATION', 'IDENTIFICATION', '', 'ELIMINATION', 'INCONCLUSIVE']);
    const ends = [one([ofCase(), '']), item(), ibis(), ofCase(), item(), ibis()];
    return [number, one(['LEAD', 'HIT', '']), status, day(), ...ends, ...days, conclusion, ...named];
  };
  return [
    [
      'recoveries',
      recoveryHeader,
      ...many(3, (at) => [
        `P-${at + 1}`,
        ofCase(),
        day(),
        serial(),
        make(),
        one(['17', '19', '']),
        calibre(),
        one(['PISTOL', 'RIFLE']),
        '',
        '',
      ]),
    ],
    [
      'nibin',
      entryHeader,
      ...many(4, (at) => {
        const testFire = random.between(0, 1) === 1;
        const fired = testFire ? [serial(), make()] : ['', ''];
        return [
          `IB-00${at + 1}`,
          ofCase(),
          item(),
          testFire ? 'TEST FIRE' : one(['SCENE', '']),
          day(),
          ...fired,
          calibre(),
        ];
      }),
    ],
    ['nibin', leadHeader, ...many(4, (at) => lead(`L-1${at}`))],
    ['nibin', leadHeader, ...many(4, (at) => lead(`L-2${at}`))],
  ];
}

test.each(['a', 'b', 'c', 'd', 'e', 'f'])('so are files of chance that contradict each other: %s', async (seed) => {
  const random = new Random(`import-orders/${seed}`);
  const files = contradictingFiles(random);
  const first = await toldOf(files);
  expect(await toldOf(files.toReversed())).toEqual(first);
  expect(await toldOf([files[2]!, files[0]!, files[3]!, files[1]!])).toEqual(first);
});

test('a firearm is named by what its rows say most fully, whichever came in first', async () => {
  const files: File[] = [
    ['recoveries', recoveryHeader, 'P-1,23-0001,01/17/2023,ABC12345,GLOCK,17,9MM,PISTOL,,'],
    ['nibin', entryHeader, 'IB-002,23-0004,TF-9,TEST FIRE,05/15/2021,ABC12345,GLOCK,9MM'],
  ];
  const told = await toldOf(files);
  expect(JSON.stringify(told)).toContain('Glock 17 ABC12345');
  expect(await toldOf(files.toReversed())).toEqual(told);
});
