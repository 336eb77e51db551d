import type pg from 'pg';

/** A version of a record as received, and the hash of its content. */
export interface RecordHash {
  readonly record: number;
  readonly version: number;
  readonly sha256: string;
  /** The newest version of the same record there is. */
  readonly newest: number;
}

/** Version and hash of each of some records, by number. */
export async function findRecordHashes(
  client: pg.ClientBase,
  agencyId: number,
  records: readonly number[],
): Promise<Map<number, RecordHash>> {
  if (records.length === 0) return new Map();
  const { rows } = await client.query<RecordHash>({
    name: 'find-record-hashes',
    text: `select r.record_id as record, r.version, encode(r.content_sha256, 'hex') as sha256,
                  (select max(n.version) from flashlight.record n
                    where n.agency_id = r.agency_id and n.source_id = r.source_id and n.natural_key = r.natural_key) as newest
             from flashlight.record r where r.agency_id = $1 and r.record_id = any($2::bigint[]) order by r.record_id`,
    values: [agencyId, [...new Set(records)]],
  });
  return new Map(rows.map((row) => [row.record, row]));
}

/** When a package of some bytes was put on record, and by whom; null where none was. */
export async function findPackageMade(
  client: pg.ClientBase,
  agencyId: number,
  sha256: string,
): Promise<{ madeBy: string; madeAt: string; purpose: string | null } | null> {
  const { rows } = await client.query<{ madeBy: string; madeAt: string; purpose: string | null }>({
    name: 'find-package-made',
    text: `select actor as "madeBy", happened_at as "madeAt", purpose from flashlight.audit_event
            where agency_id = $1 and action = 'leads.package' and outcome = 'ALLOWED' and subject ->> 'package' = $2 order by happened_at limit 1`,
    values: [agencyId, sha256],
  });
  return rows[0] ?? null;
}
