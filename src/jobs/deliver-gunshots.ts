import { createHash, createHmac } from 'node:crypto';
import type pg from 'pg';
import { capAlert, capKind, capSender, standingMessages, type CapMessage } from '../acoustics/cap-alert.ts';
import type { DispatchPlace, DispatchRule } from '../acoustics/dispatch-place.ts';
import type { GunshotIncident } from '../model/gunshot-answers.ts';
import { Failure } from '../model/errors.ts';
import { atOneMoment, inTransaction } from '../store/database.ts';
import { findIncident } from '../store/gunshot-reads.ts';
import {
  findDueDeliveries,
  findTakenMessages,
  lockDeliveries,
  saveDelivered,
  saveNotDelivered,
  type DeliveryChannel,
  type DueDelivery,
  type TakenMessage,
} from '../store/gunshot-deliveries.ts';
import { findMailReceiver, findWebhook, type MailReceiver, type Webhook } from '../store/gunshot-receivers.ts';
import { announceGunshot, type StoredIncident } from '../store/gunshots.ts';
import { loadCitySettings } from './load-city-settings.ts';
import { loadToldIncident, tellIncidents } from './load-gunshots.ts';
import { mailGunshot, type Outcome } from './mail-gunshot.ts';
import { standingThere } from './standing-there.ts';

const takenAtOnce = 10;
const answerMilliseconds = 10_000;
/** Twice as long each time, up to a quarter of an hour, for a day. */
const triesMax = 100;
const waitSecondsMax = 900;

interface Delivering {
  readonly agencyId: number;
  readonly agencyName: string;
  readonly timeZone: string;
  /** As the sender of messages to dispatch: a name of the agency that stays. */
  readonly sender: string;
  readonly channel: DeliveryChannel;
  readonly now: Date;
}

/**
 * Tells what became of incidents by one of the ways the owner set, again until it is taken: each incident once, as it now stands, with all steps
 * nobody was told of. What is taken twice bears the same name. Gives of how many incidents there is nothing more to tell.
 */
export async function deliverGunshots(pool: pg.Pool, delivering: Delivering): Promise<number> {
  const { agencyId, channel, now } = delivering;
  return inTransaction(pool, async (client) => {
    if (!(await lockDeliveries(client, agencyId, channel))) return 0;
    // What is due and how it stands are of one moment: an incident that is withdrawn in it is told so in its own time.
    const messages = await atOneMoment(pool, (reading) => findMessages(reading, delivering));
    // Beside one another: an address that does not answer keeps each waiting no longer than one.
    const outcomes = await Promise.all(
      messages.map((message) => {
        if (message.send === null) return { taken: true, status: 'nothing to tell' };
        return message.send(Math.floor(now.getTime() / 1000));
      }),
    );
    let taken = 0;
    for (const [at, { due: of, sent }] of messages.entries()) {
      const { status, ...outcome } = outcomes[at]!;
      const told = { incident: of.incident, channel, ordinal: of.ordinal, status };
      if (outcome.taken) {
        await saveDelivered(client, agencyId, { ...told, message: sent });
        if (of.tried) await announceGunshot(client, agencyId, of.incident);
        taken++;
        continue;
      }
      const seconds = of.tries + 1 >= triesMax ? null : Math.min(waitSecondsMax, 2 ** Math.min(of.tries, 10));
      await saveNotDelivered(client, agencyId, { ...told, seconds });
      // The desk says that dispatch is not told, and that it was given up; of each try between there is nothing new.
      if (!of.tried || seconds === null) await announceGunshot(client, agencyId, of.incident);
    }
    return taken;
  });
}

interface Message {
  readonly due: DueDelivery;
  /** Null where nobody has to be told of what is due. */
  readonly send: ((seconds: number) => Promise<Outcome>) | null;
  readonly sent: Omit<TakenMessage, 'incident'> | null;
}

async function findMessages(client: pg.PoolClient, delivering: Delivering): Promise<Message[]> {
  const { agencyId, channel } = delivering;
  const due = await findDueDeliveries(client, agencyId, { channel, limit: takenAtOnce });
  const receiver = await (channel === 'webhook' ? findWebhook : findMailReceiver)(client, agencyId);
  // Nobody is told any more: what waited is done with.
  if (receiver === null) return due.map((each) => ({ due: each, send: null, sent: null }));
  const stored = new Map<string, StoredIncident>();
  for (const { incident } of due) {
    const found = await findIncident(client, agencyId, incident);
    if (found !== null) stored.set(incident, found);
  }
  // Where one that is told further as another is due with it, it goes first: the other's message is to refer to its own.
  const after = new Set(
    [...stored.values()].flatMap(({ state, joinedInto }) => (state === 'JOINED' ? joinedInto : [])),
  );
  const messages: Message[] = [];
  for (const each of due.filter(({ incident }) => !after.has(incident)))
    messages.push(await messageOf(client, delivering, { due: each, receiver, stored: stored.get(each.incident) }));
  return messages;
}

