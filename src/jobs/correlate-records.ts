import { createHash } from 'node:crypto';
import type pg from 'pg';
import { correlateGunfire, correlationReach, correlationRule, describeGunfire } from '../links/correlate-gunfire.ts';
import type { FeedName } from '../model/feeds.ts';
import { findGunfirePairs, saveCorrelations, type CorrelationToSave } from '../store/correlations.ts';
import { countLinks } from '../store/linking.ts';

/** Feeds whose records tell of gunfire or of shootings: no other is asked. */
export const correlatedFeeds: ReadonlySet<FeedName> = new Set(['incidents', 'gunshot-alerts', 'calls']);

/**
 * Puts alerts and calls of gunfire beside the shootings of the same time and place, for the pairs that one of the records
 * belongs to. What it leaves depends on the records alone: not on which came in first, nor on how often it is done.
 */
export async function correlateRecords(
  client: pg.ClientBase,
  agencyId: number,
  records: readonly number[],
): Promise<void> {
  if (records.length === 0) return;
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

/**
 * Links of one record are numbered from 0 up by record and place in it; one of two records has a number below zero, drawn
 * from both. 52 bits: of a million such links, two share one with a chance of 1 in 9,000, and then the import fails aloud.
 */
function pairNumber(record: number, other: number): number {
  const digest = createHash('sha256').update(`${record}/${other}`).digest();
  return -1 - Number(digest.readBigUInt64BE() >> 12n);
}
