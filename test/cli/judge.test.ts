import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFile } from '../../src/jobs/import-file.ts';
import { judgeObservations } from '../../src/jobs/judge-observations.ts';
import { linkRecords } from '../../src/jobs/link-records.ts';
import { onlyJson, runCommand } from '../faults/run-command.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { receiveRows } from '../receive-rows.ts';
import { header, people, row } from '../sim/made-people.ts';

const place = mkdtempSync(join(tmpdir(), 'flashlight-judge-'));
let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(async () => {
  await store.close();
  rmSync(place, { recursive: true, force: true });
});

test('records that are imported and not joined yet are told of where they may be missing', async () => {
  const path = join(place, 'not-joined.csv');
  writeFileSync(
    path,
    'Property Number,Case Number,Recovered At,Make,Serial Number\nP77,24-77,03/01/2024,GLOCK,NJD7777\n',
  );
  const around = { url: store.url, dataDir: join(place, 'data') };
  await importFile(store.database, {
    agency: store.agency,
    feed: 'recoveries',
    path,
    rejectsDir: place,
    startedBy: 'test',
    receivedAt: '2026-01-01T00:00:00Z',
  });
  const before = await runCommand(['firearm', 'NJD7777'], around);
  expect(before.code).toBe(1);
  expect(before.stderr).toContain('Not joined yet: 1 record of 1 import.');
  expect((await runCommand(['links', 'firearm:1'], around)).stderr).toContain('Not joined yet: 1 record ');
  await linkRecords(store.database);
  const after = await runCommand(['firearm', 'NJD7777'], around);
  expect([after.code, after.stderr]).toEqual([0, '']);
});

describe('judge', () => {
  test('parts what a key joined and joins what it left apart, and a withdrawal brings back what was', async () => {
    const around = { url: store.url, dataDir: join(place, 'data') };
    const path = join(place, 'judged.csv');
    writeFileSync(
      path,
      'Property Number,Case Number,Recovered At,Make,Serial Number\nP81,24-81,03/01/2024,GLOCK,JDG8111\nP82,24-82,04/01/2024,GLOCK,JDG8111\nP83,24-83,05/01/2024,GLOCK,JDG8222\n',
    );
    expect((await runCommand(['import', 'recoveries', path, '--agency', 'harbor-city'], around)).code).toBe(0);
    type Life = { firearm: { id: string }; sources: number; events: { kind: string; sources: { record: number }[] }[] };
    const life = async (wanted: string) => onlyJson<Life>(await runCommand(['firearm', wanted, '--json'], around));
    const judge = async (...words: string[]) => runCommand(['judge', ...words, '--json'], around);
    const one = await life('JDG8111');
    expect(one.sources).toBe(2);
    const { id } = one.firearm;
    const newest = one.events.findLast((event) => event.kind === 'recovered')!.sources[0]!.record;
    const parted = await judge('different', `${id}@${newest}`, id, '--reason', 'two photographs, two guns');
    expect(parted.code, parted.stderr).toBe(0);
    expect((await life(id)).sources).toBe(1);
    const other = (await life('JDG8222')).firearm.id;
    const joined = onlyJson<{ judgement: number }>(await judge('same', id, other, '--reason', 'a slip of the pen'));
    expect((await life(id)).sources).toBe(2);
    const listed = onlyJson<{ judgement: number; verdict: string; reason: string }[]>(await judge('list', id));
    expect(listed.map((each) => each.verdict)).toEqual(['different', 'same']);
    for (const { judgement } of listed)
      expect((await runCommand(['judge', 'withdraw', String(judgement)], around)).code).toBe(0);
    expect(joined.judgement).toBe(listed[1]!.judgement);
    const { rows: audited } = await store.database
      .pool('read')
      .query(
        `select subject ->> 'judgement' as judgement from flashlight.audit_event where action = 'judgement.withdraw' order by event_id`,
      );
    expect(audited.map((each) => Number(each['judgement']))).toEqual(listed.map((each) => each.judgement));
    expect((await life(id)).sources).toBe(2);
    expect((await life('JDG8222')).sources).toBe(1);
  });

  test('says which judgement stands against it, when it is given and in the list', async () => {
    const around = { url: store.url, dataDir: join(place, 'data') };
    const path = join(place, 'contrary.csv');
    writeFileSync(
      path,
      'Property Number,Case Number,Recovered At,Make,Serial Number\nP91,24-91,03/01/2024,GLOCK,JDG9111\nP92,24-92,04/01/2024,GLOCK,JDG9222\n',
    );
    expect((await runCommand(['import', 'recoveries', path, '--agency', 'harbor-city'], around)).code).toBe(0);
    const idOf = async (serial: string) =>
      onlyJson<{ firearm: { id: string } }>(await runCommand(['firearm', serial, '--json'], around)).firearm.id;
    const [a, b] = [await idOf('JDG9111'), await idOf('JDG9222')];
    const judge = async (...words: string[]) => (await runCommand(['judge', ...words], around)).stdout;
    const different = /^Judgement (\d+) is in force\. /.exec(
      await judge('different', a, b, '--reason', 'two guns'),
    )![1]!;
    const given = await judge('same', a, b, '--reason', 'a slip of the pen');
    const same = /^Judgement (\d+) is on record but joins nothing/.exec(given)![1]!;
    expect(given).toContain(`judgement ${different} (different) stands against it`);
    expect(await idOf('JDG9222')).toBe(b);
    const listed = await judge('list', a);
    expect(listed).toMatch(new RegExp(`^${same} .*joins nothing: judgement ${different} stands against it`, 'm'));
    expect(listed).toMatch(new RegExp(`^${different} .*holds over judgement ${same}`, 'm'));
    await judge('withdraw', different);
    expect(await idOf('JDG9222')).toBe(a);
    expect(await judge('list', a)).not.toContain('stands against');
    expect(
      await judge(
        'different',
        a,
        `${a}@${onlyJson<{ recordB: number }[]>(await runCommand(['judge', 'list', a, '--json'], around))[0]!.recordB}`,
        '--reason',
        'two guns after all',
      ),
    ).toContain(`is in force, over judgement ${same} (same)`);
  });

  test('is refused without a reason, of a row that does not speak of it, and of two kinds', async () => {
    const around = { url: store.url, dataDir: join(place, 'data') };
    expect((await runCommand(['judge', 'same', 'firearm:1', 'firearm:2'], around)).code).toBe(2);
    expect((await runCommand(['judge', 'same', 'firearm', 'firearm:2', '--reason', 'x'], around)).code).toBe(2);
    const gone = await runCommand(['judge', 'different', 'firearm:1@2', 'firearm:1', '--reason', 'x'], around);
    expect(gone.code).toBe(1);
    expect(gone.stderr).toContain('Expected a row in force that speaks of firearm:1@2');
    const withdrawn = await runCommand(['judge', 'withdraw', '999999'], around);
    expect([withdrawn.code, withdrawn.stderr]).toEqual([1, expect.stringContaining('999999 is none')]);
  });
});

