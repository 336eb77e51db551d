import type pg from 'pg';
import { correlateGunfire, correlationReach, correlationRule, describeGunfire } from '../links/correlate-gunfire.ts';
import type { FeedName } from '../model/feeds.ts';
import { findGunfirePairs, saveCorrelations, tellOfGunfire, type CorrelationToSave } from '../store/correlations.ts';
import { countLinks } from '../store/linking.ts';
import { pairNumber } from './pair-number.ts';
import { tieTestFires } from './tie-test-fires.ts';

/** Feeds whose records may be one of the two it takes to see a link: no other is asked. */
export const correlatedFeeds: ReadonlySet<FeedName> = new Set([
  'incidents',
  'gunshot-alerts',
  'calls',
  'nibin',
  'recoveries',
  'etrace',
  'thefts',
]);

/** Finds again the links that take two records to see, for everything some records bear on. */
export async function correlateRecords(
  client: pg.ClientBase,
  agencyId: number,
  records: readonly number[],
): Promise<void> {
  if (records.length === 0) return;
  if (await tellOfGunfire(client, agencyId, records)) await correlateReports(client, agencyId, records);
  await tieTestFires(client, agencyId, records);
}

/**
 * Puts alerts and calls of gunfire beside the shootings of the same time and place, for the pairs that one of the records
 * belongs to. What it leaves depends on the records alone: not on which came in first, nor on how often it is done.
 */
async function correlateReports(client: pg.ClientBase, agencyId: number, records: readonly number[]): Promise<void> {
  const pairs = await findGunfirePairs(client, agencyId, records, correlationReach);
  const wanted = pairs.flatMap(({ kind, on, report, incident, handling }): CorrelationToSave[] => {
    const apart = correlateGunfire(report, incident);
    if (apart === null) return [];
    return [
      {
        link: pairNumber(report.record, incident.record),
        subject: report.entity,
        object: incident.entity,
        from: on,
        record: report.record,
        otherRecord: incident.record,
        handling,
        description: describeGunfire(kind, apart),
        detail: { report: kind, at: report.from, ...apart },
      },
    ];
  });
  const touched = await saveCorrelations(client, agencyId, records, wanted, correlationRule.name);
  await countLinks(client, agencyId, touched);
}
