/**
 * In which columns a trace stands where flows are told by time or by place.
 *
 * **Source.** The days, places and districts of its facts. **Input.** One trace. **Output.** Keys of columns: one, or for shootings tied to the
 * firearm as many as they happened in districts.
 * **Limits.** What is not recorded stands in the column `none`, what no shooting is tied to in the column `untied`, never left out.
 */
import type { TraceFacts } from '../model/trace-facts.ts';
import type { FlowColumn } from '../model/trace-filter.ts';

const none = ['none'] as const;
const untied = ['untied'] as const;

/** One column of what is recorded. */
const only = (key: string | null | undefined): readonly string[] => (key == null ? none : [key]);

const columns: Readonly<Record<FlowColumn, (trace: TraceFacts) => readonly string[]>> = {
  year: ({ recoveredOn }) => only(recoveredOn?.slice(0, 4)),
  quarter: ({ recoveredOn }) => only(recoveredOn && quarterOf(recoveredOn)),
  city: ({ recovery }) => only(recovery.city),
  county: ({ recovery }) => only(recovery.county),
  district: ({ recoveryDistrict }) => only(recoveryDistrict),
  'incident-district': ({ shootings, incidentDistricts }) =>
    shootings.hits + shootings.leads === 0 ? untied : incidentDistricts.length === 0 ? none : incidentDistricts,
};

export function columnsOf(by: FlowColumn, trace: TraceFacts): readonly string[] {
  return columns[by](trace);
}

/** `2024-Q3` of a day. */
export function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** Year of the recovery, or of the request where no recovery is dated: as ATF counts. */
export function countedYear({
  recoveredOn,
  requestedOn,
}: Pick<TraceFacts, 'recoveredOn' | 'requestedOn'>): number | null {
  const day = recoveredOn ?? requestedOn;
  return day === null ? null : Number(day.slice(0, 4));
}
