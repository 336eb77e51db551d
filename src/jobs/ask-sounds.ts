import type pg from 'pg';
import { soundSecondsMax } from '../model/sensor-packet.ts';
import { Failure } from '../model/errors.ts';
import type { Reader } from '../store/audit.ts';
import { findArrivals } from '../store/gunshot-reads.ts';
import { askSounds, findSound, listSounds, type SoundRow } from '../store/sensor-sounds.ts';
import { loadIncident } from './load-gunshots.ts';

/** The nearest hear most, and more would say no more. */
const sensorsAsked = 3;
const beforeMicroseconds = 500_000;

/** Asks those that heard the first shot first for two seconds of sound about it. */
export async function askSoundsOf(
  client: pg.ClientBase,
  reader: Reader,
  incident: string,
): Promise<{ items: SoundRow[] }> {
  const { summary, state } = await loadIncident(client, reader.agencyId, incident);
  const [first] = summary.shots;
  const shots = first && (await findArrivals(client, reader.agencyId, [first.timeMicroseconds]));
  const shot = shots?.find((each) => each.lon === first!.lon && each.lat === first!.lat);
  if (shot === undefined || state === 'WITHDRAWN' || state === 'JOINED')
    throw new Failure(
      'gunshot.changed',
      'Expected an incident that stands; it was withdrawn or is one with another. Look at it again. Nothing was changed.',
    );
  const nearest = shot.arrivals.toSorted((a, b) => a.timeMicroseconds - b.timeMicroseconds).slice(0, sensorsAsked);
  await askSounds(
    client,
    reader.agencyId,
    nearest.map(({ sensor, timeMicroseconds }) => ({
      incident,
      sensor,
      fromMicroseconds: timeMicroseconds - beforeMicroseconds,
      seconds: soundSecondsMax,
      by: reader.actor,
    })),
  );
  return loadSounds(client, reader.agencyId, incident);
}

export async function loadSounds(
  client: pg.ClientBase,
  agencyId: number,
  incident: string,
): Promise<{ items: SoundRow[] }> {
  await loadIncident(client, agencyId, incident);
  return { items: await listSounds(client, agencyId, incident) };
}

/** Refuses sounds that did not come of the incident. */
export async function expectSounds(
  client: pg.ClientBase,
  agencyId: number,
  { incident, sounds }: { incident: string; sounds: readonly number[] },
): Promise<void> {
  const came = new Set(
    (await loadSounds(client, agencyId, incident)).items.flatMap(({ sound, seconds }) =>
      (seconds ?? 0) > 0 ? [sound] : [],
    ),
  );
  if (sounds.every((sound) => came.has(sound))) return;
  throw new Failure(
    'gunshot.changed',
    'Expected sounds of the incident that came; got another. Load its sounds again. Nothing was played.',
  );
}

/** A sound as a WAV file. */
export async function loadSound(
  client: pg.ClientBase,
  agencyId: number,
  asked: { incident: string; sound: number },
): Promise<Buffer | null> {
  const found = await findSound(client, agencyId, asked);
  return found && writeWav(found);
}

function writeWav({ samples, sampleRateHz }: { samples: Buffer; sampleRateHz: number }): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(sampleRateHz, 24);
  head.writeUInt32LE(sampleRateHz * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}
