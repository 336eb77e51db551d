import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Value } from '@sinclair/typebox/value';
import { PulsePicker } from '../acoustics/picking/pulse-picker.ts';
import type { Pulse } from '../acoustics/picking/pulse.ts';
import { publicKeyBytes, signPacket } from '../jobs/sign-packet.ts';
import {
  defaultSensorConfiguration,
  pulsesInPacketMax,
  sensorConfigurationSchema,
  type PacketPulse,
  type SelfTest,
  type SensorClock,
  type SensorConfiguration,
} from '../model/sensor-packet.ts';
import { PacketQueue, writeDurably } from './packet-queue.ts';
import { SampleClock } from './sample-clock.ts';
import { SoundRing } from './sound-ring.ts';
import type { SoundSource } from './sound-source.ts';
import { Uplink, type Orders } from './uplink.ts';

export interface SensorOptions {
  readonly sensor: string;
  /** Where key, queue and sound are kept. */
  readonly stateDir: string;
  readonly server: string;
  readonly source: SoundSource;
  readonly clock: SensorClock;
  /** Time of the first sample, where the sound is not heard now. */
  readonly startsMicroseconds: number | null;
  readonly program: string;
  /** Ends once the sound does and everything is sent. */
  readonly once: boolean;
  readonly signal: AbortSignal;
  readonly onNews: (news: string) => void;
}

