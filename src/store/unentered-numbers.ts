import type pg from 'pg';

/** Rows of an import of leads that name an end by an IBIS number alone that no entry has: how many, and the first of them. */
export async function findUnenteredNumbers(
  client: pg.ClientBase,
  agencyId: number,
  run: number,
): Promise<{ readonly rows: number; readonly line: number } | null> {
  const { rows } = await client.query<{ rows: number; line: number | null }>(
    `select count(*)::int as rows, min(r.line) as line
       from flashlight.record r join flashlight.ballistic_link l using (agency_id, record_id)
      where r.agency_id = $1 and r.run_id = $2 and exists (
        select 1 from (values (l.ibis_a, l.case_a), (l.ibis_b, l.case_b)) as named (ibis, of_case)
         where ibis is not null and of_case is null and not exists (
           select 1 from flashlight.ballistic_entry e where e.agency_id = $1 and e.ibis_id = ibis))`,
    [agencyId, run],
  );
  const [{ rows: found, line }] = rows as [(typeof rows)[number]];
  return line === null ? null : { rows: found, line };
}
