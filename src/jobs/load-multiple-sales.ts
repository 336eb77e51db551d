import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import { entityId } from '../model/ids.ts';
import type { Certificate, Certification, SaleReport, SaleWindow } from '../model/multiple-sales.ts';
import { isOnePerson } from '../store/account-logins.ts';
import type { Reader } from '../store/audit.ts';
import {
  findDealersOfLicences,
  findDestructions,
  findExceptions,
  findExceptionsOn,
  findFirearmsOfSerials,
  findPersonsBorn,
  findRecordedSales,
  findReportRows,
  findSalePolicy,
  insertException,
  updateException,
  type StoredDestruction,
} from '../store/multiple-sales.ts';
import { localDay } from '../model/values/local-time.ts';
import { noTraceCompletions } from '../model/trace-completion.ts';
import { stateCalendars } from '../model/tracing-settings.ts';
import { daysBetween } from '../model/values/days-between.ts';
import { findSaleWindows } from '../tracing/sale-windows.ts';
import { loadCitySettings } from './load-city-settings.ts';
import type { DeskLook } from './load-trace-requests.ts';

/** Reports that are kept, the next due first, each with what the store knows of its firearms, dealer and purchaser. */
export async function loadReports(client: pg.ClientBase, { agencyId, today }: DeskLook): Promise<SaleReport[]> {
  const rows = await findReportRows(client, agencyId);
  const exceptions = new Map((await findExceptions(client, agencyId)).map(({ key, ...each }) => [key, each]));
  const firearms = await findFirearmsOfSerials(
    client,
    agencyId,
    rows.flatMap(({ serialNcic }) => serialNcic ?? []),
    noTraceCompletions,
  );
  const dealers = await findDealersOfLicences(
    client,
    agencyId,
    rows.flatMap(({ licenceKey }) => licenceKey ?? []),
  );
  const persons = await findPersonsBorn(
    client,
    agencyId,
    rows.flatMap(({ bornOn }) => bornOn ?? []),
  );
  const reports = [...Map.groupBy(rows, (row) => row.key)].map(([key, of]): SaleReport => {
    // What came last says who sold to whom; of a firearm that is told under several dealers, the last.
    const last = of.at(-1)!;
    const { receivedOn, dueOn, report } = last;
    const dealer = last.licenceKey === null ? undefined : dealers.get(last.licenceKey);
    const told = [
      ...new Map(
        of.map((row) => [row.serialNcic === null ? row.record : `${row.serialNcic} ${row.makeFamily}`, row]),
      ).values(),
    ];
    return {
      key,
      report,
      form: last.form,
      reportedOn: last.reportedOn,
      receivedOn,
      dueOn,
      daysLeft: daysBetween(today, dueOn),
      dealer: last.dealer,
      dealerEntity: dealer === undefined ? null : entityId('dealer', dealer),
      purchaser: last.purchaser,
      bornOn: last.bornOn,
      sameNameAndBirth: persons
        .filter(({ family, given, bornOn }) => family === last.family && given === last.given && bornOn === last.bornOn)
        .map(({ person, label }) => ({ id: entityId('person', person), kind: 'person' as const, label })),
      firearms: told.map((row) => {
        const known = firearms.find(
          ({ serialNcic, makeFamily }) =>
            serialNcic === row.serialNcic && makeFamily !== null && makeFamily === row.makeFamily,
        );
        return {
          record: row.record,
          label: [row.make, row.model, row.calibre, row.serial].filter(Boolean).join(' '),
          soldOn: row.soldOn,
          firearm: known === undefined ? null : entityId('firearm', known.firearm),
          recoveredOn: known?.recoveredOn ?? null,
          traced: known?.traced ?? false,
        };
      }),
      exception: exceptions.get(key) ?? null,
    };
  });
  return reports.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.key < b.key ? -1 : 1));
}

/** Windows of five business days in recorded sales, the newest first, and whether a report of each is recorded. */
export async function loadSaleWindows(
  client: pg.ClientBase,
  { agencyId }: DeskLook,
  limit: number,
): Promise<{ items: SaleWindow[]; total: number; noneRecorded: number }> {
  const { holidays } = (await loadCitySettings(client, agencyId)).settings;
  const sales = await findRecordedSales(client, agencyId);
  const reported = new Set(
    (await findReportRows(client, agencyId)).map(({ serialNcic, makeFamily }) => `${serialNcic}/${makeFamily}`),
  );
  const labels = new Map(
    sales.flatMap((sale) => [
      [sale.dealer, sale.dealerLabel],
      [sale.purchaser, sale.purchaserLabel],
    ]),
  );
  const found = findSaleWindows(sales, stateCalendars(holidays))
    .map(({ kind, sales: of, from, to, businessDays, unsureDays, calibreUnknown }): SaleWindow => {
      const [first] = of;
      return {
        dealer: { id: entityId('dealer', first!.dealer), kind: 'dealer', label: labels.get(first!.dealer)! },
        purchaser: { id: entityId('person', first!.purchaser), kind: 'person', label: labels.get(first!.purchaser)! },
        from,
        to,
        businessDays,
        unsureDays: [...unsureDays],
        kind,
        calibreUnknown,
        firearms: of.map(({ firearm, label, soldOn }) => ({ firearm: entityId('firearm', firearm), label, soldOn })),
        reported: of.some(
          ({ serialNcic, makeFamily }) => serialNcic !== null && reported.has(`${serialNcic}/${makeFamily}`),
        )
          ? 'by-report'
          : of.some(({ multipleSale }) => multipleSale === true)
            ? 'by-trace'
            : 'none-recorded',
      };
    })
    .sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : a.dealer.id < b.dealer.id ? -1 : 1));
  return {
    items: found.slice(0, limit),
    total: found.length,
    noneRecorded: found.filter((window) => window.reported === 'none-recorded').length,
  };
}

