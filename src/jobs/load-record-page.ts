import type pg from 'pg';
import type { RecordPage } from '../model/answers.ts';
import { reportRoles } from '../links/gunfire-report.ts';
import { entityId } from '../model/ids.ts';
import { maskCells, maskValues } from '../model/values/mask-social-security.ts';
import { findEntities } from '../store/search.ts';
import { findObservedEntities, findRecord, findTypedRows, findVersions, type SavedRecord } from '../store/records.ts';

/** Everything about one record as received: its cells, what was read from them, and what it is a source of. */
export async function loadRecordPage(
  client: pg.ClientBase,
  agencyId: number,
  record: number,
): Promise<RecordPage | null> {
  const found = await findRecord(client, agencyId, record);
  if (!found) return null;
  const versions = await findVersions(client, agencyId, found);
  const rows = await findTypedRows(client, agencyId, [record]);
  const observed = await findObservedEntities(client, agencyId, [record]);
  const entities = await findEntities(
    client,
    agencyId,
    observed.map((each) => each.entityId),
  );
  const roleOf = new Map(rows.map((row) => [row.ordinal, reportRoles[row.table] ?? row.values['role']]));
  return {
    source: found.source,
    naturalKey: found.naturalKey,
    sha256: found.sha256,
    handling: [...found.handling],
    cells: cellsOf(found),
    versions,
    read: rows.map(({ table, ordinal, values }) => ({ table, ordinal, values: maskValues(values) })),
    entities: observed.flatMap(({ ordinal, entityId: id }) => {
      const entity = entities.get(id);
      const role = roleOf.get(ordinal);
      return entity
        ? [
            {
              id: entityId(entity.kind, id),
              kind: entity.kind,
              label: entity.label,
              role: typeof role === 'string' ? role : 'address',
            },
          ]
        : [];
    }),
    warnings: [...new Set(rows.flatMap((row) => (row.values['warnings'] as string[] | undefined) ?? []))],
  };
}

/** Every cell under its header, also those that stand outside it; the numbers nobody is shown are hidden, and that is said. */
function cellsOf({ cells, columns, mapping }: SavedRecord): RecordPage['cells'] {
  const shown = maskCells({ cells, columns, fields: mapping });
  return Array.from({ length: Math.max(cells.length, columns.length) }, (_, at) => {
    const column = columns[at] ?? `(column ${at + 1})`;
    const value = shown[at] ?? '';
    return {
      column,
      field: mapping[column] ?? null,
      value,
      ...(value === (cells[at] ?? '') ? {} : { masked: 'social-security-number' as const }),
    };
  });
}
