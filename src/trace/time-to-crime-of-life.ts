import type { Life, LifeCut } from '../model/life.ts';
import type { FactRecord, FactShooting } from './fact-record.ts';
import type { Party } from './parties-contradict.ts';
import { recoveryDays, timeToCrime } from './time-to-crime.ts';

type Values = Readonly<Record<string, unknown>>;

const day = (values: Values, column: string) => (values[column] as string | null | undefined) ?? null;

/** Who gave the firearm away and who took it, as far as the record names them. */
export function partiesOf(
  record: FactRecord,
  transaction: Readonly<Record<string, unknown>>,
): Record<'from' | 'to', Party[]> {
  const at = (column: string) => record.participants.filter((each) => each.ordinal === transaction[column]);
  return { from: at('from_ordinal'), to: at('to_ordinal') };
}

/** One of several recoveries, and the days its own trace was asked for and completed. */
export interface OneRecovery {
  readonly on: string;
  readonly tracedOn: readonly string[];
}

/** Time to crime by what the records of a firearm say and the shootings tied to it, with why and by which rows; to the first recovery, or to one. */
export function timeToCrimeOf<Source extends FactRecord['source']>(
  records: readonly (FactRecord & { readonly source: Source })[],
  shootings: readonly FactShooting[],
  cut: LifeCut | null,
  to?: OneRecovery,
): Omit<Life['timeToCrime'], 'sources'> & { sources: Source[] } {
  const rows = (table: string, column: string) =>
    records.flatMap((record) =>
      record.rows
        .filter((row) => row.table === table && (table !== 'transaction' || row.values['kind'] === 'RETAIL_SALE'))
        .map((row) => ({ on: day(row.values, column), source: record.source, ...partiesOf(record, row.values) })),
    );
  const sold = rows('transaction', 'happened_on');
  const recovered = rows('recovery', 'recovered_on');
  const daysOf = (...columns: readonly (readonly [table: string, column: string, kind?: string])[]) =>
    records.flatMap((record) =>
      record.rows.flatMap(({ table, values }) =>
        columns.flatMap(([of, column, kind]) =>
          table === of && (kind === undefined || values['kind'] === kind) ? (day(values, column) ?? []) : [],
        ),
      ),
    );
  const [dealers, purchasers] = [sold.flatMap(({ from }) => from), sold.flatMap(({ to }) => to)];
  const answer = timeToCrime({
    soldOn: sold.flatMap(({ on }) => on ?? []),
    dealers,
    purchasers,
    recoveredOn: recovered.flatMap(({ on }) => on ?? []),
    madeOn: records.flatMap(({ firearm }) => day(firearm, 'manufactured_on') ?? []),
    shippedOn: daysOf(['transaction', 'happened_on', 'SHIPMENT']),
    tracedOn:
      to?.tracedOn ??
      daysOf(['trace_request', 'requested_on'], ['trace_result', 'requested_on'], ['trace_result', 'completed_on']),
    stolenOn: records.flatMap(({ rows: told, participants }) =>
      participants.some((each) => each.role === 'theft-victim')
        ? told
            .filter((row) => row.table === 'theft_report')
            .flatMap(({ values }) => day(values, 'stolen_on') ?? day(values, 'reported_on') ?? [])
        : [],
    ),
    firedOn: shootings.flatMap(({ tie, status, on }) => (tie === 'hit' && status === 'ACTIVE' ? (on ?? []) : [])),
    recoveriesOfCases: recoveriesOfCases(records),
    undatedSale: sold.length > 0,
    undatedRecovery: recovered.length > 0,
    countedTo: to?.on,
  });
  const nobody = dealers.length + purchasers.length === 0 ? ', of which neither dealer nor purchaser is named,' : '';
  const last =
    answer.recoveries > 1 && to === undefined
      ? `first of ${answer.recoveries} recorded days of recovery,`
      : 'recovery on';
  const why = cut?.records
    ? `only ${cut.records.read} of ${cut.records.total} source rows are read: the sale and the first recovery may stand in the others`
    : answer.kind === 'computed'
      ? `from the first retail sale on ${answer.soldOn}${nobody} to the ${last} ${answer.recoveredOn}`
      : answer.why;
  const used = [...sold, ...recovered.filter((each) => each.on === answer.recoveredOn)].filter((each) => each.on);
  return {
    days: answer.kind === 'computed' && !cut?.records ? answer.days : null,
    why,
    soldOn: answer.soldOn,
    recoveredOn: answer.recoveredOn,
    recoveries: answer.recoveries,
    sources: [...new Map(used.map((each) => [each.source.record, each.source])).values()],
  };
}

/** Days of recovery a firearm's records tell, as {@link recoveryDays} has them. */
export function recoveriesOf(records: readonly FactRecord[]): ReturnType<typeof recoveryDays> {
  const told = records.flatMap(({ rows }) =>
    rows.filter(({ table }) => table === 'recovery').flatMap(({ values }) => day(values, 'recovered_on') ?? []),
  );
  return recoveryDays(told, recoveriesOfCases(records));
}

function recoveriesOfCases(records: readonly FactRecord[]): string[][] {
  const days = new Map<string, string[]>();
  for (const { rows, participants } of records)
    for (const { values } of rows.filter((row) => row.table === 'recovery'))
      for (const { id } of participants.filter((each) => each.role === 'recovery')) {
        const on = day(values, 'recovered_on');
        if (on !== null) days.set(id, [...(days.get(id) ?? []), on]);
      }
  return [...days.values()];
}
