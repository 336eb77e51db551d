import { expect, test } from 'vitest';
import { askException, loadReports } from '../../src/jobs/load-multiple-sales.ts';
import { inTransaction } from '../../src/store/database.ts';
import { row } from './receive-reports.ts';
import { storeOfReports } from './store-of-reports.ts';

const desk = storeOfReports();
const { receive, destroy, look, reading } = desk;
const ofAnotherDealer = (line: string) => line.replace('8-52-033-01-8F-12345', '8-52-033-01-8F-54321');

test('a report whose dealer is corrected is the same report: no day put off, its exception holds, and it is shown once', async () => {
  const { agencyId } = desk.store.agency;
  const exceptions = (sql: string) => desk.store.database.pool('read').query(sql, [agencyId]);
  const unlicensed = (line: string) => line.replace('8-52-033-01-8F-12345', '');
  const told = (at: number, serial = `XZQ700${at}`) => row(`MS26-${at}`, serial, '01/06/2026');
  const corrected = (at: number, ...[serial = `XZQ700${at}`, name]: [string?, string?]) =>
    row(`MS26-${at}`, serial, '01/20/2026', name);
  await receive([
    // Another licence of the same firearm, of which a second row stays as it was.
    told(1),
    told(1, 'XZQ7011'),
    // A licence where none was told.
    unlicensed(told(2)),
    // Another name where no licence is told.
    unlicensed(told(3)),
    // A licence and a serial number, of the same purchaser.
    unlicensed(told(4)),
    // A licence and a purchaser, of the same firearm.
    told(5),
  ]);
  const before = (await reading((client) => loadReports(client, look('2026-01-07')))).map(({ key }) => key);
  await receive(
    [
      ofAnotherDealer(corrected(1)),
      corrected(2),
      unlicensed(corrected(3)).replace('VALLEY ARMS', 'HILL ARMS'),
      corrected(4, 'XZQ7044'),
      ofAnotherDealer(corrected(5, 'XZQ7005', 'QUILLWORTHY,ESME')),
    ],
    '2026-01-20T12:00:00Z',
  );
  const kept = await reading((client) => loadReports(client, look('2026-01-21')));
  expect(kept.map(({ key }) => key)).toEqual(before);
  expect(
    kept.map(({ report, receivedOn, dueOn, dealer, firearms }) => [report, receivedOn, dueOn, dealer, firearms.length]),
  ).toEqual(
    [1, 2, 3, 4, 5].map((at) => [
      `MS26-${at}`,
      '2026-01-06',
      '2026-01-26',
      at === 3 ? 'HILL ARMS' : 'VALLEY ARMS',
      // Of a corrected serial number nobody knows that it is not a second firearm.
      at === 1 || at === 4 ? 2 : 1,
    ]),
  );

  for (const { key } of kept)
    await desk.store.database
      .pool('read')
      .query(
        `insert into flashlight.multiple_sale_exception (agency_id, report_key, reason, asked_by) values ($1, $2, 'prohibited', 'a')`,
        [agencyId, key],
      );
  await exceptions(
    `update flashlight.multiple_sale_exception set consented_by = 'b', consented_at = now() where agency_id = $1`,
  );
  const ask = (key: string) =>
    inTransaction(desk.store.database.pool('read'), (client) =>
      askException(client, { agencyId, actor: 'c', role: 'analyst' }, { key, reason: 'again' }),
    );
  // Whichever dealer it is asked under, it is excepted already.
  for (const key of ['MS26-1@8-52-12345', 'MS26-1@8-52-54321'])
    await expect(ask(key)).rejects.toMatchObject({ code: 'sales.excepted' });
  expect((await destroy('2026-02-20')).certificates).toEqual([]);
  for (const key of ['MS26-5@8-52-12345', 'MS26-5@8-52-54321'])
    await expect(
      desk.store.database
        .pool('import')
        .query(`select flashlight.destroy_multiple_sale($1, $2, '2026-02-20', 'test')`, [agencyId, key]),
    ).rejects.toThrow(/not excepted/);
  const later = await reading((client) => loadReports(client, look('2026-02-20')));
  expect(later.map(({ exception }) => exception?.consentedBy)).toEqual(['b', 'b', 'b', 'b', 'b']);

  await exceptions(
    `update flashlight.multiple_sale_exception set ended_by = 'b', ended_at = now() where agency_id = $1`,
  );
  expect((await destroy('2026-01-25')).certificates).toEqual([]);
  expect((await destroy('2026-01-26')).certificates).toHaveLength(5);
  const { rows } = await desk.store.database.pool('read').query('select from flashlight.multiple_sale');
  expect(rows).toEqual([]);
});
