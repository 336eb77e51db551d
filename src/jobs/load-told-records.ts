import type pg from 'pg';
import type { PlaceRef } from '../model/evidence.ts';
import { addressOrdinalOffset } from '../links/assert-links.ts';
import { reportRoles } from '../links/gunfire-report.ts';
import { entityId } from '../model/ids.ts';
import { observationTables, type TableName } from '../model/tables.ts';
import { findJudgedApart } from '../store/judged-apart.ts';
import { findObservedEntities, findSources, findTypedRows } from '../store/records.ts';
import { findEntities, type LabelledEntity } from '../store/search.ts';
import { eventTables, type ToldRecord } from './record-events.ts';

const wanted: readonly TableName[] = [...Object.values(observationTables), ...eventTables];

/** Places of a record, the one where it happened first. */
const placeRoles = ['scene', 'occurrence', 'recovery', 'alert', 'theft', 'call', 'premises'];

/** The records with all they say, whom they speak of and where; in as many queries for one as for five hundred. */
export async function loadToldRecords(
  client: pg.ClientBase,
  agencyId: number,
  records: readonly number[],
): Promise<Map<number, ToldRecord>> {
  const sources = await findSources(client, agencyId, records);
  const rows = await findTypedRows(client, agencyId, records, wanted);
  const observed = await findObservedEntities(client, agencyId, records);
  const entities = await findEntities(
    client,
    agencyId,
    observed.map((each) => each.entityId),
  );
  const judgedApart = await findJudgedApart(client, agencyId, [...entities.keys()]);
  const rowsOf = Map.groupBy(rows, (row) => row.record);
  const observedIn = Map.groupBy(observed, (each) => each.record);
  const told = new Map<number, ToldRecord>();
  for (const [record, { handling, ...source }] of sources) {
    const own = rowsOf.get(record) ?? [];
    const roleAt = new Map(own.map((row) => [row.ordinal, reportRoles[row.table] ?? row.values['role']]));
    const participants = (observedIn.get(record) ?? []).flatMap(({ ordinal, entityId: id }) => {
      const entity = entities.get(id);
      if (!entity) return [];
      const role = roleAt.get(ordinal);
      return [
        {
          id: entityId(entity.kind, id),
          kind: entity.kind,
          label: entity.label,
          role: typeof role === 'string' ? role : 'address',
          ordinal,
          said:
            own.find((row) => row.ordinal === ordinal && row.table === observationTables[entity.kind])?.values ?? {},
          judgedOther: judgedApart.get(id) ?? [],
        },
      ];
    });
    told.set(record, {
      source,
      handling,
      rows: own,
      participants,
      place: placeOf(own, observedIn.get(record) ?? [], entities),
    });
  }
  return told;
}

function placeOf(
  rows: ToldRecord['rows'],
  observed: readonly { ordinal: number; entityId: number }[],
  entities: ReadonlyMap<number, LabelledEntity>,
): PlaceRef | null {
  const rank = (role: unknown) =>
    placeRoles.includes(role as string) ? placeRoles.indexOf(role as string) : placeRoles.length;
  const [place] = rows
    .filter((row) => row.table === 'place_observation' && row.ordinal < addressOrdinalOffset)
    .sort((a, b) => rank(a.values['role']) - rank(b.values['role']));
  if (!place) return null;
  const { lon, lat, precision, address_raw, address, district } = place.values;
  const id = observed.find((each) => each.ordinal === place.ordinal)?.entityId;
  const entity = id === undefined ? undefined : entities.get(id);
  return {
    id: entity ? entityId(entity.kind, entity.entityId) : null,
    label: (address_raw ?? address ?? entity?.label ?? district ?? 'Place not given') as string,
    point: typeof lon === 'number' && typeof lat === 'number' ? { lon, lat } : null,
    precision: (precision as string | undefined) ?? null,
  };
}
