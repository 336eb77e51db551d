import { createHash } from 'node:crypto';
import type pg from 'pg';
import { checkPacket, SensorAllowance } from '../acoustics/check-packet.ts';
import type { PacketRefusal, PulsePacket } from '../model/sensor-packet.ts';
import { unknownClockMicroseconds, type StreamPulse } from '../model/stream-pulse.ts';
import type { Database } from '../store/database.ts';
import {
  findPacketsWith,
  findSensorKeys,
  noteRefusals,
  savePackets,
  type PacketNumbers,
  type SensorKey,
} from '../store/sensors.ts';
import { openPulseStream } from './open-pulse-stream.ts';
import type { PulseStream } from './pulse-stream.ts';
import { openPacket, publicKeyOf } from './sign-packet.ts';

/** What a sensor is told of one of its messages. What is accepted, or was before, it may forget. */
export type PacketAnswer =
  | { readonly kind: 'accepted' | 'duplicate' }
  | { readonly kind: 'refused'; readonly code: PacketRefusal; readonly retryAfterSeconds?: number };

export interface PacketReceiver {
  readonly agencyId: number;
  readonly pool: pg.Pool;
  readonly stream: PulseStream;
  readonly allowance: SensorAllowance;
}

/** What takes the messages of an agency's sensors, into the stream that brokers hold, or the store. */
export async function openPacketReceiver(
  database: Database,
  agencyId: number,
  brokers: readonly string[] | null,
): Promise<PacketReceiver> {
  const stream = await openPulseStream(database, agencyId, brokers);
  return { agencyId, pool: database.pool('import'), stream, allowance: new SensorAllowance() };
}

const refused = (code: PacketRefusal): PacketAnswer => ({ kind: 'refused', code });

/**
 * Takes the pulses that sensors signed. An answer is given once they are in the stream: what was accepted is not lost. Pulses go into the
 * stream before their numbers are noted, so that a kill in between has them sent, and given, twice and not never.
 */
export async function receivePackets(
  receiver: PacketReceiver,
  packets: readonly string[],
  now: Date,
): Promise<PacketAnswer[]> {
  const { agencyId, pool } = receiver;
  const opened = packets.map((packet) => {
    const open = openPacket(packet);
    return open?.message.kind === 'pulses' ? { ...open, message: open.message } : null;
  });
  const named = [...new Set(opened.flatMap((open) => open?.message.sensor ?? []))];
  const keys = named.length === 0 ? new Map<string, SensorKey>() : await findSensorKeys(pool, agencyId, named);
  const taken: { packet: PulsePacket; cell: string; numbers: PacketNumbers }[] = [];
  const answers: PacketAnswer[] = [];
  for (const [at, open] of opened.entries()) {
    if (open === null) {
      answers.push(refused('unreadable'));
      continue;
    }
    const packet = open.message;
    const key = keys.get(packet.sensor);
    if (key === undefined || !open.isSignedBy(publicKeyOf(key.publicKey))) {
      answers.push(refused('forged'));
      continue;
    }
    const digest = createHash('sha256').update(packets[at]!).digest();
    const numbers = { sensor: packet.sensor, first: packet.sequence, last: packet.sequence + packet.pulses.length - 1 };
    const answer = await answerOf(
      receiver,
      { packet, numbers, digest, before: taken.map((each) => each.numbers) },
      now,
    );
    answers.push(answer);
    if (answer.kind === 'accepted') taken.push({ packet, cell: key.cell, numbers: { ...numbers, digest } });
  }
  if (taken.length > 0) {
    await receiver.stream.publish(taken.flatMap(({ packet, cell }) => pulsesOf(packet, cell)));
    await savePackets(
      pool,
      agencyId,
      taken.map(({ numbers }) => numbers),
    );
  }
  // A forged message says nothing of the sensor it names.
  const told = answers.flatMap((answer, at) => {
    const sensor = opened[at]?.message.sensor;
    return answer.kind === 'refused' && answer.code !== 'forged' && sensor !== undefined
      ? [{ sensor, why: answer.code }]
      : [];
  });
  if (told.length > 0) await noteRefusals(pool, agencyId, told);
  return answers;
}

async function answerOf(
  { agencyId, pool, allowance }: PacketReceiver,
  asked: {
    readonly packet: PulsePacket;
    readonly numbers: Omit<PacketNumbers, 'digest'>;
    readonly digest: Buffer;
    readonly before: readonly PacketNumbers[];
  },
  now: Date,
): Promise<PacketAnswer> {
  const { packet, numbers, digest, before } = asked;
  const { sensor, first, last } = numbers;
  const used = [
    ...before.filter((other) => other.sensor === sensor && other.last >= first && other.first <= last),
    ...(await findPacketsWith(pool, agencyId, numbers)),
  ];
  if (used.length > 0)
    return used.every((other) => digest.equals(other.digest)) ? { kind: 'duplicate' } : refused('replayed');
  const nowMicroseconds = now.getTime() * 1000;
  const fault = checkPacket(packet, nowMicroseconds);
  if (fault !== null) return refused(fault);
  const wait = allowance.take(sensor, packet.pulses.length, nowMicroseconds);
  return wait > 0 ? { kind: 'refused', code: 'flooding', retryAfterSeconds: Math.ceil(wait) } : { kind: 'accepted' };
}

function pulsesOf({ sensor, sequence, clock, pulses }: PulsePacket, cell: string): StreamPulse[] {
  return pulses.map(({ timeMicroseconds, sigmaMicroseconds, snrDb, peak, features }, at) => ({
    sensor,
    sequence: sequence + at,
    cell,
    timeMicroseconds,
    sigmaMicroseconds,
    clockMicroseconds: clock.source === 'none' ? unknownClockMicroseconds : clock.sigmaMicroseconds,
    snrDb,
    peak,
    features,
  }));
}
