import type { Readable } from 'node:stream';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { handlingSql } from './link-changes.ts';

/** What predicates and statuses are called in the columns: their places in these lists. */
export interface LinkCodeNames {
  readonly predicates: readonly string[];
  readonly statuses: readonly string[];
  /** The day of what has none. */
  readonly undated: number;
}

export async function countStoredLinks(client: pg.ClientBase, agencyId: number): Promise<number> {
  const { rows } = await client.query<{ n: number }>('select count(*) as n from flashlight.link where agency_id = $1', [
    agencyId,
  ]);
  return rows[0]!.n;
}

/**
 * All links of an agency as a stream of COPY in its binary format, columns as `StoredLinkColumns` reads them. Days are
 * counted from 1970-01-01.
 */
export function copyLinks(client: pg.Client, agencyId: number, names: LinkCodeNames): Readable {
  const listed = (texts: readonly string[]) => {
    for (const text of texts) if (!/^[A-Z_]+$/.test(text)) throw new RangeError('a name of a code is of letters');
    return `array[${texts.map((text) => `'${text}'`).join(',')}]`;
  };
  const day = (column: string) => `coalesce(${column} - date '1970-01-01', ${names.undated})::int`;
  return client.query(
    copyTo(
      `copy (select link_id, subject_id, object_id, array_position(${listed(names.predicates)}, predicate) - 1,
               ${day('valid_from')}, ${day('valid_to')}, array_position(${listed(names.statuses)}, status) - 1, ${handlingSql}
               from flashlight.link where agency_id = ${Number(agencyId)}) to stdout (format binary)`,
    ),
  );
}
