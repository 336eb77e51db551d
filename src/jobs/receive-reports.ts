import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import { packetRefusals, type PacketRefusal, type SensorMessage } from '../model/sensor-packet.ts';
import type { SensorConfiguration } from '../model/sensor-packet.ts';
import { findSensorKeys, noteRefusals, saveReport, type SensorKey } from '../store/sensors.ts';
import { findWantedSounds, saveSound, type WantedSound } from '../store/sensor-sounds.ts';
import { openPacket, publicKeyOf } from './sign-packet.ts';

/** A report or a sound tells of now: what is older, or ahead, may be somebody's who overheard it. */
const windowMicroseconds = 300e6;

export interface SensorOrders {
  readonly configuration: SensorConfiguration;
  readonly configurationVersion: number;
  readonly sounds: readonly WantedSound[];
}

interface Receiver {
  readonly agencyId: number;
  readonly pool: pg.Pool;
}

/** Keeps a sensor's report of its health, and gives it what it is to do. */
export async function receiveReport(receiver: Receiver, packet: string, now: Date): Promise<SensorOrders> {
  const { message, key } = await openOf(receiver, packet, 'report');
  const { agencyId, pool } = receiver;
  if (Math.abs(message.timeMicroseconds - now.getTime() * 1000) > windowMicroseconds)
    throw await refusal(receiver, message.sensor, message.timeMicroseconds > now.getTime() * 1000 ? 'early' : 'late');
  if (!(await saveReport(pool, agencyId, message))) throw await refusal(receiver, message.sensor, 'replayed');
  return {
    configuration: key.configuration,
    configurationVersion: key.configurationVersion,
    sounds: await findWantedSounds(pool, agencyId, message.sensor),
  };
}

/** Keeps a sound somebody asked this sensor for, and no other. */
export async function receiveSound(receiver: Receiver, packet: string): Promise<void> {
  const { message } = await openOf(receiver, packet, 'sound');
  const kept = await saveSound(receiver.pool, receiver.agencyId, {
    request: message.request,
    sensor: message.sensor,
    startsMicroseconds: message.timeMicroseconds,
    sampleRateHz: message.sampleRateHz,
    samples: Buffer.from(message.samples, 'base64'),
  });
  if (!kept) throw await refusal(receiver, message.sensor, 'unasked');
}

async function openOf<K extends SensorMessage['kind']>(
  { agencyId, pool }: Receiver,
  packet: string,
  kind: K,
): Promise<{ message: Extract<SensorMessage, { kind: K }>; key: SensorKey }> {
  const open = openPacket(packet);
  if (open?.message.kind !== kind) throw refused('unreadable');
  const key = (await findSensorKeys(pool, agencyId, [open.message.sensor])).get(open.message.sensor);
  if (key === undefined || !open.isSignedBy(publicKeyOf(key.publicKey))) throw refused('forged');
  return { message: open.message as Extract<SensorMessage, { kind: K }>, key };
}

async function refusal({ agencyId, pool }: Receiver, sensor: string, why: PacketRefusal): Promise<Failure> {
  await noteRefusals(pool, agencyId, [{ sensor, why }]);
  return refused(why);
}

const refused = (why: PacketRefusal) =>
  new Failure('sensor.refused', `Expected a message of an enrolled sensor. ${packetRefusals[why]}`, {
    detail: { what: why },
  });
