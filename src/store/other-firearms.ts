import type pg from 'pg';

/** A row new with an import, and the key of a firearm that earlier imports hold under the same theft report. */
export interface OtherFirearm {
  readonly line: number;
  readonly key: string;
  readonly before: string;
}

/** Firearms an import added to theft reports that earlier imports know others of, by line. */
export async function findOtherFirearms(client: pg.ClientBase, agencyId: number, run: number): Promise<OtherFirearm[]> {
  const named = 'coalesce(t.report_number, t.case_key, t.ncic_number) as report';
  const { rows } = await client.query<OtherFirearm>(
    `with now as (
       select r.line, r.natural_key, r.source_id, ${named} from flashlight.record r join flashlight.theft_report t using (agency_id, record_id)
        where r.agency_id = $1 and r.run_id = $2 and r.version = 1),
     before as (
       select distinct r.natural_key, r.source_id, ${named} from flashlight.record r join flashlight.theft_report t using (agency_id, record_id)
        where r.agency_id = $1 and r.run_id < $2)
     select now.line, now.natural_key as key, before.natural_key as before
       from now join before using (source_id, report) where now.natural_key <> before.natural_key
      order by now.line, before.natural_key`,
    [agencyId, run],
  );
  return rows;
}
