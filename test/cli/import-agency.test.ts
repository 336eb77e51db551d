import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { onlyJson, runCommand } from '../faults/run-command.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';

const place = mkdtempSync(join(tmpdir(), 'flashlight-cli-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

type Refusal = { error: { code: string; message: string } };

describe('the agency of an import', () => {
  const recoveries = (number: string) =>
    `Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number\n${number},24-0000901,03/31/2023 23:30,P,GLOCK,19,9MM,ZONE${number}\n`;
  const fileOf = (name: string) => {
    const path = join(place, `${name}.csv`);
    writeFileSync(path, recoveries(name));
    return path;
  };
  type Imported = { accepted: number; agency: { code: string; timeZone: string; zoneAssumed: boolean } };
  const codes = async (of: TestStore) =>
    (await of.database.pool('read').query<{ code: string }>('select code from flashlight.agency order by 1')).rows.map(
      ({ code }) => code,
    );

  test('is made in an empty store with a zone it names and says to be assumed, and may be corrected until it has records', async () => {
    const empty = await openTestStore();
    try {
      await empty.database.pool('migrate').query('delete from flashlight.agency');
      const around = { url: empty.url, dataDir: join(place, 'data') };
      const unread = join(place, 'unread.csv');
      writeFileSync(unread, 'no,table\n1,2\n');
      expect((await runCommand(['import', 'recoveries', unread, '--json'], around)).code).toBe(1);
      const words = ['agency', 'add', 'city', '--time-zone', 'America/Chicago', '--json'];
      expect(onlyJson(await runCommand(words, around))).toMatchObject({ code: 'city', timeZone: 'America/Chicago' });
      const imported = await runCommand(['import', 'recoveries', fileOf('Z1'), '--json'], around);
      expect(onlyJson<Imported>(imported).agency).toEqual({
        code: 'city',
        timeZone: 'America/Chicago',
        zoneAssumed: false,
      });
      const { rows } = await empty.database
        .pool('read')
        .query<{ at: string }>(
          `select to_char(recovered_at at time zone 'UTC', 'MM-DD HH24:MI') as at from flashlight.recovery`,
        );
      // 11:30 in the evening of 31 March in Chicago, where summer time is five hours behind.
      expect(rows).toEqual([{ at: '04-01 04:30' }]);
      const late = await runCommand(['agency', 'add', 'city', '--time-zone', 'America/Denver', '--json'], around);
      expect([late.code, onlyJson<Refusal>(late).error.code]).toEqual([1, 'agency.has-records']);
      expect(onlyJson<Refusal>(late).error.message).toContain('empty store');
      expect((await runCommand(words, around)).code).toBe(0);
    } finally {
      await empty.close();
    }
  }, 60_000);

  test('of an empty store is told in the result with its zone, and on standard error that it is assumed', async () => {
    const empty = await openTestStore();
    try {
      await empty.database.pool('migrate').query('delete from flashlight.agency');
      const around = { url: empty.url, dataDir: join(place, 'data') };
      const imported = await runCommand(['import', 'recoveries', fileOf('Z2'), '--agency', 'somewhere', '--json'], around); // prettier-ignore
      expect(imported.code).toBe(0);
      expect(onlyJson<Imported>(imported)).toMatchObject({
        accepted: 1,
        agency: { code: 'somewhere', timeZone: 'America/New_York', zoneAssumed: true },
      });
      expect(imported.stderr).toContain('New agency somewhere: its local times are read as America/New_York');
      const again = await runCommand(['import', 'recoveries', fileOf('Z2')], around);
      expect(again.stdout).toContain('For somewhere, local times read as America/New_York.');
    } finally {
      await empty.close();
    }
  }, 60_000);

  test('is never made of a slip: an unknown code without a zone, or none among several, ends with exit code 2', async () => {
    const several = await openTestStore();
    try {
      const around = { url: several.url, dataDir: join(place, 'data') };
      const slip = await runCommand(['import', 'recoveries', fileOf('Z3'), '--agency', 'harbour-city', '--json'], around); // prettier-ignore
      expect([slip.code, slip.stdout]).toEqual([2, '']);
      expect(slip.stderr).toMatch(/\(harbor-city\); got harbour-city\..*agency add harbour-city.*--time-zone/);
      expect(await codes(several)).toEqual(['harbor-city']);
      const made = ['import', 'recoveries', fileOf('Z3'), '--agency', 'inland', '--time-zone', 'America/Denver', '--json']; // prettier-ignore
      expect(onlyJson<Imported>(await runCommand(made, around)).agency).toEqual({
        code: 'inland',
        timeZone: 'America/Denver',
        zoneAssumed: false,
      });
      const none = await runCommand(['import', 'recoveries', fileOf('Z4'), '--json'], around);
      expect([none.code, none.stdout]).toEqual([2, '']);
      expect(none.stderr).toContain('Expected --agency, since the store holds several (harbor-city, inland).');
      expect(await codes(several)).toEqual(['harbor-city', 'inland']);
      for (const words of [
        ['firearm', 'ABC123'],
        ['links', 'firearm:1'],
        ['sign-in-link', 'detective'],
      ]) {
        const { code, stdout, stderr } = await runCommand(words, around);
        expect([words[0], code, stdout]).toEqual([words[0], 2, '']);
        expect(stderr).toContain('Expected --agency, since the store holds several (harbor-city, inland).');
      }
    } finally {
      await several.close();
    }
  }, 60_000);
});
