import type pg from 'pg';
import type { FileWarning } from '../sources/file-warning.ts';
import { completeWithdrawal, namesPair, samePair, type Completion } from '../sources/nibin/complete-withdrawal.ts';
import {
  copyObservation,
  findOtherPairs,
  findVersionBefore,
  findWithdrawals,
  insertLead,
  saveAsVersionOf,
  updateLead,
  type LeadVersion,
} from '../store/withdrawals.ts';

/** Observations taken from another version are numbered after those a row of leads makes itself. */
const takenOrdinals = { a: 11, b: 12, firearm: 13 } as const;

/**
 * Makes the withdrawals of an import say of what they withdraw what they leave out: the pair of the version before, and,
 * where they name no pair and the number stands for several, all of these. It is done as the rows are kept, so that the
 * tie stays in history as withdrawn in whatever order other files come. Gives what to tell of the file.
 */
export async function completeWithdrawals(
  client: pg.Client,
  agencyId: number,
  saving: {
    readonly recordRange: { firstRecord: number | null; lastRecord: number | null };
    /** The id of a further record of the import. */
    nextRecord(): Promise<number>;
  },
): Promise<FileWarning[]> {
  if (saving.recordRange.firstRecord === null) return [];
  let severalAt: LeadVersion | null = null;
  let rows = 0;
  for (const row of await findWithdrawals(client, agencyId, saving.recordRange)) {
    const before = await findVersionBefore(client, agencyId, row);
    const completion = before && completeWithdrawal(row.values, before.values);
    if (completion) {
      await updateLead(client, agencyId, row.record, {
        ...completion.columns,
        ...(completion.firearm ? { firearm_ordinal: takenOrdinals.firearm } : {}),
      });
      await copyObservations(client, agencyId, completion, before, row.record);
    }
    const blank = { ...row.values, ...noEnds };
    const others = (await findOtherPairs(client, agencyId, row)).filter(
      (pair) => !namesPair(row.values) || samePair(row.values, pair.values),
    );
    for (const pair of others) {
      const whole = completeWithdrawal(blank, pair.values);
      if (!whole) continue;
      const record = await saving.nextRecord();
      await saveAsVersionOf(client, agencyId, row, pair, record);
      await insertLead(client, agencyId, record, {
        ...blank,
        ...whole.columns,
        firearm_ordinal: whole.firearm ? takenOrdinals.firearm : null,
      });
      await copyObservations(client, agencyId, whole, pair, record);
    }
    if (others.length > 0 && !namesPair(row.values)) {
      severalAt ??= row;
      rows++;
    }
  }
  if (severalAt === null) return [];
  return [
    {
      code: 'ballistic.withdraws-several',
      rows,
      message: `Rows that withdraw a number which stands for several pairs, and do not say which: ${rows} (the first: line ${severalAt.line}, ${severalAt.key.slice(0, 40)}). All pairs of the number are withdrawn. Give case or IBIS number of both ends to withdraw one.`,
    },
  ];
}

const noEnds = Object.fromEntries(
  [
    'firearm_ordinal',
    ...['a', 'b'].flatMap((end) => [`case_${end}`, `item_${end}`, `ibis_${end}`, `event_${end}_on`]),
  ].map((name) => [name, null]),
);

async function copyObservations(
  client: pg.Client,
  agencyId: number,
  { incidents, firearm }: Completion,
  from: LeadVersion,
  record: number,
): Promise<void> {
  for (const each of incidents)
    await copyObservation(
      client,
      agencyId,
      'incident_observation',
      { record: from.record, role: `ballistic-${each.from}` },
      { record, ordinal: takenOrdinals[each.end], role: `ballistic-${each.end}` },
    );
  if (firearm)
    await copyObservation(
      client,
      agencyId,
      'firearm_observation',
      { record: from.record, role: 'linked' },
      { record, ordinal: takenOrdinals.firearm, role: 'linked' },
    );
}
