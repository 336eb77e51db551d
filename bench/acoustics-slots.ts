/**
 * Are shots found, and nothing else, on the way that alerts: slot by slot, with the eight seconds before each, where noise begins after a quiet (rain,
 * a party, the first shot of a night), where it went on before, and again and again while pulses come? Scenes are the simulator's, by kind.
 * Run: node bench/acoustics-slots.ts [scenes of each kind] [seed] [kinds, with commas between them] [seconds between looks as pulses come; 0 for none]
 */
import { gunshotIncidents } from '../src/acoustics/gunshot-incidents.ts';
import { createSceneLocator } from '../src/acoustics/locate-scene.ts';
import { sceneKinds, type SceneKind, type ScenePulse } from '../src/acoustics/scene.ts';
import { shotsOfSlot, shotsOnce, slotMicroseconds, slotOf, slotSpan } from '../src/acoustics/shots-of-slot.ts';
import { simulateScene } from '../src/acoustics/simulate-scene.ts';
import { cellsAbout, gridCell } from '../src/geo/grid-cell.ts';
import { localPlane } from '../src/geo/local-plane.ts';
import { plainFeatures } from '../src/jobs/play-made-night.ts';
import { SensorNetwork } from '../src/jobs/sensor-network.ts';
import type { Gunshot } from '../src/model/gunshots.ts';
import type { StreamPulse } from '../src/model/stream-pulse.ts';
import { Random } from '../src/stats/random.ts';

const scenes = Number(process.argv[2] ?? 10);
const seed = process.argv[3] ?? '1';
const kinds = (process.argv[4]?.split(',') ?? sceneKinds) as readonly SceneKind[];
const lookSeconds = Number(process.argv[5] ?? 0);
/** An incident is real where a shot of it is within so much of a true one. */
const nearMeters = 100;
const nearSeconds = 0.25;
const begins = Date.parse('2026-11-30T12:00:00Z') * 1000;
const sceneSeconds = 14;

const plane = localPlane({ lon: -76.6, lat: 39.3 });
const { sensors } = simulateScene(new Random(`acoustics-slots/${seed}/city`), {
  id: 'city',
  kind: 'clutter',
  grouped: false,
}).scene;
const placed = sensors.map(({ id, x, y }) => {
  const spot = plane.toLonLat(x, y);
  const [cell, publicKey] = [gridCell(spot), new Uint8Array(1)];
  return {
    sensor: id,
    publicKey,
    cell,
    ...spot,
    elevationMeters: null,
    fromMicroseconds: 0,
    untilMicroseconds: null,
    standings: [],
  };
});
const cellOf = new Map(placed.map(({ sensor, cell }) => [sensor, cell]));
const locate = createSceneLocator();

