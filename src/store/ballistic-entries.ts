import type pg from 'pg';
import { entriesInForce } from './entries-in-force.ts';

type Client = pg.ClientBase;

/** An acquisition a file tells of. */
export interface ImportedEntry {
  readonly source: number;
  readonly key: string;
  readonly record: number;
  readonly ibis: string | null;
  readonly itemKey: string | null;
  readonly labItem: string | null;
  readonly case: string | null;
  readonly kind: string | null;
  readonly eventType: string | null;
  readonly calibre: string | null;
  readonly collectedAt: string | null;
  readonly enteredAt: string | null;
  readonly site: string | null;
}

/** Letters and figures alone, as numbers of items compare. */
const bare = (column: string) => `regexp_replace(upper(${column}), '[^A-Z0-9]', '', 'g')`;

/** Entries in force with an IBIS number, or an item of a case; or the one of a record. */
export async function findEntriesOf(
  client: Client,
  agencyId: number,
  {
    ibis,
    caseKey,
    itemKey,
    record = null,
  }: {
    readonly ibis: string | null;
    readonly caseKey: string | null;
    readonly itemKey: string;
    readonly record?: number | null;
  },
): Promise<ImportedEntry[]> {
  const { rows } = await client.query<ImportedEntry>(
    `select r.source_id as source, r.natural_key as key, r.record_id as record, e.ibis_id as ibis, ${bare('e.item_number')} as "itemKey", i.lab_number as "labItem",
            e.case_key as "case", i.kind, e.event_type as "eventType", e.calibre_code as calibre, i.collected_at as "collectedAt", e.entered_at as "enteredAt", e.site
       from flashlight.ballistic_entry e ${entriesInForce}
       left join flashlight.ballistic_item i on i.agency_id = e.agency_id and i.record_id = e.record_id
      where e.agency_id = $1 and case when $5::bigint is not null then e.record_id = $5
              else e.ibis_id = $2 or ($2::text is null and e.case_key = $3 and ${bare('e.item_number')} = $4) end
      order by r.record_id desc limit 3`,
    [agencyId, ibis, caseKey, itemKey, record],
  );
  return rows;
}

/**
 * Ties exhibits that bear the IBIS number of an entry, or its item of its case, to it: of one entry one exhibit, and none where two would do.
 * Gives how many were tied.
 */
export async function tieEntries(client: Client, agencyId: number): Promise<number> {
  const { rowCount } = await client.query(
    `with found as (
       select x.exhibit_id, r.source_id, r.natural_key, x.ibis_id is not null as by_ibis
         from flashlight.exhibit x
         join flashlight.ballistic_entry e on e.agency_id = x.agency_id
          and (e.ibis_id = x.ibis_id or (x.ibis_id is null and e.case_key = x.case_key and ${bare('e.item_number')} = x.item_key))
         ${entriesInForce}
        where x.agency_id = $1 and x.entry_key is null),
     single as (
       select exhibit_id, min(source_id) as source_id, min(natural_key) as natural_key from found group by exhibit_id
        having count(distinct (source_id, natural_key)) = 1),
     apart as (select source_id, natural_key from single group by 1, 2 having count(*) = 1)
     update flashlight.exhibit x set version = version + 1, entry_source = s.source_id, entry_key = s.natural_key
       from single s join apart using (source_id, natural_key)
      where x.agency_id = $1 and x.exhibit_id = s.exhibit_id
        and not exists (select from flashlight.exhibit t where t.agency_id = $1 and t.entry_source = s.source_id and t.entry_key = s.natural_key)`,
    [agencyId],
  );
  return rowCount ?? 0;
}

/** Ties an exhibit to an entry, unless another is; or to none. */
export async function setEntry(
  client: Client,
  agencyId: number,
  exhibit: number,
  entry: Pick<ImportedEntry, 'source' | 'key'> | null,
): Promise<void> {
  await client.query(
    `update flashlight.exhibit x set entry_source = f.source_id, entry_key = f.natural_key
       from (values (1)) one left join (select $3::integer as source_id, $4::text as natural_key where $4::text is not null
               and not exists (select from flashlight.exhibit t where t.agency_id = $1 and t.entry_source = $3 and t.entry_key = $4 and t.exhibit_id <> $2)) f on true
      where x.agency_id = $1 and x.exhibit_id = $2`,
    [agencyId, exhibit, entry?.source ?? null, entry?.key ?? null],
  );
}

/** Source and key of the row a record is a version of, where it is the recovery of a firearm. */
export async function findRecoveryRow(
  client: Client,
  agencyId: number,
  record: number,
): Promise<{ source: number; key: string } | null> {
  const { rows } = await client.query<{ source: number; key: string }>(
    `select r.source_id as source, r.natural_key as key from flashlight.record r
      where r.agency_id = $1 and r.record_id = $2
        and exists (select from flashlight.recovery v where v.agency_id = r.agency_id and v.record_id = r.record_id)`,
    [agencyId, record],
  );
  return rows[0] ?? null;
}

/** The record in force of a row; null where there is none. */
export async function findRecoveryRecord(
  client: Client,
  agencyId: number,
  { source, key }: { readonly source: number; readonly key: string },
): Promise<number | null> {
  const { rows } = await client.query<{ record: number }>(
    `select record_id as record from flashlight.record where agency_id = $1 and source_id = $2 and natural_key = $3 order by version desc limit 1`,
    [agencyId, source, key],
  );
  return rows[0]?.record ?? null;
}

/** The newest pairs of entries that a lead ties and of which both are cartridge cases, each entry once. */
export async function findTiedEntries(
  client: Client,
  agencyId: number,
  limit: number,
): Promise<(ImportedEntry & { readonly lead: string; readonly itemNumber: string })[]> {
  const { rows } = await client.query<ImportedEntry & { lead: string; itemNumber: string }>(
    `with pairs as (
       select l.lead_number as lead, unnest(array[l.ibis_a, l.ibis_b]) as ibis, l.issued_on
         from flashlight.ballistic_link l
        where l.agency_id = $1 and l.ibis_a is not null and l.ibis_b is not null and l.lead_number is not null and l.retracted_on is null
        order by l.issued_on desc nulls last, l.lead_number limit $2 * 4)
     select distinct on (p.issued_on, p.lead, e.ibis_id) p.lead, r.source_id as source, r.natural_key as key, r.record_id as record, e.ibis_id as ibis,
            e.item_number as "itemNumber", ${bare('e.item_number')} as "itemKey", i.lab_number as "labItem", e.case_key as "case", i.kind,
            e.event_type as "eventType", e.calibre_code as calibre, i.collected_at as "collectedAt", e.entered_at as "enteredAt", e.site
       from pairs p
       join flashlight.ballistic_entry e on e.agency_id = $1 and e.ibis_id = p.ibis
       ${entriesInForce}
       join flashlight.ballistic_item i on i.agency_id = e.agency_id and i.record_id = e.record_id
      where e.item_number is not null and e.case_key is not null and e.entered_at is not null and i.collected_at is not null and i.collected_at < e.entered_at
      order by p.issued_on desc nulls last, p.lead, e.ibis_id, r.record_id limit $2 * 2`,
    [agencyId, limit],
  );
  return rows;
}
