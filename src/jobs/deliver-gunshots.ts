import { createHash, createHmac } from 'node:crypto';
import type pg from 'pg';
import { capAlert, capKind, capSender, standingMessages } from '../acoustics/cap-alert.ts';
import type { GunshotIncident } from '../model/gunshot-answers.ts';
import { inTransaction } from '../store/database.ts';
import { findIncident } from '../store/gunshot-reads.ts';
import {
  findDueDeliveries,
  findTakenMessages,
  lockDeliveries,
  saveDelivered,
  saveNotDelivered,
  type DueDelivery,
  type TakenMessage,
} from '../store/gunshot-deliveries.ts';
import { loadIncident, tellIncident } from './load-gunshots.ts';

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
 * Tells what became of incidents to the address the owner set, signed, again until it is taken: each incident once, as it now stands, with all steps
 * nobody was told of. What is taken twice bears the same `delivery`. Gives of how many incidents there is nothing more to tell.
 */
export async function deliverGunshots(pool: pg.Pool, delivering: Delivering): Promise<number> {
  const { agencyId, now } = delivering;
  return inTransaction(pool, async (client) => {
    if (!(await lockDeliveries(client, agencyId))) return 0;
    const due = await findDueDeliveries(client, agencyId, takenAtOnce);
    const messages: Message[] = [];
    for (const each of due) messages.push(await messageOf(client, delivering, each));
    // Beside one another: an address that does not answer keeps each waiting no longer than one.
    const outcomes = await Promise.all(
      messages.map(({ due: to, body }) =>
        body === null ? { taken: true, status: 'nothing to tell' } : post(to, body, Math.floor(now.getTime() / 1000)),
      ),
    );
    let taken = 0;
    for (const [at, { due: of, sent }] of messages.entries()) {
      const { status, ...outcome } = outcomes[at]!;
      const told = { incident: of.incident, ordinal: of.ordinal, status };
      if (outcome.taken) {
        await saveDelivered(client, agencyId, { ...told, message: sent });
        taken++;
        continue;
      }
      const seconds = of.tries + 1 >= triesMax ? null : Math.min(waitSecondsMax, 2 ** Math.min(of.tries, 10));
      await saveNotDelivered(client, agencyId, { ...told, seconds });
    }
    return taken;
  });
}

interface Message {
  readonly due: DueDelivery;
  /** Null where nobody has to be told of what is due. */
  readonly body: string | null;
  readonly sent: Omit<TakenMessage, 'incident'> | null;
}

async function messageOf(client: pg.PoolClient, delivering: Delivering, due: DueDelivery): Promise<Message> {
  const { agencyId, agencyName, sender } = delivering;
  const stored = await findIncident(client, agencyId, due.incident);
  const newest = due.steps.at(-1)!;
  if (stored === null) return { due, body: null, sent: null };
  const incident = tellIncident(stored);
  const receiver = createHash('sha256').update(due.url).digest('hex').slice(0, 16);
  const taken = (await findTakenMessages(client, agencyId, due.incident)).filter((each) => each.receiver === receiver);
  const earlier = standingMessages(due.incident, taken);
  const kind = capKind(incident, earlier);
  // What a person did is told whatever dispatch was told; what the program takes back before anybody was told is not.
  if (kind === null && due.steps.every(({ by }) => by === null)) return { due, body: null, sent: null };
  const name = `${capSender(sender)}-${due.incident}-${due.ordinal}`;
  const sentAt = newest.at;
  const cap = kind && capAlert({ incident, kind, name, sender, senderName: agencyName, sentAt, earlier });
  const body = JSON.stringify({
    delivery: `${due.incident}/${due.ordinal}`,
    event: newest.kind,
    at: newest.at,
    steps: due.steps.map(({ ordinal, kind: event, at }) => ({ ordinal, event, at })),
    incident,
    cap,
  });
  return { due, body, sent: kind && { identifier: name, kind, sentAt, receiver } };
}

/** An incident as a message to dispatch that somebody hands on: it refers to what was told of it last, wherever that was. */
export async function loadCap(
  client: pg.ClientBase,
  agencyId: number,
  { incident: id, agencyName, sender }: { incident: string } & Pick<Delivering, 'agencyName' | 'sender'>,
): Promise<string> {
  const incident: GunshotIncident = tellIncident(await loadIncident(client, agencyId, id));
  const all = await findTakenMessages(client, agencyId, id);
  const taken = all.filter(({ receiver }) => receiver === all.at(-1)!.receiver);
  const standing = standingMessages(id, taken);
  return capAlert({
    incident,
    kind: capKind(incident, standing) ?? (taken.length === 0 ? 'Alert' : 'Cancel'),
    name: `${capSender(sender)}-${id}-r${incident.revision}`,
    sender,
    senderName: agencyName,
    sentAt: incident.changedAt,
    earlier: standing.length === 0 ? taken : standing,
  });
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