test('who judged two persons the same in the portal does not confirm it at the command line, where it is known who they are', async () => {
  const around = { url: store.url, dataDir: join(place, 'data') };
  await receiveRows(store, 'recoveries', [header, ...people.slice(0, 2).map(row)]);
  const { rows } = await store.database
    .pool('read')
    .query<{ number: number }>(
      `select record_id * 64 + ordinal as number from flashlight.observation_of where kind = 'person' order by 1 desc limit 2`,
    );
  const { agencyId } = store.agency;
  const judgement = await judgeObservations(store.database, agencyId, {
    a: rows[0]!.number,
    b: rows[1]!.number,
    verdict: 'same',
    reason: 'one photograph',
    judgedBy: 'r.ortiz',
  });
  const login = userInfo().username;
  const tied = await runCommand(['account', 'tie', login, 'r.ortiz'], around);
  expect([tied.code, tied.stdout]).toEqual([0, `The operating-system name ${login} is r.ortiz's.\n`]);
  const own = await runCommand(['judge', 'confirm', String(judgement)], around);
  expect([own.code, own.stderr]).toEqual([1, expect.stringContaining(`Acting as r.ortiz, tied to the`)]);
  expect(own.stderr).toContain('Expected another person');
  await runCommand(['account', 'tie', login, 'm.chen'], around);
  expect((await runCommand(['judge', 'confirm', String(judgement)], around)).code).toBe(0);
  const { rows: found } = await store.database.pool('read').query(
    `select confirmed_by, (select array_agg(subject ->> 'account' order by event_id) from flashlight.audit_event where action = 'judgement.confirm') as accounts
       from flashlight.judgement where judgement_id = $1`,
    [judgement],
  );
  expect(found).toEqual([{ confirmed_by: 'm.chen', accounts: ['r.ortiz', 'm.chen'] }]);
  const { rows: given } = await store.database
    .pool('read')
    .query(
      `select distinct subject ->> 'account' as account from flashlight.audit_event where action = 'judgement.give'`,
    );
  expect(given).toEqual([{ account: `not known: nobody is tied to the operating-system name ${login}` }]);
});
