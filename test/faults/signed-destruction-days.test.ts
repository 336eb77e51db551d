import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { declaredSettings, loadCitySettings } from '../../src/jobs/load-city-settings.ts';
import { loadCertificates, loadReports } from '../../src/jobs/load-multiple-sales.ts';
import { parseCitySettings, proposeCitySettings, signCitySettings } from '../../src/jobs/sign-city-settings.ts';
import { addDays } from '../../src/model/values/calendar-arithmetic.ts';
import { localDay } from '../../src/model/values/local-time.ts';
import { row } from './receive-reports.ts';
import { storeOfReports } from './store-of-reports.ts';

const desk = storeOfReports();
const { receive, destroy, look, reading } = desk;
describe('the days a city signed', () => {
  /** Settings with so many days, proposed by one and signed by another. */
  async function signDays(days: number) {
    const { agencyId } = desk.store.agency;
    const settings = { ...declaredSettings('MD'), multipleSales: { days } };
    const version = await reading((client) =>
      proposeCitySettings(client, agencyId, { settings, reason: 'the state asks for it', proposedBy: 'a' }),
    );
    const waiting = await destroy('2026-03-01');
    expect(waiting.policy.version).not.toBe(`settings-${version}`);
    await reading((client) => signCitySettings(client, agencyId, { version, signedBy: 'b' }));
  }
  test('are the days reports are kept, from the day they were signed', async () => {
    await signDays(5);
    const today = localDay(new Date().toISOString(), desk.store.agency.timeZone);
    const received = addDays(today, -10);
    await receive(
      [row('MS26-1', 'XZQ7001', received), row('MS26-2', 'XZQ7002', addDays(today, -1))],
      new Date().toISOString(),
    );
    const reports = await reading((client) => loadReports(client, look(today)));
    expect(reports.map(({ dueOn }) => dueOn).sort()).toEqual([today, addDays(today, 4)]);
    expect(await destroy(addDays(today, -1))).toMatchObject({
      certificates: [],
      policy: { version: 'settings-1', destroy: true, days: 5 },
    });
    expect((await destroy(today)).certificates).toHaveLength(1);
    // Ten days old when five were signed: due that day, and in time.
    const [certificate] = await reading((client) => loadCertificates(client, look(today), 1));
    expect(certificate).toMatchObject({
      receivedOn: received,
      dueOn: today,
      inTime: true,
      policyVersion: 'settings-1',
    });
  });

  test('make no report in time again that was late before other settings were signed', async () => {
    const { agencyId } = desk.store.agency;
    const today = localDay(new Date().toISOString(), desk.store.agency.timeZone);
    const sign = (version: number, days: number, daysAgo: number) =>
      desk.store.database.pool('migrate').query(
        `insert into flashlight.city_settings (agency_id, version, state, settings, reason, proposed_by, signed_by, signed_at, ended_at)
         values ($1, $2, 'RETIRED', $3, 'x', 'a', 'b', now() - $4::int * interval '1 day', now())`,
        [agencyId, version, { ...declaredSettings('MD'), multipleSales: { days } }, daysAgo],
      );
    await sign(1, 10, 40);
    await sign(2, 5, 30);
    await sign(3, 10, 8);
    await sign(4, 5, 1);
    await signDays(5);
    await receive(
      [row('MS26-1', 'XZQ7001', addDays(today, -12)), row('MS26-2', 'XZQ7002', addDays(today, -7))],
      new Date().toISOString(),
    );
    // Ten days were over two days ago, when ten days held; five were over when they were signed, and only a letterhead since.
    const reports = await reading((client) => loadReports(client, look(today)));
    expect(reports.map(({ report, dueOn }) => [report, dueOn])).toEqual([
      ['MS26-1', addDays(today, -2)],
      ['MS26-2', addDays(today, -1)],
    ]);
    expect((await destroy(today)).certificates).toHaveLength(2);
    const certificates = await reading((client) => loadCertificates(client, look(today), 2));
    expect(certificates.map(({ inTime, policyVersion }) => [inTime, policyVersion])).toEqual([
      [false, 'settings-5'],
      [false, 'settings-5'],
    ]);
  });

  test('are none that one person put there alone, nor more than the law’s, and stand behind what the owner of the tables wrote', async () => {
    const policy = async () =>
      (
        await desk.store.database
          .pool('read')
          .query('select version, destroy, days from flashlight.multiple_sale_policy_of($1)', [
            desk.store.agency.agencyId,
          ])
      ).rows[0];
    const put = (days: number, signedBy: string, version: number) =>
      desk.store.database.pool('read').query(
        `insert into flashlight.city_settings (agency_id, version, state, settings, reason, proposed_by, signed_by, signed_at)
         values ($1, $2, 'IN_FORCE', jsonb_build_object('multipleSales', jsonb_build_object('days', $3::int)), 'x', 'a', $4, now())`,
        [desk.store.agency.agencyId, version, days, signedBy],
      );
    await put(1, 'a', 1);
    expect(await policy()).toEqual({ version: 'federal-20', destroy: true, days: 20 });
    await desk.store.database.pool('read').query(`update flashlight.city_settings set state = 'RETIRED'`);
    await put(300, 'b', 2);
    expect(await policy()).toEqual({ version: 'settings-2', destroy: true, days: 20 });
    await desk.store.database
      .pool('migrate')
      .query(
        `insert into flashlight.multiple_sale_policy (agency_id, version, destroy, days) values ($1, 'counsel', false, 20)`,
        [desk.store.agency.agencyId],
      );
    expect(await policy()).toEqual({ version: 'counsel', destroy: false, days: 20 });
  });

  test('and the clocks of the desk are given to versions signed before there were any', async () => {
    const migration = async (name: string) =>
      desk.store.database
        .pool('migrate')
        .query(await readFile(new URL(`../../src/store/migrations/${name}.sql`, import.meta.url), 'utf8'));
    const { agencyId } = desk.store.agency;
    await signDays(20);
    await migration('0029-city-desk.down');
    const { rows } = await desk.store.database.pool('read').query('select settings from flashlight.city_settings');
    expect(Object.keys(rows[0].settings)).not.toContain('tracing');
    await desk.store.database
      .pool('migrate')
      .query(
        `insert into flashlight.multiple_sale_policy (agency_id, version, destroy, days) values ($1, 'ten', true, 10)`,
        [agencyId],
      );
    await migration('0029-city-desk.up');
    const { settings } = await reading((client) => loadCitySettings(client, agencyId));
    expect(parseCitySettings(settings)).toEqual({ ...declaredSettings('MD'), multipleSales: { days: 10 } });
    expect((await destroy('2026-03-01')).policy).toEqual({ version: 'ten', destroy: true, days: 10 });
  });
});
