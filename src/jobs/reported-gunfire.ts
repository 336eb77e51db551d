import type pg from 'pg';
import { measureGunfire, type Apart, type Sighting } from '../links/correlate-gunfire.ts';
import type { ReportedGunfire } from '../model/answers.ts';
import { entityId } from '../model/ids.ts';
import { postgresLinkSource } from '../store/link-source.ts';
import { findEntities } from '../store/search.ts';
import type { ToldRecord } from './record-events.ts';

const linksRead = 200;

/**
 * Alerts and calls of an incident: those whose record names its case, and those a rule found at the same time and place.
 * Of a report itself, the shootings it was put beside.
 */
export async function reportedGunfire(
  client: pg.ClientBase,
  agencyId: number,
  entity: number,
  told: Iterable<ToldRecord>,
): Promise<ReportedGunfire[]> {
  const found = [...recordedReports(entity, [...told]), ...(await derivedReports(client, agencyId, entity))];
  return found.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

async function derivedReports(client: pg.ClientBase, agencyId: number, entity: number): Promise<ReportedGunfire[]> {
  const links = (
    await postgresLinkSource(client, agencyId).neighbors(
      [entity],
      { predicates: ['CORRELATED_WITH'], history: true },
      linksRead,
    )
  ).filter((link) => link.status !== 'SUPERSEDED' && link.basis === 'DERIVED_RULE');
  const others = await findEntities(
    client,
    agencyId,
    links.flatMap((link) => [link.subject, link.object]),
  );
  return links.flatMap((link): ReportedGunfire[] => {
    const other = others.get(link.subject === entity ? link.object : link.subject);
    if (!other || !link.detail) return [];
    const { report, at, seconds, meters } = link.detail as unknown as Apart & Pick<ReportedGunfire, 'report' | 'at'>;
    return [
      {
        entity: { id: entityId(other.kind, other.entityId), kind: other.kind, label: other.label },
        report,
        at,
        seconds,
        meters,
        basis: link.basis,
        status: link.status,
        description: link.description ?? null,
        sources: [link.source, ...(link.other ? [link.other] : [])],
      },
    ];
  });
}

function recordedReports(entity: number, told: readonly ToldRecord[]): ReportedGunfire[] {
  const own = told.filter((record) =>
    record.participants.some((each) => each.kind === 'incident' && each.id === entityId('incident', entity)),
  );
  const shooting = own
    .flatMap((record) =>
      record.rows
        .filter((row) => row.table === 'incident')
        .map((row) => ({ record, sighting: sightingOf(record, row.values, ['occurred_from', 'occurred_to']) })),
    )
    .find((each) => each.sighting !== null);
  return own.flatMap((record): ReportedGunfire[] =>
    record.rows.flatMap(({ table, values }): ReportedGunfire[] => {
      if (table !== 'gunshot_alert' && table !== 'call_for_service') return [];
      // A report that is an incident of its own is not told as one of its own reports.
      if (!record.rows.some((row) => row.table === 'incident_observation')) return [];
      const at = values[table === 'gunshot_alert' ? 'detected_at' : 'received_at'];
      if (typeof at !== 'string') return [];
      const sighting = sightingOf(record, { ...values, at }, ['at', 'at']);
      const apart = sighting && shooting?.sighting ? measureGunfire(sighting, shooting.sighting) : null;
      return [
        {
          entity: null,
          report: table === 'gunshot_alert' ? 'alert' : 'call',
          at,
          seconds: apart?.seconds ?? null,
          meters: apart?.meters ?? null,
          basis: 'RECORDED',
          status: 'ACTIVE',
          description: null,
          sources: [record.source, ...(apart && shooting ? [shooting.record.source] : [])],
        },
      ];
    }),
  );
}

function sightingOf(
  { place }: ToldRecord,
  values: Readonly<Record<string, unknown>>,
  [from, to]: readonly [string, string],
): Sighting | null {
  if (!place?.point || typeof values[from] !== 'string') return null;
  return {
    from: values[from],
    to: (values[to] as string | undefined) ?? null,
    ...place.point,
    precision: place.precision,
    accuracyMeters: (values['accuracy_m'] as number | undefined) ?? null,
  };
}
