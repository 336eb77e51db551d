import { plainText } from '../model/values/plain-text.ts';
import { asWritten } from './as-written.ts';
import type { RecordBuilder } from './feed.ts';

export interface ObservedIncident {
  /** `recovery`, `ballistic-scene`, `test-fire`, `ballistic-a`, `ballistic-b`, `theft`, `occurrence`, … */
  readonly role: string;
  /** `YYYY-MM-DD`, local to the agency; null where the record does not say. */
  readonly seenOn: string | null;
  readonly caseNumber?: string;
}

/** Adds one `incident_observation` and returns its ordinal; null, and nothing added, without a case number. */
export function observeIncident(record: RecordBuilder, incident: ObservedIncident): number | null {
  const caseRaw = asWritten(incident.caseNumber);
  if (caseRaw === null) return null;
  return record.add('incident_observation', {
    role: incident.role,
    seen_on: incident.seenOn,
    case_raw: caseRaw,
    case_key: cleanCaseKey(caseRaw),
  });
}

/** Case number in the spelling by which records of one case find each other; null where the cell holds none. */
export function cleanCaseKey(raw: string): string | null {
  return plainText(raw) || null;
}