async function messageOf(
  client: pg.PoolClient,
  delivering: Delivering,
  { due, receiver, stored }: { due: DueDelivery; receiver: Webhook | MailReceiver; stored: StoredIncident | undefined },
): Promise<Message> {
  const { agencyId, agencyName, sender } = delivering;
  const newest = due.steps.at(-1)!;
  if (stored === undefined) return { due, send: null, sent: null };
  const [incident] = (await tellIncidents(client, agencyId, [stored])) as [GunshotIncident];
  const address = 'url' in receiver ? receiver.url : `mailto:${receiver.recipients.toSorted().join(',')}`;
  const digest = createHash('sha256').update(address).digest('hex').slice(0, 16);
  const taken = (await findTakenMessages(client, agencyId, due.incident)).filter((each) => each.receiver === digest);
  const earlier = standingMessages(taken);
  const rule = (await loadCitySettings(client, agencyId)).settings.gunshots;
  const place = incident.dispatch;
  const told = { incident, standsThere: await standsInPlace(client, agencyId, incident) };
  const kind = capKind(told, place, earlier);
  // What a person did is told whatever dispatch was told; what the program takes back before anybody was told is not.
  if (kind === null && ('host' in receiver || due.steps.every(({ by }) => by === null)))
    return { due, send: null, sent: null };
  const name = `${capSender(sender)}-${due.incident}-${due.ordinal}`;
  const sentAt = newest.at;
  const message: CapMessage | null = kind && {
    ...told,
    place,
    rule,
    kind,
    name,
    sender,
    senderName: agencyName,
    sentAt,
    now: delivering.now.toISOString(),
    earlier,
  };
  const sent = kind && {
    identifier: name,
    kind,
    sentAt,
    receiver: digest,
    refers: earlier.map(({ identifier }) => identifier),
  };
  if ('host' in receiver)
    return { due, sent, send: () => mailGunshot(receiver, { ...message!, timeZone: delivering.timeZone }) };
  const body = JSON.stringify({
    delivery: `${due.incident}/${due.ordinal}`,
    event: newest.kind,
    at: newest.at,
    steps: due.steps.map(({ ordinal, kind: event, at }) => ({ ordinal, event, at })),
    incident: place === 'place' ? withKnownPoints(incident, rule) : withoutPoints(incident),
    cap: message && capAlert(message),
  });
  return { due, sent, send: (seconds) => post(receiver, body, seconds) };
}

/** Where the place cannot be searched no point of it is told: whoever draws one would draw it as sure. Its area is in the message. */
function withoutPoints({ lon: _, lat: __, summary, ...incident }: GunshotIncident) {
  const { places: ___, shots, ...known } = summary;
  return {
    ...incident,
    summary: {
      ...known,
      shots: shots.map(({ timeMicroseconds, sensors }) => ({ timeMicroseconds, sensors })),
    },
  };
}

/** Of several places and shots those alone have points that are known well enough to be told as such. */
function withKnownPoints(incident: GunshotIncident, { placeMeters }: DispatchRule) {
  const { places, shots, ...known } = incident.summary;
  const isKnown = ({ ellipse95 }: { readonly ellipse95: { readonly majorMeters: number } }) =>
    ellipse95.majorMeters <= placeMeters;
  const withoutPoint = ({ lon: _, lat: __, ellipse95: ___, ...rest }: (typeof shots)[number]) => rest;
  return {
    ...incident,
    summary: {
      ...known,
      places: places.filter(isKnown),
      shots: shots.map((shot) => (isKnown(shot) ? shot : withoutPoint(shot))),
    },
  };
}

/** What stands at a withdrawn incident's place and time as it is told: nobody is told that all is clear there. */
async function standsInPlace(client: pg.ClientBase, agencyId: number, told: GunshotIncident): Promise<string | null> {
  if (told.state !== 'WITHDRAWN') return null;
  const [firstMicroseconds, lastMicroseconds] = [Date.parse(told.from) * 1000, Date.parse(told.to) * 1000];
  const gone = { ...told, firstMicroseconds, lastMicroseconds };
  return standingThere(client, agencyId, gone, ({ incident }) => incident !== told.incident, { alsoOfTheDesk: true });
}

/**
 * An incident as a message to dispatch that somebody hands on: it refers to what was told of it last, wherever that was. Fails with
 * `gunshot.nothing-to-tell` where nobody was told of what is gone.
 */
export async function loadCap(
  client: pg.ClientBase,
  agencyId: number,
  { incident: id, agencyName, sender }: { incident: string } & Pick<Delivering, 'agencyName' | 'sender'>,
): Promise<string> {
  const incident = await loadToldIncident(client, agencyId, id);
  const all = await findTakenMessages(client, agencyId, id);
  const taken = all.filter(({ receiver }) => receiver === all.at(-1)!.receiver);
  const standing = standingMessages(taken);
  const rule = (await loadCitySettings(client, agencyId)).settings.gunshots;
  // Whoever hands it on knows of it: nothing is held back, and no point is told.
  const place: DispatchPlace = incident.dispatch === 'place' ? 'place' : 'area';
  const told = { incident, standsThere: await standsInPlace(client, agencyId, incident) };
  const kind = capKind(told, place, standing);
  const cancelled = taken.filter((each) => each.kind !== 'Cancel');
  if (kind === null && (incident.state === 'JOINED' || cancelled.length === 0))
    throw new Failure(
      'gunshot.nothing-to-tell',
      'Expected an incident that stands, or that dispatch was told of; this one is gone, or told further as another, and no message of it stands. Open the one it is told further as, where there is one.',
    );
  return capAlert({
    ...told,
    place,
    rule,
    kind: kind ?? 'Cancel',
    name: `${capSender(sender)}-${id}-r${incident.revision}`,
    sender,
    senderName: agencyName,
    sentAt: incident.changedAt,
    now: new Date().toISOString(),
    earlier: standing.length === 0 ? cancelled : standing,
  });
}

async function post({ url, secret }: Webhook, body: string, seconds: number): Promise<Outcome> {
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
