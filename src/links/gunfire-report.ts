import type { TableName } from '../model/tables.ts';
import type { RecordRow } from './assert-links.ts';

/** A gunshot alert or a citizen's call of gunfire that no case is recorded for, with a time and a point. */
export interface GunfireReport {
  readonly kind: 'alert' | 'call';
  /** Of the row that tells of it: the observation of the report has the same number. */
  readonly ordinal: number;
  readonly place: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The role of a report in its record: its row is its observation. */
export const reportRoles: Partial<Record<TableName, string>> = { gunshot_alert: 'alert', call_for_service: 'call' };

const tellingTables = { gunshot_alert: ['alert', 'detected_at'], call_for_service: ['call', 'received_at'] } as const;

/**
 * The report of gunfire a record makes; null where it makes none, where the record says itself which case it belongs to,
 * and where time or point is missing, so that nothing could ever be told of it beside its own row.
 */
export function gunfireReport(rows: readonly RecordRow[]): GunfireReport | null {
  if (rows.some((row) => row.table === 'incident_observation')) return null;
  for (const [table, [kind, at]] of Object.entries(tellingTables)) {
    const row = rows.find((each) => each.table === table);
    if (!row || !row.values[at]) continue;
    // What the system itself calls no gunfire, and what a caller did not call so, is not put beside a shooting.
    if (kind === 'alert' ? row.values['classification'] === 'NG' : row.values['gunfire'] !== true) continue;
    const place = rows.find((each) => each.table === 'place_observation' && each.values['role'] === kind);
    if (!place || typeof place.values['lon'] !== 'number' || typeof place.values['lat'] !== 'number') continue;
    const on = (place.values['seen_on'] as string | null | undefined) ?? null;
    const number = row.values['alert_number'] ?? row.values['event_number'];
    const name = kind === 'alert' ? 'Gunshot alert' : 'Call';
    return {
      kind,
      ordinal: row.ordinal,
      place: place.ordinal,
      values: {
        role: kind,
        seen_on: on,
        report_label: number ? `${name} ${String(number)}` : `${name} of ${on ?? 'an unknown day'}`,
        ...(number ? { report_number: String(number) } : {}),
        // Numbers begin again: the area and the day tell them apart, as in the key of the record.
        ...(number && on
          ? { report_key: `${kind}:${String(row.values['coverage_area'] ?? '')}:${String(number)}:${on}` }
          : {}),
      },
    };
  }
  return null;
}
