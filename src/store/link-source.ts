import type pg from 'pg';
import type { EntryOfLead, LinkEnds, LinkFilter, LinkSource, StoredEntity, StoredLink } from '../links/neighbors.ts';
import type { SourceRef } from '../model/evidence.ts';
import { entriesInForce, incidentOf } from './entries-in-force.ts';
import { findSources, type RecordSource } from './records.ts';
import { describeSeen, handlingOf } from './seen-entities.ts';
import { sourceRef, sourceRefColumns, sourceRefJoins } from './source-refs.ts';

/**
 * The links of one agency in PostgreSQL, asked level by level: no recursion, so that it runs on shards as well. Links with
 * one of the `hidden` handling tags, entities and entries that only records with one speak of, are not there.
 */
export function postgresLinkSource(
  client: pg.ClientBase,
  agencyId: number,
  hidden: readonly string[] = [],
): LinkSource {
  const unseen = hidden.length === 0 ? null : hidden;
  const linkColumns = `l.link_id, l.subject_id, l.subject_kind, l.predicate, l.object_id, l.object_kind, l.valid_from, l.valid_to,
    l.basis, l.status, l.asserted_by, l.handling, l.record_id, l.other_record_id, l.description, l.detail`;
  const entityColumns = `entity_id as id, kind, label, links, first_seen as "firstSeen", last_seen as "lastSeen"`;
  const condition = `l.agency_id = $1 and ($3::boolean or l.status = 'ACTIVE') and ($4::text[] is null or l.predicate = any($4))
    and ($5::date is null or l.valid_from is null or l.valid_from >= $5) and ($6::date is null or l.valid_from is null or l.valid_from <= $6)
    and ($7::text[] is null or not l.handling && $7)`;
  const filterValues = (filter: LinkFilter) => [
    filter.history ?? false,
    filter.predicates ?? null,
    filter.since ?? null,
    filter.until ?? null,
    unseen,
  ];

  /** Of each entity $2 the first $8 links. */
  const firstLinks = (columns: string) => {
    // Dated ones by the index, then undated ones: in one order the index would give the undated first, and with them use up
    // the limit.
    const part = (column: string, dated: boolean) =>
      `(select ${columns} from flashlight.link l where ${condition} and l.${column} = f.id and l.valid_from is ${dated ? 'not null' : 'null'}
         order by ${dated ? 'l.valid_from desc, ' : ''}l.link_id limit $8)`;
    const parts = ['subject_id', 'object_id'].flatMap((column) => [part(column, true), part(column, false)]);
    return `select distinct x.* from unnest($2::bigint[]) as f(id) cross join lateral (
      select * from (${parts.join(' union all ')}) both_sides order by valid_from desc nulls last, link_id limit $8) x`;
  };

  /** `name`: of what is found by its key, so that it is planned once. */
  const describeLinks = async (inner: string, values: unknown[], name?: string): Promise<StoredLink[]> => {
    const { rows } = await client.query({
      ...(name === undefined ? {} : { name }),
      text: `select l.*, ${sourceRefColumns} from (${inner}) l ${sourceRefJoins('l')} order by l.valid_from desc nulls last, l.link_id`,
      values,
    });
    const others = rows.flatMap((row) => (row['other_record_id'] === null ? [] : [row['other_record_id'] as number]));
    const sources = await findSources(client, agencyId, others);
    return rows.map((row) => linkOfRow(row, sources));
  };

  return {
    async neighbors(ids, filter, perEntityLimit) {
      if (ids.length === 0) return [];
      return describeLinks(firstLinks(linkColumns), [agencyId, ids, ...filterValues(filter), perEntityLimit]);
    },
    async nearest(ids, filter, perEntityLimit) {
      if (ids.length === 0) return [];
      const { rows } = await client.query<LinkEnds>(
        `select link_id as id, subject_id as subject, object_id as object from (${firstLinks('l.link_id, l.subject_id, l.object_id, l.valid_from')}) l
          order by valid_from desc nulls last, link_id`,
        [agencyId, ids, ...filterValues(filter), perEntityLimit],
      );
      return rows;
    },
    async adjacent(ids, filter) {
      if (ids.length === 0) return [];
      // One row for each entity, and its neighbours as text: tens of thousands of rows would cost more to read than to find.
      const { rows } = await client.query<{ id: number; others: string }>(
        `select id, string_agg(other::text, ',' order by other) as others from (
           select l.subject_id as id, l.object_id as other from flashlight.link l where ${condition} and l.subject_id = any($2::bigint[])
           union select l.object_id, l.subject_id from flashlight.link l where ${condition} and l.object_id = any($2::bigint[])) pairs
          group by id`,
        [agencyId, ids, ...filterValues(filter)],
      );
      return rows.map((row) => [row.id, row.others.split(',').map(Number)]);
    },
    async hubs(ids, degree) {
      if (ids.length === 0) return [];
      if (unseen !== null) {
        const seen = await describeSeen(client, agencyId, ids, unseen);
        return seen.filter((entity) => entity.links > degree).sort((x, y) => y.links - x.links || x.id - y.id);
      }
      const { rows } = await client.query<StoredEntity>(
        `select ${entityColumns} from flashlight.entity
          where agency_id = $1 and entity_id = any($2::bigint[]) and links > $3 order by links desc, entity_id`,
        [agencyId, ids, degree],
      );
      return rows;
    },
    async among(ids, filter) {
      return describeLinks(
        `select ${linkColumns} from flashlight.link l where ${condition} and l.subject_id = any($2::bigint[]) and l.object_id = any($2::bigint[])
          order by l.link_id`,
        [agencyId, ids, ...filterValues(filter)],
      );
    },
    async links(ids) {
      if (ids.length === 0) return [];
      return describeLinks(
        `select ${linkColumns} from flashlight.link l where l.agency_id = $1 and l.link_id = any($2::bigint[])
            and ($3::text[] is null or not l.handling && $3)`,
        [agencyId, ids, unseen],
        'links-by-id',
      );
    },
    async describe(ids) {
      if (ids.length === 0) return [];
      const { rows } =
        unseen === null
          ? await client.query<StoredEntity>({
              name: 'describe-entities',
              text: `select ${entityColumns} from flashlight.entity where agency_id = $1 and entity_id = any($2::bigint[])`,
              values: [agencyId, ids],
            })
          : { rows: await describeSeen(client, agencyId, ids, unseen) };
      // The order asked is the order of nearness: keep it.
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
    async entries(records) {
      if (records.length === 0) return [];
      const { rows } = await client.query<EntryOfLead>(
        `select l.record_id as record, coalesce(own.incident, entered.incident) as incident, end_.ibis, end_.item,
                entered.calibres, entered."eventTypes", said.status, said.conclusion, said.issued_on as "issuedOn",
                said.confirmed_on as "confirmedOn", said.retracted_on as "retractedOn"
           from flashlight.ballistic_link l
           cross join lateral (values ('ballistic-a', l.ibis_a, l.item_a), ('ballistic-b', l.ibis_b, l.item_b)) as end_ (role, ibis, item)
           left join lateral (${incidentOf('l', 'and i.role = end_.role')}) own on true
           cross join lateral (
             select coalesce(array_agg(distinct e.calibre_code) filter (where e.calibre_code is not null), '{}') as calibres,
                    coalesce(array_agg(distinct e.event_type) filter (where e.event_type is not null), '{}') as "eventTypes",
                    case when count(distinct scene.incident) = 1 then min(scene.incident) end as incident
               from flashlight.ballistic_entry e ${entriesInForce} left join lateral (${incidentOf('e')}) scene on true
              where e.agency_id = l.agency_id and e.ibis_id = end_.ibis and ($3::text[] is null or not ${handlingOf('r')} && $3)) entered
           cross join lateral (select b.status, b.conclusion, coalesce(b.issued_on, l.issued_on) as issued_on, b.confirmed_on, b.retracted_on
              from flashlight.record own join flashlight.record n on n.agency_id = own.agency_id and n.source_id = own.source_id
               and n.natural_key = own.natural_key and n.version >= own.version
              join flashlight.ballistic_link b on b.agency_id = n.agency_id and b.record_id = n.record_id
             where own.agency_id = l.agency_id and own.record_id = l.record_id order by n.version desc limit 1) said
          where l.agency_id = $1 and l.record_id = any($2::bigint[]) and coalesce(own.incident, entered.incident) is not null
          order by l.record_id, end_.role`,
        [agencyId, records, unseen],
      );
      return rows;
    },
    async countByPredicate(id, filter) {
      const { rows } = await client.query<{ predicate: string; n: number }>(
        `select predicate, sum(n)::int as n from (
           select predicate, count(*) as n from flashlight.link l where ${condition} and l.subject_id = $2 group by 1
           union all
           select predicate, count(*) from flashlight.link l where ${condition} and l.object_id = $2 group by 1) c group by 1 order by 1`,
        [agencyId, id, ...filterValues(filter)],
      );
      return Object.fromEntries(rows.map((row) => [row.predicate, row.n]));
    },
  };
}

function linkOfRow(row: Record<string, unknown>, sources: ReadonlyMap<number, RecordSource>): StoredLink {
  const other = sources.get(row['other_record_id'] as number);
  const { handling: _, ...otherSource } = other ?? { handling: [] };
  return {
    id: row['link_id'] as number,
    subject: row['subject_id'] as number,
    subjectKind: row['subject_kind'] as StoredLink['subjectKind'],
    predicate: row['predicate'] as StoredLink['predicate'],
    object: row['object_id'] as number,
    objectKind: row['object_kind'] as StoredLink['objectKind'],
    from: row['valid_from'] as string | null,
    to: row['valid_to'] as string | null,
    basis: row['basis'] as StoredLink['basis'],
    status: row['status'] as StoredLink['status'],
    assertedBy: row['asserted_by'] as string,
    handling: row['handling'] as string[],
    source: sourceRef(row),
    ...(other ? { other: otherSource as SourceRef } : {}),
    ...(row['description'] === null ? {} : { description: row['description'] as string }),
    ...(row['detail'] === null ? {} : { detail: row['detail'] as Record<string, unknown> }),
  };
}
