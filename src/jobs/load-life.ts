import type pg from 'pg';
import { ballisticTies, type BallisticTie } from '../links/ballistic-ties.ts';
import type { LinkSource } from '../links/neighbors.ts';
import { entityId, parseEntityId } from '../model/ids.ts';
import type { PlaceRef } from '../model/evidence.ts';
import type { Life, LifeCut } from '../model/life.ts';
import { findTimeZone } from '../store/agencies.ts';
import { licenceCounty } from '../model/values/licence-county.ts';
import { findEntity, findIncidentRows, lifeRecords, type LicensedDealer } from '../store/firearm-life.ts';
import { findApart } from '../store/search.ts';
import { firearmLife, type TiedShooting } from '../trace/firearm-life.ts';
import { tellIncident } from '../trace/tell-incident.ts';
import { followedLinks } from './followed-links.ts';
import { loadCounties } from './load-counties.ts';

/** The life of a firearm, by its number; null where there is no such firearm. */
export async function loadLife(client: pg.ClientBase, agencyId: number, firearm: number): Promise<Life | null> {
  const entity = await findEntity(client, agencyId, firearm, 'firearm');
  if (!entity) return null;
  const { number } = parseEntityId(entity.id)!;
  const { records, otherwise, displaced, cut, unreadDays } = await lifeRecords(client, agencyId, number);
  const { shootings, beyond } = await tiedShootings(client, agencyId, number);
  return firearmLife({
    firearm: entity,
    records: await withDealerPlaces(records),
    otherwise,
    displaced,
    shootings,
    timeZone: await findTimeZone(client, agencyId),
    cut: cut || beyond.length > 0 ? { records: cut, links: beyond } : null,
    apart: await findApart(client, agencyId, number),
    unreadDays,
  });
}

/** Dealers have no coordinates: the county of their licence is what is known of where they are. */
export async function withDealerPlaces<Told extends { readonly dealers: readonly LicensedDealer[] }>(
  records: readonly Told[],
): Promise<readonly (Told & { readonly dealerPlaces?: ReadonlyMap<number, PlaceRef> })[]> {
  if (records.every((record) => record.dealers.length === 0)) return records;
  const { names } = await loadCounties();
  return records.map((record) => ({
    ...record,
    dealerPlaces: new Map(
      record.dealers.flatMap(({ ordinal, licence, state }): [number, PlaceRef][] => {
        const county = licenceCounty(licence, state);
        const name = county === null ? undefined : names.get(county);
        return county === null || name === undefined
          ? []
          : [[ordinal, { id: null, label: name, point: null, precision: 'county', county }]];
      }),
    ),
  }));
}

/** The shootings tied to a firearm, and whatever on the way to them has more links than were read. */
async function tiedShootings(
  client: pg.ClientBase,
  agencyId: number,
  firearm: number,
): Promise<{ shootings: TiedShooting[]; beyond: LifeCut['links'] }> {
  const { source, beyond } = followedLinks(client, agencyId);
  const shootings = await shootingsOf(client, agencyId, source, [firearm]);
  return { shootings: shootings.get(firearm)!, beyond };
}

/** The shootings tied to each of some firearms. */
export async function shootingsOf(
  client: pg.ClientBase,
  agencyId: number,
  source: LinkSource,
  firearms: readonly number[],
): Promise<Map<number, TiedShooting[]>> {
  const tiesOf = await ballisticTies(source, firearms);
  const about = await findIncidentRows(client, agencyId, [
    ...new Set([...tiesOf.values()].flatMap((ties) => ties.map((tie) => tie.incident))),
  ]);
  const refOf = (id: number) => {
    const of = about.get(id);
    return of && { id: entityId('incident', id), kind: 'incident' as const, label: of.label };
  };
  const shooting = ({ incident, through, ...tie }: BallisticTie): TiedShooting[] => {
    const ref = refOf(incident);
    if (!ref) return [];
    const told = tellIncident(about.get(incident)!.rows);
    return [{ ...tie, ...told, incident: ref, through: through.flatMap((id) => refOf(id) ?? []) }];
  };
  return new Map(firearms.map((firearm) => [firearm, (tiesOf.get(firearm) ?? []).flatMap(shooting)]));
}