/** The private key of a sensor, made on first use and never leaving its disk; `publicKey` is what it is enrolled with. */
export function sensorKey(stateDir: string): { privateKey: KeyObject; publicKey: string } {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  let privateKey: KeyObject;
  try {
    privateKey = createPrivateKey(readFileSync(join(stateDir, 'key.pem')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    privateKey = generateKeyPairSync('ed25519').privateKey;
    writeDurably(stateDir, 'key.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }) as string);
  }
  return { privateKey, publicKey: publicKeyBytes(createPublicKey(privateKey)).toString('base64url') };
}

/** Hears, picks, signs, keeps and sends, until the sound or whoever runs it ends it. */
export async function runSensor(options: SensorOptions): Promise<void> {
  const agent = new SensorAgent(options);
  await agent.run();
}

const reportAgainMilliseconds = 5_000;
/** Less than this no microphone in a street hears; digital silence has none at all. */
const quietLevel = 1e-5;
const clippedShareMax = 0.001;
const silentSecondsMax = 5;
const freeBytesMin = 200e6;
const clockMicrosecondsMax = 5_000;
const apartMicroseconds = 31_000;

class SensorAgent {
  readonly #options: SensorOptions;
  readonly #key: KeyObject;
  readonly #queue: PacketQueue;
  readonly #ring: SoundRing;
  readonly #uplink: Uplink;
  readonly #clock: SampleClock;
  #configuration: SensorConfiguration;
  #version: number;
  #picked: Pulse[] = [];
  #lastPulse = 0;
  #heardAt = Date.now();
  #level: number | null = null;
  #clipped: number | null = null;

  constructor(options: SensorOptions) {
    const { stateDir, source, server } = options;
    this.#options = options;
    this.#key = sensorKey(stateDir).privateKey;
    this.#queue = new PacketQueue(join(stateDir, 'queue'));
    this.#ring = new SoundRing(join(stateDir, 'sound'), source.sampleRateHz);
    this.#uplink = new Uplink(server, this.#queue);
    this.#clock = new SampleClock(
      source.sampleRateHz,
      source.live ? null : (options.startsMicroseconds ?? Date.now() * 1000),
    );
    ({ configuration: this.#configuration, version: this.#version } = readConfiguration(stateDir));
  }

  async run(): Promise<void> {
    const { signal, once, onNews } = this.#options;
    const ending = new AbortController();
    const end = () => ending.abort();
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    onNews(`${this.#queue.length} messages wait to be sent`);
    const sending = this.#uplink.run(ending.signal);
    const reporting = this.#report(ending.signal);
    await this.#hear(ending.signal);
    while (once && this.#queue.length > 0 && !signal.aborted) await pause(50);
    if (!once && !signal.aborted)
      await new Promise((resolve) => ending.signal.addEventListener('abort', resolve, { once: true }));
    end();
    await Promise.all([sending, reporting]);
  }

  async #hear(signal: AbortSignal): Promise<void> {
    const { source } = this.#options;
    const picker = new PulsePicker(source.sampleRateHz, (pulse) => void this.#picked.push(pulse));
    for await (const samples of source.pieces()) {
      if (signal.aborted) return;
      this.#heardAt = Date.now();
      const starts = this.#clock.piece(samples.length, Date.now() * 1000);
      if (this.#configuration.paused) continue;
      this.#measure(samples);
      this.#ring.add(samples, starts, this.#configuration.keepHours);
      picker.push(samples);
      this.#seal();
      // What does not come as it is heard would else be read to its end before anything is sent.
      if (!source.live) await pause(0);
    }
    picker.finish();
    this.#seal();
  }

  /** Signs what was picked and keeps it: from here on it is not lost. */
  #seal(): void {
    const picked = this.#picked.splice(0);
    const pulses = picked.flatMap((pulse): PacketPulse[] => {
      const { timeSeconds, onsetSigmaSeconds, peak, snrDb, features } = pulse;
      const timeMicroseconds = this.#clock.at(timeSeconds);
      if (snrDb < this.#configuration.snrDbMin || timeMicroseconds - this.#lastPulse < apartMicroseconds) return [];
      this.#lastPulse = timeMicroseconds;
      const sigmaMicroseconds = Math.min(1_000_000, Math.round(onsetSigmaSeconds * 1e6));
      return [{ timeMicroseconds, sigmaMicroseconds, peak, snrDb, features }];
    });
    for (let from = 0; from < pulses.length; from += pulsesInPacketMax) {
      const part = pulses.slice(from, from + pulsesInPacketMax);
      const sequence = this.#queue.take(part.length);
      const { sensor, clock } = this.#options;
      this.#queue.add(
        sequence,
        signPacket({ version: 1, kind: 'pulses', sensor, sequence, clock, pulses: part }, this.#key),
      );
    }
  }

  #measure(samples: Float32Array): void {
    let [power, clipped] = [0, 0];
    for (const sample of samples) {
      power += sample * sample;
      if (Math.abs(sample) > 0.999) clipped++;
    }
    // About the last minute, where pieces are some hundredths of a second long.
    const share = Math.min(1, samples.length / (60 * this.#options.source.sampleRateHz));
    const mix = (before: number | null, now: number) => (before === null ? now : before + share * (now - before));
    this.#level = mix(this.#level, Math.sqrt(power / samples.length));
    this.#clipped = mix(this.#clipped, clipped / samples.length);
  }

  #selfTest(): SelfTest {
    const { stateDir, clock, source } = this.#options;
    const free = statfsSync(stateDir);
    const freeBytes = Math.min(Number.MAX_SAFE_INTEGER, free.bavail * free.bsize);
    const silentSeconds = (Date.now() - this.#heardAt) / 1000;
    const faults: SelfTest['faults'] = [];
    if (source.live && silentSeconds > silentSecondsMax) faults.push('no-sound');
    if (this.#level !== null && this.#level < quietLevel) faults.push('too-quiet');
    if (this.#clipped !== null && this.#clipped > clippedShareMax) faults.push('clipping');
    if (freeBytes < freeBytesMin) faults.push('disk-full');
    if (clock.source === 'none' || clock.sigmaMicroseconds > clockMicrosecondsMax) faults.push('clock');
    return {
      level: this.#level === null ? null : Math.min(1, this.#level),
      silentSeconds,
      clippedShare: this.#clipped,
      freeBytes,
      queued: this.#queue.length,
      refused: this.#queue.lost,
      keptSeconds: this.#ring.keptSeconds(Date.now() * 1000),
      faults,
    };
  }

  async #report(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const told = await this.#reportOnce();
      const milliseconds = told ? this.#configuration.reportSeconds * 1000 : reportAgainMilliseconds;
      await pause(milliseconds, undefined, { signal }).catch(() => undefined);
    }
  }

  async #reportOnce(): Promise<boolean> {
    const { sensor, program, clock, stateDir, onNews } = this.#options;
    const [timeMicroseconds, selfTest] = [Date.now() * 1000, this.#selfTest()];
    const report = signPacket(
      {
        version: 1,
        kind: 'report',
        sensor,
        timeMicroseconds,
        program,
        configurationVersion: this.#version,
        clock,
        selfTest,
      },
      this.#key,
    );
    const answer = await this.#uplink.post('reports', { report });
    if (!answer?.ok) return false;
    const orders = (await answer.json()) as Orders;
    if (orders.configurationVersion !== this.#version && Value.Check(sensorConfigurationSchema, orders.configuration)) {
      [this.#configuration, this.#version] = [orders.configuration, orders.configurationVersion];
      writeDurably(
        stateDir,
        'configuration.json',
        JSON.stringify({ configuration: this.#configuration, version: this.#version }),
      );
      onNews(`configuration ${this.#version} is in force`);
    }
    for (const wanted of orders.sounds) await this.#sendSound(wanted);
    return true;
  }

  /** The two seconds somebody asked for, or that there are none. */
  async #sendSound({ request, fromMicroseconds, seconds }: Orders['sounds'][number]): Promise<void> {
    const kept = this.#ring.of(fromMicroseconds, seconds);
    const { sensor } = this.#options;
    const sound = signPacket(
      {
        version: 1,
        kind: 'sound',
        sensor,
        request,
        timeMicroseconds: kept?.startsMicroseconds ?? fromMicroseconds,
        sampleRateHz: kept?.sampleRateHz ?? this.#options.source.sampleRateHz,
        samples: kept
          ? Buffer.from(kept.samples.buffer, kept.samples.byteOffset, kept.samples.byteLength).toString('base64')
          : '',
      },
      this.#key,
    );
    await this.#uplink.post('sounds', { sound });
  }
}

function readConfiguration(stateDir: string): { configuration: SensorConfiguration; version: number } {
  try {
    const read: unknown = JSON.parse(readFileSync(join(stateDir, 'configuration.json'), 'utf8'));
    const { configuration, version } = read as { configuration: unknown; version: unknown };
    if (Value.Check(sensorConfigurationSchema, configuration) && typeof version === 'number')
      return { configuration, version };
  } catch {
    // None was kept, or it is unreadable: what every sensor begins with, until it is told.
  }
  return { configuration: defaultSensorConfiguration, version: 0 };
}
