import { createHmac } from 'node:crypto';
import type pg from 'pg';
import { capAlert } from '../acoustics/cap-alert.ts';
import { inTransaction } from '../store/database.ts';
import { findIncident } from '../store/gunshot-reads.ts';
import { saveDelivered, saveNotDelivered, takeDueDeliveries, type DueDelivery } from '../store/gunshot-deliveries.ts';
import { tellIncident } from './load-gunshots.ts';

const takenAtOnce = 10;
const answerMilliseconds = 10_000;
/** Twice as long each time, up to a quarter of an hour, for a day. */
const triesMax = 100;
const waitSecondsMax = 900;

interface Delivering {
  readonly agencyId: number;
  readonly agencyName: string;
  /** As the sender of messages to dispatch: a name of the agency that stays. */
  readonly sender: string;
  readonly now: Date;
}

/**
 * Tells what became of incidents to the address the owner set, signed, in the order of each incident's history, again until it is taken. What
 * is taken twice bears the same `delivery`. Gives how many were taken.
 */
export async function deliverGunshots(pool: pg.Pool, delivering: Delivering): Promise<number> {
  return inTransaction(pool, async (client) => {
    const due = await takeDueDeliveries(client, delivering.agencyId, takenAtOnce);
    let taken = 0;
    for (const each of due) if (await deliver(client, delivering, each)) taken++;
    return taken;
  });
}

async function deliver(client: pg.PoolClient, delivering: Delivering, due: DueDelivery): Promise<boolean> {
  const { agencyId, now } = delivering;
  const stored = await findIncident(client, agencyId, due.incident);
  if (stored === null) return false;
  const incident = tellIncident(stored);
  const cap = capOf(incident, delivering);
  const body = JSON.stringify({
    delivery: `${due.incident}/${due.ordinal}`,
    event: due.kind,
    at: due.at,
    incident,
    cap,
  });
  const outcome = await post(due, body, Math.floor(now.getTime() / 1000));
  const told = { incident: due.incident, ordinal: due.ordinal, status: outcome.status };
  if (outcome.taken) {
    await saveDelivered(client, agencyId, told);
    return true;
  }
  const seconds = due.tries + 1 >= triesMax ? null : Math.min(waitSecondsMax, 2 ** Math.min(due.tries, 10));
  await saveNotDelivered(client, agencyId, { ...told, seconds });
  return false;
}

/** The incident as a message to dispatch: the first of it where nothing changed since, else an update of that one. */
export function capOf(
  incident: ReturnType<typeof tellIncident>,
  { agencyName, sender }: Pick<Delivering, 'agencyName' | 'sender'>,
): string {
  const firstSentAt = incident.revision === 1 ? null : incident.openedAt;
  return capAlert({ incident, sender, senderName: agencyName, sentAt: incident.changedAt, firstSentAt });
}

async function post(
  { url, secret }: Pick<DueDelivery, 'url' | 'secret'>,
  body: string,
  seconds: number,
): Promise<{ taken: boolean; status: string }> {
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  try {
    const answer = await fetch(url, {
      method: 'POST',
      // Whoever answers with another address is not who was named.
      redirect: 'manual',
      signal: AbortSignal.timeout(answerMilliseconds),
      headers: { 'content-type': 'application/json', 'flashlight-signature': `t=${seconds},v1=${signature}` },
      body,
    });
    await answer.body?.cancel();
    return { taken: answer.ok, status: `answered ${answer.status}` };
  } catch (error) {
    return { taken: false, status: (error as Error).name === 'TimeoutError' ? 'no answer in time' : 'not reached' };
  }
}
