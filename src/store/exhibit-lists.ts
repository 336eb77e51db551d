import type pg from 'pg';
import type { ExhibitKind, ExhibitState } from '../model/exhibits.ts';
import { exhibitsWithTies, exhibitColumns, type StoredExhibit } from './exhibits.ts';
import { entriesInForce, withdrawnLink } from './entries-in-force.ts';
import { foundByTakenOff } from './exhibit-scans.ts';

type Client = pg.ClientBase;

export interface ListedExhibit extends StoredExhibit, ExhibitMoments {
  /** Scans in force. */
  readonly scans: number;
  readonly candidates: number;
}

/** When an exhibit first came where, by the steps that stand. */
export interface ExhibitMoments {
  readonly receivedAt: string | null;
  readonly imagedAt: string | null;
  readonly correlatedAt: string | null;
  readonly leadAt: string | null;
}

/** What a lead brought about holds until the exhibit was opened again, as a withdrawn lead does. */
const stillLead = `and not exists (select from flashlight.exhibit_step o where o.agency_id = s.agency_id and o.exhibit_id = s.exhibit_id and o.step = 'reopen' and o.step_id > s.step_id)`;
const moment = (steps: string, only = '') =>
  `(select min(s.done_at) from flashlight.exhibit_step s where s.agency_id = x.agency_id and s.exhibit_id = x.exhibit_id and s.step in (${steps})
      and not exists (select from flashlight.exhibit_step u where u.agency_id = s.agency_id and u.exhibit_id = s.exhibit_id and u.undoes = s.step_id) ${only})`;

const listed = `${exhibitColumns},
  ${moment(`'receive'`)} as "receivedAt", ${moment(`'image'`)} as "imagedAt", ${moment(`'correlate'`)} as "correlatedAt", ${moment(`'lead'`, stillLead)} as "leadAt",
  (select count(*)::int from flashlight.exhibit_scan s where s.agency_id = x.agency_id and s.exhibit_id = x.exhibit_id and s.superseded_by is null and s.state <> 'WITHDRAWN') as scans,
  (select count(distinct c.other)::int from (
     select k.exhibit_id as other from flashlight.correlation_request q join flashlight.correlation_candidate k using (agency_id, request_id)
      where q.agency_id = x.agency_id and q.exhibit_id = x.exhibit_id and q.state = 'DONE' and not ${foundByTakenOff('q', 'k')}
     union select q.exhibit_id from flashlight.correlation_candidate k join flashlight.correlation_request q using (agency_id, request_id)
      where k.agency_id = x.agency_id and k.exhibit_id = x.exhibit_id and q.state = 'DONE' and not ${foundByTakenOff('q', 'k')}) c) as candidates`;

export interface ExhibitFilter {
  readonly states?: readonly ExhibitState[] | null;
  readonly kinds?: readonly ExhibitKind[] | null;
  readonly calibre?: string | null;
  /** A number of an item, case or entry, or the beginning of one: letters and figures alone. */
  readonly number?: string | null;
  readonly exhibits?: readonly number[] | null;
  /** Collected, or where that is not known come to stand where it does, on or after a moment. */
  readonly since?: string | null;
}

/** Exhibits, the last that came to stand where they do first. */
export async function listExhibits(
  client: Client,
  agencyId: number,
  { states = null, kinds = null, calibre = null, number = null, exhibits = null, since = null }: ExhibitFilter,
  limit: number,
): Promise<ListedExhibit[]> {
  const { rows } = await client.query<ListedExhibit>(
    `select ${listed} from ${exhibitsWithTies}
      where x.agency_id = $1 and ($2::text[] is null or x.state = any($2)) and ($3::text[] is null or x.kind = any($3))
        and ($4::text is null or x.calibre_code = $4)
        and ($5::text is null or x.item_key like $5 || '%' or x.case_key like $5 || '%' or x.lab_key like $5 || '%' or regexp_replace(x.ibis_key, '[^A-Z0-9]', '', 'g') like $5 || '%')
        and ($6::bigint[] is null or x.exhibit_id = any($6)) and ($7::timestamptz is null or coalesce(x.collected_at, x.state_at) >= $7)
      order by x.state_at desc, x.exhibit_id desc limit $8`,
    [agencyId, states, kinds, calibre, number, exhibits, since, limit],
  );
  return rows;
}

/** How many exhibits stand where. */
export async function countExhibits(client: Client, agencyId: number): Promise<Record<string, number>> {
  const { rows } = await client.query<{ state: string; n: number }>(
    'select state, count(*)::int as n from flashlight.exhibit where agency_id = $1 group by state',
    [agencyId],
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/** When what an import tells of came where; of leads only the day is told. */
export interface ImportedMoments {
  readonly collectedAt: string | null;
  readonly enteredAt: string | null;
  readonly leadOn: string | null;
}

/** Entries in force of items collected, or where that is not told entered, from one moment to another, that are no exhibit here. */
export async function importedMoments(
  client: Client,
  agencyId: number,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ImportedMoments[]> {
  const { rows } = await client.query<ImportedMoments>(
    `with leads as materialized (
       select ibis, min(issued_on) as on from (
         select unnest(array[e.ibis_a, e.ibis_b]) as ibis, e.issued_on from flashlight.ballistic_link e ${entriesInForce}
          where e.agency_id = $1 and not ${withdrawnLink('e')}) l where ibis is not null group by ibis)
     select i.collected_at as "collectedAt", e.entered_at as "enteredAt", l.on as "leadOn"
       from flashlight.ballistic_entry e ${entriesInForce}
       left join flashlight.ballistic_item i on i.agency_id = e.agency_id and i.record_id = e.record_id
       left join leads l on l.ibis = e.ibis_id
      where e.agency_id = $1 and coalesce(i.collected_at, e.entered_at) >= $2 and coalesce(i.collected_at, e.entered_at) < $3
        and not exists (select from flashlight.exhibit x where x.agency_id = r.agency_id and x.entry_source = r.source_id and x.entry_key = r.natural_key)`,
    [agencyId, from, to],
  );
  return rows;
}
