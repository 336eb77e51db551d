import { asWritten } from './as-written.ts';
import { caseKey } from './case-key.ts';
import type { RecordBuilder } from './feed.ts';

export interface ObservedIncident {
  /** `recovery`, `ballistic-scene`, `test-fire`, `ballistic-a`, `ballistic-b`, `theft`, `occurrence`, … */
  readonly role: string;
  /** `YYYY-MM-DD`, local to the agency; null where the record does not say. */
  readonly seenOn: string | null;
  readonly caseNumber?: string;
}

/** Adds one `incident_observation` and returns its ordinal; null, and nothing added, without a case number. */
export function observeIncident(
  record: RecordBuilder,
  incident: ObservedIncident,
  warnings: string[] = [],
): number | null {
  const caseRaw = asWritten(incident.caseNumber);
  if (caseRaw === null) return null;
  return record.add('incident_observation', {
    role: incident.role,
    seen_on: incident.seenOn,
    case_raw: caseRaw,
    case_key: caseKey(caseRaw, warnings),
  });
}
