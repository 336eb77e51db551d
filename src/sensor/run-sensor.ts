import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Value } from '@sinclair/typebox/value';
import { PulsePicker } from '../acoustics/picking/pulse-picker.ts';
import type { Pulse } from '../acoustics/picking/pulse.ts';
import type { BrokerAccess } from '../jobs/connect-brokers.ts';
import { publicKeyBytes, signPacket } from '../jobs/sign-packet.ts';
import {
  defaultSensorConfiguration,
  packetVersion,
  pulsesInPacketMax,
  sensorConfigurationSchema,
  sensorOrdersSchema,
  soundRateHzMax,
  type PacketPulse,
  type SelfTest,
  type SensorClock,
  type SensorConfiguration,
  type SensorOrders,
} from '../model/sensor-packet.ts';
import { readClock } from './read-clock.ts';
import { openServicePost } from './open-service-post.ts';
import { PacketQueue, writeDurably } from './packet-queue.ts';
import { SampleClock } from './sample-clock.ts';
import { SoundLimits } from './sound-limits.ts';
import { SoundRing } from './sound-ring.ts';
import type { SoundSource } from './sound-source.ts';
import type { ServicePost } from './service-post.ts';
import { Uplink } from './uplink.ts';

export interface SensorOptions {
  readonly sensor: string;
  /** Where key, queue and sound are kept. */
  readonly stateDir: string;
  readonly server: string;
  /** What is shown to brokers and by what they are known, where the way is by them. */
  readonly access: BrokerAccess;
  readonly source: SoundSource;
  /** How well this machine's clock is known, by whoever runs it; null where the program that keeps it is asked. */
  readonly clock: SensorClock | null;
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
  const { server, access, sensor, onNews } = options;
  const service = await openServicePost(server, { ...access, sensor, onNews });
  try {
    await new SensorAgent(options, service).run();
  } finally {
    await service.close();
  }
}

