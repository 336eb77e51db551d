import type { Participant } from '../model/evidence.ts';

/** Dealers of a trace of whom no sale is told: where the trace ended. */
export function lastDealers<Of extends Participant & { readonly ordinal: number }>(record: {
  readonly rows: readonly { readonly table: string; readonly values: Readonly<Record<string, unknown>> }[];
  readonly participants: readonly Of[];
}): Of[] {
  const gave = record.rows.flatMap(({ table, values }) => (table === 'transaction' ? [values['from_ordinal']] : []));
  return record.participants.filter((each) => each.role === 'retail-dealer' && !gave.includes(each.ordinal));
}
