/**
 * How many sensors must hear a shot for it to be found, and how often chance alone makes an incident? Shots in small networks heard by all of their
 * sensors, straight or along a city's ways, amid noise; and hours of noise in which nothing was fired.
 * Run: node bench/acoustics-few.ts [shots of each kind] [hours of noise] [seed]
 */
import { cityExcess } from '../src/acoustics/excess-model.ts';
import { createSceneLocator } from '../src/acoustics/locate-scene.ts';
import type { Scene, ScenePulse, SceneSensor } from '../src/acoustics/scene.ts';
import { asHeard, simulateScene } from '../src/acoustics/simulate-scene.ts';
import { speedOfSound, ordinaryAir } from '../src/acoustics/speed-of-sound.ts';
import { Random } from '../src/stats/random.ts';

const scenes = Number(process.argv[2] ?? 40);
const hours = Number(process.argv[3] ?? 1);
const seed = process.argv[4] ?? '1';
const locate = createSceneLocator();
const soundMps = speedOfSound({ ...ordinaryAir, temperatureC: 5 });
const noted = { temperatureC: 5, windMps: { east: 0, north: 0 } };
/** As long as the service looks at once. */
const sceneSeconds = 26;
const nearMeters = 100;
const nearSeconds = 0.12;

const networkOf = (random: Random, count: number): SceneSensor[] =>
  Array.from({ length: count }, (_, at) => ({ id: `s${at}`, x: random.normal(0, 500), y: random.normal(0, 500) }));

function noise(random: Random, sensors: readonly SceneSensor[], perSecond: number): ScenePulse[] {
  const pulses: ScenePulse[] = [];
  if (perSecond === 0) return pulses;
  for (const { id } of sensors)
    for (let time = random.exponential(1 / perSecond); time < sceneSeconds; time += random.exponential(1 / perSecond))
      pulses.push({ sensor: id, timeSeconds: time });
  return pulses;
}

const kinds = [
  { ways: 'straight', perSecond: 0, weather: noted },
  { ways: 'city', perSecond: 0, weather: noted },
  { ways: 'city', perSecond: 0.03, weather: noted },
  { ways: 'city', perSecond: 0.1, weather: noted },
  { ways: 'city', perSecond: 0.03, weather: {} },
] as const;
console.log(
  'ways | noise/s of a sensor | air | sensors | shots | all found | some | none | P50 m | P90 m | held by 95 % ellipse',
);
for (const { ways, perSecond, weather } of scenes > 0 ? kinds : [])
  for (const fired of [[0], [0, 0.4, 0.8]])
    for (const count of [4, 5, 6, 7, 8, 10, 12]) {
      const air = weather === noted ? 'noted' : 'not noted';
      const random = new Random(`acoustics-few/${seed}/${ways}/${perSecond}/${air}/${fired.length}/${count}`);
      let [all, some, held, located] = [0, 0, 0, 0];
      const errors: number[] = [];
      for (let n = 0; n < scenes; n++) {
        const { scene, x, y, began } = sceneOf(random.fork(`${n}`), { count, fired, perSecond, ways });
        const { shots } = locate({ ...scene, ...weather }, null);
        const found = fired.filter((after) =>
          shots.some((shot) => {
            if (shot.kind !== 'located' || Math.abs(shot.timeSeconds - began - after) > nearSeconds) return false;
            const [dx, dy] = [shot.x! - x, shot.y! - y];
            if (Math.hypot(dx, dy) > nearMeters) return false;
            const [[xx, xy], [, yy]] = shot.covariance;
            located++;
            held += Number((yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / (xx * yy - xy * xy) < 5.991);
            errors.push(Math.hypot(dx, dy));
            return true;
          }),
        ).length;
        if (found === fired.length) all++;
        else if (found > 0) some++;
      }
      errors.sort((a, b) => a - b);
      const at = (share: number) => errors[Math.floor(share * errors.length)]?.toFixed(1) ?? '–';
      console.log(
        `${ways} | ${perSecond} | ${air} | ${count} | ${fired.length} | ${all} of ${scenes} | ${some} | ${scenes - all - some} | ${at(0.5)} | ${at(0.9)} | ${held} of ${located}`,
      );
    }

function sceneOf(
  random: Random,
  {
    count,
    fired,
    perSecond,
    ways,
  }: { count: number; fired: readonly number[]; perSecond: number; ways: 'straight' | 'city' },
): { scene: Scene; x: number; y: number; began: number } {
  const sensors = networkOf(random, count);
  const [x, y, began] = [random.normal(0, 150), random.normal(0, 150), 8 + 10 * random.next()];
  const heard = sensors.flatMap((sensor) => {
    const blocked = ways === 'city' && random.chance(cityExcess.blockedShare);
    const late =
      random.normal(0, ways === 'city' ? cityExcess.openSeconds : 0.004) +
      (blocked
        ? cityExcess.lateSecondsMin + (cityExcess.lateSecondsMax - cityExcess.lateSecondsMin) * random.next()
        : 0);
    const arrives = began + Math.hypot(sensor.x - x, sensor.y - y) / soundMps + late;
    return fired.map((after) => ({ sensor: sensor.id, timeSeconds: arrives + after + random.normal(0, 0.0025) }));
  });
  const pulses = asHeard([...heard, ...noise(random, sensors, perSecond)]);
  return { scene: { id: 'few', listenedFromSeconds: 0, sensors, pulses }, x, y, began };
}

console.log('network and noise of a sensor | sensors | hours | false incidents | by sensors hearing');
const city = simulateScene(new Random(`acoustics-few/${seed}/city`), { id: 'c', kind: 'clutter', grouped: false }).scene
  .sensors;
const quiet: { name: string; sensors: readonly SceneSensor[]; perSecond: number; weather: Partial<Scene> }[] = [
  { name: 'city', sensors: city, perSecond: 0.02, weather: noted },
  { name: 'city', sensors: city, perSecond: 0.05, weather: noted },
  { name: 'city', sensors: city, perSecond: 0.25, weather: noted },
  { name: 'small', sensors: networkOf(new Random(`acoustics-few/${seed}/small`), 8), perSecond: 0.05, weather: noted },
  { name: 'small', sensors: networkOf(new Random(`acoustics-few/${seed}/small`), 8), perSecond: 0.25, weather: noted },
  { name: 'small', sensors: networkOf(new Random(`acoustics-few/${seed}/small`), 8), perSecond: 0.05, weather: {} },
];
for (const { name, sensors, perSecond, weather } of quiet) {
  const random = new Random(`acoustics-few/${seed}/${name}/${perSecond}`);
  const heard = new Map<number, number>();
  let incidents = 0;
  for (let n = 0; n * sceneSeconds < hours * 3600; n++) {
    const pulses = asHeard(noise(random.fork(`${n}`), sensors, perSecond));
    const answer = locate({ id: 'noise', listenedFromSeconds: 0, ...weather, sensors, pulses }, null);
    incidents += answer.incidents.length;
    for (const incident of answer.incidents) {
      const shots = incident.shots.map((shot) => answer.shots[shot]!);
      const most = Math.max(...shots.map((shot) => (shot.kind === 'located' ? shot.sensors : 0)));
      heard.set(most, (heard.get(most) ?? 0) + 1);
    }
  }
  console.log(
    `${name} ${perSecond}/s, air ${weather === noted ? 'noted' : 'not noted'} | ${sensors.length} | ${hours} | ${incidents} | ${JSON.stringify(Object.fromEntries(heard))}`,
  );
}
