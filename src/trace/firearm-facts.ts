/**
 * What leads ask of a firearm beside its traces: recovered, stolen, tied to shootings, with what serial number.
 *
 * **Source.** Records that observe it, and ballistic ties that were not withdrawn. **Input.** As the life of the firearm takes it.
 * **Output.** {@link FirearmFacts}. **Limits.** Of several recoveries the first is told, of several thefts the last that a recovery followed; where none
 * did, one of which no day is recorded, else the first.
 */
import type { FirearmFacts } from '../model/leads.ts';
import type { FactRecord } from './fact-record.ts';
import { theftDay } from './theft-order.ts';
import { recoveriesOf } from './time-to-crime-of-life.ts';
import type { TracedFirearm } from './trace-facts.ts';

type Values = Readonly<Record<string, unknown>>;
const text = (values: Values, column: string): string | null => {
  const value = values[column];
  return typeof value === 'string' && value !== '' ? value : null;
};

export function firearmFactsOf({ firearm, records, shootings }: Omit<TracedFirearm, 'cut'>): FirearmFacts {
  const observed = records.map((record) => record.firearm);
  const first = (column: string) => observed.map((each) => text(each, column)).find((value) => value !== null) ?? null;
  const recoveries = rowsOf(records, 'recovery')
    .filter(({ values }) => text(values, 'recovered_on') !== null)
    .toSorted((a, b) => (text(a.values, 'recovered_on')! < text(b.values, 'recovered_on')! ? -1 : 1));
  const { days } = recoveriesOf(records);
  const thefts = rowsOf(records, 'theft_report').toSorted((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1));
  const theft = thefts.findLast((each) => dayOf(each) !== '' && dayOf(each) <= (days.at(-1) ?? '')) ?? thefts[0];
  const removals = new Set(observed.flatMap((each) => text(each, 'serial_removal') ?? []));
  removals.delete('unknown');
  return {
    firearm,
    make: first('make_name'),
    model: first('model'),
    obliterated: observed.some((each) => each['obliterated'] === true)
      ? true
      : observed.some((each) => each['obliterated'] === false)
        ? false
        : null,
    removal: removals.size === 1 ? [...removals][0]! : null,
    noSerialReason: observed.some((each) => text(each, 'serial_clean') !== null) ? null : first('no_serial_reason'),
    recoveredOn: recoveries[0] ? text(recoveries[0].values, 'recovered_on') : null,
    recoveries: days,
    recoveredIn: recoveries[0] ? incidentOf(recoveries[0].record) : null,
    theft: theft
      ? {
          on: theftDay(theft.values),
          kind: text(theft.values, 'kind'),
          from:
            theft.record.participants.find(({ role }) => role === 'theft-victim' || role === 'theft-dealer')?.id ??
            null,
          incident: incidentOf(theft.record),
        }
      : null,
    shootings: shootings
      .filter(({ status }) => status === 'ACTIVE')
      .map(({ incident, on, tie, toldOn = null }) => ({
        incident: incident.id as FirearmFacts['firearm'],
        on,
        tie,
        toldOn,
      })),
  };
}

interface Row {
  readonly record: FactRecord;
  readonly values: Values;
}

function rowsOf(records: readonly FactRecord[], table: string): Row[] {
  return records.flatMap((record) =>
    record.rows.filter((row) => row.table === table).map(({ values }) => ({ record, values })),
  );
}

const dayOf = ({ values }: Row): string => theftDay(values) ?? '';

function incidentOf({ participants }: FactRecord) {
  return participants.find(({ kind }) => kind === 'incident')?.id ?? null;
}