console.log(
  'kind | before it | scenes | detected | rounds exact | false incidents | sure | told while pulses came, false',
);
for (const kind of kinds)
  for (const before of ['quiet', 'noise'] as const) {
    const sum = { detected: 0, exact: 0, false: 0, sure: 0, told: 0 };
    for (let n = 0; n < scenes; n++) {
      const random = new Random(`acoustics-slots/${seed}/${kind}/${n}`);
      const make = (of: SceneKind, at: number) =>
        simulateScene(random.fork(at), { id: `${n}`, kind: of, grouped: false, sensors });
      const { scene, truth } = make(kind, 0);
      const around = before === 'quiet' ? [] : [-1, 1].map((side) => ({ side, made: make('clutter', 2 + side) }));
      const pulses = streamOf([
        { from: 0, pulses: scene.pulses },
        ...around.map(({ side, made }) => ({ from: side * sceneSeconds, pulses: made.scene.pulses })),
      ]);
      const { temperatureC, windMps } = scene;
      const network = new SensorNetwork(placed, [
        {
          fromMicroseconds: begins - 30e6,
          temperatureC: temperatureC!,
          windEastMps: windMps!.east,
          windNorthMps: windMps!.north,
        },
      ]);
      const incidentsOf = (heard: readonly StreamPulse[]) =>
        gunshotIncidents(shotsOnce(slotsOf().flatMap((slot) => shotsIn(network, heard, slot)))).filter(
          ({ firstMicroseconds }) => firstMicroseconds >= begins && firstMicroseconds < begins + sceneSeconds * 1e6,
        );
      const isReal = (shots: readonly Gunshot[]) =>
        shots.some((shot) => {
          const { x, y } = plane.toPlane(shot);
          const seconds = (shot.timeMicroseconds - begins) / 1e6;
          return truth.shots.some(
            (real) =>
              Math.hypot(x - real.x, y - real.y) < nearMeters && Math.abs(seconds - real.timeSeconds) < nearSeconds,
          );
        });
      const found = incidentsOf(pulses);
      const right = found.filter(({ shots }) => isReal(shots));
      const wrong = found.filter(({ shots }) => !isReal(shots));
      sum.false += wrong.length;
      sum.sure += wrong.filter(({ summary }) => summary.sure).length;
      sum.detected += Number(right.length > 0);
      sum.exact += Number(Math.max(0, ...right.map(({ summary }) => summary.rounds)) === truth.rounds);
      if (lookSeconds === 0) continue;
      // Of each false place told at some moment, once.
      const told: Gunshot[] = [];
      for (let at = 1; at < sceneSeconds + 4; at += lookSeconds) {
        const until = begins + at * 1e6;
        for (const { shots } of incidentsOf(pulses.filter(({ timeMicroseconds }) => timeMicroseconds < until)))
          if (!isReal(shots) && !told.some((each) => isSame(each, shots[0]!))) told.push(shots[0]!);
      }
      sum.told += told.length;
    }
    console.log(
      `${kind.padEnd(14)} | ${before} | ${scenes} | ${sum.detected} | ${sum.exact} | ${sum.false} | ${sum.sure} | ${lookSeconds === 0 ? '–' : sum.told}`,
    );
  }

function isSame(a: Gunshot, b: Gunshot): boolean {
  const [one, other] = [plane.toPlane(a), plane.toPlane(b)];
  return (
    Math.hypot(one.x - other.x, one.y - other.y) < nearMeters &&
    Math.abs(a.timeMicroseconds - b.timeMicroseconds) < nearSeconds * 1e6
  );
}

function slotsOf(): number[] {
  const slots: number[] = [];
  for (let slot = slotOf(begins) - 1; slot * slotMicroseconds < begins + sceneSeconds * 1e6; slot++) slots.push(slot);
  return slots;
}

function shotsIn(network: SensorNetwork, heard: readonly StreamPulse[], slot: number): Gunshot[] {
  const { from, until } = slotSpan(slot);
  return network.cellsAt(slot).flatMap((cell) => {
    const about = new Set(cellsAbout(cell));
    return shotsOfSlot(locate, {
      cell,
      slot,
      solving: network.cellsAt(slot),
      sensors: network.sensorsAt(cell, slot),
      weather: network.weatherAt(slot),
      pulses: heard.filter(
        ({ cell: own, timeMicroseconds }) => about.has(own) && timeMicroseconds >= from && timeMicroseconds < until,
      ),
    });
  });
}

function streamOf(parts: readonly { readonly from: number; readonly pulses: readonly ScenePulse[] }[]): StreamPulse[] {
  const counts = new Map<string, number>();
  return parts
    .flatMap(({ from, pulses }) =>
      pulses.map(({ sensor, timeSeconds, snrDb = 10 }) => ({
        sensor,
        snrDb,
        timeMicroseconds: begins + Math.round((from + timeSeconds) * 1e6),
      })),
    )
    .sort((a, b) => a.timeMicroseconds - b.timeMicroseconds)
    .map((pulse): StreamPulse => {
      const sequence = (counts.get(pulse.sensor) ?? 0) + 1;
      counts.set(pulse.sensor, sequence);
      return {
        ...pulse,
        sequence,
        cell: cellOf.get(pulse.sensor)!,
        sigmaMicroseconds: 300,
        clockMicroseconds: 2,
        peak: 0.1,
        features: plainFeatures,
      };
    });
}