const reportAgainMilliseconds = 5_000;
const tidyMilliseconds = 10_000;
const clockAgainMilliseconds = 30_000;
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
  readonly #limits: SoundLimits;
  readonly #service: ServicePost;
  readonly #uplink: Uplink;
  readonly #clock: SampleClock;
  /** What is known of the machine's clock; until it was asked for, nothing is. */
  #known: SensorClock = { source: 'none', sigmaMicroseconds: 3_600_000_000 };
  #clockFrom = '';
  #toldContract = '';
  #configuration: SensorConfiguration;
  #version: number;
  #picked: Pulse[] = [];
  #lastPulse = 0;
  #heardAt = Date.now();
  readonly #refused = new Set<number>();
  #level: number | null = null;
  #clipped: number | null = null;

  constructor(options: SensorOptions, service: ServicePost) {
    const { stateDir, source } = options;
    this.#service = service;
    this.#options = options;
    this.#key = sensorKey(stateDir).privateKey;
    this.#queue = new PacketQueue(join(stateDir, 'queue'));
    this.#ring = new SoundRing(join(stateDir, 'sound'), source.sampleRateHz);
    this.#limits = new SoundLimits(join(stateDir, 'limits'));
    this.#uplink = new Uplink(service, this.#queue);
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
    await this.#askClock();
    const asking = this.#askClockAgain(ending.signal);
    const sending = this.#uplink.run(ending.signal);
    const reporting = this.#report(ending.signal);
    const tidying = this.#tidy(ending.signal);
    try {
      await this.#hear(ending.signal);
      while (once && this.#queue.length > 0 && !signal.aborted) await pause(50);
      if (!once && !signal.aborted)
        await new Promise((resolve) => ending.signal.addEventListener('abort', resolve, { once: true }));
    } finally {
      // Also where the recorder ended: else these go on, and the program never ends and is never begun anew.
      end();
      await Promise.all([asking, sending, reporting, tidying]);
    }
  }

  async #hear(signal: AbortSignal): Promise<void> {
    const { source } = this.#options;
    let picker: PulsePicker | null = null;
    for await (const samples of source.pieces()) {
      if (signal.aborted) return;
      this.#heardAt = Date.now();
      const began = this.#clock.seconds;
      const starts = this.#clock.piece(samples.length, Date.now() * 1000);
      if (this.#configuration.paused) {
        // What was heard before the pause was heard.
        picker?.finish();
        if (picker) this.#seal();
        picker = null;
        continue;
      }
      this.#measure(samples);
      this.#ring.add(samples, starts, this.#configuration.keepHours);
      picker ??= this.#pickFrom(began);
      picker.push(samples);
      this.#seal();
      // What does not come as it is heard would else be read to its end before anything is sent.
      if (!source.live) await pause(0);
    }
    picker?.finish();
    this.#seal();
  }

  /** Picks what is heard from so many seconds of sound on: after a pause anew, since a picker counts the samples it is given. */
  #pickFrom(began: number): PulsePicker {
    return new PulsePicker(
      this.#options.source.sampleRateHz,
      (pulse) => void this.#picked.push({ ...pulse, timeSeconds: began + pulse.timeSeconds }),
    );
  }

  /** Lets go of sound in time, whether or not more of it comes. */
  async #tidy(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#letGo();
      await pause(tidyMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  }

  #letGo(): void {
    const now = Date.now();
    // Sound that is not heard now has a time of its own, which goes on as time does.
    const ofSound = this.#options.source.live
      ? now * 1000
      : this.#clock.at(this.#clock.seconds) + (now - this.#heardAt) * 1000;
    this.#ring.forgetHeard(ofSound);
    const newest = Math.max(ofSound, now * 1000);
    this.#ring.trim(newest, this.#configuration.keepHours);
    this.#limits.trim(newest);
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
      const { sensor } = this.#options;
      const clock = this.#clockNow();
      this.#queue.add(
        sequence,
        signPacket({ version: 1, kind: 'pulses', sensor, sequence, clock, pulses: part }, this.#key),
      );
      this.#limits.signed(part.map(({ timeMicroseconds }) => timeMicroseconds));
    }
  }

  /** How well the time of what is heard now is known: where samples were lost a moment ago, by no more than is missing. */
  #clockNow(): SensorClock {
    const clock = this.#known;
    return { ...clock, sigmaMicroseconds: Math.max(clock.sigmaMicroseconds, this.#clock.doubtMicroseconds) };
  }

  async #askClock(): Promise<void> {
    const { clock: given, onNews } = this.#options;
    const { clock, from } = given === null ? await readClock() : { clock: given, from: 'whoever runs this' };
    this.#known = clock;
    const told = `${from}: ${clock.source}`;
    if (told === this.#clockFrom) return;
    this.#clockFrom = told;
    const well = clock.source === 'none' ? 'not known' : `${clock.source}, by ${clock.sigmaMicroseconds} microseconds`;
    onNews(`the clock is ${well}, says ${from}`);
  }

  async #askClockAgain(signal: AbortSignal): Promise<void> {
    if (this.#options.clock !== null) return;
    while (!signal.aborted) {
      await pause(clockAgainMilliseconds, undefined, { signal }).catch(() => undefined);
      await this.#askClock();
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
    const { stateDir, source } = this.#options;
    const clock = this.#known;
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
      withheld: this.#limits.withheld(Date.now()),
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
    const { sensor, program, onNews } = this.#options;
    const clock = this.#known;
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
    const answer = await this.#service.post('reports', { report });
    const orders = answer?.status === 200 ? answer.body : null;
    if (!Value.Check(sensorOrdersSchema, orders)) {
      if (answer?.status === 200)
        this.#tellContract('the service answers what this program does not read: a newer one is needed');
      return false;
    }
    if ((orders.messageVersion ?? packetVersion) > packetVersion)
      this.#tellContract(
        `the service speaks version ${orders.messageVersion} of messages, this program ${packetVersion}: a newer one is there`,
      );
    if (orders.configurationVersion !== this.#version) {
      this.#configure(orders);
      onNews(`configuration ${this.#version} is in force`);
    }
    for (const wanted of orders.sounds) await this.#sendSound(wanted);
    return true;
  }

  /** Once, not with each report. */
  #tellContract(news: string): void {
    if (news !== this.#toldContract) this.#options.onNews(news);
    this.#toldContract = news;
  }

  #configure({ configuration, configurationVersion: version }: SensorOrders): void {
    [this.#configuration, this.#version] = [configuration, version];
    writeDurably(this.#options.stateDir, 'configuration.json', JSON.stringify({ configuration, version }));
    if (configuration.paused) this.#ring.rest();
    this.#letGo();
  }

  /** The two seconds somebody asked for, or that there are none, or none that may leave. Paused, it answers nothing. */
  async #sendSound({ request, fromMicroseconds, seconds }: SensorOrders['sounds'][number]): Promise<void> {
    if (this.#configuration.paused || this.#refused.has(request)) return;
    const given = this.#limits.take({ fromMicroseconds, seconds }, Date.now()) === null;
    const kept = given ? this.#ring.of(fromMicroseconds, seconds) : null;
    const { sensor, source } = this.#options;
    const sound = signPacket(
      {
        version: 1,
        kind: 'sound',
        sensor,
        request,
        timeMicroseconds: kept?.startsMicroseconds ?? fromMicroseconds,
        sampleRateHz: kept?.sampleRateHz ?? Math.min(source.sampleRateHz, soundRateHzMax),
        samples: kept
          ? Buffer.from(kept.samples.buffer, kept.samples.byteOffset, kept.samples.byteLength).toString('base64')
          : '',
      },
      this.#key,
    );
    const answer = await this.#service.post('sounds', { sound });
    // What the service never takes is not sent with each report.
    if (answer?.status === 400 || answer?.status === 409) this.#refused.add(request);
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
