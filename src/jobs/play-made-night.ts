import { setTimeout as pause } from 'node:timers/promises';
import { SensorAllowance } from '../acoustics/check-packet.ts';
import { makeSound } from '../acoustics/make-sound.ts';
import type { SceneKind, SceneTruth } from '../acoustics/scene.ts';
import { simulateScene } from '../acoustics/simulate-scene.ts';
import { slotMicroseconds } from '../acoustics/shots-of-slot.ts';
import type { PacketPulse, SensorMessage } from '../model/sensor-packet.ts';
import { Random } from '../stats/random.ts';
import { inTransaction, type Database } from '../store/database.ts';
import { findSensorsAsked } from '../store/sensor-sounds.ts';
import { noteWeather } from './look-after-sensors.ts';
import { openMadeSensors, type MadeNetwork } from './made-sensors.ts';
import { receivePackets, type PacketReceiver } from './receive-packets.ts';
import { receiveReport, receiveSound } from './receive-reports.ts';
import { signPacket } from './sign-packet.ts';
import { storedPulseStream } from './stored-pulse-stream.ts';

export interface MadeNightOptions {
  readonly agencyId: number;
  readonly dataDir: string;
  readonly now: () => Date;
  /** What happens in it; all kinds where nothing is said. */
  readonly kinds?: readonly SceneKind[];
  readonly onNews: (news: string, details: Readonly<Record<string, unknown>>) => void;
}

/** What happens in a whole night, scene by scene. */
export const nightKinds: readonly SceneKind[] = [
  'semi-automatic',
  'automatic',
  'clutter',
  'two-shooters',
  'single',
  'moving',
  'semi-automatic',
];
const apartMicroseconds = 40_000_000;
/** A sensor tells a pulse, and has it on the way, so long after it heard it. */
const pickedMicroseconds = 200_000;
const tickMilliseconds = 250;
const soundsEachTicks = 8;
const soundRateHz = 8_000;

interface MadePulse extends PacketPulse {
  readonly sensor: string;
}

/**
 * Plays a made night to the demonstration, live: sensors that are not there hear shots nobody fired, sign what they hear, and send it as any
 * sensor would; when the desk asks for sound, sound is made. What is located, told and decided is the program's own doing.
 */
export function playMadeNight(database: Database, options: MadeNightOptions): { close(): Promise<void> } {
  const stop = new AbortController();
  const running = play(database, options, stop.signal).catch((error: unknown) => {
    if (!stop.signal.aborted) options.onNews('the made night of the demonstration broke off', { err: error });
  });
  return {
    async close() {
      stop.abort();
      await running;
    },
  };
}

async function play(database: Database, options: MadeNightOptions, signal: AbortSignal): Promise<void> {
  const { agencyId, now } = options;
  const pool = database.pool('import');
  const network = await openMadeSensors(database, { agencyId, dataDir: options.dataDir, now: now() });
  const opened = now().getTime() * 1000;
  // Sensors count from the slot after now on.
  const begins = (Math.floor(opened / slotMicroseconds) + 2) * slotMicroseconds;
  const night = makeNight(network, begins, options.kinds ?? nightKinds);
  await inTransaction(database.pool('read'), (client) =>
    noteWeather(client, agencyId, { ...night.weather, by: 'demonstration', now: now() }),
  );
  const stream = storedPulseStream(database, agencyId);
  const receiver: PacketReceiver = { agencyId, pool, stream, allowance: new SensorAllowance() };
  // Numbers are given once: those of a night begin where no earlier one came to.
  const numbers = new Map([...network.sensors.keys()].map((sensor) => [sensor, now().getTime()]));
  await report(network, receiver, now());
  let waiting = night.pulses;
  for (let tick = 0; !signal.aborted; tick++) {
    const until = now().getTime() * 1000 - pickedMicroseconds;
    const due = waiting.filter(({ timeMicroseconds }) => timeMicroseconds <= until);
    if (due.length > 0) {
      waiting = waiting.slice(due.length);
      await send(network, receiver, { due, numbers, now: now() });
    }
    if (tick % soundsEachTicks === 0) await answerAsked(network, receiver, { heard: night.pulses, now: now() });
    await pause(tickMilliseconds, undefined, { signal }).catch(() => undefined);
  }
  await stream.close();
}

/** No shape of a pulse that anything here looks at. */
export const plainFeatures = {
  riseSeconds: 0.001,
  decay6dbSeconds: 0.01,
  decay12dbSeconds: null,
  decay20dbSeconds: null,
  zeroCrossingsHz: 900,
  centroidHz: 500,
  slopeDbPerOctave: -6,
  clippedSamples: 0,
};

