import type pg from 'pg';
import { calibreTold, type KnownClass } from '../model/firearm-class.ts';
import { entityId } from '../model/ids.ts';
import type { EntityRef } from '../model/evidence.ts';
import type { NibinEnd } from '../model/nibin.ts';
import { findEntityPoints } from '../store/entity-points.ts';
import { findExhibits } from '../store/exhibits.ts';
import { findFirearmFacts, findIncidentFacts, type FirearmFacts } from '../store/nibin-facts.ts';
import { labelledEntities } from './summarise-leads.ts';

export interface LoadedEnd {
  readonly end: NibinEnd;
  readonly caseKey: string | null;
  readonly ibisKey: string | null;
  /** Entity of what happened. */
  readonly incident: number | null;
  readonly firearm: FirearmFacts | null;
  /** As a class tells it. */
  readonly class: KnownClass;
}

/** Some exhibits as ends of leads: with what happened, where and when, and the firearm a test fire is of. */
export async function loadNibinEnds(
  client: pg.ClientBase,
  agencyId: number,
  exhibits: readonly number[],
): Promise<Map<number, LoadedEnd>> {
  const found = await findExhibits(client, agencyId, [...new Set(exhibits)]);
  const incidents = found.flatMap(({ incident }) => incident ?? []);
  const firearms = found.flatMap(({ firearm }) => firearm ?? []);
  const facts = new Map((await findIncidentFacts(client, agencyId, incidents)).map((each) => [each.incident, each]));
  const points = new Map((await findEntityPoints(client, agencyId, incidents)).map((each) => [each.entity, each]));
  const described = new Map((await findFirearmFacts(client, agencyId, firearms)).map((each) => [each.firearm, each]));
  const refs = await labelledEntities(client, agencyId, [
    ...incidents.map((each) => entityId('incident', each)),
    ...firearms.map((each) => entityId('firearm', each)),
  ]);
  const refOf = (kind: 'incident' | 'firearm', number: number | null): EntityRef | null =>
    number === null ? null : (refs.get(entityId(kind, number)) ?? null);
  return new Map(
    found.map((each): [number, LoadedEnd] => {
      const fact = each.incident === null ? undefined : facts.get(each.incident);
      const point = each.incident === null ? undefined : points.get(each.incident);
      const firearm = each.firearm === null ? null : (described.get(each.firearm) ?? null);
      return [
        each.exhibit,
        {
          caseKey: each.caseKey,
          ibisKey: each.ibis,
          incident: each.incident,
          firearm,
          class: { ...each, calibre: calibreTold(each) },
          end: {
            exhibit: each.exhibit,
            item: each.item,
            case: each.case,
            ibis: each.ibis,
            kind: each.kind,
            origin: each.origin,
            calibre: each.calibreWritten ?? each.calibre,
            incident: refOf('incident', each.incident),
            firearm: refOf('firearm', each.firearm),
            classification: fact?.classification ?? null,
            on: fact?.on ?? null,
            point: point === undefined ? null : { lon: point.lon, lat: point.lat },
            recoveredOn: firearm?.recoveredOn ?? null,
          },
        },
      ];
    }),
  );
}
