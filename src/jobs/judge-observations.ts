import type { Verdict } from '../identity/judgement.ts';
import { Failure } from '../model/errors.ts';
import { ordinalsPerRecord } from '../model/ids.ts';
import { inTransaction, type Database } from '../store/database.ts';
import { insertJudgement, withdrawJudgement as withdraw } from '../store/judgements.ts';
import { rejoin } from './rejoin-entities.ts';

/** Two observations, by number, and what a person decided about them. */
export interface JudgementOrder {
  readonly a: number;
  readonly b: number;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly judgedBy: string;
}

/** Records a judgement and joins what it touches anew, in one transaction. Gives the judgement's number. */
export async function judgeObservations(database: Database, agencyId: number, order: JudgementOrder): Promise<number> {
  if (order.reason.trim() === '') {
    throw new Failure(
      'judgement.no-reason',
      'Expected a reason for the judgement; got none. Say in a sentence what it rests on.',
    );
  }
  return inTransaction(database.pool('import'), async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtext('flashlight.link'))`);
    const at = (number: number) => ({
      record: Math.floor(number / ordinalsPerRecord),
      ordinal: number % ordinalsPerRecord,
    });
    const { judgement, entities } = await insertJudgement(client, agencyId, {
      ...order,
      a: at(order.a),
      b: at(order.b),
    });
    await rejoin(client, agencyId, entities);
    return judgement;
  });
}

/** Takes a judgement back: what it touched is joined as if it had never been given. The judgement itself stays in history. */
export async function withdrawJudgement(
  database: Database,
  agencyId: number,
  judgement: number,
  withdrawnBy: string,
): Promise<void> {
  await inTransaction(database.pool('import'), async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtext('flashlight.link'))`);
    const { entities } = await withdraw(client, agencyId, judgement, withdrawnBy);
    await rejoin(client, agencyId, entities);
  });
}