/** Asks that a report be kept beyond its day, because its purchaser is prohibited. A second person has to agree. */
export async function askException(
  client: pg.ClientBase,
  reader: Reader,
  { key, reason }: { key: string; reason: string },
): Promise<void> {
  const rows = await findReportRows(client, reader.agencyId);
  const report = rows.find((row) => row.key === key || row.rowKey === key);
  if (report === undefined) throw unknown('report');
  const isExcepted = (await findExceptions(client, reader.agencyId)).some((each) => each.key === report.key);
  if (isExcepted || (await insertException(client, reader, { key: report.key, reason })) === null)
    throw new Failure(
      'sales.excepted',
      'Expected a report without an exception; it has one. Agree to that one, or end it first.',
    );
}

/** Agrees to an exception as the second person, or ends it. */
export async function stepException(
  client: pg.ClientBase,
  reader: Reader,
  { exception, step }: { exception: number; step: 'consent' | 'end' },
): Promise<void> {
  const open = (await findExceptions(client, reader.agencyId)).find((each) => each.exception === exception);
  if (open === undefined) throw unknown('exception');
  // The database compares names alone; two names may be of one person.
  if (step === 'consent' && (await isOnePerson(client, reader.agencyId, open.askedBy, reader.actor)))
    throw new Failure(
      'sales.second-person',
      'Expected the consent of a second person; it was asked for by the same. Ask a colleague to look at it.',
    );
  await updateException(client, reader, { exception, step });
}

/** Certificates of destruction, the newest first. */
export async function loadCertificates(
  client: pg.ClientBase,
  { agencyId, timeZone }: DeskLook,
  limit: number,
): Promise<Certificate[]> {
  return (await findDestructions(client, agencyId, { limit })).map((each) => certificateOf(each, timeZone));
}

export async function loadCertificate(
  client: pg.ClientBase,
  { agencyId, timeZone }: DeskLook,
  destruction: number,
): Promise<Certificate> {
  const [found] = await findDestructions(client, agencyId, { destruction, limit: 1 });
  if (found === undefined) throw unknown('certificate');
  return certificateOf(found, timeZone);
}

function certificateOf(stored: StoredDestruction, timeZone: string): Certificate {
  return { ...stored, inTime: localDay(stored.destroyedAt, timeZone) <= stored.dueOn };
}

const unknown = (what: string) =>
  new Failure('sales.unknown', `Expected a ${what} of multiple sales; there is none. Load the register again.`);

/** Destructions counted for one certification at most. */
const destructionsMax = 1_000_000;

/**
 * Half a year of destructions, as they are certified. What was kept is counted for the end of its last day, or of today where it is not over: what
 * was destroyed after that was kept then. The policy, and with it the days reports still kept are due on, is the one of today: no other is on record.
 * An exception names no report once that is destroyed; each such one is taken to be of a report that was beyond its day.
 */
export async function loadCertification(
  client: pg.ClientBase,
  look: DeskLook,
  { from, to }: { from: string; to: string },
): Promise<Certification> {
  const { agencyId, today } = look;
  const asOf = to < today ? to : today;
  const found = await findDestructions(client, agencyId, { from, limit: destructionsMax });
  const of = found.map((each) => ({
    ...certificateOf(each, look.timeZone),
    on: localDay(each.destroyedAt, look.timeZone),
  }));
  const destroyed = of.filter(({ on }) => on <= to);
  const destroyedSince = of.filter(({ on, receivedOn }) => on > asOf && receivedOn <= asOf);
  const still = (await loadReports(client, look)).filter(({ receivedOn }) => receivedOn <= asOf);
  const exceptions = await findExceptionsOn(client, agencyId, asOf);
  const keys = new Set(exceptions.map(({ key }) => key));
  const ofDestroyed = exceptions.filter(({ key }) => key === null).length;
  const isOver = ({ dueOn }: { readonly dueOn: string }) => dueOn < asOf;
  const inTime = destroyed.filter((each) => each.inTime).length;
  return {
    from,
    to,
    asOf,
    policy: await findSalePolicy(client, agencyId),
    policyAsOf: today,
    reports: destroyed.length,
    inTime,
    late: destroyed.length - inTime,
    excepted: still.filter(({ key }) => keys.has(key)).length + ofDestroyed,
    overdue:
      still.filter((report) => isOver(report) && !keys.has(report.key)).length +
      Math.max(0, destroyedSince.filter(isOver).length - ofDestroyed),
    kept: still.length + destroyedSince.length,
  };
}

/** First and last day of a half-year: `2026-1` is January to June. */
export function halfYear(text: string): { from: string; to: string } {
  const [year, half] = text.split('-') as [string, string];
  return half === '1' ? { from: `${year}-01-01`, to: `${year}-06-30` } : { from: `${year}-07-01`, to: `${year}-12-31` };
}