function makeNight({ scene }: MadeNetwork, begins: number, kinds: readonly SceneKind[]) {
  const random = new Random(`harbor-city/night/${begins}`);
  const play = (at: number, weather?: SceneTruth) =>
    simulateScene(random.fork(at), {
      id: `made-${at}`,
      kind: kinds[at]!,
      grouped: false,
      sensors: scene,
      ...(weather ? { weather } : {}),
    });
  // One night has one air, and one note of it.
  const first = play(0);
  const made = kinds.map((_, at) => ({
    began: begins + at * apartMicroseconds,
    ...(at === 0 ? first : play(at, first.truth)).scene,
  }));
  const pulses = made.flatMap(({ began, pulses: heard }) =>
    heard.map(({ sensor, timeSeconds, snrDb = 10 }): MadePulse => ({
      sensor,
      timeMicroseconds: began + Math.round(timeSeconds * 1e6),
      sigmaMicroseconds: 300,
      snrDb,
      peak: Math.min(1, 0.002 * 10 ** (snrDb / 20)),
      features: plainFeatures,
    })),
  );
  const { temperatureC = 15, windMps = { east: 0, north: 0 } } = first.scene;
  return {
    pulses: pulses.sort((a, b) => a.timeMicroseconds - b.timeMicroseconds),
    weather: { temperatureC, windEastMps: windMps.east, windNorthMps: windMps.north },
  };
}

const clock = { source: 'gps', sigmaMicroseconds: 2 } as const;
const sign = (network: MadeNetwork, message: SensorMessage) =>
  signPacket(message, network.sensors.get(message.sensor)!.privateKey);

async function send(
  network: MadeNetwork,
  receiver: PacketReceiver,
  { due, numbers, now }: { due: readonly MadePulse[]; numbers: Map<string, number>; now: Date },
): Promise<void> {
  const packets = [...Map.groupBy(due, ({ sensor }) => sensor)].map(([sensor, own]) => {
    const sequence = numbers.get(sensor)!;
    numbers.set(sensor, sequence + own.length);
    const pulses = own.map(({ sensor: _, ...pulse }) => pulse);
    return sign(network, { version: 1, kind: 'pulses', sensor, sequence, clock, pulses });
  });
  await receivePackets(receiver, packets, now);
}

/** All is well with sensors that are not there. */
const selfTest = {
  level: 0.01,
  silentSeconds: 0,
  clippedShare: 0,
  freeBytes: 1e9,
  queued: 0,
  refused: 0,
  keptSeconds: 108_000,
  faults: [],
};

const reportOf = (sensor: string, now: Date) =>
  ({
    version: 1,
    kind: 'report',
    sensor,
    timeMicroseconds: now.getTime() * 1000,
    program: 'demonstration',
    configurationVersion: 1,
    clock,
    selfTest,
  }) as const;

async function report(network: MadeNetwork, receiver: PacketReceiver, now: Date): Promise<void> {
  for (const sensor of network.sensors.keys()) await receiveReport(receiver, sign(network, reportOf(sensor, now)), now);
}

async function answerAsked(
  network: MadeNetwork,
  receiver: PacketReceiver,
  { heard, now }: { heard: readonly MadePulse[]; now: Date },
): Promise<void> {
  for (const sensor of await findSensorsAsked(receiver.pool, receiver.agencyId)) {
    if (!network.sensors.has(sensor)) continue;
    const { sounds } = await receiveReport(receiver, sign(network, reportOf(sensor, now)), now);
    for (const { request, fromMicroseconds, seconds } of sounds) {
      const pulses = heard
        .filter((each) => each.sensor === sensor)
        .map(({ timeMicroseconds, snrDb }) => ({ atSeconds: (timeMicroseconds - fromMicroseconds) / 1e6, snrDb }))
        .filter(({ atSeconds }) => atSeconds > -1 && atSeconds < seconds);
      // Of another night nothing is known any more: a sensor then sends nothing but that.
      const samples =
        pulses.length === 0
          ? Buffer.alloc(0)
          : Buffer.from(
              makeSound(new Random(`sound/${request}`), { sampleRateHz: soundRateHz, seconds, pulses }).buffer,
            );
      const message = { version: 1, kind: 'sound', sensor, request } as const;
      await receiveSound(
        receiver,
        sign(network, {
          ...message,
          timeMicroseconds: fromMicroseconds,
          sampleRateHz: soundRateHz,
          samples: samples.toString('base64'),
        }),
      );
    }
  }
}
